"""The check of numbers of identity documents, which reads what the number says."""

from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.frame import Frame
from zhijiao.filing.schema.row_checks import Check
from zhijiao.kit import identity

CITIZEN_CARD = "1"
NO_DOCUMENT, OTHER_DOCUMENT = "Y", "Z"
UNDOCUMENTED = "999"
"""What the numbers begin with that schools give to people without a document."""


class IdNumberAgrees(Check):
    """A citizen's ID number has a right check digit and agrees with birth date and sex (GB 11643-1999).

    A number of 15 digits is lengthened to 18. Numbers of people without a document are those that schools give them;
    numbers of other documents are only checked for their characters.
    """

    def __init__(
        self, type_field: str, number_field: str, birth_field: str = "", sex_field: str = ""
    ) -> None:
        super().__init__(*(name for name in (type_field, number_field, birth_field, sex_field) if name))
        self.type_field, self.number_field = type_field, number_field
        self.birth_field, self.sex_field = birth_field, sex_field

    def run(self, frame: Frame) -> None:
        """Each number is taken apart once."""
        numbers = frame.values[self.number_field]
        kinds = frame.values[self.type_field]
        column = frame.form.columns[self.number_field]
        for i, (kind, number) in enumerate(zip(kinds, numbers, strict=True)):
            if number is None or frame.kept(i, self.number_field):
                continue
            if kind != CITIZEN_CARD:
                if found := _wrong_with_other(kind, number):
                    frame.problem(i, column, *found, code="id")
                continue
            if number.startswith(UNDOCUMENTED) and identity.check_undocumented_number(number) is None:
                said = ("这是学校给无证件人员的编号，不是居民身份证号", "请把身份证件类型改为“无身份证件”")
                numbers[i] = frame.problem(i, column, *said, code="id")
                continue
            if reason := identity.check_id_number(number):
                numbers[i] = frame.problem(i, column, reason, code="id")
                continue
            self._agree(frame, i, number)

    def demand(self, form: FormLike) -> str:
        others = [form.columns[name].label for name in (self.birth_field, self.sex_field) if name]
        said = f"居民身份证的“{form.columns[self.number_field].label}”末位校验码须正确"
        return said + (f"，并与{'、'.join(f'“{label}”' for label in others)}一致" if others else "")

    def _agree(self, frame: Frame, i: int, number: str) -> None:
        card = identity.parse_id_number(number)
        columns = frame.form.columns
        if self.birth_field and (birth := frame.values[self.birth_field][i]) and birth != card.birth:
            frame.problem(
                i,
                columns[self.birth_field],
                f"与证件号码中的出生日期（{card.birth}）不一致",
                "请核对证件号码和出生日期",
                code="id",
            )
        if self.sex_field and (sex := frame.values[self.sex_field][i]) in ("1", "2") and sex != card.sex:
            said = "男" if card.sex == "1" else "女"
            frame.problem(
                i,
                columns[self.sex_field],
                f"与证件号码不一致，证件号码显示为“{said}”",
                "请核对证件号码和性别",
                code="id",
            )


def _wrong_with_other(kind: str | None, number: str) -> tuple[str, str] | None:
    """What is wrong with a number that is no citizen's, and the remedy."""
    school_made = kind == NO_DOCUMENT or kind == OTHER_DOCUMENT and number.startswith(UNDOCUMENTED)
    if school_made and (reason := identity.check_undocumented_number(number)):
        return reason, "请按本校规则编号，办好证件后再更改"
    bare = number.replace("-", "").replace("(", "").replace(")", "")
    if not number.isascii() or not bare.isalnum():
        return "证件号码只能由字母和数字组成", "请按证件原样填写"
    return None

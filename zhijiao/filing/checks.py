"""Checks that look at more than one item of a row, declared in ``Filing.checks``.

A check reads whole columns of parsed values and reports to the frame; a value that is missing or already wrong (None)
is not judged twice. The same checks serve page, grid, workbook, API and demo data.
"""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

from zhijiao.kit import identity
from zhijiao.kit.periods import span

if TYPE_CHECKING:
    from zhijiao.filing.registry import Form
    from zhijiao.filing.validation import Frame

CITIZEN_CARD = "1"
TODAY = "today"


class Check:
    """One rule over the items named in ``fields``."""

    def __init__(self, *fields: str) -> None:
        self.fields = fields

    def run(self, frame: "Frame") -> None:
        """Judge every row of the frame."""
        raise NotImplementedError


class RowCheck(Check):
    """``function(*values)`` must be true of each row in which none of the fields is empty.

    The problem is shown at the last field; private fields arrive in clear.
    """

    def __init__(
        self, fields: Sequence[str], function: Callable[..., bool], message: str, remedy: str = ""
    ) -> None:
        super().__init__(*fields)
        self.function = function
        self.message = message
        self.remedy = remedy

    def run(self, frame: "Frame") -> None:
        """One call per complete row."""
        column = frame.form.columns[self.fields[-1]]
        function = self.function
        for i, values in enumerate(zip(*(frame.values[name] for name in self.fields), strict=True)):
            if None not in values and not function(*values):
                frame.problem(i, column, self.message, self.remedy, code="row")


class InOrder(Check):
    """``later`` does not come before ``earlier``. Made from ``after=`` and ``before=`` of a field."""

    def __init__(self, earlier: str, later: str, shown_at: str) -> None:
        super().__init__(earlier, later)
        self.earlier = earlier
        self.later = later
        self.shown_at = shown_at

    def run(self, frame: "Frame") -> None:
        """Months and days compare by their common prefix."""
        first, last = frame.form.columns[self.earlier], frame.form.columns[self.later]
        shown = frame.form.columns[self.shown_at]
        other, word = (first, "早于") if shown is last else (last, "晚于")
        for i, (low, high) in enumerate(
            zip(frame.values[self.earlier], frame.values[self.later], strict=True)
        ):
            if low is None or high is None or not _exceeds(low, high):
                continue
            value = frame.values[other.name][i]
            frame.problem(
                i, shown, f"不得{word}{other.label}（{other.text(value)}）", "请核对两个日期", code="order"
            )


class NotAfterToday(Check):
    """A date or month does not lie in the future. Made from ``before="today"`` of a field."""

    def run(self, frame: "Frame") -> None:
        """Compares with the server's day."""
        name, today = self.fields[0], dt.date.today()
        column = frame.form.columns[name]
        for i, value in enumerate(frame.values[name]):
            if value is not None and _exceeds(value, today):
                frame.problem(i, column, "不能晚于今天", "请核对日期", code="future")


def _exceeds(low: Any, high: Any) -> bool:
    """Whether ``low`` lies after ``high``, comparing a day with a month by the month."""
    if type(low) is type(high):
        return low > high
    return str(low)[:7] > str(high)[:7]


class WithinPeriod(Check):
    """A day lies in the school year (calendar year, term) that the record belongs to."""

    def run(self, frame: "Frame") -> None:
        """Names the first and last day of the period."""
        form = frame.form
        column = form.columns[self.fields[0]]
        names = [name for name in ("year", "term") if name in form.columns]
        periods = zip(*(frame.values[name] for name in names), strict=True)
        for i, (day, period) in enumerate(zip(frame.values[column.name], periods, strict=True)):
            if day is None or None in period:
                continue
            first, last = span(form.period, *period)
            if not first <= day <= last:
                frame.problem(
                    i, column, f"不在{first}至{last}之内", "请核对日期，或填到日期所在的学年", code="period"
                )


class NotLess(Check):
    """``a`` is at least ``b`` (占地面积 against 绿化用地面积)."""

    def __init__(self, a: str, b: str, message: str = "", remedy: str = "") -> None:
        super().__init__(a, b)
        self.a, self.b = a, b
        self.message, self.remedy = message, remedy

    def run(self, frame: "Frame") -> None:
        """Shown at the part, with the whole's value."""
        whole, part = frame.form.columns[self.a], frame.form.columns[self.b]
        for i, (high, low) in enumerate(zip(frame.values[self.a], frame.values[self.b], strict=True)):
            if high is not None and low is not None and low > high:
                message = self.message or f"不能大于{whole.label}（{whole.text(high)}{whole.unit}）"
                frame.problem(i, part, message, self.remedy or "请核对两项数值", code="less")


class SumOf(Check):
    """``total`` equals the sum of ``parts``; empty parts count as nothing."""

    def __init__(self, total: str, parts: Sequence[str], message: str = "") -> None:
        super().__init__(total, *parts)
        self.total = total
        self.parts = list(parts)
        self.message = message

    def run(self, frame: "Frame") -> None:
        """Says what the sum is."""
        column = frame.form.columns[self.total]
        names = "＋".join(frame.form.columns[name].label for name in self.parts)
        parts = zip(*(frame.values[name] for name in self.parts), strict=True)
        for i, (total, row) in enumerate(zip(frame.values[self.total], parts, strict=True)):
            if total is None or all(value is None for value in row):
                continue
            summed = sum(value for value in row if value is not None)
            if summed != total:
                message = self.message or f"应等于{names}，合计为 {column.text(summed)}{column.unit}"
                frame.problem(i, column, message, "请核对合计与各分项", code="sum")


class RequiredIf(Check):
    """``field`` must be filled where ``when`` has the given value (one, or any of several), or any value at all."""

    def __init__(self, field: str, when: str, equals: Any = None) -> None:
        super().__init__(field, when)
        self.field, self.when = field, when
        several = isinstance(equals, Collection) and not isinstance(equals, str)
        self.wanted = frozenset(equals) if several else frozenset() if equals is None else frozenset([equals])

    def run(self, frame: "Frame") -> None:
        """Says because of what."""
        column, reason = frame.form.columns[self.field], frame.form.columns[self.when]
        for i, (value, cause) in enumerate(
            zip(frame.values[self.field], frame.values[self.when], strict=True)
        ):
            applies = cause in self.wanted if self.wanted else cause not in (None, False)
            if value is None and applies and not frame.has_problem(i, self.field):
                frame.problem(
                    i,
                    column,
                    f"{reason.label}为“{frame.text_of(i, reason)}”时为必填项",
                    "请填写",
                    code="required",
                )


class OneOf(Check):
    """At least one of the fields must be filled."""

    def run(self, frame: "Frame") -> None:
        """Shown at the first field."""
        columns = [frame.form.columns[name] for name in self.fields]
        for i, values in enumerate(zip(*(frame.values[name] for name in self.fields), strict=True)):
            if all(value is None for value in values) and not any(
                frame.has_problem(i, name) for name in self.fields
            ):
                frame.problem(
                    i, columns[0], "、".join(column.label for column in columns) + "至少填一项", code="one_of"
                )


class IdNumberAgrees(Check):
    """A citizen's ID number has a right check digit and agrees with birth date and sex (GB 11643-1999).

    A number of 15 digits is lengthened to 18. Numbers of other documents are only checked for their characters.
    """

    def __init__(
        self, type_field: str, number_field: str, birth_field: str = "", sex_field: str = ""
    ) -> None:
        super().__init__(*(name for name in (type_field, number_field, birth_field, sex_field) if name))
        self.type_field, self.number_field = type_field, number_field
        self.birth_field, self.sex_field = birth_field, sex_field

    def run(self, frame: "Frame") -> None:
        """Each number is taken apart once."""
        numbers = frame.values[self.number_field]
        kinds = frame.values[self.type_field]
        column = frame.form.columns[self.number_field]
        for i, (kind, number) in enumerate(zip(kinds, numbers, strict=True)):
            if number is None or frame.kept(i, self.number_field):
                continue
            if kind != CITIZEN_CARD:
                if (
                    not number.isascii()
                    or not number.replace("-", "").replace("(", "").replace(")", "").isalnum()
                ):
                    frame.problem(i, column, "证件号码只能由字母和数字组成", "请按证件原样填写", code="id")
                continue
            if reason := identity.check_id_number(number):
                numbers[i] = frame.problem(i, column, reason, code="id")
                continue
            self._agree(frame, i, number)

    def _agree(self, frame: "Frame", i: int, number: str) -> None:
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


class NoRing(Check):
    """A reference to the same form does not lead back to where it started (隶属机构). Implied for such references."""

    def run(self, frame: "Frame") -> None:
        """Walks up from each row that has an identity of its own."""
        name = self.fields[0]
        column = frame.form.columns[name]
        if not any(value is not None for value in frame.values[name]):
            return
        rows = frame.form.model.unscoped.filter(school_id=frame.school_id).exclude(**{name: None})
        above = dict(rows.values_list("pk", column.attname))
        for i, own in enumerate(frame.ids):
            if own is not None:
                above[own] = frame.values[name][i]
        for i, own in enumerate(frame.ids):
            seen, step = {own}, frame.values[name][i] if own is not None else None
            while step is not None and step not in seen:
                seen.add(step)
                step = above.get(step)
            if step is not None:
                frame.problem(i, column, "不能隶属于自己或自己的下级", "请改选上级", code="ring")


def implied(form: "Form") -> list[Check]:
    """Checks that follow from the facts of the fields: order of dates, no ring in a reference to the same form."""
    found: list[Check] = []
    for column in form.stored:
        if column.facts.after:
            found.append(InOrder(column.facts.after, column.name, column.name))
        if column.facts.before == TODAY:
            found.append(NotAfterToday(column.name))
        elif column.facts.before:
            found.append(InOrder(column.name, column.facts.before, column.name))
        if column.ref and column.target is form:
            found.append(NoRing(column.name))
    return found

"""Checks that look at more than one item of a row, declared in ``Filing.checks``.

A check reads whole columns of parsed values and reports to the frame; a value that is missing or already wrong (None)
is not judged twice. The same checks serve page, grid, workbook, API and demo data.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.frame import Frame
from zhijiao.kit import identity
from zhijiao.kit.periods import span

CITIZEN_CARD, NO_DOCUMENT, OTHER_DOCUMENT, TODAY = "1", "Y", "Z", "today"


class Check:
    """One rule over the items named in ``fields``.

    Where it says of amounts that some are parts of another, ``whole`` and ``within`` name them for the page.
    """

    whole = ""
    within: tuple[str, ...] = ()

    def __init__(self, *fields: str) -> None:
        self.fields = fields

    def run(self, frame: Frame) -> None:
        """Judge every row of the frame."""
        raise NotImplementedError

    def demand(self, form: FormLike) -> str:
        """What it asks for in one sentence, as the manual says it."""
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

    def run(self, frame: Frame) -> None:
        """One call per complete row."""
        column = frame.form.columns[self.fields[-1]]
        function = self.function
        for i, values in enumerate(zip(*(frame.values[name] for name in self.fields), strict=True)):
            if None not in values and not function(*values):
                frame.problem(i, column, self.message, self.remedy, code="row")

    def demand(self, form: FormLike) -> str:
        named = "、".join(f"“{form.columns[name].label}”" for name in self.fields)
        return f"{named}：{self.message}" + (f"，{self.remedy}" if self.remedy else "")


class InOrder(Check):
    """``later`` does not come before ``earlier``. Made from ``after=`` and ``before=`` of a field."""

    def __init__(self, earlier: str, later: str, shown_at: str) -> None:
        super().__init__(earlier, later)
        self.earlier = earlier
        self.later = later
        self.shown_at = shown_at

    def run(self, frame: Frame) -> None:
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

    def demand(self, form: FormLike) -> str:
        return f"“{form.columns[self.later].label}”不得早于“{form.columns[self.earlier].label}”"


class NotAfterToday(Check):
    """A date or month does not lie in the future. Made from ``before="today"`` of a field."""

    def run(self, frame: Frame) -> None:
        """Compares with the server's day."""
        name, today = self.fields[0], dt.date.today()
        column = frame.form.columns[name]
        for i, value in enumerate(frame.values[name]):
            if value is not None and _exceeds(value, today):
                frame.problem(i, column, "不能晚于今天", "请核对日期", code="future")

    def demand(self, form: FormLike) -> str:
        return f"“{form.columns[self.fields[0]].label}”不能晚于填报当天"


def _exceeds(low: Any, high: Any) -> bool:
    """Whether ``low`` lies after ``high``, comparing a day with a month by the month."""
    if type(low) is type(high):
        return bool(low > high)
    return str(low)[:7] > str(high)[:7]


class WithinPeriod(Check):
    """A day lies in the school year (calendar year, term) that the record belongs to."""

    def run(self, frame: Frame) -> None:
        """Names the first and last day of the period."""
        form = frame.form
        column = form.columns[self.fields[0]]
        names = [name for name in ("year", "term") if name in form.columns]
        periods = zip(*(frame.values[name] for name in names), strict=True)
        for i, (day, period) in enumerate(zip(frame.values[column.name], periods, strict=True)):
            if day is None or None in period:
                continue
            limits = span(form.period, *period)
            if limits is None:
                continue
            first, last = limits
            if not first <= day <= last:
                frame.problem(
                    i, column, f"不在{first}至{last}之内", "请核对日期，或填到日期所在的学年", code="period"
                )

    def demand(self, form: FormLike) -> str:
        names = "和".join(
            f"“{form.columns[name].label}”" for name in ("year", "term") if name in form.columns
        )
        return f"“{form.columns[self.fields[0]].label}”应在{names}的起止日期之内"


class NotLess(Check):
    """``a`` is at least ``b`` (占地面积 against 绿化用地面积)."""

    def __init__(self, a: str, b: str, message: str = "", remedy: str = "") -> None:
        super().__init__(a, b)
        self.a, self.b = a, b
        self.whole, self.within = a, (b,)
        self.message, self.remedy = message, remedy

    def run(self, frame: Frame) -> None:
        """Shown at the part, with the whole's value."""
        whole, part = frame.form.columns[self.a], frame.form.columns[self.b]
        for i, (high, low) in enumerate(zip(frame.values[self.a], frame.values[self.b], strict=True)):
            if high is not None and low is not None and low > high:
                message = self.message or f"不能大于{whole.label}（{whole.text(high)}{whole.unit}）"
                frame.problem(i, part, message, self.remedy or "请核对两项数值", code="less")

    def demand(self, form: FormLike) -> str:
        return f"“{form.columns[self.b].label}”不能大于“{form.columns[self.a].label}”"


class SumOf(Check):
    """``total`` equals the sum of ``parts``; empty parts count as nothing."""

    def __init__(self, total: str, parts: Sequence[str], message: str = "") -> None:
        super().__init__(total, *parts)
        self.total = self.whole = total
        self.parts = list(parts)
        self.within = tuple(parts)
        self.message = message

    def run(self, frame: Frame) -> None:
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

    def demand(self, form: FormLike) -> str:
        parts = "＋".join(f"“{form.columns[name].label}”" for name in self.parts)
        return f"“{form.columns[self.total].label}”应等于{parts}，未填的分项按 0 计"


@dataclass(frozen=True)
class Condition:
    """``when`` has one of the values ``equals``, none of ``unless`` (be it empty), or any value at all."""

    when: str
    equals: Any = None
    unless: Any = None

    @property
    def values(self) -> frozenset[Any]:
        """The values compared with."""
        given = self.equals if self.unless is None else self.unless
        several = isinstance(given, Collection) and not isinstance(given, str)
        return frozenset(given) if several else frozenset() if given is None else frozenset([given])

    def holds(self, cause: Any) -> bool:
        """Whether it holds for a value of the other item."""
        if self.unless is not None:
            return cause not in self.values
        return cause in self.values if self.values else cause not in (None, False)

    def words(self, form: FormLike) -> str:
        """What has to be the case."""
        column = form.columns[self.when]
        if self.equals is None and self.unless is None:
            return f"填写了“{column.label}”"
        known = [entry[0] for entry in column.choices()]
        ordered = sorted(self.values, key=lambda value: (_place(known, value), str(value)))
        names = "或".join(f"“{column.text(value)}”" for value in ordered)
        return f"“{column.label}”{'为' if self.unless is None else '不是'}{names}"

    def for_page(self) -> dict[str, Any]:
        """As the script of a page compares: with what the controls hold."""
        return {
            "name": self.when,
            "values": sorted(map(_raw, self.values)),
            "unless": self.unless is not None,
        }

    def holds_on_page(self, raw: Mapping[str, Any], shown: Mapping[str, str]) -> bool:
        """Whether it holds for what the controls hold; a private item that is not shown counts as filled."""
        held = raw.get(self.when) or ("x" if shown.get(self.when) else "")
        chosen = set(held) if isinstance(held, list) else {str(held)} - {""}
        values = set(map(_raw, self.values))
        if self.unless is not None:
            return not chosen & values
        return bool(chosen & values) if values else bool(chosen - {"0"})


def _raw(value: Any) -> str:
    """A value as a control holds it."""
    return str(int(value)) if isinstance(value, bool) else str(value)


def _place(known: Sequence[str], value: Any) -> int:
    """Where a value stands among the choices."""
    text = _raw(value)
    return known.index(text) if text in known else len(known)


class RequiredIf(Check):
    """``field`` must be filled where ``when`` has the given value (one, or any of several), or any value at all.

    With ``unless`` it must be filled except where ``when`` has such a value. Conditions in ``also`` must hold as well.
    """

    def __init__(
        self, field: str, when: str, equals: Any = None, unless: Any = None, also: Sequence[Condition] = ()
    ) -> None:
        self.field = field
        self.conditions = (Condition(when, equals, unless), *also)
        super().__init__(field, *(condition.when for condition in self.conditions))

    def run(self, frame: Frame) -> None:
        """Count a gap, and say because of what, unless the data may have gaps."""
        column = frame.form.columns[self.field]
        causes = zip(*(frame.values[condition.when] for condition in self.conditions), strict=True)
        for i, (value, found) in enumerate(zip(frame.values[self.field], causes, strict=True)):
            if value is not None or frame.has_problem(i, self.field) or not self._applies(found):
                continue
            frame.gaps[i] += 1
            if frame.asks_for(column):
                frame.problem(i, column, f"{self._because(frame, i)}时为必填项", "请填写", code="required")

    def _applies(self, causes: Sequence[Any]) -> bool:
        return all(condition.holds(cause) for condition, cause in zip(self.conditions, causes, strict=True))

    def _because(self, frame: Frame, i: int) -> str:
        """The conditions as they are met in a row."""
        said = []
        for condition in self.conditions:
            column = frame.form.columns[condition.when]
            plain = condition.unless is None and not column.private
            said.append(
                f"{column.label}为“{frame.text_of(i, column)}”" if plain else condition.words(frame.form)
            )
        return "，且".join(said)

    def words(self, form: FormLike) -> str:
        """When the item is required."""
        return "，且".join(condition.words(form) for condition in self.conditions)

    def demand(self, form: FormLike) -> str:
        return f"{self.words(form)}时，须填写“{form.columns[self.field].label}”"

    def holds_on_page(self, raw: Mapping[str, Any], shown: Mapping[str, str]) -> bool:
        """Whether the item is required for what the controls hold."""
        return all(condition.holds_on_page(raw, shown) for condition in self.conditions)


class OneOf(Check):
    """At least one of the fields must be filled."""

    def run(self, frame: Frame) -> None:
        """Shown at the first field."""
        columns = [frame.form.columns[name] for name in self.fields]
        for i, values in enumerate(zip(*(frame.values[name] for name in self.fields), strict=True)):
            if all(value is None for value in values) and not any(
                frame.has_problem(i, name) for name in self.fields
            ):
                frame.problem(
                    i, columns[0], "、".join(column.label for column in columns) + "至少填一项", code="one_of"
                )

    def demand(self, form: FormLike) -> str:
        return "、".join(f"“{form.columns[name].label}”" for name in self.fields) + "至少填一项"


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
        numbers, today = frame.values[self.number_field], dt.date.today()
        kinds = frame.values[self.type_field]
        column = frame.form.columns[self.number_field]
        for i, (kind, number) in enumerate(zip(kinds, numbers, strict=True)):
            if number is None or frame.kept(i, self.number_field):
                continue
            if kind != CITIZEN_CARD:
                if found := identity.wrong_with_other(number, kind == NO_DOCUMENT, kind == OTHER_DOCUMENT):
                    frame.problem(i, column, *found, code="id")
                continue
            if number.startswith(identity.UNDOCUMENTED) and not identity.check_undocumented_number(number):
                said = ("这是学校给无证件人员的编号，不是居民身份证号", "请把身份证件类型改为“无身份证件”")
                numbers[i] = frame.problem(i, column, *said, code="id")
                continue
            card = identity.judge_id_number(number, today)
            if isinstance(card, str):
                numbers[i] = frame.problem(i, column, card, code="id")
            else:
                self._agree(frame, i, card)

    def demand(self, form: FormLike) -> str:
        others = [form.columns[name].label for name in (self.birth_field, self.sex_field) if name]
        said = f"居民身份证的“{form.columns[self.number_field].label}”末位校验码须正确"
        return said + (f"，并与{'、'.join(f'“{label}”' for label in others)}一致" if others else "")

    def _agree(self, frame: Frame, i: int, card: identity.IdNumber) -> None:
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

"""Columns of numbers: whole numbers, years, decimals, money, areas."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from zhijiao.filing.schema.columns.base import Column, FormLike, ParseFrame
from zhijiao.filing.schema.columns.cells import Cell, as_text
from zhijiao.filing.schema.facts import Facts

#: A number as people write it; a comma or a blank may stand only where it can separate nothing but thousands.
NUMBER = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)?(?:\.[0-9]+)?\.?")
_ASKED = r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?"
_LEADING_ZERO_GROUP = re.compile(r"[+-]?0[0-9]*[, ]")
#: Digits that folding may not touch; it would turn “5²” into 52.
_FOREIGN = re.compile(r"(?![0-9０-９])[\d²³¹⁰⁴-⁹₀-₉①-⑳]")


def grouped(text: str) -> str:
    """The text of a number with a comma before every three digits of its whole part."""
    return f"{Decimal(text):,}" if text else ""


class WholeColumn(Column):
    """Whole numbers."""

    type = "integer"
    type_label = "整数"
    widget = "number"
    filter_kind = "range"
    numeric = True
    whole = True
    reads_numbers = True
    #: What the database holds.
    widest: tuple[Any, Any] = (-(2**31), 2**31 - 1)

    @cached_property
    def limits(self) -> tuple[Any, Any]:
        """Smallest and largest number: as declared, else what the database holds."""
        low, high = self.facts.min, self.facts.max
        return self.widest[0] if low is None else low, self.widest[1] if high is None else high

    def parse(self, cells: Sequence[Cell], frame: ParseFrame) -> list[Any]:
        """Numbers as people write them: 1,200, １２００, 1200.0, “1200人”; nothing that could be another number."""
        low, high = self.limits
        whole = self.whole
        values: list[Any] = []
        for i, cell in enumerate(cells):
            if whole and type(cell) is int and low <= cell <= high:
                values.append(cell)
            elif whole and type(cell) is float and cell.is_integer() and low <= cell <= high:
                values.append(int(cell))
            elif cell is None:
                values.append(None)
            else:
                text = self._typed(cell)
                values.append(None if text is None else self.read(text, i, frame))
        return values

    @staticmethod
    def _typed(cell: Cell) -> str | None:
        """The text of a cell; a number without an exponent, foreign digits left as they are."""
        if type(cell) is float and "e" in repr(cell):
            return format(Decimal(repr(cell)), "f")
        if type(cell) is str and _FOREIGN.search(cell):
            return cell.strip()
        return as_text(cell)

    def read(self, text: str, i: int, frame: ParseFrame) -> Any:
        """One number of one text."""
        number = self._number(text)
        if number is None:
            return frame.problem(i, self, *self._no_number(text), code="number")
        if number != number.to_integral_value():
            return frame.problem(i, self, "应填整数", f"是否为 {int(number)}？", code="whole")
        return self._within(int(number), i, frame)

    def _number(self, text: str) -> Decimal | None:
        bare = text.removesuffix(self.unit or "\0").strip()
        if not NUMBER.fullmatch(bare) or _LEADING_ZERO_GROUP.match(bare):
            return None
        try:
            number = Decimal(bare.replace(",", "").replace(" ", ""))
        except InvalidOperation:
            return None
        return number if number.is_finite() and abs(number) < Decimal(10) ** 18 else None

    def _no_number(self, text: str) -> tuple[str, str]:
        """What is wrong with a text that is no number, and what to do."""
        if re.search(r"[0-9][,，][0-9]", text):
            return "中的逗号不能断定是小数点还是千分位", "小数点请写“.”，千分位请不写"
        return "应填数字", f"只填数值，不带文字{self._unit_hint}"

    @property
    def _unit_hint(self) -> str:
        return f"，单位为{self.unit}" if self.unit else ""

    def _within(self, number: Any, i: int, frame: ParseFrame) -> Any:
        if self.limits[0] <= number <= self.limits[1]:
            return number
        low, high = self.facts.min, self.facts.max
        if low is not None and high is not None:
            message = f"应在 {low} 到 {high} 之间"
        elif low is not None and number < low:
            message = f"不能小于 {low}"
        else:
            message = "数值过大或过小" if high is None else f"不能大于 {high}"
        return frame.problem(i, self, message, f"请核对数值{self._unit_hint}", code="range")

    def shown(self, value: Any) -> str:
        """Thousands set apart where it is an amount of something; the number of a week or a grade has no unit."""
        return grouped(self.text(value)) if self.unit else self.text(value)

    def cell(self, value: Any) -> Any:
        """A number stays a number in a workbook."""
        return value

    def filter(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """``3``, ``3~5``, ``3~`` or ``~5``."""
        low, _, high = text.replace("～", "~").partition("~")
        bounds = [
            (self._number(low), "gte"),
            (self._number(high if "~" in text or "～" in text else low), "lte"),
        ]
        if all(bound is None for bound, _ in bounds):
            return rows.none()
        return rows.filter(**{f"{self.name}__{op}": bound for bound, op in bounds if bound is not None})

    def schema(self) -> dict[str, Any]:
        """An integer with its bounds."""
        schema: dict[str, Any] = {"type": ["integer", "null"]}
        return self._bounds(schema)

    def sent_schema(self) -> dict[str, Any]:
        """An integer that the database holds."""
        low, high = self.limits
        return {"type": ["integer", "null"], "minimum": low, "maximum": high}

    def asked_schema(self) -> dict[str, Any]:
        """A number, or a span of them that may be open on one side."""
        return {"type": "string", "pattern": f"^(?:{_ASKED}|{_ASKED}~(?:{_ASKED})?|~{_ASKED})$"}

    def _bounds(self, schema: dict[str, Any]) -> dict[str, Any]:
        if self.facts.min is not None:
            schema["minimum"] = self.facts.min
        if self.facts.max is not None:
            schema["maximum"] = self.facts.max
        return schema


class YearColumn(WholeColumn):
    """A year of four digits."""

    type = "year"
    type_label = "四位年份"
    widget = "year"

    def shown(self, value: Any) -> str:
        """Never in groups."""
        return self.text(value)

    def read(self, text: str, i: int, frame: ParseFrame) -> Any:
        """Also takes “2020年”, “2020学年” and “2020-2021”."""
        match = re.fullmatch(r"([0-9]{4})(年|年度|学年|[-–—~][0-9]{4}(学年)?)?", text)
        if not match:
            return frame.problem(i, self, "应填四位年份", "如 2020", code="year")
        return self._within(int(match[1]), i, frame)


class DecimalColumn(WholeColumn):
    """Decimal numbers, stored as :class:`~decimal.Decimal`."""

    type = "decimal"
    type_label = "数字"
    whole = False
    widest = (float("-inf"), float("inf"))

    def __init__(self, form: FormLike, name: str, facts: Facts, *, places: int = 2, digits: int = 14) -> None:
        super().__init__(form, name, facts)
        self.places = places
        self.digits = digits
        self._quantum = Decimal(1).scaleb(-places)

    def read(self, text: str, i: int, frame: ParseFrame) -> Any:
        """One number; more places than are kept are refused rather than rounded in silence."""
        number = self._number(text)
        if number is None:
            return frame.problem(i, self, *self._no_number(text), code="number")
        rounded = number.quantize(self._quantum)
        if abs(rounded - number) > Decimal("1e-9"):
            near = "请四舍五入后填写" if self.private else f"是否为 {rounded}？"
            return frame.problem(i, self, f"最多保留 {self.places} 位小数", near, code="places")
        if rounded.adjusted() >= self.digits - self.places:
            return frame.problem(i, self, "数值过大", f"请核对数值{self._unit_hint}", code="range")
        return self._within(rounded, i, frame)

    def text(self, value: Any) -> str:
        if value is None:
            return ""
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text

    def cell(self, value: Any) -> Any:
        """A number stays a number in a workbook."""
        return None if value is None else float(value)

    def to_seal(self, value: Any) -> str | None:
        """All its places, so that equal amounts are equal texts."""
        return None if value is None else format(value, "f")

    def from_seal(self, text: str | None) -> Any:
        """The number whose digits were encrypted."""
        return None if text is None else Decimal(text)

    def json(self, value: Any) -> Any:
        """Decimal text, so that nothing is lost on the way."""
        return None if value is None else self.text(value)

    def schema(self) -> dict[str, Any]:
        return self._bounds({"type": ["string", "number", "null"]})

    def sent_schema(self) -> dict[str, Any]:
        """Digits as they are kept: no exponent, no more places."""
        if self.private:
            return {"type": ["string", "null"]}
        sign = "" if self.facts.min is not None and self.facts.min >= 0 else "-?"
        digits = f"[0-9]{{1,{self.digits - self.places}}}"
        return {"type": ["string", "null"], "pattern": f"^{sign}{digits}(?:\\.[0-9]{{1,{self.places}}})?$"}


class MoneyColumn(DecimalColumn):
    """Amounts of money."""

    type = "money"
    type_label = "金额"


class AreaColumn(DecimalColumn):
    """Areas in square metres."""

    type = "area"
    type_label = "面积"

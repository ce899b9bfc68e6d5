"""Columns: what the engine can do with one item of a form.

A column is bound to a form and knows how to read cells (from a page, a grid, a workbook or the API), how
to store, show, filter and export a value. Reading works on whole columns at once: 5,000 rows cost as many
list steps, not as many objects. Fields carry facts, columns carry behaviour; no engine code asks what kind
of field it has before it.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet

from zhijiao.catalogue import tables
from zhijiao.kit import dates
from zhijiao.kit.text import fold, fold_column, fold_lines
from zhijiao.privacy import blind, mask

if TYPE_CHECKING:
    from zhijiao.filing.fields import Facts, Lookup
    from zhijiao.filing.registry import Form
    from zhijiao.filing.validation import Frame

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | None

PHONE = re.compile(
    r"^(\+?\d{1,4}[- ]?)?(1\d{10}|0\d{2,3}[- ]?\d{7,8}([-转]\d{1,6})?|[2-9]\d{6,7}|400[- ]?\d{3,4}[- ]?\d{3,4})$"
)
CODE_SEPARATORS = re.compile(r"[,，;；、|/\n]+")
TRUE_WORDS = frozenset({"是", "1", "true", "y", "yes", "√", "有"})
FALSE_WORDS = frozenset({"否", "0", "false", "n", "no", "×", "无"})
CODED_NAME = re.compile(r"^([0-9A-Za-z]{1,12})\s*[-－—:：]\s*(.+)$")
STAR = "*"


def check_phone(text: str) -> str | None:
    """Reason why the text is no telephone number, or None."""
    if PHONE.match(text):
        return None
    return "不是有效的电话号码：手机填 11 位数字，固定电话填“区号-号码”，如 0771-5512345"


def check_email(text: str) -> str | None:
    """Reason why the text is no e-mail address, or None."""
    try:
        validate_email(text)
    except ValidationError:
        return "不是有效的电子邮箱，应形如 name@example.cn"
    return None


def as_text(cell: Cell) -> str | None:
    """The text of a cell as a clerk sees it; None for an empty one."""
    if cell is None:
        return None
    if isinstance(cell, str):
        return fold(cell) or None
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return str(cell)


def as_texts(cells: Sequence[Cell]) -> list[str | None]:
    """:func:`as_text` for a whole column."""
    return [(cell or None) if type(cell) is str else as_text(cell) for cell in fold_column(cells)]


def _length(text: str | None) -> int:
    return len(text) if text else 0


class Column:
    """Behaviour common to all columns. ``name`` is the field's name, ``paths`` what a query has to fetch for it."""

    type = "text"
    widget = "text"
    filter_kind = "contains"
    align_right = False
    stored = True

    def __init__(self, form: "Form", name: str, facts: "Facts") -> None:
        self.form = form
        self.name = name
        self.facts = facts
        self.label = facts.label
        self.note = facts.note
        self.unit = facts.unit
        self.example = facts.example
        self.source = facts.source
        self.private = facts.private
        self.code_table = facts.table or None
        self.ref: str | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.form.key}.{self.name}>"

    # What is fetched -------------------------------------------------------------------------------------------------

    @property
    def attname(self) -> str:
        """Name of the database attribute that holds the value."""
        return self.name

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Query paths whose values make up this column's value."""
        return (self.name,)

    @property
    def order_by(self) -> str | None:
        """Path to sort by; None where sorting makes no sense (a private value)."""
        return None if self.private else self.name

    def load(self, fetched: Sequence[Any]) -> Any:
        """The value from what the query fetched for :attr:`paths`."""
        return fetched[0]

    # What is shown ---------------------------------------------------------------------------------------------------

    def required_for(self, school_type: str) -> bool:
        """Whether a school of this type must fill the item."""
        return self.stored and self.facts.required and school_type not in self.facts.optional_for

    @property
    def required(self) -> bool:
        """Whether the item is required of schools in general."""
        return self.stored and self.facts.required

    def text(self, value: Any) -> str:
        """The value as shown on a page; empty text for no value."""
        return "" if value is None else str(value)

    def cell(self, value: Any) -> Any:
        """The value as written to a workbook or csv; reading it back gives the same value."""
        return None if value is None else self.text(value)

    def json(self, value: Any) -> Any:
        """The value as the API and the change log write it."""
        return value

    def raw(self, value: Any) -> Any:
        """The value as a form control holds it."""
        return self.text(value)

    def schema(self) -> dict[str, Any]:
        """JSON schema of the value in the API."""
        schema: dict[str, Any] = {"type": ["string", "null"]}
        if self.facts.max_length:
            schema["maxLength"] = self.facts.max_length
        return schema

    # What is read ----------------------------------------------------------------------------------------------------

    def parse(self, cells: Sequence[Cell], frame: "Frame") -> list[Any]:
        """The values of a column of cells; whatever cannot be read is reported to the frame and becomes None."""
        texts = self.fold(cells)
        if self.plain and len(max(texts, key=_length, default=None) or "") <= (self.facts.max_length or 0):
            return texts
        read = self.read
        return [None if text is None else read(text, i, frame) for i, text in enumerate(texts)]

    @property
    def plain(self) -> bool:
        """Whether any text of at most the given length will do."""
        return False

    def fold(self, cells: Sequence[Cell]) -> list[str | None]:
        """Folded texts of a column of cells; None for empty ones."""
        return as_texts(cells)

    def read(self, text: str, i: int, frame: "Frame") -> Any:
        """The value of one folded, non-empty text."""
        facts = self.facts
        if facts.max_length and len(text) > facts.max_length:
            return frame.problem(
                i, self, f"最多 {facts.max_length} 个字，现有 {len(text)} 个", "请删减", code="length"
            )
        if self._pattern and not self._pattern.fullmatch(text):
            return frame.problem(i, self, facts.pattern[1], code="pattern")
        if facts.check and (reason := facts.check(text)):
            return frame.problem(i, self, reason, code="check")
        return text

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        return re.compile(self.facts.pattern[0]) if self.facts.pattern else None

    # How it is asked for ---------------------------------------------------------------------------------------------

    @property
    def filterable(self) -> bool:
        """Whether lists can be narrowed by this column."""
        return not self.private or self.facts.exact

    def filter(self, rows: QuerySet, text: str) -> QuerySet:
        """Rows that match a query text; unreadable text matches nothing."""
        if self.private:
            return rows.filter(**{f"{self.name}_blind__in": blind.alternatives(self.private, text)})
        return rows.filter(**{f"{self.name}__contains": text})

    def choices(self) -> list[tuple[str, str, str]]:
        """Choices for a drop-down: value, label, pinyin initials."""
        return []


class TextColumn(Column):
    """One line of text."""

    @cached_property
    def plain(self) -> bool:
        """Whether any text of at most the given length will do."""
        return not (self.facts.pattern or self.facts.check)


class LongTextColumn(TextColumn):
    """Several lines of text; line ends survive."""

    type = "longtext"
    widget = "textarea"

    def fold(self, cells: Sequence[Cell]) -> list[str | None]:
        """Folds each line for itself."""
        return [(fold_lines(cell) or None) if isinstance(cell, str) else as_text(cell) for cell in cells]


class IdNumberColumn(TextColumn):
    """证件号码. The letter X is stored as a capital; what kind of number it is the form's check decides."""

    type = "id_number"

    def fold(self, cells: Sequence[Cell]) -> list[str | None]:
        """Letters become capitals and inner blanks go."""
        return [text and text.upper().replace(" ", "") for text in as_texts(cells)]


class WholeColumn(Column):
    """Whole numbers."""

    type = "integer"
    widget = "number"
    filter_kind = "range"
    align_right = True
    whole = True
    #: What the database holds.
    widest: tuple[Any, Any] = (-(2**31), 2**31 - 1)

    @cached_property
    def limits(self) -> tuple[Any, Any]:
        """Smallest and largest number: as declared, else what the database holds."""
        low, high = self.facts.min, self.facts.max
        return self.widest[0] if low is None else low, self.widest[1] if high is None else high

    def parse(self, cells: Sequence[Cell], frame: "Frame") -> list[Any]:
        """Numbers of any spelling: 1,200, １２００, 1200.0, “1200人”."""
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
                text = as_text(cell)
                values.append(None if text is None else self.read(text, i, frame))
        return values

    def read(self, text: str, i: int, frame: "Frame") -> Any:
        """One number of one text."""
        number = self._number(text)
        if number is None:
            return frame.problem(i, self, "应填数字", f"只填数值，不带文字{self._unit_hint}", code="number")
        if number != number.to_integral_value():
            return frame.problem(i, self, "应填整数", f"是否为 {int(number)}？", code="whole")
        return self._within(int(number), i, frame)

    def _number(self, text: str) -> Decimal | None:
        bare = text.replace(",", "").replace("，", "").replace(" ", "").removesuffix(self.unit or "\0")
        try:
            number = Decimal(bare)
        except InvalidOperation:
            return None
        return number if number.is_finite() and abs(number) < Decimal(10) ** 18 else None

    @property
    def _unit_hint(self) -> str:
        return f"，单位为{self.unit}" if self.unit else ""

    def _within(self, number: Any, i: int, frame: "Frame") -> Any:
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

    def cell(self, value: Any) -> Any:
        """A number stays a number in a workbook."""
        return value

    def filter(self, rows: QuerySet, text: str) -> QuerySet:
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

    def _bounds(self, schema: dict[str, Any]) -> dict[str, Any]:
        if self.facts.min is not None:
            schema["minimum"] = self.facts.min
        if self.facts.max is not None:
            schema["maximum"] = self.facts.max
        return schema


class YearColumn(WholeColumn):
    """A year of four digits."""

    type = "year"
    widget = "year"

    def read(self, text: str, i: int, frame: "Frame") -> Any:
        """Also takes “2020年”, “2020学年” and “2020-2021”."""
        match = re.fullmatch(r"(\d{4})(年|年度|学年|[-–—~]\d{4}(学年)?)?", text)
        if not match:
            return frame.problem(i, self, "应填四位年份", "如 2020", code="year")
        return self._within(int(match[1]), i, frame)


class DecimalColumn(WholeColumn):
    """Decimal numbers, stored as :class:`~decimal.Decimal`."""

    type = "decimal"
    whole = False
    widest = (float("-inf"), float("inf"))

    def __init__(self, form: "Form", name: str, facts: "Facts", *, places: int = 2, digits: int = 14) -> None:
        super().__init__(form, name, facts)
        self.places = places
        self.digits = digits
        self._quantum = Decimal(1).scaleb(-places)

    def read(self, text: str, i: int, frame: "Frame") -> Any:
        """One number; more places than are kept are refused rather than rounded in silence."""
        number = self._number(text)
        if number is None:
            return frame.problem(i, self, "应填数字", f"只填数值，不带文字{self._unit_hint}", code="number")
        rounded = number.quantize(self._quantum)
        if abs(rounded - number) > Decimal("1e-9"):
            return frame.problem(
                i, self, f"最多保留 {self.places} 位小数", f"是否为 {rounded}？", code="places"
            )
        if rounded.adjusted() >= self.digits - self.places:
            return frame.problem(i, self, "数值过大", f"请核对数值{self._unit_hint}", code="range")
        return self._within(rounded, i, frame)

    def text(self, value: Any) -> str:
        """Without needless zeros."""
        if value is None:
            return ""
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text

    def cell(self, value: Any) -> Any:
        """A number stays a number in a workbook."""
        return None if value is None else float(value)

    def json(self, value: Any) -> Any:
        """Decimal text, so that nothing is lost on the way."""
        return None if value is None else self.text(value)

    def schema(self) -> dict[str, Any]:
        """Decimal text or number."""
        return self._bounds({"type": ["string", "number", "null"]})


class MoneyColumn(DecimalColumn):
    """Amounts of money."""

    type = "money"


class AreaColumn(DecimalColumn):
    """Areas in square metres."""

    type = "area"


class DateColumn(Column):
    """Days, ``YYYY-MM-DD``."""

    type = "date"
    widget = "date"
    filter_kind = "range"

    def parse(self, cells: Sequence[Cell], frame: "Frame") -> list[Any]:
        """Dates of any usual spelling, and Excel's serial numbers."""
        values, reasons = dates.parse_dates(list(cells), epoch1904=frame.epoch1904)
        for i, reason in reasons.items():
            frame.problem(i, self, reason, "格式为 YYYY-MM-DD，如 2020-09-01", code="date")
        low, high = self.facts.min, self.facts.max
        if low or high:
            for i, value in enumerate(values):
                if value is not None and not (
                    (low is None or value >= low) and (high is None or value <= high)
                ):
                    values[i] = frame.problem(
                        i, self, f"应在 {low or '…'} 至 {high or '…'} 之间", code="range"
                    )
        return values

    def text(self, value: Any) -> str:
        """ISO form."""
        return "" if value is None else value.isoformat()

    def json(self, value: Any) -> Any:
        """ISO form."""
        return None if value is None else value.isoformat()

    def filter(self, rows: QuerySet, text: str) -> QuerySet:
        """``2020-09-01``, ``2020-09-01~2021-08-31`` or open on one side; a month or a year stands for all its days."""
        low, _, high = text.replace("～", "~").partition("~")
        if not high and "~" not in text and "～" not in text:
            high = low
        first, last = dates.first_day(low), dates.last_day(high)
        if first is None and last is None:
            return rows.none()
        bounds = {f"{self.name}__gte": first, f"{self.name}__lte": last}
        return rows.filter(**{key: bound for key, bound in bounds.items() if bound is not None})

    def schema(self) -> dict[str, Any]:
        """A date."""
        return {"type": ["string", "null"], "format": "date"}


class MonthColumn(Column):
    """年月, ``YYYY-MM``."""

    type = "month"
    widget = "month"
    filter_kind = "range"

    def parse(self, cells: Sequence[Cell], frame: "Frame") -> list[Any]:
        """Months of any usual spelling; a full date gives its month."""
        values, reasons = dates.parse_months(list(cells), epoch1904=frame.epoch1904)
        for i, reason in reasons.items():
            frame.problem(i, self, reason, "格式为 YYYY-MM，如 2020-09", code="month")
        return values

    def filter(self, rows: QuerySet, text: str) -> QuerySet:
        """``2020-09`` or a span; a year stands for its months."""
        low, _, high = text.replace("～", "~").partition("~")
        if not high and "~" not in text and "～" not in text:
            high = low
        first, last = dates.first_day(low), dates.last_day(high)
        if first is None and last is None:
            return rows.none()
        bounds = {
            f"{self.name}__gte": first and first.isoformat()[:7],
            f"{self.name}__lte": last and last.isoformat()[:7],
        }
        return rows.filter(**{key: bound for key, bound in bounds.items() if bound})

    def schema(self) -> dict[str, Any]:
        """Year and month."""
        return {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}$"}


class CodeColumn(Column):
    """One code of a national table. Stored as the code, shown as its name, read as either."""

    type = "code"
    widget = "select"
    filter_kind = "choice"

    @cached_property
    def table(self) -> tables.CodeTable:
        """The code table, from memory."""
        return tables.table(self.facts.table)

    def parse(self, cells: Sequence[Cell], frame: "Frame") -> list[Any]:
        """Each distinct cell is looked up once."""
        known: dict[Cell, Any] = {None: None}
        values: list[Any] = []
        for i, cell in enumerate(cells):
            code = known.get(cell, known)
            if code is known:
                text = as_text(cell)
                code = None if text is None else self.find(text, frame)
                if code is None and text is not None:
                    code = frame.problem(i, self, *self._unknown(text), code="code")
                    values.append(code)
                    continue
                known[cell] = code
            values.append(code)
        return values

    def find(self, text: str, frame: "Frame | None" = None) -> str | None:
        """The code meant by a code, a name, an alias, “code-name”, or a mapping the school has confirmed."""
        code = self.table.find(text)
        if code is None and (match := CODED_NAME.match(text)):
            code = self.table.find(match[1])
            if code is not None and self.table.find(match[2]) not in (code, None):
                return None
        if code is None and frame is not None:
            code = frame.mappings.get((self.name, text))
        return code

    def _unknown(self, text: str) -> tuple[str, str]:
        near = self.table.suggest(text, 3)
        if near:
            return f"不在代码表“{self.table.title}”中", "是否为" + "、".join(
                f"“{name}”" for _, name in near
            ) + "？"
        return f"不在代码表“{self.table.title}”中", "请从模板的下拉列表或说明页中选取"

    def text(self, value: Any) -> str:
        """The name; a code that is no longer known is shown as it is."""
        return self.table.name(value)

    def cell(self, value: Any) -> Any:
        """A text that is read back as exactly this code."""
        return None if value is None else self.table.label(value)

    def raw(self, value: Any) -> Any:
        """The code."""
        return value or ""

    def choices(self) -> list[tuple[str, str, str]]:
        """All codes that may be chosen today."""
        return self.table.choices()

    def filter(self, rows: QuerySet, text: str) -> QuerySet:
        """By code or name; a heading of the table includes what stands under it."""
        code = self.table.find(text, headings=True)
        return rows.none() if code is None else rows.filter(**{f"{self.name}__in": self._with_children(code)})

    def _with_children(self, code: str) -> list[str]:
        """A code and all codes under it."""
        below = [self._with_children(child.code) for child in self.table.children(code)]
        return [code, *(code for codes in below for code in codes)]

    def schema(self) -> dict[str, Any]:
        """A code of the named table; names are understood too."""
        return {"type": ["string", "null"], "x-code-table": self.facts.table}


class RegionColumn(CodeColumn):
    """行政区划: shown with its full path, chosen by search."""

    type = "region"
    widget = "region"

    def text(self, value: Any) -> str:
        """The full path, 省 / 市 / 县."""
        return self.table.full_name(value)


class CodesColumn(CodeColumn):
    """Several codes of one table, stored with commas between, in the table's order."""

    type = "codes"
    widget = "multiselect"

    def parse(self, cells: Sequence[Cell], frame: "Frame") -> list[Any]:
        """Names or codes with any usual separator between; a list from the page or the API as it is."""
        values: list[Any] = []
        for i, cell in enumerate(cells):
            parts = cell if isinstance(cell, list | tuple) else CODE_SEPARATORS.split(as_text(cell) or "")
            wanted = [part for part in (as_text(part) for part in parts) if part]
            codes = {text: self.find(text, frame) for text in wanted}
            unknown = [text for text, code in codes.items() if code is None]
            if unknown:
                values.append(
                    frame.problem(
                        i,
                        self,
                        f"“{unknown[0]}”{self._unknown(unknown[0])[0]}",
                        self._unknown(unknown[0])[1],
                        code="code",
                    )
                )
            else:
                chosen = set(codes.values())
                values.append(",".join(code for code in self.table.entries if code in chosen) or None)
        return values

    def text(self, value: Any) -> str:
        """Names with 、 between."""
        return "、".join(self.table.name(code) for code in value.split(",")) if value else ""

    def cell(self, value: Any) -> Any:
        """Labels with 、 between."""
        return "、".join(self.table.label(code) for code in value.split(",")) if value else None

    def raw(self, value: Any) -> Any:
        """List of codes."""
        return value.split(",") if value else []

    def json(self, value: Any) -> Any:
        """List of codes."""
        return value.split(",") if value else []

    def filter(self, rows: QuerySet, text: str) -> QuerySet:
        """Rows that have the code among theirs."""
        code = self.find(text)
        return rows.none() if code is None else rows.filter(**{f"{self.name}__contains": code})

    def schema(self) -> dict[str, Any]:
        """A list of codes."""
        return {"type": ["array", "null"], "items": {"type": "string"}, "x-code-table": self.facts.table}


class FlagColumn(Column):
    """是 or 否."""

    type = "flag"
    widget = "flag"
    filter_kind = "choice"

    def read(self, text: str, i: int, frame: "Frame") -> Any:
        """One word."""
        word = text.lower()
        if word in TRUE_WORDS:
            return True
        if word in FALSE_WORDS:
            return False
        return frame.problem(i, self, "只能填“是”或“否”", code="flag")

    def text(self, value: Any) -> str:
        """是 or 否."""
        return "" if value is None else ("是" if value else "否")

    def raw(self, value: Any) -> Any:
        """1 or 0."""
        return "" if value is None else ("1" if value else "0")

    def choices(self) -> list[tuple[str, str, str]]:
        """Both."""
        return [("1", "是", "s"), ("0", "否", "f")]

    def filter(self, rows: QuerySet, text: str) -> QuerySet:
        """By either word."""
        word = text.strip().lower()
        if word not in TRUE_WORDS | FALSE_WORDS:
            return rows.none()
        return rows.filter(**{self.name: word in TRUE_WORDS})

    def schema(self) -> dict[str, Any]:
        """Boolean."""
        return {"type": ["boolean", "null"]}


class RefColumn(Column):
    """A record of another form of the same school, named by its natural key."""

    type = "ref"
    widget = "ref"
    filter_kind = "ref"

    def __init__(self, form: "Form", name: str, facts: "Facts", *, target: str) -> None:
        super().__init__(form, name, facts)
        self.ref = target

    @cached_property
    def target(self) -> "Form":
        """The form referred to."""
        return self.form.registry.by_model(self.ref)

    @property
    def attname(self) -> str:
        """The foreign key's column."""
        return f"{self.name}_id"

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Id, natural key and title of the record referred to."""
        target = self.target
        return (
            self.attname,
            *(f"{self.name}__{path}" for path in (*target.reference_paths, *target.title_paths)),
        )

    @property
    def order_by(self) -> str | None:
        """By the natural key of the record referred to."""
        return f"{self.name}__{self.target.reference_paths[0]}"

    def load(self, fetched: Sequence[Any]) -> Any:
        """A :class:`Reference`, or None."""
        if fetched[0] is None:
            return None
        split = 1 + len(self.target.reference_paths)
        return Reference(
            fetched[0],
            " / ".join(map(str, fetched[1:split])),
            " ".join(str(part) for part in fetched[split:] if part),
        )

    def parse(self, cells: Sequence[Cell], frame: "Frame") -> list[Any]:
        """Ids of the records named, all found by one query inside the school."""
        texts = [as_text(cell) for cell in cells]
        wanted = {text for text in texts if text is not None}
        found = self.target.resolve(frame.school_id, wanted) if wanted else {}
        values: list[Any] = []
        for i, text in enumerate(texts):
            match = None if text is None else found.get(text, ())
            if match is None:
                values.append(None)
            elif len(match) == 1:
                values.append(match[0])
            elif match:
                values.append(
                    frame.problem(
                        i,
                        self,
                        f"“{self.target.label}”中有 {len(match)} 条同名记录",
                        f"请改填{self.target.reference_label}",
                        code="ambiguous",
                    )
                )
            else:
                values.append(
                    frame.problem(
                        i,
                        self,
                        f"在“{self.target.label}”中没有找到",
                        f"请先在“{self.target.label}”中新增，或改填已有的{self.target.reference_label}",
                        code="ref",
                    )
                )
        return values

    def text(self, value: Any) -> str:
        """Natural key and title."""
        return "" if value is None else value.label

    def cell(self, value: Any) -> Any:
        """The natural key."""
        return None if value is None else value.key

    def raw(self, value: Any) -> Any:
        """The natural key."""
        return "" if value is None else value.key

    def json(self, value: Any) -> Any:
        """The natural key."""
        return None if value is None else getattr(value, "key", value)

    def filter(self, rows: QuerySet, text: str) -> QuerySet:
        """By the whole natural key, or by a part of the title."""
        return rows.filter(self.target.reference_filter(text, prefix=f"{self.name}__", exact=True))

    def schema(self) -> dict[str, Any]:
        """The natural key of a record of the form referred to."""
        return {"type": ["string", "null"], "x-form": self.target.key}


class Reference:
    """What a cell shows of a record referred to: its id, natural key and label."""

    __slots__ = ("id", "key", "title")

    def __init__(self, id: int, key: str, title: str) -> None:
        self.id = id
        self.key = key
        self.title = title

    @property
    def label(self) -> str:
        """Key and title together."""
        return self.key if not self.title or self.title == self.key else f"{self.key} {self.title}"

    def __str__(self) -> str:
        return self.label

    def __eq__(self, other: object) -> bool:
        return getattr(other, "id", other) == self.id

    def __hash__(self) -> int:
        return hash(self.id)


class LookupColumn(Column):
    """An item read through a reference or a code; shown, sorted and exported, never stored.

    The path starts at a Ref or Code of this form, or at the ``reverse`` name of a Ref that points here
    from a form with one row per record (``employment.status`` of a teacher).
    """

    type = "lookup"
    widget = "readonly"
    stored = False

    def __init__(self, form: "Form", name: str, facts: "Facts", *, lookup: "Lookup") -> None:
        super().__init__(form, name, facts)
        self.verify = lookup.verify
        self.through, self._item = lookup.path.split(".", 1)

    @cached_property
    def code(self) -> CodeColumn | None:
        """The code column looked through, if it is one."""
        column = self.form.columns.get(self.through)
        return column if column is not None and column.code_table else None

    @cached_property
    def seen(self) -> Column | None:
        """The column of the other form; None when the lookup goes into a code table."""
        if self.code is not None:
            return None
        column = self.form.columns.get(self.through)
        other = (
            column.target if column is not None else self.form.registry.by_reverse(self.form, self.through)[0]
        )
        return other.columns[self._item]

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Paths through the reference, or the code itself."""
        if self.seen is None:
            return (self.through,)
        return tuple(f"{self.through}__{path}" for path in self.seen.paths)

    @property
    def order_by(self) -> str | None:
        """As the column looked at sorts; through a code by the code."""
        if self.seen is None:
            return self.through
        return f"{self.through}__{self.seen.order_by}" if self.seen.order_by else None

    def load(self, fetched: Sequence[Any]) -> Any:
        """The value looked up."""
        return self.of_code(fetched[0]) if self.seen is None else self.seen.load(fetched)

    def of_code(self, code: str | None) -> str | None:
        """The code's attribute."""
        return self.code.table.attr(code, self._item) or None

    def text(self, value: Any) -> str:
        """As the column looked at shows it."""
        return self.seen.text(value) if self.seen else super().text(value)

    def json(self, value: Any) -> Any:
        """As the column looked at writes it."""
        return self.seen.json(value) if self.seen else value

    @property
    def filter_kind(self) -> str:
        """As the column looked at."""
        return self.seen.filter_kind if self.seen else "contains"

    @property
    def filterable(self) -> bool:
        """Through a reference as there; not through a code."""
        return self.seen is not None and self.seen.filterable and not self.seen.private

    def filter(self, rows: QuerySet, text: str) -> QuerySet:
        """Rows whose counterpart is among the matching ones of the same schools."""
        other = self.seen.form
        inner = self.seen.filter(other.model.unscoped.filter(school_id__in=rows.values("school_id")), text)
        if self.through in self.form.columns:
            return rows.filter(**{f"{self.through}__in": inner.values("pk")})
        _, back = self.form.registry.by_reverse(self.form, self.through)
        return rows.filter(pk__in=inner.values(back.attname))

    def choices(self) -> list[tuple[str, str, str]]:
        """As the column looked at."""
        return self.seen.choices() if self.seen else []

    def schema(self) -> dict[str, Any]:
        """As the column looked at, read only."""
        shown = self.seen.schema() if self.seen else {"type": ["string", "null"]}
        return {**shown, "readOnly": True}


class TermColumn(Column):
    """学期 of a term form: first (autumn) or second (spring)."""

    type = "term"
    widget = "select"
    filter_kind = "choice"
    NAMES = {"1": "第一学期（秋）", "2": "第二学期（春）"}
    WORDS = {
        "1": "1",
        "2": "2",
        "第一学期": "1",
        "第二学期": "2",
        "秋季学期": "1",
        "春季学期": "2",
        "秋": "1",
        "春": "2",
        "上学期": "1",
        "下学期": "2",
        **{name: code for code, name in NAMES.items()},
    }

    def read(self, text: str, i: int, frame: "Frame") -> Any:
        """One word."""
        return self.WORDS.get(text.replace("(", "（").replace(")", "）")) or frame.problem(
            i, self, "只能填“第一学期（秋）”或“第二学期（春）”", code="code"
        )

    def text(self, value: Any) -> str:
        """Its name."""
        return self.NAMES.get(value, "")

    def raw(self, value: Any) -> Any:
        """Its code."""
        return value or ""

    def choices(self) -> list[tuple[str, str, str]]:
        """Both terms."""
        return [("1", self.NAMES["1"], "dyxq"), ("2", self.NAMES["2"], "dexq")]

    def filter(self, rows: QuerySet, text: str) -> QuerySet:
        """By code or name."""
        return rows.filter(term=self.WORDS.get(text, ""))


def masked(column: Column, plain: str | None) -> str | None:
    """What may be seen of a private value."""
    return None if plain is None else mask.mask(column.private, plain)


def labels(names: Iterable[str], form: "Form") -> str:
    """Labels of columns in a sentence: 工号、姓名."""
    return "、".join(form.columns[name].label for name in names)

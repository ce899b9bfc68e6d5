"""What of a record of an earlier period may stand in one of another period, and what never does, with the reason.

Values go through the validator and the writer like everything that is typed; here is decided only what is offered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from zhijiao.filing.schema import sums
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.filing.schema.form import Form
from zhijiao.kit.periods import period_label, span

FILE, PRIVATE, COMPUTED, ELSEWHERE = (
    "附件不复制，请重新上传",
    "隐私项不复制，请重新填写",
    "合计由系统按各分项计算",
    "由系统填写",
)


@dataclass(frozen=True)
class Slot:
    """A year, or a term of one."""

    form: Form
    year: int
    term: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """The columns of the period."""
        return {"year": self.year, "term": self.term} if self.term else {"year": self.year}

    @property
    def name(self) -> str:
        """As people name it."""
        return period_label(self.form.period, self.year, self.term or None)

    @property
    def key(self) -> str:
        """As an address names it."""
        return f"{self.year}-{self.term}" if self.term else str(self.year)

    @property
    def days(self) -> tuple[date, date] | None:
        """Its first and last day."""
        return span(self.form.period, self.year, self.term or None)


def may_be_copied(form: FormLike) -> bool:
    """Whether records of the form can begin with those of an earlier period.

    Not where they move by a workflow, are private as a whole, belong to a record of another form, or are told apart by
    what never carries over. Where a day tells them apart, it goes along moved by whole years.
    """
    if not isinstance(form, Form) or "year" not in PERIOD_FIELDS[form.period]:
        return False
    if form.declaration.workflow or form.is_private or form.host is not None:
        return False
    keys = [form.columns[name] for name in form.declaration.key]
    barred = any(never(form, column) for column in keys)
    return bool(form.single or keys) and not barred and bool(carried(form))


def never(form: Form, column: Column) -> str:
    """Why an item never carries over; empty for those that may."""
    if column.holds_files:
        return FILE
    if column.private:
        return PRIVATE
    if not column.typed:
        return ELSEWHERE
    return COMPUTED if column.name in {total.name for total in sums.totals(form) if total.always} else ""


def carried(form: Form) -> list[Column]:
    """Items that may carry over."""
    period = PERIOD_FIELDS[form.period]
    return [column for column in form.stored if column.name not in period and not never(form, column)]


def left_out(form: Form) -> list[tuple[str, str]]:
    """Labels of items that never carry over, each with the reason."""
    return [(column.label, reason) for column in form.stored if (reason := never(form, column))]


@dataclass
class SourceRow:
    """A record of the earlier period: what it holds as text and as a control holds it, and why some of it stays."""

    record_id: int
    title: str
    raw: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    #: Days within the earlier period, as they read when moved into the new one; ``raw`` holds them moved.
    moved: dict[str, str] = field(default_factory=dict)
    #: Items of this row that do not carry over, with the reason.
    barred: dict[str, str] = field(default_factory=dict)


def read_sources(
    form: Form, school_id: int, rows: QuerySet[Any], source: Slot, target: Slot
) -> list[SourceRow]:
    """Records of the earlier period; one query, and two for each reference to a form with periods of its own."""
    columns = carried(form)
    titles = [column for column in form.title_columns if not column.private and column not in columns]
    wanted = [*columns, *titles]
    fetched = [
        (record_id, dict(zip((column.name for column in wanted), values, strict=True)))
        for (record_id,), values in form.fetch(rows, wanted)
    ]
    there = _keys_there(school_id, columns, [values for _, values in fetched], target)
    found = []
    for record_id, values in fetched:
        named = (c.text(values[c.name]) for c in form.title_columns if not c.private)
        row = SourceRow(record_id, " ".join(filter(None, named)) or form.label)
        for column in columns:
            value = values[column.name]
            if value in (None, ""):
                continue
            row.raw[column.name], row.texts[column.name] = column.raw(value), column.shown(value)
            moved = _moved(column, value, source, target)
            if moved is not None:
                row.raw[column.name], row.moved[column.name] = column.raw(moved), column.text(moved)
            elif reason := _reason(column, value, source, target, there):
                row.barred[column.name] = reason
        found.append(row)
    return found


def _reason(column: Column, value: Any, source: Slot, target: Slot, there: Mapping[str, set[str]]) -> str:
    """Why a value of a row does not carry over; empty for most."""
    if _within(column, value, source):
        return f"是{source.name}的日期，请填新的日期"
    if column.target is not None and column.name in there and value.key not in there[column.name]:
        return f"{target.name}还没有这条“{column.target.label}”，请先填写"
    return ""


def _within(column: Column, value: Any, period: Slot) -> bool:
    """Whether a value is a day or month of a period."""
    days = period.days
    if not column.shortest_date or days is None:
        return False
    first, last = (day.isoformat()[: len(str(value))] for day in days)
    return first <= str(value) <= last


def _moved(column: Column, value: Any, source: Slot, target: Slot) -> Any:
    """A day or month of the earlier period as many years later; none for others, and none from one term to another."""
    if source.term != target.term or not _within(column, value, source):
        return None
    years = target.year - source.year
    return years_later(value, years) if isinstance(value, date) else f"{int(value[:4]) + years}{value[4:]}"


def years_later(day: date, years: int) -> date:
    """The same day of another year; of 29 February the day before, which is there every year."""
    last_of_february = 28
    is_leap_day = (day.month, day.day) == (2, last_of_february + 1)
    return day.replace(year=day.year + years, day=last_of_february if is_leap_day else day.day)


def _keys_there(
    school_id: int, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]], target: Slot
) -> dict[str, set[str]]:
    """Of what references to forms with periods name: the keys that are there in the new period as well."""
    found = {}
    for column in columns:
        other = column.target
        if other is None or "year" not in PERIOD_FIELDS[other.period]:
            continue
        keys = {row[column.name].key for row in rows if row[column.name] is not None}
        named = other.resolve(school_id, keys) if keys else {}
        ids = [each for several in named.values() for each in several]
        there = set(
            other.model.unscoped.filter(school_id=school_id, pk__in=ids, year=target.year).values_list(
                "pk", flat=True
            )
        )
        found[column.name] = {key for key, several in named.items() if there.intersection(several)}
    return found

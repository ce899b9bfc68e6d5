"""Columns of days and months."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from zhijiao.filing.schema.columns.base import Column, ParseFrame
from zhijiao.filing.schema.columns.cells import Cell
from zhijiao.kit import dates

_YEAR, _MONTH = "(?:1[89]|2[01])[0-9]{2}", "(?:0[1-9]|1[0-2])"
_LEAP = "(?:(?:1[89]|2[01])(?:0[48]|[2468][048]|[13579][26])|2000)"
#: Days of the Gregorian calendar from 1800 to 2199.
DAY = (
    f"^(?:{_YEAR}-(?:{_MONTH}-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
    f"|{_LEAP}-02-29)$"
)
_SOME_DAYS = f"{_YEAR}(?:-{_MONTH}(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
_SPAN = f"^(?:{_SOME_DAYS}|{_SOME_DAYS}~(?:{_SOME_DAYS})?|~{_SOME_DAYS})$"


def days_asked(text: str) -> tuple[date | None, date | None]:
    """First and last day of a condition: a day, a month, a year, or a span of them; None where a side is open."""
    low, span, high = text.replace("～", "~").partition("~")
    return dates.first_day(low), dates.last_day(high if span else low)


class DateColumn(Column):
    """Days, ``YYYY-MM-DD``."""

    type = "date"
    type_label = "日期，如 2020-09-01"
    widget = span_widget = "date"
    filter_kind = "range"
    tells_when = True
    reads_numbers = True
    shortest_date = 8
    few_values = True
    sheet_width = 13

    def parse(self, cells: Sequence[Cell], frame: ParseFrame) -> list[Any]:
        """Dates of any usual spelling, and Excel's serial numbers."""
        values, reasons = dates.parse_dates(list(cells), epoch1904=frame.epoch1904)
        for i, reason in reasons.items():
            frame.problem(i, self, reason, code="date")
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
        return "" if value is None else value.isoformat()

    def json(self, value: Any) -> Any:
        return None if value is None else value.isoformat()

    def filter(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """``2020-09-01``, ``2020-09-01~2021-08-31`` or open on one side; a month or a year stands for all its days."""
        first, last = days_asked(text)
        if first is None and last is None:
            return rows.none()
        bounds = {f"{self.name}__gte": first, f"{self.name}__lte": last}
        return rows.filter(**{key: bound for key, bound in bounds.items() if bound is not None})

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "null"], "format": "date"}

    def sent_schema(self) -> dict[str, Any]:
        """A day that there was or will be."""
        return {"type": ["string", "null"], "pattern": DAY}

    def asked_schema(self) -> dict[str, Any]:
        """A day, a month, a year or a span of them."""
        return {"type": "string", "pattern": _SPAN}


class MonthColumn(Column):
    """年月, ``YYYY-MM``."""

    type = "month"
    type_label = "年月，如 2020-09"
    widget = span_widget = "month"
    filter_kind = "range"
    tells_when = True
    reads_numbers = True
    shortest_date = 6
    written_as_stored = True
    sheet_width = 11

    def parse(self, cells: Sequence[Cell], frame: ParseFrame) -> list[Any]:
        """Months of any usual spelling; a full date gives its month."""
        values, reasons = dates.parse_months(list(cells), epoch1904=frame.epoch1904)
        for i, reason in reasons.items():
            frame.problem(i, self, reason, code="month")
        return values

    def filter(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """``2020-09`` or a span; a year stands for its months."""
        first, last = days_asked(text)
        if first is None and last is None:
            return rows.none()
        bounds = {
            f"{self.name}__gte": first and first.isoformat()[:7],
            f"{self.name}__lte": last and last.isoformat()[:7],
        }
        return rows.filter(**{key: bound for key, bound in bounds.items() if bound})

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}$"}

    def sent_schema(self) -> dict[str, Any]:
        """A month of a year that dates may have."""
        return {"type": ["string", "null"], "pattern": f"^{_YEAR}-{_MONTH}$"}

    def asked_schema(self) -> dict[str, Any]:
        """A month, a year or a span of them."""
        return {"type": "string", "pattern": _SPAN}

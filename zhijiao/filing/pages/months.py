"""A summary of days as a calendar: months with a table of weeks, each event on its first day."""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.summaries import SummaryRow
from zhijiao.kit.addresses import address_of


@dataclass(frozen=True)
class Event:
    """One event on its first day: its name, its last day if it is another, where it was entered."""

    name: str
    until: dt.date | None
    #: Empty for those who may not see the form.
    url: str


@dataclass(frozen=True)
class Month:
    """A month: weeks from Monday, each of seven days (None beside the month) with its events."""

    year: int
    number: int
    weeks: list[list[tuple[int, list[Event]] | None]]


def months(ctx: FormContext, rows: Iterable[SummaryRow]) -> list[Month]:
    """The months in which something begins, in their order."""
    first, last, name = ctx.summary.calendar
    days: dict[dt.date, list[Event]] = defaultdict(list)
    for row in rows:
        begins, ends = row.values[first], row.values[last]
        if begins is not None:
            days[begins].append(
                _event(ctx, row, str(row.values[name] or ""), ends if ends != begins else None)
            )
    found = sorted({(day.year, day.month) for day in days})
    return [Month(year, month, _weeks(year, month, days)) for year, month in found]


def _event(ctx: FormContext, row: SummaryRow, name: str, until: dt.date | None) -> Event:
    form_key, record_id, _ = row.origins[0]
    form = registry.get(form_key)
    url = ctx.address(address_of("filing:view", form, record_id)) if ctx.can("view", form) else ""
    return Event(name, until, url)


def _weeks(
    year: int, month: int, days: dict[dt.date, list[Event]]
) -> list[list[tuple[int, list[Event]] | None]]:
    weeks = calendar.Calendar().monthdayscalendar(year, month)
    return [
        [(day, days.get(dt.date(year, month, day), [])) if day else None for day in week] for week in weeks
    ]

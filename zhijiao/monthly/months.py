"""Months of reports, and when each is due."""

import re
from datetime import date, datetime

from django.utils import timezone

DRAFT_DAY, DUE_DAY = 4, 5
FIRST = "2021-09"
"""The month of the first report (附件三第六条)."""
_MONTH = re.compile(r"(20[2-9]\d)-(0[1-9]|1[0-2])", re.ASCII)


def month_of(day: date) -> str:
    """The month that a day is in."""
    return f"{day:%Y-%m}"


def this_month() -> str:
    """The month now."""
    return month_of(timezone.localdate())


def parse(text: str | None) -> str | None:
    """The month that an address names, None if it names none that has reports."""
    return text if text and _MONTH.fullmatch(text) and text >= FIRST else None


def due(month: str) -> date:
    """The last day for the report of a month."""
    return date(int(month[:4]), int(month[5:]), DUE_DAY)


def before(month: str) -> str:
    """The month before."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02}"


def label(month: str) -> str:
    """A month in words."""
    return f"{int(month[:4])}年{int(month[5:])}月"


def is_late(month: str, submitted: datetime | None) -> bool:
    """Whether a report came in after its day, or has not come in though the day has passed."""
    day = timezone.localdate(submitted) if submitted else timezone.localdate()
    return day > due(month)


def recent(number: int, today: date | None = None) -> list[str]:
    """The latest months, newest first."""
    found: list[str] = []
    month = month_of(today or timezone.localdate())
    while len(found) < number and month >= FIRST:
        found.append(month)
        month = before(month)
    return found

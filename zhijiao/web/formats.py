"""How values are written on pages: dates, times, numbers, and page numbers of a list."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import parse_qsl

from django.utils import timezone

EMPTY = "—"
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
ISO_MONTH = re.compile(r"\d{4}-\d{2}")


def _local(value: datetime) -> datetime:
    """Return the moment in the installation's time zone; a naive one is taken as already local."""
    return timezone.localtime(value) if timezone.is_aware(value) else value


def format_date(value: date | datetime | str | None) -> str:
    """Write a day as 2022-03-14; nothing becomes a dash, a text stays as it is."""
    if value in (None, ""):
        return EMPTY
    if isinstance(value, datetime):
        value = _local(value)
    return value.strftime("%Y-%m-%d") if isinstance(value, date) else str(value)


def format_datetime(value: datetime | date | str | None) -> str:
    """Write a moment as 2022-03-14 10:30 in local time; nothing becomes a dash."""
    if isinstance(value, datetime):
        return _local(value).strftime("%Y-%m-%d %H:%M")
    return format_date(value)


def format_thousands(value: float | Decimal | str | None) -> str:
    """Write a number with a comma every three digits, keeping its decimals; nothing becomes a dash."""
    if value in (None, ""):
        return EMPTY
    return f"{value:,}" if isinstance(value, int | float | Decimal) else str(value)


def format_size(count: float | None) -> str:
    """Write a number of bytes as B, KB or MB (1024-based)."""
    if count is None:
        return EMPTY
    for unit in ("B", "KB"):
        if count < 1024:
            return f"{count:.0f} {unit}"
        count /= 1024
    return f"{count:.1f} MB"


def dash(value: object) -> object:
    """Return the value, or a dash where there is none (0 and False are values)."""
    return EMPTY if value is None or value == "" else value


def is_iso_date(value: object) -> bool:
    """Tell whether a date box can hold the value; a text box must show anything else, or it is lost."""
    return not value or bool(ISO_DATE.fullmatch(str(value)))


def is_iso_month(value: object) -> bool:
    """Tell whether a month box can hold the value."""
    return not value or bool(ISO_MONTH.fullmatch(str(value)))


def page_window(page: int, pages: int, around: int = 1) -> list[int | None]:
    """Return the page numbers to show; None stands for a gap: 1 … 4 5 6 … 19."""
    wanted = {1, pages, *range(page - around, page + around + 1)}
    if page <= 3:
        wanted |= {2, 3, 4}
    if page >= pages - 2:
        wanted |= {pages - 1, pages - 2, pages - 3}
    shown: list[int | None] = []
    for number in sorted(number for number in wanted if 1 <= number <= pages):
        if shown and number - (shown[-1] or 0) == 2:
            shown.append(number - 1)
        elif shown and number - (shown[-1] or 0) > 2:
            shown.append(None)
        shown.append(number)
    return shown


def query_pairs(query: str) -> list[tuple[str, str]]:
    """Split a query string into pairs, so that a form can carry it on as hidden fields."""
    return parse_qsl(query or "", keep_blank_values=True)

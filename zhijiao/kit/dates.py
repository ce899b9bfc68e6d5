"""Dates and months as people type them and as workbooks deliver them.

Accepted: date, datetime, Excel serial numbers (1900 and 1904 systems), compact numbers (20130701, 201307),
and the texts 2013-07-01, 2013-7-1, 2013/7/1, 2013.7.1, 20130701, 2013年7月1日. Midnight may be missed by a minute on
either side, as exports of other time zones do; any other time of day leaves open which day is meant. Anything ambiguous
is refused with a reason in Chinese rather than guessed.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from zhijiao.kit.text import fold

EPOCH_1900 = date(1899, 12, 30)  # serial 61 is 1900-03-01; Excel's serial 60 is a day that never was
EPOCH_1904 = date(1904, 1, 1)
FIRST_YEAR, LAST_YEAR = 1800, 2199
_FIRST_SERIAL = 2101  # smaller numbers look like years or counts
_LAST_SERIAL = 109574  # 2199-12-31 in the 1900 system

_SEPARATED = re.compile(
    r"(\d{4})(?:-|/|\.|年) ?(\d{1,2})(?:-|/|\.|月) ?(\d{1,2})日?"
    r"(?:[ T]?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?)?",
    re.ASCII,
)
_ISO = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_MONTH = re.compile(r"(\d{4})(?:-|/|\.|年) ?(\d{1,2})月?", re.ASCII)
_COMPACT_MONTH = re.compile(r"(\d{4})(\d\d)", re.ASCII)
_NEAR_MIDNIGHT = timedelta(minutes=1)
_DAY = timedelta(days=1)
_NOTHING = (None, "")
_DATE_REMEDY = "请按“年-月-日”填写，例：2020-09-01"
_MONTH_REMEDY = "请按“年-月”填写，例：2020-09"


def parse_date(cell: Any, *, epoch1904: bool = False) -> date:
    """The date a cell means; ValueError with a Chinese reason where it means none."""
    if type(cell) is str:
        return _date_of_text(cell)
    if isinstance(cell, datetime):
        return _in_range(_day_of(cell), cell)
    if isinstance(cell, date):
        return _in_range(cell, cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _day_of(_time_of_number(cell, epoch1904))
    raise ValueError(f"“{cell}”不是日期，{_DATE_REMEDY}")


def parse_month(cell: Any, *, epoch1904: bool = False) -> str:
    """The month a cell means as "YYYY-MM"; ValueError with a Chinese reason where it means none."""
    if type(cell) is str:
        return _month_of_text(cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _month_of_number(cell, epoch1904)
    if isinstance(cell, datetime):
        _in_range(cell.date(), cell)
        return _month_of(cell)
    if isinstance(cell, date):
        return _in_range(cell, cell).isoformat()[:7]
    raise ValueError(f"“{cell}”不是年月，{_MONTH_REMEDY}")


def parse_dates(cells: Sequence[Any], *, epoch1904: bool = False) -> tuple[list[date | None], dict[int, str]]:
    """``parse_date`` for a column: values (None for empty and for wrong cells) and reasons by index."""
    return _parse_column(cells, parse_date, epoch1904)


def parse_months(cells: Sequence[Any], *, epoch1904: bool = False) -> tuple[list[str | None], dict[int, str]]:
    """``parse_month`` for a column: values (None for empty and for wrong cells) and reasons by index."""
    return _parse_column(cells, parse_month, epoch1904)


def _parse_column(
    cells: Sequence[Any], parse: Callable[..., Any], epoch1904: bool
) -> tuple[list[Any], dict[int, str]]:
    """Parse every distinct value once; columns of dates repeat themselves."""
    try:
        distinct = set(cells)
    except TypeError:  # lists and objects in JSON; their text is refused like any other
        cells = [str(cell) if isinstance(cell, (list, dict)) else cell for cell in cells]
        distinct = set(cells)
    known: dict[Any, Any] = {}
    wrong: dict[Any, str] = {}
    for cell in distinct.difference(_NOTHING):
        if type(cell) is str and not cell.strip():
            continue
        try:
            known[cell] = parse(cell, epoch1904=epoch1904)
        except ValueError as error:
            wrong[cell] = str(error)
    reasons = {index: wrong[cell] for index, cell in enumerate(cells) if cell in wrong} if wrong else {}
    return list(map(known.get, cells)), reasons


def _date_of_text(text: str) -> date:
    """A date written as text, the plain ISO form first."""
    if _ISO.fullmatch(text):
        try:
            return _in_range(date.fromisoformat(text), text)
        except ValueError:
            pass
    match = _SEPARATED.fullmatch(text)
    if match is None:
        folded = fold(text)
        match = _SEPARATED.fullmatch(folded) or _COMPACT.fullmatch(folded)
    if match:
        return _day_of(_moment(match, text))
    if _MONTH.fullmatch(folded) or _COMPACT_MONTH.fullmatch(folded):
        raise ValueError(f"“{text}”没有日，{_DATE_REMEDY}")
    if re.fullmatch(r"\d{2}\D\d{1,2}\D\d{1,2}日?", folded):
        raise ValueError(f"“{text}”的年份不是四位，{_DATE_REMEDY}")
    raise ValueError(f"“{text}”不是日期，{_DATE_REMEDY}")


def _month_of_text(text: str) -> str:
    """A month written as text; a full date gives its month."""
    if _ISO.fullmatch(text):
        try:
            return _in_range(date.fromisoformat(text), text).isoformat()[:7]
        except ValueError:
            pass
    match = _MONTH.fullmatch(text) or _SEPARATED.fullmatch(text)
    if match is None:
        folded = fold(text)
        for pattern in (_MONTH, _COMPACT_MONTH, _SEPARATED, _COMPACT):
            if match := pattern.fullmatch(folded):
                break
    if match:
        return _month_of(_moment(match, text, _MONTH_REMEDY))
    raise ValueError(f"“{text}”不是年月，{_MONTH_REMEDY}")


def _moment(match: re.Match[str], text: str, remedy: str = _DATE_REMEDY) -> datetime:
    """Day and time of day of a text."""
    year, month, day, hour, minute, second = (*match.groups(), *[None] * 6)[:6]
    built = _build(int(year or 0), int(month or 0), int(day or 1), text, remedy)
    try:
        return datetime.combine(built, time(int(hour or 0), int(minute or 0), int(second or 0)))
    except ValueError:
        raise ValueError(f"“{text}”中的时间不对，{remedy}") from None


def _day_of(moment: datetime) -> date:
    """The day of a moment at midnight, give or take a minute."""
    since = moment - datetime.combine(moment.date(), time())
    if since <= _NEAR_MIDNIGHT:
        return moment.date()
    if since >= _DAY - _NEAR_MIDNIGHT:
        return moment.date() + _DAY
    raise ValueError(
        f"带有时间（{moment:%Y-%m-%d %H:%M}），可能由别的软件换算而来，不能断定是哪一天，请核对后只写日期"
    )


def _month_of(moment: datetime) -> str:
    """The month of a moment; a time of day matters only where the next day is another month's."""
    after = moment.date() + _DAY
    return (moment.date() if after.month == moment.month else _day_of(moment)).isoformat()[:7]


def _time_of_number(number: float, epoch1904: bool) -> datetime:
    """A serial number of a workbook, or a compact date that the workbook took for a number."""
    if not abs(number) <= 99991231:
        raise ValueError(f"数字 {number} 不是日期，{_DATE_REMEDY}")
    whole = int(number)
    if whole == number and whole >= 10000101:
        return datetime.combine(_build(whole // 10000, whole // 100 % 100, whole % 100, whole), time())
    if FIRST_YEAR <= number < LAST_YEAR + 1 and number < _FIRST_SERIAL:
        raise ValueError(f"数字 {number:g} 只像年份或年月，没有日，{_DATE_REMEDY}")
    if not _FIRST_SERIAL <= whole <= _LAST_SERIAL:
        raise ValueError(f"数字 {number:g} 不是日期，{_DATE_REMEDY}")
    day = _in_range((EPOCH_1904 if epoch1904 else EPOCH_1900) + timedelta(days=whole), whole)
    return datetime.combine(day, time()) + timedelta(days=number - whole)


def _month_of_number(number: float, epoch1904: bool) -> str:
    """A month that the workbook took for a number: 201307, 2013.7, or the serial number of a date."""
    if FIRST_YEAR * 100 < number <= LAST_YEAR * 100 + 12 and number == int(number):
        whole = int(number)
        return _build(whole // 100, whole % 100, 1, whole, _MONTH_REMEDY).isoformat()[:7]
    if FIRST_YEAR <= number < _FIRST_SERIAL:
        return _month_of_decimal(number)
    return _month_of(_time_of_number(number, epoch1904))


def _month_of_decimal(number: float) -> str:
    """2013.7 and 2013.11; 2013.1 may have been 2013.10 before the workbook dropped its zero."""
    year, _, month = f"{number:g}".partition(".") if number == int(number) else str(number).partition(".")
    if not month:
        raise ValueError(f"数字 {number:g} 只有年份，没有月，{_MONTH_REMEDY}")
    if month == "1":
        raise ValueError(f"“{year}.1”可能是 1 月，也可能是 10 月，请写成 {year}-01 或 {year}-10")
    if len(month) > 2:
        raise ValueError(f"数字 {number} 不是年月，{_MONTH_REMEDY}")
    return _build(int(year), int(month), 1, number, _MONTH_REMEDY).isoformat()[:7]


def _build(year: int, month: int, day: int, cell: Any, remedy: str = _DATE_REMEDY) -> date:
    """A date from its parts, or the reason why there is no such day."""
    if not 1 <= month <= 12:
        raise ValueError(f"“{cell}”的月份 {month} 不在 1～12 之间，{remedy}")
    try:
        return _in_range(date(year, month, day), cell)
    except ValueError:
        if FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(f"“{cell}”中 {year} 年 {month} 月没有 {day} 日，{remedy}") from None
        raise ValueError(f"“{cell}”的年份不在 {FIRST_YEAR}～{LAST_YEAR} 之间，{remedy}") from None


def _in_range(value: date, cell: Any) -> date:
    """The date itself, if its year is one that records can have."""
    if FIRST_YEAR <= value.year <= LAST_YEAR:
        return value
    raise ValueError(f"“{cell}”的年份不在 {FIRST_YEAR}～{LAST_YEAR} 之间，{_DATE_REMEDY}")


def first_day(text: str) -> date | None:
    """The first day of a day, month or year as typed into a query; None for anything else."""
    span = _span(text)
    return span[0] if span else None


def last_day(text: str) -> date | None:
    """The last day of a day, month or year as typed into a query; None for anything else."""
    span = _span(text)
    return span[1] if span else None


def _span(text: str) -> tuple[date, date] | None:
    """First and last day of what the text names."""
    text = text.strip()
    if re.fullmatch(r"\d{4}年?", text):
        year = int(text[:4])
        return (date(year, 1, 1), date(year, 12, 31)) if year else None
    try:
        if re.fullmatch(r"\d{4}[-/.年]?\d{1,2}月?", text):
            year, month = map(int, parse_month(text).split("-"))
            following = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1), following - timedelta(days=1)
        day = parse_date(text)
    except ValueError:
        return None
    return day, day

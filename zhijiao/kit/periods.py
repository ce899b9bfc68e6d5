"""The periods a form can belong to: school years, terms and calendar years.

A school year runs from 1 September to 31 August and is named by the year it begins in ("2020学年");
the standard JY/T 1002 writes it 2020-2021. Money goes by calendar year. Term codes 1 and 2 are those of
JY/T 1001 (XQ).
"""

import enum
import re
from datetime import date
from typing import Any

from zhijiao.kit.text import fold

FIRST_MONTH = 9
SPRING_MONTH = 2
TERMS = {"1": "第一学期（秋）", "2": "第二学期（春）"}
FIRST_YEAR, LAST_YEAR = 1950, 2100

_YEAR_TEXT = re.compile(r"(\d{4})(?:\.0)?(?:[-—~～/至](\d{4}))?(?:学年度?|年度?)?")


class Period(enum.StrEnum):
    """How often a form is filled in."""

    STANDING = "standing"
    ACADEMIC_YEAR = "academic_year"
    TERM = "term"
    CALENDAR_YEAR = "calendar_year"

    @property
    def label(self) -> str:
        """The Chinese name of the kind of period."""
        return _LABELS[self]


_LABELS = {
    Period.STANDING: "台账",
    Period.ACADEMIC_YEAR: "学年",
    Period.TERM: "学期",
    Period.CALENDAR_YEAR: "自然年",
}


def academic_year_of(day: date) -> int:
    """The school year a day lies in, named by its first calendar year."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def term_of(day: date) -> str:
    """The term a day lies in: autumn from September to January, spring from February to August."""
    return "2" if SPRING_MONTH <= day.month < FIRST_MONTH else "1"


def year_label(year: int) -> str:
    """The name of a school year: "2020学年" for 2020."""
    return f"{year}学年"


def standard_year(year: int) -> str:
    """The notation of JY/T 1002 (XN, C9): "2020-2021" for 2020."""
    return f"{year}-{year + 1}"


def academic_span(year: int) -> tuple[date, date]:
    """First and last day of a school year."""
    return date(year, FIRST_MONTH, 1), date(year + 1, FIRST_MONTH - 1, 31)


def calendar_span(year: int) -> tuple[date, date]:
    """First and last day of a calendar year."""
    return date(year, 1, 1), date(year, 12, 31)


def term_span(year: int, term: str) -> tuple[date, date]:
    """First and last day of a term of a school year (nominal: schools begin and end within these)."""
    if term not in TERMS:
        raise ValueError(f"没有学期“{term}”，学期只有 1（秋）和 2（春）")
    if term == "1":
        return date(year, FIRST_MONTH, 1), date(year + 1, 1, 31)
    return date(year + 1, SPRING_MONTH, 1), date(year + 1, FIRST_MONTH - 1, 31)


def span(period: Period, year: int | None = None, term: str | None = None) -> tuple[date, date] | None:
    """First and last day of a period; None for standing records, which have no end."""
    if period is Period.STANDING:
        return None
    if year is None:
        raise ValueError(f"a period of kind {period} needs its year")
    if period is Period.CALENDAR_YEAR:
        return calendar_span(year)
    return term_span(year, term or "") if period is Period.TERM else academic_span(year)


def period_label(period: Period, year: int | None = None, term: str | None = None) -> str:
    """The period as people name it: "2020学年", "2020学年第一学期（秋）", "2020年"; "" if standing."""
    if period is Period.STANDING:
        return ""
    if year is None:
        raise ValueError(f"a period of kind {period} needs its year")
    if period is Period.CALENDAR_YEAR:
        return f"{year}年"
    return year_label(year) + (TERMS[term or ""] if period is Period.TERM else "")


def parse_year(cell: Any) -> int:
    """The year a cell means (2020, 2020.0, "2020学年", "2020-2021", "2020年"); ValueError with a reason."""
    match = None if isinstance(cell, bool) else _YEAR_TEXT.fullmatch(fold(str(cell)))
    if match is None:
        raise ValueError(f"“{cell}”不是年份，请填写四位年份，例：2020")
    year = int(match[1])
    if match[2] and int(match[2]) != year + 1:
        raise ValueError(f"“{cell}”不是一个学年，请写成 {standard_year(year)} 或 {year}")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"“{cell}”的年份不在 {FIRST_YEAR}～{LAST_YEAR} 之间，请改正")
    return year

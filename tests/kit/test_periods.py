"""School years, terms and calendar years."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijiao.kit.periods import (
    Period,
    academic_span,
    academic_year_of,
    parse_year,
    period_label,
    span,
    standard_year,
    term_of,
    term_span,
    year_label,
)


def test_the_school_year_of_the_first_round():
    assert academic_span(2020) == (date(2020, 9, 1), date(2021, 8, 31))
    assert year_label(2020) == "2020学年"
    assert standard_year(2020) == "2020-2021"
    assert span(Period.CALENDAR_YEAR, 2020) == (date(2020, 1, 1), date(2020, 12, 31))
    assert span(Period.STANDING) is None


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 1, 1)))
def test_every_day_lies_in_its_year_and_term(day):
    year = academic_year_of(day)
    first, last = academic_span(year)
    assert first <= day <= last
    first, last = term_span(year, term_of(day))
    assert first <= day <= last


def test_labels():
    assert period_label(Period.TERM, 2020, "2") == "2020学年第二学期（春）"
    assert period_label(Period.CALENDAR_YEAR, 2020) == "2020年"
    assert period_label(Period.STANDING) == ""
    assert [period.label for period in Period] == ["台账", "学年", "学期", "自然年"]


YEARS = [2020, 2020.0, "2020", "2020学年", "2020-2021", "2020—2021学年", "２０２０年", "2020年度"]


@pytest.mark.parametrize("cell", YEARS)
def test_years_are_read(cell):
    assert parse_year(cell) == 2020


@pytest.mark.parametrize("cell", ["2020-2022", "20", True, None, "学年", 2020.5, 1200, "3020"])
def test_other_years_are_refused(cell):
    with pytest.raises(ValueError, match="年"):
        parse_year(cell)


def test_there_are_two_terms():
    with pytest.raises(ValueError, match="学期"):
        term_span(2020, "3")

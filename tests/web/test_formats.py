"""How values are written on pages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from zhijiao.web import formats


def test_days_and_moments():
    assert formats.format_date(date(2022, 3, 14)) == "2022-03-14"
    assert formats.format_datetime(datetime(2022, 3, 14, 2, 30, tzinfo=UTC)) == "2022-03-14 10:30"
    assert formats.format_date(datetime(2022, 3, 14, 20, 0, tzinfo=UTC)) == "2022-03-15"
    assert formats.format_datetime(date(2022, 3, 14)) == "2022-03-14"
    assert formats.format_date(None) == formats.format_datetime("") == "—"


@pytest.mark.parametrize(
    ("value", "written"),
    [(1234567, "1,234,567"), (Decimal("1234.50"), "1,234.50"), (0, "0"), (None, "—"), ("约三千", "约三千")],
)
def test_thousands(value, written):
    assert formats.format_thousands(value) == written


def test_sizes():
    assert [formats.format_size(n) for n in (0, 1023, 2048, 5 * 1024 * 1024)] == [
        "0 B",
        "1023 B",
        "2 KB",
        "5.0 MB",
    ]
    assert formats.format_size(None) == "—"


def test_a_dash_stands_for_nothing_but_not_for_zero():
    assert [formats.dash(value) for value in (None, "", 0, False, "否")] == ["—", "—", 0, False, "否"]


@pytest.mark.parametrize(
    ("page", "pages", "shown"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 19, [1, 2, 3, 4, None, 19]),
        (5, 19, [1, None, 4, 5, 6, None, 19]),
        (19, 19, [1, None, 16, 17, 18, 19]),
        (4, 6, [1, 2, 3, 4, 5, 6]),
    ],
)
def test_page_numbers(page, pages, shown):
    assert formats.page_window(page, pages) == shown


def test_odd_dates_are_recognised():
    assert formats.is_iso_date("2022-03-14")
    assert formats.is_iso_date(date(2022, 3, 14))
    assert formats.is_iso_date(None)
    assert not formats.is_iso_date("2022.3.14")
    assert formats.is_iso_month("2022-03")
    assert not formats.is_iso_month("2022年3月")


def test_a_query_is_carried_as_pairs():
    assert formats.query_pairs("q=%E9%9F%A6&org=&page=2") == [("q", "韦"), ("org", ""), ("page", "2")]

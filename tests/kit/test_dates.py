"""Dates and months as people type them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijiao.kit.dates import EPOCH_1900, EPOCH_1904, parse_date, parse_dates, parse_month, parse_months

DAY = date(2013, 7, 1)
DATES = st.dates(min_value=date(1911, 1, 1), max_value=date(2150, 12, 31))


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        datetime(2013, 7, 1),
        datetime(2013, 6, 30, 23, 59, 17),
        datetime(2013, 7, 1, 0, 0, 43),
        "2013-07-01",
        "2013-7-1",
        "2013/07/01",
        "2013/7/1",
        "2013.7.1",
        "20130701",
        "2013年7月1日",
        "2013年07月01日",
        "2013年 7月 1日",
        "２０１３－７－１",
        " 2013-7-1\u3000",
        "2013-07-01 00:00:00",
        "2013/7/1 0:00",
        41456,
        41455.9999,
        20130701,
        20130701.0,
    ],
)
def test_every_usual_notation_is_read(cell):
    assert parse_date(cell) == DAY
    assert parse_month(cell) == "2013-07"
    assert parse_dates([cell]) == ([DAY], {})


@pytest.mark.parametrize(
    "cell", ["2013-07", "2013-7", "2013/7", "2013年7月", "201307", 201307, 201307.0, 2013.7]
)
def test_months_are_read_but_are_no_dates(cell):
    assert parse_month(cell) == "2013-07"
    with pytest.raises(ValueError, match="日"):
        parse_date(cell)


@pytest.mark.parametrize(
    "cell",
    [
        datetime(2013, 7, 1, 8, 30),
        "2013/7/1 8:30",
        41456.75,
        datetime(2013, 6, 30, 23),
        "2013-07-01 00:01:01",
    ],
)
def test_a_time_of_day_leaves_open_which_day_is_meant(cell):
    with pytest.raises(ValueError, match="不能断定是哪一天"):
        parse_date(cell)


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        (datetime(2013, 7, 1, 8, 30), "2013-07"),
        ("2013-07-30 16:00:00", "2013-07"),
        (datetime(2013, 7, 31, 23, 59, 30), "2013-08"),
    ],
)
def test_a_time_of_day_within_a_month_says_the_month(cell, month):
    assert parse_month(cell) == month
    with pytest.raises(ValueError, match="不能断定"):
        parse_month(datetime(2013, 7, 31, 16))


@pytest.mark.parametrize("cell", ["٢٠١٣-07-01", "२०१३0701", "2013-07-01 25:00"])
def test_digits_of_other_scripts_and_odd_clocks_are_refused(cell):
    assert parse_dates([cell])[0] == parse_months([cell])[0] == [None]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2013-13-1", "月份 13"),
        ("2013-2-29", "2 月没有 29 日"),
        ("13-7-1", "四位"),
        ("0013-07-01", "年份"),
        ("明天", "不是日期"),
        (2013, "没有日"),
        (12, "不是日期"),
        (float("nan"), "不是日期"),
        (float("inf"), "不是日期"),
        (True, "不是日期"),
        (-5, "不是日期"),
        ([2013], "不是日期"),
    ],
)
def test_wrong_dates_say_why(cell, reason):
    with pytest.raises(ValueError, match=reason):
        parse_date(cell)
    values, reasons = parse_dates([None, cell, ""])
    assert values == [None, None, None]
    assert reason in reasons[1]
    assert list(reasons) == [1]


@pytest.mark.parametrize(
    "cell", [2013.1, 2013, "2013", "2013-13", "七月", True, 2013.123, {"month": 7}, float("nan")]
)
def test_wrong_or_ambiguous_months_are_refused(cell):
    values, reasons = parse_months([cell])
    assert values == [None]
    assert reasons[0]


def test_serials_count_from_either_epoch():
    assert parse_date(39994, epoch1904=True) == DAY
    assert parse_dates([39994.0], epoch1904=True) == ([DAY], {})


@given(DATES)
def test_a_date_survives_every_notation(day):
    serial = (day - EPOCH_1900).days
    notations = [
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        float(serial),
        int(f"{day:%Y%m%d}"),
    ]
    assert parse_dates(notations) == ([day] * len(notations), {})
    assert parse_date((day - EPOCH_1904).days + 0.0004, epoch1904=True) == day
    assert parse_month(f"{day.year}.{day.month:02d}") == f"{day:%Y-%m}"


@given(st.lists(st.one_of(st.text(max_size=12), st.floats(), st.integers(), DATES, st.none(), st.booleans())))
def test_a_column_judges_like_its_cells_and_never_breaks(cells):
    for column, single in ((parse_dates, parse_date), (parse_months, parse_month)):
        values, reasons = column(cells)
        for index, cell in enumerate(cells):
            empty = cell is None or (isinstance(cell, str) and not cell.strip())
            try:
                expected = None if empty else single(cell)
                assert index not in reasons
            except ValueError:
                expected = None
                assert reasons[index]
            assert values[index] == expected


def test_neighbouring_serials_are_neighbouring_days():
    assert parse_date(41457) - parse_date(41456) == timedelta(days=1)

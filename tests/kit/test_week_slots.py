"""Which places of a timetable meet: periods, days, weeks and their kinds."""

import pytest

from zhijiao.kit.week_slots import Slot, meetings


def slot(weekday="1", first=1, periods=2, kind="1", weeks=(1, 18)):
    return Slot(weekday, first, periods, kind, *weeks)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (slot(), slot(), True),
        (slot(), slot(first=2), True),
        (slot(), slot(first=3), False),
        (slot(), slot("2"), False),
        (slot(kind="2"), slot(kind="3"), False),
        (slot(kind="2"), slot(kind="2"), True),
        (slot(kind="2"), slot(), True),
        (slot(weeks=(1, 9)), slot(weeks=(10, 18)), False),
        (slot(weeks=(1, 9)), slot(weeks=(9, 18)), True),
        (slot(kind="3"), slot(weeks=(9, 9)), False),
        (slot(kind="2"), slot(weeks=(9, 9)), True),
        (slot(weeks=(9, 8)), slot(), False),
    ],
)
def test_two_places_meet_when_they_share_a_period_of_a_week(one, other, meet):
    assert list(meetings([("a", one), ("a", other)])) == ([(1, 0)] if meet else [])
    assert list(meetings([("a", one), ("b", other)])) == []


def test_a_pair_comes_once_however_many_periods_it_shares():
    assert list(meetings([("a", slot(periods=4))] * 3)) == [(1, 0), (2, 0), (2, 1)]


def test_weeks_of_a_place():
    odd = slot(kind="2", weeks=(2, 6))
    assert [week for week in range(1, 31) if odd.given_in(week)] == [3, 5]
    assert slot(first=3, periods=2).last_period == 4
    assert slot(weeks=(30, 30)).given_in(30)

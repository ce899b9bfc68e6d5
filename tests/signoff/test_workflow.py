"""The table of states, asked for every act and state."""

import pytest

from zhijiao.signoff.workflow import (
    ALIVE,
    EDITABLE,
    HANDED_IN,
    LOCKING,
    TABLE,
    Act,
    Authority,
    State,
    Way,
    after,
    may,
    standing_on,
)

COUNTY, CITY, PROVINCE, MINISTRY = (
    Authority(pk, level) for pk, level in ((4, "county"), (3, "city"), (2, "province"), (1, "ministry"))
)
ABOVE = (COUNTY, CITY, PROVINCE, MINISTRY)


def test_every_act_is_in_the_table_and_refused_elsewhere():
    assert set(TABLE) == set(Act)
    for act in Act:
        for state in State:
            if not may(act, state):
                with pytest.raises(ValueError, match="is not possible"):
                    after(act, state, "")


def test_a_school_works_waits_or_is_gone():
    assert EDITABLE | LOCKING | {State.MERGED} == set(State)
    assert not EDITABLE & LOCKING
    assert {state for state in State if may(Act.SIGN, state)} == EDITABLE
    assert {state for state in State if may(Act.ACCEPT, state)} == HANDED_IN
    assert not any(may(act, State.MERGED) for act in Act)
    assert ALIVE == EDITABLE | LOCKING


@pytest.mark.parametrize(
    ("act", "state", "target"),
    [
        (Act.SIGN, State.OPEN, State.SIGNING),
        (Act.FREEZE, State.SIGNING, State.SUBMITTED),
        (Act.WITHDRAW, State.SUBMITTED, State.WITHDRAWN),
        (Act.ACCEPT, State.SUBMITTED, State.ACCEPTED),
        (Act.RETURN, State.ACCEPTED, State.RETURNED),
        (Act.REOPEN, State.ACCEPTED, State.REOPENED),
        (Act.MEND, State.RETURNED, State.RETURNED),
        (Act.MERGE, State.SIGNING, State.MERGED),
        (Act.CARRY, State.SUBMITTED, State.SUBMITTED),
    ],
)
def test_what_an_act_leads_to(act, state, target):
    assert after(act, state, "") is target


def test_what_could_not_be_frozen_is_what_it_was_signed_from():
    assert after(Act.FAIL, State.SIGNING, State.RETURNED) is State.RETURNED
    assert after(Act.FAIL, State.SIGNING, "") is State.OPEN
    assert after(Act.CARRY, State.SIGNING, State.REOPENED) is State.REOPENED


def test_withdrawing_is_over_once_somebody_has_accepted():
    assert may(Act.WITHDRAW, State.SUBMITTED)
    assert not may(Act.WITHDRAW, State.ACCEPTED)


def test_the_way_upwards_waits_at_the_lowest_that_has_not_accepted():
    assert standing_on(ABOVE, ()) == Way(State.SUBMITTED, 4, "")
    assert standing_on(ABOVE, {4}) == Way(State.ACCEPTED, 3, "county")
    assert standing_on(ABOVE, {4, 3, 2}) == Way(State.ACCEPTED, 1, "province")
    assert standing_on(ABOVE, {4, 3, 2, 1}) == Way(State.ACCEPTED, None, "ministry")
    assert standing_on(ABOVE, {3, 2}) == Way(State.SUBMITTED, 4, ""), "a new county below has not"
    assert standing_on((PROVINCE, MINISTRY), {4, 3}) == Way(State.SUBMITTED, 2, ""), "levels may be skipped"

"""The way of a case: random people make random moves, and whatever happens, the promises of the table hold."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from zhijiao.cases.states import (
    MOVES,
    OPEN,
    SELECTED,
    Act,
    Person,
    Side,
    Standing,
    State,
    elsewhere,
    holder_after,
    possible,
    stage_of,
)

SCHOOL, COUNTY, CITY, PROVINCE, MINISTRY, STRANGER = 5, 4, 3, 2, 1, 9
PARENTS = {SCHOOL: COUNTY, COUNTY: CITY, CITY: PROVINCE, PROVINCE: MINISTRY, MINISTRY: None, STRANGER: CITY}
LEVELS = {SCHOOL: "school", COUNTY: "county", CITY: "city", PROVINCE: "province", MINISTRY: "ministry"}
LEVELS[STRANGER] = "county"
EVERY = frozenset({"change", "audit", "submit"})


class Way(RuleBasedStateMachine):
    """A case, with what everybody has done to it."""

    def __init__(self):
        super().__init__()
        self.standing = Standing(State.DRAFT, SCHOOL, SCHOOL)
        self.acted = {}
        self.passed_inside = self.submitted = False
        self.trail = []

    @rule(
        user=st.integers(1, 8),
        org=st.sampled_from(sorted(LEVELS)),
        rights=st.sets(st.sampled_from(sorted(EVERY))),
        pick=st.integers(0, 20),
    )
    def somebody_acts(self, user, org, rights, pick):
        person = Person(user, org, LEVELS[org], frozenset(rights))
        moves = [
            move
            for move in possible(self.standing, person)
            if not elsewhere(stage_of(move, person), self.acted.get(user, ()))
        ]
        if not moves:
            return
        move = moves[pick % len(moves)]
        before = self.standing
        try:
            holder = holder_after(move, before, person, PARENTS[org])
        except ValueError:
            assert org == MINISTRY
            return
        self.check(move, person, before)
        selector = org if move.act is Act.SELECT else before.selector
        self.standing = Standing(move.target, SCHOOL, holder, selector)
        self.acted.setdefault(user, set()).add(stage_of(move, person))
        self.trail.append((move.act, move.side, user))

    def check(self, move, person, before):
        assert move.right in person.rights
        if move.side is Side.AUTHORITY:
            assert person.org in (before.holder, before.selector)
            assert person.org not in (SCHOOL, STRANGER)
        else:
            assert person.org == SCHOOL
        if move.act is Act.SUBMIT:
            assert before.state is State.HEAD
            inside = [act for act, _, _ in self.trail]
            last = max(i for i, act in enumerate(inside) if act is Act.HAND_IN)
            assert Act.PASS in inside[last:], "nothing leaves the school unaudited"
        if move.act is Act.WITHDRAW:
            assert before.state not in SELECTED

    @invariant()
    def nobody_acts_at_two_stages(self):
        assert all(len(stages) == 1 for stages in self.acted.values())

    @invariant()
    def the_holder_fits_the_state(self):
        state, holder = self.standing.state, self.standing.holder
        if state.value in OPEN or state in (State.AUDIT, State.HEAD):
            assert holder == SCHOOL
        if state is State.ABOVE:
            assert holder not in (SCHOOL, STRANGER)
        if state is State.NATIONAL:
            assert (holder, self.standing.selector) == (MINISTRY, MINISTRY)
        if state is State.PROVINCIAL:
            assert (holder, self.standing.selector) == (PROVINCE, PROVINCE)
        if state is State.NOMINATED:
            assert (holder, self.standing.selector) == (MINISTRY, PROVINCE)


TestWay = Way.TestCase
TestWay.settings = settings(max_examples=300, stateful_step_count=40, deadline=None)


def test_every_state_can_be_reached_and_every_move_made():
    reached, used, frontier = {State.DRAFT}, set(), [State.DRAFT]
    while frontier:
        state = frontier.pop()
        for move in MOVES:
            if state in move.sources:
                used.add(move)
                if move.target not in reached:
                    reached.add(move.target)
                    frontier.append(move.target)
    assert reached == set(State)
    assert used == set(MOVES)


def test_a_move_is_named_once_in_each_state():
    for state in State:
        named = [(m.act, m.side, level) for m in MOVES if state in m.sources for level in m.levels or ("",)]
        assert len(named) == len(set(named)), state


def test_what_sends_back_or_ends_wants_a_reason():
    asks = {move.act for move in MOVES if move.reason}
    assert asks == {Act.SEND_BACK, Act.RETURN, Act.DECLINE, Act.REVOKE}
    assert all(move.reason for move in MOVES if move.act in asks)

"""The way of a case as one table: who may do what in which state, and where it leads. Pure: no database, no request.

A case belongs to its school until the principal hands it up. From then on one authority after another holds it: the
next node above, whatever its level. A provincial case may be nominated further; only whoever selected it revokes it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a case stands, by the codes of case_status."""

    DRAFT = "01"
    AUDIT = "02"
    SENT_BACK = "03"
    HEAD = "04"
    ABOVE = "05"
    RETURNED = "06"
    WITHDRAWN = "07"
    PROVINCIAL = "08"
    NATIONAL = "09"
    DECLINED = "10"
    REVOKED = "11"
    NOMINATED = "12"


class Side(StrEnum):
    """In whose hands a move lies."""

    WRITER = "业务员"
    AUDITOR = "业务主管"
    HEAD = "校长"
    AUTHORITY = "主管部门"


class Act(StrEnum):
    """What can be done."""

    HAND_IN = "hand_in"
    PASS = "pass"  # noqa: S105  a move, no password
    SEND_BACK = "send_back"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    PASS_UP = "pass_up"  # noqa: S105  a move, no password
    RETURN = "return"
    DECLINE = "decline"
    SELECT = "select"
    REVOKE = "revoke"


class Holder(StrEnum):
    """Who has the case after a move: its school, the node above whoever acts, or the authority that selected it."""

    SCHOOL = "school"
    NEXT = "next"
    SELECTOR = "selector"
    SAME = "same"


OPEN = (State.DRAFT.value, State.SENT_BACK.value, State.RETURNED.value, State.WITHDRAWN.value)
"""States in which the school can change the record."""
SELECTED = (State.PROVINCIAL, State.NOMINATED, State.NATIONAL)
_MENDABLE = tuple(State(code) for code in OPEN)


@dataclass(frozen=True)
class Move:
    """One line of the table.

    ``levels`` are those of the authorities that may; empty: whichever holds the case. ``by_selector``: not whoever
    holds the case makes the move, but the authority that selected it.
    """

    act: Act
    label: str
    side: Side
    right: str
    sources: tuple[State, ...]
    target: State
    holder: Holder = Holder.SCHOOL
    reason: bool = False
    levels: tuple[str, ...] = ()
    by_selector: bool = False


def _school(
    act: Act, label: str, side: Side, sources: tuple[State, ...], target: State, **more: object
) -> Move:
    rights = {Side.WRITER: "change", Side.AUDITOR: "audit", Side.HEAD: "submit"}
    return Move(act, label, side, rights[side], sources, target, **more)  # type: ignore[arg-type]  # settings of Move


def _above(act: Act, label: str, sources: tuple[State, ...], target: State, **more: object) -> Move:
    return Move(act, label, Side.AUTHORITY, "audit", sources, target, **more)  # type: ignore[arg-type]  # settings of Move


MOVES = (
    _school(Act.HAND_IN, "送业务主管审核", Side.WRITER, _MENDABLE, State.AUDIT),
    _school(Act.PASS, "审核通过", Side.AUDITOR, (State.AUDIT,), State.HEAD),
    _school(Act.SEND_BACK, "退回业务员", Side.AUDITOR, (State.AUDIT,), State.SENT_BACK, reason=True),
    _school(Act.SUBMIT, "提交上级", Side.HEAD, (State.HEAD,), State.ABOVE, holder=Holder.NEXT),
    _school(Act.SEND_BACK, "退回业务员", Side.HEAD, (State.HEAD,), State.SENT_BACK, reason=True),
    _school(Act.WITHDRAW, "撤回", Side.WRITER, (State.AUDIT, State.HEAD), State.WITHDRAWN),
    _school(Act.WITHDRAW, "撤回", Side.HEAD, (State.ABOVE,), State.WITHDRAWN),
    _above(
        Act.PASS_UP, "报送上一级", (State.ABOVE,), State.ABOVE,
        holder=Holder.NEXT, levels=("county", "city", "province"),
    ),
    _above(Act.RETURN, "退回学校", (State.ABOVE,), State.RETURNED, reason=True),
    _above(Act.DECLINE, "不予采用", (State.ABOVE,), State.DECLINED, holder=Holder.SAME, reason=True),
    _above(
        Act.SELECT, "选为省级典型案例", (State.ABOVE,), State.PROVINCIAL,
        holder=Holder.SAME, levels=("province",),
    ),
    _above(
        Act.SELECT, "选为国家级典型案例", (State.ABOVE, State.NOMINATED), State.NATIONAL,
        holder=Holder.SAME, levels=("ministry",),
    ),
    _above(
        Act.PASS_UP, "推荐为国家级", (State.PROVINCIAL,), State.NOMINATED,
        holder=Holder.NEXT, levels=("province",),
    ),
    _above(
        Act.DECLINE, "不选为国家级", (State.NOMINATED,), State.PROVINCIAL,
        holder=Holder.SELECTOR, reason=True, levels=("ministry",),
    ),
    _above(Act.REVOKE, "撤销入选", SELECTED, State.REVOKED, holder=Holder.SAME, reason=True, by_selector=True),
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """Where a case stands: its state, and the nodes that hold it, wrote it and selected it."""

    state: State
    school: int
    holder: int
    selector: int | None = None


@dataclass(frozen=True)
class Person:
    """Who wants to act: at which node, of which level, with which rights to the form."""

    user: int | None
    org: int
    level: str
    rights: frozenset[str]


Stage = tuple[Side, int]
"""A stage of the way: in whose hands, at which node. Nobody acts on a case at two of them."""


def possible(standing: Standing, person: Person) -> list[Move]:
    """The moves that the table leaves to a person; who has acted before is another question (:func:`elsewhere`)."""
    return list(_possible(standing, person))


def _possible(standing: Standing, person: Person) -> Iterator[Move]:
    for move in MOVES:
        if standing.state not in move.sources or move.right not in person.rights:
            continue
        if move.side is Side.AUTHORITY:
            due = standing.selector if move.by_selector else standing.holder
            if person.org == due != standing.school and (not move.levels or person.level in move.levels):
                yield move
        elif person.org == standing.school:
            yield move


def stage_of(move: Move, person: Person) -> Stage:
    """The stage at which a person makes a move."""
    return move.side, person.org


def elsewhere(stage: Stage, before: Iterable[Stage]) -> Stage | None:
    """A stage other than this one at which the person has acted on the case before; it may not act at both."""
    return next((each for each in before if each != stage), None)


def holder_after(move: Move, standing: Standing, person: Person, parent: int | None) -> int:
    """The node that has the case after a move; ``parent`` is the one above whoever acts.

    Raises:
        ValueError: there is nobody above.
    """
    if move.holder is Holder.NEXT:
        if parent is None:
            raise ValueError("nobody stands above")
        return parent
    if move.holder is Holder.SELECTOR and standing.selector is not None:
        return standing.selector
    return standing.school if move.holder is Holder.SCHOOL else person.org

"""The states of a school's submission and what leads from one to another: the only place that knows.

Everything else asks :func:`may` and :func:`after`. The way upwards is worked out by :func:`standing_on`, from the
authorities above the school and those of them that have accepted.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum

from django.db.models import TextChoices


class State(TextChoices):
    """How far the submission of a school and round is."""

    OPEN = "open", "填报中"
    SIGNING = "signing", "正在封存"
    SUBMITTED = "submitted", "待审核"
    ACCEPTED = "accepted", "已通过"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"
    REOPENED = "reopened", "重新填报"
    MERGED = "merged", "已并入"


class Act(TextChoices):
    """One step of a submission."""

    SIGN = "sign", "签字上报"
    FREEZE = "freeze", "封存并提交"
    FAIL = "fail", "封存未成"
    WITHDRAW = "withdraw", "撤回"
    ACCEPT = "accept", "审核通过"
    RETURN = "return", "退回"
    REOPEN = "reopen", "退回重报"
    MEND = "mend", "核对无须修改"
    CARRY = "carry", "并入其他学校数据"
    REROUTE = "reroute", "主管部门变更"
    MERGE = "merge", "并入其他学校"


class By(Enum):
    """Who takes a step."""

    PRINCIPAL = "principal"
    CLERK = "clerk"
    AUTHORITY = "authority"
    PROGRAM = "program"


EDITABLE = frozenset({State.OPEN, State.RETURNED, State.WITHDRAWN, State.REOPENED})
"""States in which the school works on its data, and may sign."""
LOCKING = frozenset({State.SIGNING, State.SUBMITTED, State.ACCEPTED})
"""States in which the years of the round are closed for the school."""
HANDED_IN = frozenset({State.SUBMITTED, State.ACCEPTED})
"""States in which a snapshot lies with the authorities."""
ALIVE = frozenset(State) - {State.MERGED}


@dataclass(frozen=True)
class Transition:
    """From which states an act leads to which; None: the program works it out (:func:`after`, :func:`standing_on`)."""

    by: By
    sources: frozenset[State]
    target: State | None
    new_revision: bool = False
    reason: bool = False


TABLE: dict[Act, Transition] = {
    Act.SIGN: Transition(By.PRINCIPAL, EDITABLE, State.SIGNING),
    Act.FREEZE: Transition(By.PROGRAM, frozenset({State.SIGNING}), State.SUBMITTED),
    Act.FAIL: Transition(By.PROGRAM, frozenset({State.SIGNING}), None, reason=True),
    Act.WITHDRAW: Transition(
        By.PRINCIPAL, frozenset({State.SUBMITTED}), State.WITHDRAWN, new_revision=True, reason=True
    ),
    Act.ACCEPT: Transition(By.AUTHORITY, HANDED_IN, State.ACCEPTED),
    Act.RETURN: Transition(By.AUTHORITY, HANDED_IN, State.RETURNED, new_revision=True, reason=True),
    Act.REOPEN: Transition(
        By.AUTHORITY, frozenset({State.ACCEPTED}), State.REOPENED, new_revision=True, reason=True
    ),
    Act.MEND: Transition(By.CLERK, frozenset({State.RETURNED}), State.RETURNED, reason=True),
    Act.CARRY: Transition(By.PROGRAM, ALIVE, None),
    Act.REROUTE: Transition(By.PROGRAM, HANDED_IN, None),
    Act.MERGE: Transition(By.PROGRAM, ALIVE, State.MERGED),
}


def may(act: Act, state: str) -> bool:
    """Whether an act is possible in a state."""
    return State(state) in TABLE[act].sources


def after(act: Act, state: str, signed_from: str) -> State:
    """The state an act leads to. What could not be frozen is again what it was signed from.

    Raises:
        ValueError: the act is not possible.
    """
    if not may(act, state):
        raise ValueError(f"{act} is not possible in state {state}")
    target = TABLE[act].target
    if target is not None:
        return target
    falls_back = act is Act.FAIL or (act is Act.CARRY and state == State.SIGNING)
    return State(signed_from or State.OPEN) if falls_back else State(state)


@dataclass(frozen=True)
class Authority:
    """A node above a school."""

    pk: int
    level: str


@dataclass(frozen=True)
class Way:
    """How far a submission has come upwards: the state, where it waits, the highest level that has accepted."""

    state: State
    waits_at: int | None
    accepted_level: str


def standing_on(above: Sequence[Authority], accepted: Collection[int]) -> Way:
    """How far a submission is, from the authorities above the school (lowest first) and the ids of those that accepted.

    It waits at the lowest that has not: nobody settles what somebody below has not settled.
    """
    level = ""
    for authority in above:
        if authority.pk not in accepted:
            return Way(State.ACCEPTED if level else State.SUBMITTED, authority.pk, level)
        level = authority.level
    return Way(State.ACCEPTED if level else State.SUBMITTED, None, level)

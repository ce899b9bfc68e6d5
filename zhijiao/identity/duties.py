"""Duties that belong in different hands: opening accounts, entering, uploading, reviewing, auditing, signing, privacy.

A pair with 开户 is never given to one account. The other pairs may be needed where a school has few people; they are
reported, and stay only with a reason that somebody else has written down.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from zhijiao.identity import actions as a
from zhijiao.identity.models import PrivacyLevel, Role


class Duty(StrEnum):
    """One kind of work; the value is stored."""

    OPENS = "opens"
    ENTERS = "enters"
    UPLOADS = "uploads"
    REVIEWS = "reviews"
    AUDITS = "audits"
    SIGNS = "signs"
    PRIVATE = "private"


LABELS = {
    Duty.OPENS: "管理账号或学校",
    Duty.ENTERS: "填报",
    Duty.UPLOADS: "导入",
    Duty.REVIEWS: "复核",
    Duty.AUDITS: "审核",
    Duty.SIGNS: "提交",
    Duty.PRIVATE: "隐私数据",
}
_BY_ACTION = {
    a.USERS: Duty.OPENS,
    a.ORGS: Duty.OPENS,
    a.ADD: Duty.ENTERS,
    a.CHANGE: Duty.ENTERS,
    a.DELETE: Duty.ENTERS,
    a.IMPORT: Duty.UPLOADS,
    a.SYNC: Duty.UPLOADS,
    a.REVIEW: Duty.REVIEWS,
    a.AUDIT: Duty.AUDITS,
    a.SUBMIT: Duty.SIGNS,
    a.REVEAL: Duty.PRIVATE,
}


WORK = tuple(action for action, duty in _BY_ACTION.items() if duty not in (Duty.OPENS, Duty.UPLOADS))
"""Actions that an administrator has no part in."""


@dataclass(frozen=True, order=True)
class DutyPair:
    """Two duties of one account; a forbidden pair is never given, any other is reported."""

    first: Duty
    second: Duty
    forbidden: bool

    @property
    def key(self) -> str:
        """The pair as it is stored."""
        return f"{self.first}+{self.second}"

    @property
    def label(self) -> str:
        """The pair in words."""
        return f"{LABELS[self.first]}与{LABELS[self.second]}"


_FORBIDDEN = tuple(
    DutyPair(Duty.OPENS, duty, True)
    for duty in (Duty.ENTERS, Duty.REVIEWS, Duty.AUDITS, Duty.SIGNS, Duty.PRIVATE)
)
_REPORTED = tuple(
    DutyPair(first, second, False)
    for first, second in (
        (Duty.ENTERS, Duty.REVIEWS),
        (Duty.UPLOADS, Duty.REVIEWS),
        (Duty.ENTERS, Duty.AUDITS),
        (Duty.ENTERS, Duty.SIGNS),
        (Duty.AUDITS, Duty.SIGNS),
    )
)
PAIRS = _FORBIDDEN + _REPORTED


def duties_of(roles: Iterable[Role]) -> frozenset[Duty]:
    """The duties of stacked roles. Reads their grants, so fetch them with `prefetch_related("grants")`."""
    roles = list(roles)
    private = {Duty.PRIVATE for role in roles if role.privacy != PrivacyLevel.NONE}
    return duties_in(grant.action for role in roles for grant in role.grants.all()) | private


def duties_in(actions: Iterable[str]) -> frozenset[Duty]:
    """The duties that actions belong to."""
    return frozenset(_BY_ACTION[action] for action in actions if action in _BY_ACTION)


def joined(duties: frozenset[Duty]) -> tuple[DutyPair, ...]:
    """The pairs that these duties make, forbidden ones first."""
    return tuple(pair for pair in PAIRS if {pair.first, pair.second} <= duties)


def newly_forbidden(before: frozenset[Duty], after: frozenset[Duty]) -> tuple[DutyPair, ...]:
    """Forbidden pairs that a change of rights would make; those that are there already are taken apart step by step."""
    had = joined(before)
    return tuple(pair for pair in joined(after) if pair.forbidden and pair not in had)

"""Accounts that join duties which belong in different hands: finding them, taking them apart, letting one stay."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.identity import account_events, duties
from zhijiao.identity.actions import ORGS, USERS
from zhijiao.identity.administrators import administrators_below
from zhijiao.identity.duties import DutyPair
from zhijiao.identity.models import DutyMark, PrivacyLevel, Role, User
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org
from zhijiao.users import services

REASON_LENGTH = 200
SHORTEST_REASON = 4
_PIECE = 500


@dataclass(frozen=True)
class JoinedAccount:
    """An account with the duties it joins; `mark` says since when that is known and why it stays."""

    user: User
    pairs: tuple[DutyPair, ...]
    mark: DutyMark | None

    @property
    def forbidden(self) -> bool:
        """Whether it must be taken apart; otherwise it may stay with a reason."""
        return any(pair.forbidden for pair in self.pairs)

    @property
    def kept(self) -> bool:
        """Whether somebody has agreed to exactly these pairs."""
        mark = self.mark
        return (
            not self.forbidden
            and mark is not None
            and bool(mark.kept_at)
            and mark.pairs == stored(self.pairs)
        )

    @property
    def removable(self) -> list[Role]:
        """Roles that can be taken away here; that of an administrator is issued and replaced elsewhere."""
        return [role for role in self.user.roles.all() if not _opens(role)]


def stored(pairs: Iterable[DutyPair]) -> str:
    """Pairs as a mark keeps them."""
    return ",".join(pair.key for pair in pairs)


def find(users: QuerySet[User]) -> Iterator[JoinedAccount]:
    """Enabled accounts among these that join duties, some hundred at a time."""
    found = users.filter(is_active=True).select_related("org", "duty_mark").prefetch_related("roles__grants")
    for user in found.order_by("org__path", "username").iterator(chunk_size=_PIECE):
        if pairs := duties.joined(duties.duties_of(user.roles.all())):
            yield JoinedAccount(user, pairs, getattr(user, "duty_mark", None))


def in_care_of(org: Org) -> list[JoinedAccount]:
    """Those an administrator of the node looks after: accounts of the node, and administrators right below it."""
    found = list(find(User.objects.filter(org=org)))
    return found if org.is_school else [*found, *find(_with_other_work(administrators_below(org)))]


def _with_other_work(administrators: QuerySet[User]) -> QuerySet[User]:
    """Of administrators those who hold a role with other duties: a province has thousands who hold none."""
    work = Role.objects.filter(Q(grants__action__in=duties.WORK) | ~Q(privacy=PrivacyLevel.NONE))
    held = User.roles.through.objects.filter(user=OuterRef("pk"), role__in=work.values("pk"))
    return administrators.filter(Exists(held))


def account(org: Org, pk: int) -> JoinedAccount | None:
    """One of them; None if there is no such account in the care of the node."""
    own = User.objects.filter(org=org, pk=pk)
    near = (
        own
        if org.is_school or own.exists()
        else User.objects.filter(pk__in=administrators_below(org).filter(pk=pk))
    )
    return next(find(near), None)


def unsettled(org: Org) -> int:
    """How many of them nobody has settled yet."""
    return sum(not each.kept for each in in_care_of(org))


@transaction.atomic
def take_away(joined: JoinedAccount, role_id: int, by: User) -> Role:
    """Take one role from the account. Raises ValidationError if it has no such role or it may not be taken here."""
    role = next((role for role in joined.removable if role.pk == role_id), None)
    if role is None:
        raise ValidationError("这个账号没有这个角色，或者不能在这里去掉，请刷新后再试。")
    user = joined.user
    services.set_roles(user, [held for held in user.roles.all() if held.pk != role_id], by=by)
    return role


@transaction.atomic
def keep(joined: JoinedAccount, by: User, reason: str) -> None:
    """Let the account join the duties, with a reason. Raises ValidationError where that cannot be."""
    reason = fold(reason)
    if joined.forbidden:
        raise ValidationError("管理账号或学校的账号不能兼任这些工作，只能去掉角色，不能保留。")
    if joined.user.pk == by.pk:
        raise ValidationError("不能为自己的账号作决定，请由本单位另一名系统管理员或主管部门处理。")
    if not SHORTEST_REASON <= len(reason) <= REASON_LENGTH:
        raise ValidationError(
            f"请填写保留的理由，{SHORTEST_REASON} 至 {REASON_LENGTH} 个字，现有 {len(reason)} 个字。"
        )
    facts = {
        "pairs": stored(joined.pairs),
        "kept_by": account_events.name_in_log(by),
        "kept_at": timezone.now(),
        "reason": reason,
    }
    DutyMark.objects.update_or_create(user=joined.user, defaults=facts)
    labels = "、".join(pair.label for pair in joined.pairs)
    account_events.log_account_event(Event.ROLE, joined.user, "同意兼任", duties=labels, why=reason)


def _opens(role: Role) -> bool:
    return any(grant.action in (USERS, ORGS) for grant in role.grants.all())

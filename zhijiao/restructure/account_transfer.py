"""Accounts that go from one school to another, with what belongs to them: own roles, queries, drafts, words taught."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q

from zhijiao.filing.models import Draft, SavedQuery, ValueMapping
from zhijiao.identity.builtin_roles import SCHOOL_ADMIN
from zhijiao.identity.models import Role, User, new_stamp
from zhijiao.kit.machines import to_school
from zhijiao.orgs.models import Org
from zhijiao.restructure.transfer import Act, reseal
from zhijiao.signin.password_change import end_sessions
from zhijiao.users import personal

_NAME = Role._meta.get_field("name").max_length or 0


@dataclass(frozen=True)
class Moving:
    """What becomes of the accounts of a school that is merged into another, known beforehand."""

    stay_on: list[User] = field(default_factory=list)
    switched_off: list[User] = field(default_factory=list)
    off: int = 0
    roles: list[Role] = field(default_factory=list)
    renamed: dict[int, str] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """All accounts that come along."""
        return len(self.stay_on) + len(self.switched_off) + self.off


def plan_transfer(source: Org, target: Org) -> Moving:
    """Who goes along enabled, and who disabled: a school has one administrator and one principal."""
    users = User.objects.filter(org=source).order_by("username")
    single = Q(roles__key=SCHOOL_ADMIN, roles__org=None)
    if User.objects.filter(org=target, is_active=True, roles__principal=True).exists():
        single |= Q(roles__principal=True)
    ends = set(users.filter(single, is_active=True).values_list("pk", flat=True))
    active = [user for user in users if user.is_active]
    roles = list(Role.objects.filter(org=source))
    taken = set(Role.objects.filter(org=target).values_list("name", flat=True))
    return Moving(
        stay_on=[user for user in active if user.pk not in ends],
        switched_off=[user for user in active if user.pk in ends],
        off=len(users) - len(active),
        roles=roles,
        renamed={role.pk: _other_name(role, source, taken) for role in roles if role.name in taken},
    )


def carry_people(act: Act) -> Moving:
    """Bring all accounts of the source to the target, with own roles and queries; rights act on the next click."""
    moving = plan_transfer(act.source, act.target)
    for role in moving.roles:
        role.org, role.name = act.target, moving.renamed.get(role.pk, role.name)
        role.key = role.name
        role.save(update_fields=["org", "key", "name"])
    ends = {user.pk for user in moving.switched_off}
    end_sessions(User.objects.filter(pk__in=ends))
    for user in User.objects.filter(org=act.source).order_by("pk"):
        personal.reseal(user, act.target)
        user.is_active = user.is_active and user.pk not in ends
        user.stamp = new_stamp()
        user.save(update_fields=["is_active", "stamp"])
    SavedQuery.objects.filter(school=act.source, user__org=act.target).update(school=act.target)
    return moving


def carry_drafts(act: Act, keys: Collection[str]) -> int:
    """Drafts of forms whose records go to the target, of people who go there; returns how many."""
    drafts = list(Draft.objects.filter(school=act.source, form__in=keys, user__org=act.target))
    for draft, content in zip(drafts, reseal(act, [draft.content for draft in drafts]), strict=True):
        draft.content = content or ""
    Draft.objects.bulk_update(drafts, ["content"], batch_size=500)
    to_school(Draft.objects.filter(school=act.source, pk__in=[draft.pk for draft in drafts]), act.target.pk)
    return len(drafts)


def carry_words(act: Act) -> None:
    """Readings of words that the source has confirmed and the target has none of."""
    known = set(ValueMapping.objects.filter(school=act.target).values_list("form", "column", "text"))
    fresh = [
        row.pk
        for row in ValueMapping.objects.filter(school=act.source)
        if (row.form, row.column, row.text) not in known
    ]
    to_school(ValueMapping.objects.filter(school=act.source, pk__in=fresh), act.target.pk)


def _other_name(role: Role, source: Org, taken: set[str]) -> str:
    """A name for a role whose own one is taken at the target."""
    tail = f"（{source.name}）"
    name = role.name[: max(_NAME - len(tail), 4)] + tail[: _NAME - 4]
    count = 2
    while name in taken:
        name = f"{role.name[: _NAME - 4]}{count}"
        count += 1
    taken.add(name)
    return name

"""From a user to an actor: gathers what the user's roles allow."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import prefetch_related_objects

from zhijiao.accounts.actor import Actor, Privacy
from zhijiao.accounts.models import PrivacyLevel, Role, RoleGrant, User
from zhijiao.orgs.models import Status

_PRIVACY_RANK = {PrivacyLevel.NONE: 0, PrivacyLevel.VIEW: 1, PrivacyLevel.MANAGE: 2}


@dataclass(frozen=True, slots=True)
class Rights:
    """What a set of stacked roles allows together."""

    portals: frozenset[str]
    roles: tuple[str, ...]
    grants: frozenset[tuple[str, str]]
    privacy: Privacy


def actor_for(user: User) -> Actor | None:
    """The actor of a user; None for one who is disabled, whose node is closed, or who must change the password."""
    if not may_sign_in(user) or user.must_change_password:
        return None
    return build_actor(user)


def may_sign_in(user: User) -> bool:
    """True if the account is enabled and its node still works."""
    return user.is_active and user.org.status == Status.ACTIVE


def build_actor(user: User) -> Actor:
    """The actor of a user, without asking whether the user may act now (`actor_for` asks)."""
    return _actor(user, _rights(user.pk, user.stamp))


def actors_of(users: Iterable[User]) -> list[Actor]:
    """The actors of many users, without asking whether they may act now; two queries whatever their number.

    Fetch the users with `select_related("org")`.
    """
    users = list(users)
    prefetch_related_objects(users, "roles__grants")
    return [_actor(user, rights_of(user.roles.all())) for user in users]


def rights_of(roles: Iterable[Role]) -> Rights:
    """What roles allow together. Reads their grants, so fetch them with `prefetch_related("grants")`."""
    roles = list(roles)
    grants = [(grant.form, grant.action) for role in roles for grant in role.grants.all()]
    return _stacked(roles, grants)


@lru_cache(maxsize=4096)
def _rights(user_id: int, stamp: int) -> Rights:
    """Rights as of `stamp`. Every change of rights draws a new stamp, so an entry never has to be dropped."""
    roles = list(Role.objects.filter(users=user_id).only("id", "key", "portal", "privacy"))
    grants = RoleGrant.objects.filter(role__in=[role.pk for role in roles]).values_list("form", "action")
    return _stacked(roles, grants)


def _stacked(roles: list[Role], grants: Iterable[tuple[str, str]]) -> Rights:
    strongest = max((role.privacy for role in roles), key=_PRIVACY_RANK.__getitem__, default="none")
    return Rights(
        portals=frozenset(role.portal for role in roles),
        roles=tuple(role.key for role in roles),
        grants=frozenset(grants),
        privacy=str(strongest),
    )


def _actor(user: User, rights: Rights) -> Actor:
    return Actor(
        user_id=user.pk,
        name=user.real_name,
        org_id=user.org_id,
        org_path=user.org.path,
        level=user.org.level,
        portals=rights.portals,
        roles=rights.roles,
        grants=rights.grants,
        rows=user.row_role,
        privacy=rights.privacy,
        stamp=user.stamp,
    )

"""From a user to an actor: gathers what the user's roles allow."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import cast

from django.db.models import prefetch_related_objects
from django.utils import timezone

from zhijiao.identity.actor import Actor, DataRole, Privacy
from zhijiao.identity.models import Role, RoleGrant, User
from zhijiao.identity.privacy_confirmations import without_effect
from zhijiao.orgs.models import Status

_LONGEST_JOB = timedelta(hours=1)
_PRIVACY: tuple[Privacy, ...] = ("none", "view", "manage")
"""Levels of privacy; each allows what stands before it."""


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


def actor_for_token(user: User, role_id: int) -> Actor | None:
    """The actor of a user with one of its roles alone; None as of `actor_for`, and where the role is held no longer."""
    if not may_sign_in(user) or user.must_change_password:
        return None
    role = Role.objects.filter(users=user.pk, pk=role_id).prefetch_related("grants").first()
    if role is None:
        return None
    return _actor(user, rights_of([role], {held for _, held in without_effect([(user.pk, role)])}))


def may_sign_in(user: User) -> bool:
    """True if the account is enabled and its node still works."""
    return user.is_active and user.org.status == Status.ACTIVE


def build_actor(user: User) -> Actor:
    """The actor of a user, without asking whether the user may act now (`actor_for` asks)."""
    return _actor(user, _rights(user.pk, user.stamp))


def actors_of(users: Iterable[User]) -> list[Actor]:
    """The actors of many users, without asking whether they may act now; three queries whatever their number.

    Fetch the users with `select_related("org")`.
    """
    users = list(users)
    prefetch_related_objects(users, "roles__grants")
    idle = without_effect((user.pk, role) for user in users for role in user.roles.all())
    return [
        _actor(user, rights_of(user.roles.all(), {role for holder, role in idle if holder == user.pk}))
        for user in users
    ]


def rights_of(roles: Iterable[Role], idle: Collection[int] = ()) -> Rights:
    """What roles allow together; those with the ids `idle` are held and allow nothing yet.

    Reads their grants, so fetch them with `prefetch_related("grants")`.
    """
    roles = list(roles)
    acting = [role for role in roles if role.pk not in idle]
    return _stacked(
        roles, acting, ((grant.form, grant.action) for role in acting for grant in role.grants.all())
    )


def actor_for_job(user: User, *, unlocked: bool) -> Actor | None:
    """Whoever asked for background work, with the rights of now; None as of `actor_for`.

    What the data password had opened when it was asked for (`unlocked`) stays open for an hour.
    """
    actor = actor_for(user)
    return actor.unlocked_to(timezone.now() + _LONGEST_JOB) if actor and unlocked else actor


@lru_cache(maxsize=4096)
def _rights(user_id: int, stamp: int) -> Rights:
    """Rights as of `stamp`. Every change of rights draws a new stamp, so an entry never has to be dropped."""
    roles = list(Role.objects.filter(users=user_id).only("id", "key", "portal", "privacy"))
    idle = {role for _, role in without_effect((user_id, role) for role in roles)}
    acting = [role for role in roles if role.pk not in idle]
    grants = RoleGrant.objects.filter(role__in=[role.pk for role in acting]).values_list("form", "action")
    return _stacked(roles, acting, grants)


def _stacked(roles: list[Role], acting: list[Role], grants: Iterable[tuple[str, str]]) -> Rights:
    strongest = max((_PRIVACY.index(role.privacy) for role in acting), default=0)
    return Rights(
        portals=frozenset(role.portal for role in roles),
        roles=tuple(role.key for role in roles),
        grants=frozenset(grants),
        privacy=_PRIVACY[strongest],
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
        data_role=cast("DataRole", user.row_role),
        privacy=rights.privacy,
        stamp=user.stamp,
    )

"""Accounts of other systems: they hold roles like people, cannot sign in, and act by tokens alone."""

import secrets
from collections.abc import Iterable

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from zhijiao.identity.actor import BUSINESS
from zhijiao.identity.models import ApiToken, PrivacyLevel, Role, User
from zhijiao.identity.tokens import Limits, create_token
from zhijiao.orgs.models import Org
from zhijiao.users import services

_PREFIX = "system."


def roles_for_systems(org: Org) -> QuerySet[Role]:
    """Roles that the account of a system may hold: of the business portal, without private data.

    Tokens never open private values, so a privacy role would only have to be confirmed for nothing.
    """
    return services.assignable_roles(org).filter(portal=BUSINESS, privacy=PrivacyLevel.NONE, principal=False)


@transaction.atomic
def issue(
    org: Org, name: str, purpose: str, roles: Iterable[Role], days: int, limits: Limits, by: User
) -> tuple[ApiToken, str]:
    """Make an account for a system and a token for it; returns the token with its text, which is shown once.

    Raises ValidationError by field, as `services.create_user`.
    """
    roles = list(roles)
    allowed = set(roles_for_systems(org).values_list("pk", flat=True))
    if any(role.pk not in allowed for role in roles):
        raise ValidationError({"roles": "所选角色不能用于系统令牌，请重新选择。"})
    user, _ = services.create_user(
        org,
        _PREFIX + secrets.token_hex(6),
        name,
        roles,
        hashed=make_password(None),
        must_change_password=False,
        by=by,
    )
    user.is_system = True
    user.save(update_fields=["is_system"])
    return create_token(user, purpose, days, limits, by.real_name)

"""Tokens by which programs call the API: with the rights of a user or of a system account, and what narrows them."""

import ipaddress
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.catalogue import kept_rounds
from zhijiao.catalogue.models import stamp_query
from zhijiao.identity import rights
from zhijiao.identity.account_events import log_account_event
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import ApiToken, Role, TokenProfile, User
from zhijiao.orgs.models import Org

DEFAULT_DAYS = 90
MAX_DAYS = 366
MOST_ADDRESSES = 20
_SCHEME = "bearer"
_PREFIX = "zj_"
#: Use is noted at most this often, be it from one address or from many.
_USE_NOTED = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a token narrows the rights of its user to; nothing that is left out narrows anything."""

    role: Role | None = None
    forms: tuple[str, ...] = ()
    profile: TokenProfile | None = None
    area: Org | None = None
    addresses: tuple[str, ...] = ()


@transaction.atomic
def create_token(
    user: User, name: str, days: int = DEFAULT_DAYS, limits: Limits | None = None, by: str = ""
) -> tuple[ApiToken, str]:
    """Create a token valid for `days` (1 to 366); returns it with its text, the only time that can be read."""
    if not 1 <= days <= MAX_DAYS:
        raise ValueError(f"令牌有效期应为 1 至 {MAX_DAYS} 天，不能是 {days} 天。")
    limits = limits or Limits()
    text = _PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        name=name,
        digest=_digest(text),
        expires_at=timezone.now() + timedelta(days=days),
        created_by=by,
        role=limits.role,
        forms=list(limits.forms),
        profile=limits.profile,
        area=limits.area,
        addresses=list(limits.addresses),
    )
    log_account_event(Event.TOKEN, user, "签发", days=days, name=name, token=token.pk)
    return token, text


@transaction.atomic
def renew_token(token: ApiToken, days: int, by: str) -> tuple[ApiToken, str]:
    """A new token with the limits of another one, which is revoked."""
    limits = Limits(
        role=token.role,
        forms=tuple(token.forms),
        profile=token.profile,
        area=token.area,
        addresses=tuple(token.addresses),
    )
    revoke_token(token, by)
    return create_token(token.user, token.name, days, limits, by)


@transaction.atomic
def revoke_token(token: ApiToken, by: str) -> None:
    """Close a token from this moment on; it stays in the list."""
    done = ApiToken.objects.filter(pk=token.pk, revoked_at=None)
    if done.update(revoked_at=timezone.now(), revoked_by=by):
        log_account_event(Event.TOKEN, token.user, "吊销", name=token.name, token=token.pk)


def read_addresses(texts: Iterable[str]) -> tuple[str, ...]:
    """Networks as they are kept, of addresses and networks as they are typed.

    Raises:
        ValueError: one is neither; its text is the argument.
    """
    found = []
    for text in texts:
        try:
            found.append(str(ipaddress.ip_network(text, strict=False)))
        except ValueError:
            raise ValueError(text) from None
    return tuple(dict.fromkeys(found))


def actor_for_token(header: str, address: str = "") -> Actor | None:
    """The actor of an Authorization header ("Bearer zj_…"), called from an address; None if it holds no token that is
    valid now and there.
    """
    scheme, _, text = header.strip().partition(" ")
    if scheme.lower() != _SCHEME or not text.strip():
        return None
    now = timezone.now()
    token = (
        ApiToken.objects.select_related("user__org", "area", "profile")
        .annotate(rounds_stamp=stamp_query())
        .filter(digest=_digest(text.strip()), expires_at__gt=now, revoked_at=None)
        .first()
    )
    if token is None or not _may_call_from(token, address):
        return None
    kept_rounds.seen(token.rounds_stamp)
    if token.last_used_at is None or now - token.last_used_at > _USE_NOTED:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now, last_address=address[:45])
    return _narrowed(token)


def _narrowed(token: ApiToken) -> Actor | None:
    """The actor of the token's user with what the token leaves of its rights."""
    user = token.user
    actor = (
        rights.actor_for_token(user, token.role_id) if token.role_id is not None else rights.actor_for(user)
    )
    if actor is None:
        return None
    if token.area is not None and not actor.covers(token.area.path):
        return None
    hidden = token.profile.hidden if token.profile is not None else {}
    return replace(
        actor,
        area=token.area.path if token.area is not None else "",
        token_id=token.pk,
        forms=frozenset(token.forms) if token.forms else None,
        hidden=frozenset((form, column) for form, columns in hidden.items() for column in columns),
    )


def _may_call_from(token: ApiToken, address: str) -> bool:
    if not token.addresses:
        return True
    try:
        caller = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(caller, ipaddress.IPv6Address) and caller.ipv4_mapped is not None:
        caller = caller.ipv4_mapped
    return any(caller in ipaddress.ip_network(network) for network in token.addresses)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()

"""Tokens by which programs call the API with the rights of a user."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.catalogue import kept_rounds
from zhijiao.catalogue.models import stamp_query
from zhijiao.identity.account_events import log_account_event
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import ApiToken, User
from zhijiao.identity.rights import actor_for

DEFAULT_DAYS = 90
MAX_DAYS = 366
_SCHEME = "bearer"
_PREFIX = "zj_"
#: `last_used_at` is written at most this often.
_USE_NOTED = timedelta(minutes=5)


def create_token(user: User, name: str, days: int = DEFAULT_DAYS) -> tuple[ApiToken, str]:
    """Create a token valid for `days` (1 to 366); returns it with its text, the only time that can be read."""
    if not 1 <= days <= MAX_DAYS:
        raise ValueError(f"令牌有效期应为 1 至 {MAX_DAYS} 天，不能是 {days} 天。")
    text = _PREFIX + secrets.token_urlsafe(32)
    expires_at = timezone.now() + timedelta(days=days)
    with transaction.atomic():
        token = ApiToken.objects.create(user=user, name=name, digest=_digest(text), expires_at=expires_at)
        log_account_event(Event.TOKEN, user, "签发", days=days)
    return token, text


def actor_for_token(header: str) -> Actor | None:
    """The actor of an Authorization header ("Bearer zj_…"); None if it holds no token that is valid now."""
    scheme, _, text = header.strip().partition(" ")
    if scheme.lower() != _SCHEME or not text.strip():
        return None
    now = timezone.now()
    token = (
        ApiToken.objects.select_related("user__org")
        .annotate(rounds_stamp=stamp_query())
        .filter(digest=_digest(text.strip()), expires_at__gt=now)
        .first()
    )
    if token is None:
        return None
    kept_rounds.seen(token.rounds_stamp)
    if token.last_used_at is None or now - token.last_used_at > _USE_NOTED:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return actor_for(token.user)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()

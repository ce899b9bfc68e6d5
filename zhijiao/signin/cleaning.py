"""Throwing away what signing in leaves behind: ended sessions, used captchas."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from zhijiao.signin import captcha
from zhijiao.signin.models import UsedCaptcha, UserSession

PIECE = 5000
"""Rows of one table thrown away at a time."""


def clear_ended() -> bool:
    """Throw away one piece of what has ended; true while more is left."""
    now = timezone.now()
    used, begun = timedelta(seconds=captcha.VALID_SECONDS), timedelta(seconds=settings.SESSION_COOKIE_AGE)
    ended = (
        Session.objects.filter(expire_date__lt=now),
        UserSession.objects.filter(began_at__lt=now - begun),
        UsedCaptcha.objects.filter(used_at__lt=now - 2 * used),
    )
    return max([_clear(rows) for rows in ended]) == PIECE


def _clear(rows: QuerySet) -> int:
    """How many rows were thrown away, at most a piece."""
    return rows.model.objects.filter(pk__in=rows.order_by().values("pk")[:PIECE]).delete()[0]

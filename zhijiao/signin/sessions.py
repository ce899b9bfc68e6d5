"""Sessions: when they end, and the list in which a user sees his own.

A session ends after `settings.SESSION_IDLE_SECONDS` without a click and in any case `SESSION_COOKIE_AGE` seconds
after signing in. Both moments stand in the session itself, so that checking them costs no query; the time of the
last click is written at most once a minute, with the row of the list.
"""

import re
from datetime import timedelta
from time import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout, update_session_auth_hash
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.identity import account_events
from zhijiao.identity.models import User
from zhijiao.identity.throttle import client_address
from zhijiao.signin.models import UserSession
from zhijiao.signin.password_change import sign_out_everywhere

_BEGAN, _SEEN = "began", "seen"
_SYSTEMS = (
    ("HarmonyOS|OpenHarmony", "鸿蒙"),
    ("Windows", "Windows"),
    ("Android", "安卓"),
    ("iPhone|iPad", "iOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
_BROWSERS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("QQBrowser", "QQ 浏览器"),
    ("360SE|360EE|QIHU", "360 浏览器"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome|CriOS", "Chrome"),
    ("Safari", "Safari"),
)


def begin(sender, request, user, **kwargs) -> None:
    """Note the start of a session; receiver of Django's `user_logged_in`, so no way of signing in is missed."""
    now = time()
    request.session[_BEGAN], request.session[_SEEN] = now, now
    if request.session.session_key is None:  # the former user's session has been thrown away
        request.session.create()
    _note(request, user)


def is_over(request) -> bool:
    """True if the session of a signed-in user has run out of time; it is then closed.

    Pages count whole seconds: a session with less than one left is over, or a page would call it over too early.
    """
    if SESSION_KEY not in request.session or min(remaining(request)) >= 1:
        return False
    forget(request)
    logout(request)
    return True


def forget(request) -> None:
    """Take the session, which is about to end, off the list."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()


def remaining(request) -> tuple[float, float]:
    """Seconds until the session ends: without a further click, and in any case."""
    now, session = time(), request.session
    idle = settings.SESSION_IDLE_SECONDS - (now - session.get(_SEEN, 0))
    return idle, settings.SESSION_COOKIE_AGE - (now - session.get(_BEGAN, 0))


def note_activity(request, at_once: bool = False) -> None:
    """A click: the session lives on. Written at most once a minute unless `at_once`."""
    pause = min(60, settings.SESSION_IDLE_SECONDS // 10)
    if not at_once and time() - request.session.get(_SEEN, 0) < pause:
        return
    request.session[_SEEN] = time()
    _note(request, request.user)


def warning_seconds() -> int:
    """How long before the end the page warns."""
    return min(180, settings.SESSION_IDLE_SECONDS // 4)


def follow_new_key(request) -> None:
    """Note the session under the new key it got with a new password."""
    _note(request, request.user)


def close_one(request, pk: int) -> UserSession | None:
    """Sign one's own session `pk` out; None if there is none such."""
    found = UserSession.objects.filter(user=request.user, pk=pk).first()
    if found:
        SessionStore(found.session_key).delete()
        found.delete()
        account_events.log_own_event(Event.SIGN_OUT, request.user, "退出另一处登录")
    return found


def close_others(request) -> None:
    """Sign out everywhere but here."""
    sign_out_everywhere(request.user)
    account_events.log_own_event(Event.SIGN_OUT, request.user, "退出其他全部登录")
    update_session_auth_hash(request, request.user)
    follow_new_key(request)


def own_sessions(request) -> list[UserSession]:
    """The user's sessions that have not ended, the present one first."""
    oldest = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    found = list(UserSession.objects.filter(user=request.user, began_at__gte=oldest))
    return sorted(found, key=lambda entry: entry.session_key != request.session.session_key)


def device_of(agent: str) -> str:
    """Browser and system in a few words, from what the browser says of itself."""
    named = [
        next((name for pattern, name in table if re.search(pattern, agent)), "")
        for table in (_BROWSERS, _SYSTEMS)
    ]
    return " · ".join(filter(None, named)) or "未知设备"


def _note(request, user: User) -> None:
    """Write the row of the list, and drop what ended long ago."""
    now = timezone.now()
    facts = {
        "user": user,
        "address": client_address(request)[:45],
        "device": device_of(request.META.get("HTTP_USER_AGENT", "")[:400]),
        "seen_at": now,
    }
    key = request.session.session_key
    _, new = UserSession.objects.update_or_create(
        session_key=key, defaults=facts, create_defaults={**facts, "began_at": now}
    )
    if new:
        oldest = now - timedelta(seconds=settings.SESSION_COOKIE_AGE)
        UserSession.objects.filter(user=user, began_at__lt=oldest).delete()

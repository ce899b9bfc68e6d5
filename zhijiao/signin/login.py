"""The last step of signing in: opening the session and sending the user where he wanted to go."""

import logging
import re
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.identity import account_events, throttle
from zhijiao.identity.actor import BUSINESS, MANAGE
from zhijiao.identity.models import User, username_rule
from zhijiao.identity.portals import PORTAL_NAMES, safe_address
from zhijiao.private import data_password
from zhijiao.signin import sessions

log = logging.getLogger("zhijiao.signin")
LOGIN_NAMES = {BUSINESS: "signin:login", MANAGE: "signin:manage_login"}
PASSWORD_NAMES = {BUSINESS: "signin:password", MANAGE: "signin:manage_password"}

_NAME_COOKIE = "zhijiao_account"
_NAME_COOKIE_SECONDS = 180 * 24 * 3600


def open_session(
    request: HttpRequest, portal: str, user: User, wanted: str, step: str = "", way: str = ""
) -> str:
    """Sign the user in; returns the address to go to next.

    `step` says how he proved himself if not by the password alone, `way` is the key of another way he came by.
    """
    login(request, user, backend="zhijiao.identity.backends.AccountBackend")
    request.session["portal"] = portal
    if way:
        request.session["way"] = way
    log.info("user %s signed in at %s", user.pk, portal)
    device = sessions.device_of(request.META.get("HTTP_USER_AGENT", "")[:400])
    detail = {"by": step or "密码", "portal": PORTAL_NAMES[portal], "device": device}
    record(Event.SIGN_IN, user=user, subject=account_events.name_in_log(user), detail=detail)
    if news := data_password.news_for(user):
        messages.warning(request, news)
    if user.must_change_password:
        return reverse(PASSWORD_NAMES[portal])
    return safe_address(request, portal, wanted)


def give_cookies(request: HttpRequest, response: HttpResponse, username: str, remember: bool) -> HttpResponse:
    """Make the browser known for the account, and keep the name for the sign-in page if asked to, else forget it."""
    options: dict[str, Any] = {"httponly": True, "secure": request.is_secure(), "samesite": "Lax"}
    device = throttle.device_cookie(request.COOKIES.get(throttle.DEVICE_COOKIE, ""), username)
    response.set_cookie(throttle.DEVICE_COOKIE, device, max_age=throttle.DEVICE_SECONDS, **options)
    if remember:
        response.set_cookie(_NAME_COOKIE, username, max_age=_NAME_COOKIE_SECONDS, **options)
    else:
        response.delete_cookie(_NAME_COOKIE, samesite="Lax")
    return response


def remembered_name(request: HttpRequest) -> str:
    """The user name kept in the browser, if it looks like one."""
    name = request.COOKIES.get(_NAME_COOKIE, "")
    return name if re.fullmatch(username_rule.regex, name) else ""


def site(request: HttpRequest) -> str:
    """Address of this installation for links in mail; the name a request gives counts only outside production."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"

"""The last step of signing in: opening the session and sending the user where he wanted to go."""

import logging

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from zhijiao.accounts import captcha, data_password, sessions, telling, throttle
from zhijiao.accounts.actor import BUSINESS, MANAGE, Actor
from zhijiao.accounts.models import User, username_rule
from zhijiao.audit.events import Event
from zhijiao.audit.log import record

log = logging.getLogger("zhijiao.accounts")

HOMES = {BUSINESS: "/", MANAGE: "/manage/"}
PORTAL_NAMES = {BUSINESS: "业务端", MANAGE: "管理端"}
LOGIN_NAMES = {BUSINESS: "accounts:login", MANAGE: "accounts:manage_login"}
PASSWORD_NAMES = {BUSINESS: "accounts:password", MANAGE: "accounts:manage_password"}

_NAME_COOKIE = "zhijiao_account"
_NAME_COOKIE_SECONDS = 180 * 24 * 3600


def own_portal(actor: Actor) -> str:
    """The portal an account signs in at; the business portal if both."""
    return BUSINESS if BUSINESS in actor.portals else MANAGE


def safe_address(request: HttpRequest, portal: str, wanted: str) -> str:
    """An address on this site to go to after signing in, else the portal's home."""
    safe = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else HOMES[portal]


def open_session(request: HttpRequest, portal: str, user: User, wanted: str, step: str = "") -> str:
    """Sign the user in, after a second step if `step` names one; returns the address to go to next."""
    login(request, user, backend="zhijiao.accounts.backends.AccountBackend")
    captcha.forget(request.session)
    request.session["portal"] = portal
    log.info("user %s signed in at %s", user.pk, portal)
    device = sessions.device_of(request.META.get("HTTP_USER_AGENT", "")[:400])
    detail = {"by": step or "密码", "portal": PORTAL_NAMES[portal], "device": device}
    record(Event.SIGN_IN, user=user, subject=telling.called(user), detail=detail)
    if news := data_password.news_for(user):
        messages.warning(request, news)
    if user.must_change_password:
        return reverse(PASSWORD_NAMES[portal])
    return safe_address(request, portal, wanted)


def give_cookies(request: HttpRequest, response: HttpResponse, username: str, remember: bool) -> HttpResponse:
    """Make the browser known for the account, and keep the name for the sign-in page if asked to, else forget it."""
    options = {"httponly": True, "secure": request.is_secure(), "samesite": "Lax"}
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
    return name if username_rule.regex.fullmatch(name) else ""


def site(request: HttpRequest) -> str:
    """Address of this installation for links in mail."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"

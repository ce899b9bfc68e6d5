"""Signing in at either portal, signing out, and the page for those who have no role yet."""

import logging

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhijiao.accounts import captcha, throttle
from zhijiao.accounts.actor import BUSINESS, MANAGE
from zhijiao.accounts.gate import member, public
from zhijiao.accounts.models import User, username_rule
from zhijiao.accounts.rights import build_actor
from zhijiao.accounts.services import administrators
from zhijiao.orgs.models import Org

log = logging.getLogger("zhijiao.accounts")

HOMES = {BUSINESS: "/", MANAGE: "/manage/"}
PORTAL_NAMES = {BUSINESS: "业务端", MANAGE: "管理端"}
LOGIN_NAMES = {BUSINESS: "accounts:login", MANAGE: "accounts:manage_login"}
PASSWORD_NAMES = {BUSINESS: "accounts:password", MANAGE: "accounts:manage_password"}

FAILED = "账号或密码不正确，或账号已停用。请核对后重试；忘记密码可请系统管理员重置。"
WRONG_CAPTCHA = "验证码不正确或已过期，请按新图片重新输入。"

_NAME_COOKIE = "zhijiao_account"
_NAME_COOKIE_SECONDS = 180 * 24 * 3600
_FACTS = (
    ("user-circle", "账号由本单位系统管理员提供。", "首次登录后须立即修改初始密码。"),
    (
        "help-circle",
        "提示“没有权限”？",
        "请确认登录入口：业务员、业务主管、校领导和各级审核、领导用户用业务端；系统管理员用管理端。",
    ),
    (
        "shield-check",
        "请勿共用账号。",
        f"连续 {throttle.ACCOUNT_LIMIT} 次失败后须等待 {throttle.LOCK_MINUTES} 分钟。",
    ),
)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest, portal: str) -> HttpResponse:
    """The sign-in page of a portal. A failure says nothing about which part was wrong."""
    if request.method == "POST":
        return _attempt(request, portal)
    if request.actor and portal in request.actor.portals:
        return HttpResponseRedirect(_next_address(request, portal))
    return _page(request, portal)


@member
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and return to the sign-in page of the portal it was opened at."""
    portal = request.session.get("portal", BUSINESS)
    logout(request)
    return HttpResponseRedirect(reverse(LOGIN_NAMES[portal]))


@member
@never_cache
def no_role(request: HttpRequest) -> HttpResponse:
    """Tells somebody without any role why there is nothing to see and who can help."""
    actor = build_actor(request.user)
    if actor.portals:
        return HttpResponseRedirect(HOMES[_own_portal(actor)])
    context = {"user": request.user, "administrators": administrators(request.user.org)}
    return render(request, "accounts/no_role.html", context)


def _attempt(request: HttpRequest, portal: str) -> HttpResponse:
    username = request.POST.get("username", "").strip()
    password = request.POST.get("password", "")
    answer = request.POST.get("captcha", "")
    right = captcha.accept(request.session, request.POST.get("captcha_name", ""), answer)
    wrong = _blanks(username=username, password=password, captcha=answer)
    if not right:
        wrong.setdefault("captcha", WRONG_CAPTCHA)
    if wrong:
        return _page(request, portal, username, field_errors=wrong)
    address = throttle.client_address(request)
    if not throttle.begin(username, address):
        log.warning("sign-in refused, too many failures, from %s", address)
        return _page(request, portal, username, errors=[throttle.LOCKED_TEXT])
    user = authenticate(request, username=username, password=password)
    if user is None:
        log.warning("sign-in failed from %s", address)
        return _page(request, portal, username, errors=[FAILED])
    throttle.succeeded(username, address)
    return _enter(request, portal, user)


def _enter(request: HttpRequest, portal: str, user: User) -> HttpResponse:
    """Open the session, unless the account belongs to the other portal."""
    actor = build_actor(user)
    if actor.portals and portal not in actor.portals:
        return _page(request, portal, user.username, other=_own_portal(actor))
    login(request, user)
    captcha.forget(request.session)
    request.session["portal"] = portal
    log.info("user %s signed in at %s", user.pk, portal)
    if user.must_change_password:
        response = HttpResponseRedirect(reverse(PASSWORD_NAMES[portal]))
    else:
        response = HttpResponseRedirect(_next_address(request, portal))
    _remember(request, response, user.username)
    return response


def _own_portal(actor) -> str:
    return BUSINESS if BUSINESS in actor.portals else MANAGE


def _next_address(request: HttpRequest, portal: str) -> str:
    """Where to go after signing in: an address on this site, or the portal's home."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else HOMES[portal]


def _blanks(**values: str) -> dict[str, str]:
    names = {"username": "账号", "password": "密码", "captcha": "验证码"}
    return {key: f"请输入{names[key]}。" for key, value in values.items() if not value.strip()}


def _remember(request: HttpRequest, response: HttpResponse, username: str) -> None:
    """Keep the name alone in a cookie, if asked to; else forget it."""
    if request.POST.get("remember"):
        response.set_cookie(
            _NAME_COOKIE,
            username,
            max_age=_NAME_COOKIE_SECONDS,
            httponly=True,
            secure=request.is_secure(),
            samesite="Lax",
        )
    else:
        response.delete_cookie(_NAME_COOKIE, samesite="Lax")


def _remembered(request: HttpRequest) -> str:
    name = request.COOKIES.get(_NAME_COOKIE, "")
    return name if username_rule.regex.fullmatch(name) else ""


def _page(
    request: HttpRequest,
    portal: str,
    username: str | None = None,
    errors: list[str] | None = None,
    field_errors: dict[str, str] | None = None,
    other: str = "",
) -> HttpResponse:
    """The sign-in page; `username` None means that nothing was typed yet, `other` is the account's own portal."""
    remembered = _remembered(request)
    context = {
        "portal": portal,
        "action": reverse(LOGIN_NAMES[portal]),
        "username": remembered if username is None else username,
        "remember": bool(remembered) if username is None else bool(request.POST.get("remember")),
        "errors": errors or [],
        "field_errors": field_errors or {},
        "captcha": _captcha(),
        "business_url": reverse(LOGIN_NAMES[BUSINESS]),
        "manage_url": reverse(LOGIN_NAMES[MANAGE]),
        "owner": Org.objects.filter(parent=None).values_list("name", flat=True).first() or "",
        "facts": _FACTS,
        "next": request.POST.get("next") or request.GET.get("next") or "",
    }
    if other:
        own = PORTAL_NAMES[other]
        context["errors"] = [f"该账号属于{own}，不能从{PORTAL_NAMES[portal]}登录。"]
        context["other"] = {"url": reverse(LOGIN_NAMES[other]), "label": f"前往{own}登录"}
        context["next"] = ""
    refused = bool(context["errors"] or context["field_errors"])
    return render(request, "login.html", {"login": context}, status=422 if refused else 200)


def _captcha() -> dict[str, str]:
    name = captcha.new_name()
    return {
        "name": name,
        "image_url": reverse("accounts:captcha_image", args=[name]),
        "audio_url": reverse("accounts:captcha_audio", args=[name]),
    }

"""Signing in at either portal, signing out, and the page for those who have no role yet."""

import logging
from time import time

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhijiao.accounts import captcha, entrance, pending, second_step, sessions, telling, throttle
from zhijiao.accounts.actor import BUSINESS, MANAGE
from zhijiao.accounts.entrance import HOMES, LOGIN_NAMES, PORTAL_NAMES
from zhijiao.accounts.gate import harmless, member, public
from zhijiao.accounts.models import User
from zhijiao.accounts.pending import Pending
from zhijiao.accounts.rights import build_actor
from zhijiao.accounts.services import administrators
from zhijiao.accounts.throttle import Door
from zhijiao.audit.events import Event
from zhijiao.orgs.models import Org

log = logging.getLogger("zhijiao.accounts")

FORGOT_NAMES = {BUSINESS: "accounts:forgot", MANAGE: "accounts:manage_forgot"}

FAILED = "账号或密码不正确，或账号已停用。请核对后重试；忘记密码可点“忘记密码”，或请系统管理员重置。"
WRONG_CAPTCHA = "验证码不正确或已过期，请按新图片重新输入。"

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
        return HttpResponseRedirect(entrance.safe_address(request, portal, _wanted(request)))
    return login_page(request, portal)


@harmless
@member
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and return to the sign-in page of the portal it was opened at."""
    portal = request.session.get("portal", BUSINESS)
    telling.own(Event.SIGN_OUT, request.user, "退出")
    sessions.forget(request)
    logout(request)
    return HttpResponseRedirect(reverse(LOGIN_NAMES[portal]))


@member
@never_cache
@require_safe
def no_role(request: HttpRequest) -> HttpResponse:
    """Tells somebody without any role why there is nothing to see and who can help."""
    actor = build_actor(request.user)
    if actor.portals:
        return HttpResponseRedirect(HOMES[entrance.own_portal(actor)])
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
        return login_page(request, portal, username, field_errors=wrong)
    address = throttle.client_address(request)
    device = request.COOKIES.get(throttle.DEVICE_COOKIE, "")
    door = throttle.begin(username, address, device)
    if door is Door.SHUT:
        log.warning("sign-in refused, too many failures, from %s", address)
        return login_page(request, portal, username, errors=[throttle.LOCKED_TEXT])
    user = authenticate(request, username=username, password=password)
    if door is Door.STRICT:
        log.warning("sign-in with a second step, too many failures, from %s", address)
        telling.restricted(username, "网络地址失败次数过多，要求二步验证")
        return _to_second_step(request, portal, username, user, strict=True)
    shut = getattr(request, "shut_org", None)
    if shut is not None:
        log.warning("sign-in at a closed node from %s", address)
        telling.sign_in_failed(username, "所属单位已停办或合并")
        return _closed(request, shut)
    if user is None:
        log.warning("sign-in failed from %s", address)
        telling.sign_in_failed(username, "账号或密码不正确，或账号已停用")
        telling.limits_reached(username, address, device)
        return login_page(request, portal, username, errors=[FAILED])
    throttle.succeeded(username, address, device)
    return _enter(request, portal, user)


def _closed(request: HttpRequest, org: Org) -> HttpResponse:
    """Tells who gave the right password that the node no longer works, since when, and whom to ask."""
    last = org.changes.filter(kind__in=("close", "merge")).first()
    context = {"org": org, "last": last, "administrators": administrators(org.parent) if org.parent else []}
    return render(request, "accounts/closed.html", context, status=403)


def _enter(request: HttpRequest, portal: str, user: User) -> HttpResponse:
    """Open the session or ask for the second step, unless the account belongs to the other portal."""
    other = wrong_portal(user, portal)
    if other:
        telling.sign_in_failed(user.username, f"密码正确，但账号属于{PORTAL_NAMES[other]}")
        return login_page(request, portal, user.username, other=other)
    if second_step.demanded_by(user):
        return _to_second_step(request, portal, user.username, user, strict=False)
    address = entrance.open_session(request, portal, user, _wanted(request))
    remember = bool(request.POST.get("remember"))
    return entrance.give_cookies(request, HttpResponseRedirect(address), user.username, remember)


def _to_second_step(
    request: HttpRequest, portal: str, username: str, user: User | None, strict: bool
) -> HttpResponse:
    """Keep what was asked for until the second step is done. `strict` does the same for right and wrong passwords."""
    half = Pending(
        user_id=user.pk if user else 0,
        username=User.normalise(username),
        portal=portal,
        wanted=_wanted(request),
        remember=bool(request.POST.get("remember")),
        strict=strict,
        at=time(),
    )
    pending.keep(request.session, half)
    if strict or (user and user.email and not second_step.has_app(user)):
        half.send_code(request.session)
    return HttpResponseRedirect(reverse("accounts:second_step"))


def wrong_portal(user: User, portal: str) -> str:
    """The portal of an account that knocks at the other one; empty if it is right here or has no role yet."""
    actor = build_actor(user)
    return entrance.own_portal(actor) if actor.portals and portal not in actor.portals else ""


def _wanted(request: HttpRequest) -> str:
    return request.POST.get("next") or request.GET.get("next") or ""


def _timed_out_notice() -> str:
    minutes = settings.SESSION_IDLE_SECONDS // 60
    return (
        f"已超过 {minutes} 分钟没有操作，或登录时间过长，请重新登录。"
        "填报页面中的内容已自动暂存，登录后回到原页面即可继续。"
    )


def _blanks(**values: str) -> dict[str, str]:
    names = {"username": "账号", "password": "密码", "captcha": "验证码"}
    return {key: f"请输入{names[key]}。" for key, value in values.items() if not value.strip()}


def login_page(
    request: HttpRequest,
    portal: str,
    username: str | None = None,
    errors: list[str] | None = None,
    field_errors: dict[str, str] | None = None,
    other: str = "",
) -> HttpResponse:
    """The sign-in page; `username` None means that nothing was typed yet, `other` is the account's own portal."""
    remembered = entrance.remembered_name(request)
    context = {
        "portal": portal,
        "action": reverse(LOGIN_NAMES[portal]),
        "username": remembered if username is None else username,
        "remember": bool(remembered) if username is None else bool(request.POST.get("remember")),
        "errors": errors or [],
        "field_errors": field_errors or {},
        "captcha": captcha_box(),
        "business_url": reverse(LOGIN_NAMES[BUSINESS]),
        "manage_url": reverse(LOGIN_NAMES[MANAGE]),
        "owner": Org.objects.filter(parent=None).values_list("name", flat=True).first() or "",
        "facts": _FACTS,
        "next": _wanted(request),
        "forgot_url": reverse(FORGOT_NAMES[portal]),
        "notice": _timed_out_notice() if request.GET.get("expired") and request.method != "POST" else "",
    }
    if other:
        own = PORTAL_NAMES[other]
        context["errors"] = [f"该账号属于{own}，不能从{PORTAL_NAMES[portal]}登录。"]
        context["other"] = {"url": reverse(LOGIN_NAMES[other]), "label": f"前往{own}登录"}
        context["next"] = ""
    refused = bool(context["errors"] or context["field_errors"])
    return render(request, "login.html", {"login": context}, status=422 if refused else 200)


def captcha_box() -> dict[str, str]:
    """What the captcha of a new page needs."""
    name = captcha.new_name()
    return {
        "name": name,
        "image_url": reverse("accounts:captcha_image", args=[name]),
        "audio_url": reverse("accounts:captcha_audio", args=[name]),
    }

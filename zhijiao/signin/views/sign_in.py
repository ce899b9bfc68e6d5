"""Signing in at either portal, signing out, and the page for those who have no role yet."""

import logging
from time import time
from urllib.parse import urlencode

from django.contrib.auth import authenticate, logout
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.audit.events import Event
from zhijiao.identity import account_events, portals, throttle
from zhijiao.identity.actor import BUSINESS
from zhijiao.identity.administrators import administrators
from zhijiao.identity.gate import GET_POST, POST, member, public
from zhijiao.identity.models import User
from zhijiao.identity.portals import HOMES, PORTAL_NAMES
from zhijiao.identity.requests import GatedRequest, MemberRequest
from zhijiao.identity.rights import build_actor
from zhijiao.identity.throttle import Door
from zhijiao.signin import captcha, login, pending_login, second_step, sessions
from zhijiao.signin.login import LOGIN_NAMES
from zhijiao.signin.pending_login import Pending
from zhijiao.signin.views.answers import Pages, login_page, wanted

log = logging.getLogger("zhijiao.signin")

FAILED = "账号或密码不正确，或账号已停用。请核对后重试；忘记密码可点“忘记密码”，或请系统管理员重置。"
WRONG_CAPTCHA = "验证码不正确或已过期，请按新图片重新输入。"


@public(methods=GET_POST, never_cache=True)
def sign_in(request: GatedRequest, portal: str) -> HttpResponse:
    """The sign-in page of a portal. A failure says nothing about which part was wrong."""
    if request.method == "POST":
        return attempt(request, portal, Pages())
    if request.actor and portal in request.actor.portals:
        return HttpResponseRedirect(portals.safe_address(request, portal, wanted(request)))
    return login_page(request, portal)


@member(methods=POST, harmless=True)
def sign_out(request: MemberRequest) -> HttpResponse:
    """End the session and return to the sign-in page of the portal it was opened at."""
    portal = request.session.get("portal", BUSINESS)
    account_events.log_own_event(Event.SIGN_OUT, request.user, "退出")
    way = request.session.get("way", "")
    sessions.forget(request)
    logout(request)
    query = f"?{urlencode({'left': way})}" if way else ""
    return HttpResponseRedirect(reverse(LOGIN_NAMES[portal]) + query)


@member(never_cache=True)
def no_role(request: MemberRequest) -> HttpResponse:
    """Tells somebody without any role why there is nothing to see and who can help."""
    actor = build_actor(request.user)
    if actor.portals:
        return HttpResponseRedirect(HOMES[portals.own_portal(actor)])
    context = {"user": request.user, "administrators": administrators(request.user.org)}
    return render(request, "signin/no_role.html", context)


def attempt(request: GatedRequest, portal: str, answers: Pages) -> HttpResponse:
    """Judge captcha, limits and password, in this order."""
    username = request.POST.get("username", "").strip()
    password = request.POST.get("password", "")
    answer = request.POST.get("captcha", "")
    right = captcha.accept(request.POST.get("captcha_name", ""), answer)
    wrong = _blanks(username=username, password=password, captcha=answer)
    if not right:
        wrong.setdefault("captcha", WRONG_CAPTCHA)
    if wrong:
        return answers.refused(request, portal, username, field_errors=wrong)
    address = throttle.client_address(request)
    device = request.COOKIES.get(throttle.DEVICE_COOKIE, "")
    door = throttle.begin(username, address, device)
    if door is Door.SHUT:
        log.warning("sign-in refused, too many failures, from %s", address)
        return answers.refused(request, portal, username, errors=[throttle.LOCKED_TEXT])
    user = authenticate(request, username=username, password=password)
    if door is Door.STRICT:
        log.warning("sign-in with a second step, too many failures, from %s", address)
        account_events.log_lockout(username, "网络地址失败次数过多，要求二步验证")
        return _to_second_step(request, portal, username, user, answers, strict=True)
    shut = getattr(request, "shut_org", None)
    if shut is not None:
        log.warning("sign-in at a closed node from %s", address)
        account_events.sign_in_failed(username, "所属单位已停办或合并")
        return answers.closed(request, shut)
    if user is None:
        log.warning("sign-in failed from %s", address)
        account_events.sign_in_failed(username, "账号或密码不正确，或账号已停用")
        account_events.limits_reached(username, address, device)
        return answers.refused(request, portal, username, errors=[FAILED])
    throttle.record_success(username, address, device)
    return _enter(request, portal, user, answers)


def _enter(request: GatedRequest, portal: str, user: User, answers: Pages) -> HttpResponse:
    """Open the session or ask for the second step, unless the account belongs to the other portal."""
    other = wrong_portal(user, portal)
    if other:
        account_events.sign_in_failed(user.username, f"密码正确，但账号属于{PORTAL_NAMES[other]}")
        return answers.refused(request, portal, user.username, other=other)
    if second_step.demanded_by(user):
        return _to_second_step(request, portal, user.username, user, answers, strict=False)
    address = login.open_session(request, portal, user, wanted(request))
    return answers.entered(request, user, address, user.username, bool(request.POST.get("remember")))


def _to_second_step(
    request: GatedRequest, portal: str, username: str, user: User | None, answers: Pages, *, strict: bool
) -> HttpResponse:
    """Keep what was asked for until the second step is done. `strict` does the same for right and wrong passwords."""
    half = Pending(
        user_id=user.pk if user else 0,
        username=User.normalise(username),
        portal=portal,
        wanted=wanted(request),
        remember=bool(request.POST.get("remember")),
        strict=strict,
        at=time(),
    )
    pending_login.keep(request.session, half)
    if strict or (user and user.email and not second_step.has_app(user)):
        half.send_code(request.session)
    return answers.wants_code(request, half)


def wrong_portal(user: User, portal: str) -> str:
    """The portal of an account that knocks at the other one; empty if it is right here or has no role yet."""
    actor = build_actor(user)
    return portals.own_portal(actor) if actor.portals and portal not in actor.portals else ""


def _blanks(**values: str) -> dict[str, str]:
    names = {"username": "账号", "password": "密码", "captcha": "验证码"}
    return {key: f"请输入{names[key]}。" for key, value in values.items() if not value.strip()}

"""What signing in answers with: whole pages, or parts of the dialog in which somebody signs in again within a page."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse

from zhijiao.identity import throttle
from zhijiao.identity.actor import BUSINESS, MANAGE
from zhijiao.identity.administrators import administrators
from zhijiao.identity.models import User
from zhijiao.identity.portals import PORTAL_NAMES
from zhijiao.identity.requests import GatedRequest
from zhijiao.orgs.models import Org
from zhijiao.signin import captcha, login, mail, other_ways, second_step
from zhijiao.signin.login import LOGIN_NAMES
from zhijiao.signin.pending_login import Pending

IN_PAGE_NAMES = {BUSINESS: "signin:in_page", MANAGE: "signin:manage_in_page"}
FORGOT_NAMES = {BUSINESS: "signin:forgot", MANAGE: "signin:manage_forgot"}

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


class Pages:
    """Answers of the sign-in page and the page of the second step."""

    #: Whether an app may be set up on the way.
    enrols = True

    def refused(
        self,
        request: GatedRequest,
        portal: str,
        username: str,
        errors: list[str] | None = None,
        field_errors: dict[str, str] | None = None,
        other: str = "",
    ) -> HttpResponse:
        """Not signed in: ask again."""
        return login_page(request, portal, username, errors, field_errors, other)

    def closed(self, request: GatedRequest, org: Org) -> HttpResponse:
        """The password was right, but the node no longer works."""
        return closed_page(request, org)

    def wants_code(self, request: GatedRequest, half: Pending) -> HttpResponse:
        """The password is dealt with, the second step comes."""
        return HttpResponseRedirect(reverse("signin:second_step"))

    def code_wrong(self, request: GatedRequest, half: Pending, error: str) -> HttpResponse:
        """The second step was not right: ask again."""
        return code_page(request, half, error)

    def entered(
        self, request: GatedRequest, user: User, address: str, username: str, remember: bool
    ) -> HttpResponse:
        """Signed in: go on to the address asked for, with the cookies of the browser."""
        return login.give_cookies(request, HttpResponseRedirect(address), username, remember)


class InPage(Pages):
    """Answers within a page whose session is gone: parts of its dialog, and in the end the token to go on with."""

    enrols = False

    def __init__(self, portal: str) -> None:
        self.portal = portal

    def ask(self, request: GatedRequest, username: str = "", **said: Any) -> HttpResponse:
        """Ask for the password."""
        remember = bool(login.remembered_name(request))
        more = {
            "username": username,
            "captcha": captcha_box(),
            "remember": remember,
            "ways": other_ways.ways(),
        }
        return self._part(request, "password", **more, **said)

    def refused(
        self,
        request: GatedRequest,
        portal: str,
        username: str,
        errors: list[str] | None = None,
        field_errors: dict[str, str] | None = None,
        other: str = "",
    ) -> HttpResponse:
        """Ask again in the dialog."""
        if other:
            errors = [f"该账号属于{PORTAL_NAMES[other]}，不能从{PORTAL_NAMES[portal]}登录。"]
        return self.ask(request, username, errors=errors or [], wrong=field_errors or {})

    def closed(self, request: GatedRequest, org: Org) -> HttpResponse:
        """Nothing can be saved any more."""
        return self._part(request, "elsewhere", text=f"“{org.name}”已停办或合并，不能再登录。")

    def wants_code(self, request: GatedRequest, half: Pending) -> HttpResponse:
        """Ask for the code, unless an app has to be set up first."""
        return self.code_wrong(request, half, "")

    def code_wrong(self, request: GatedRequest, half: Pending, error: str, said: str = "") -> HttpResponse:
        """Ask for the code (again)."""
        context = code_context(half, error) | {"said": said}
        if context["way"] == "enrol":
            return self._part(request, "elsewhere", text="您的账号须先开启二步验证。")
        return self._part(request, "code", **context)

    def entered(
        self, request: GatedRequest, user: User, address: str, username: str, remember: bool
    ) -> HttpResponse:
        """Hand the new token to the page, which goes on with what it held back."""
        if user.must_change_password:
            answer = self._part(request, "elsewhere", text="您的密码须先修改。")
        else:
            signed_in = {"user": user.pk, "token": get_token(request)}
            headers = {"HX-Reswap": "none", "HX-Trigger": json.dumps({"signed-in": signed_in})}
            answer = HttpResponse(headers=headers)
        return login.give_cookies(request, answer, username, remember)

    def _part(self, request: GatedRequest, step: str, **context: Any) -> HttpResponse:
        refused = bool(context.get("errors") or context.get("wrong") or context.get("error"))
        context |= {"step": step, "action": reverse(IN_PAGE_NAMES[self.portal])}
        context["login_url"] = reverse(LOGIN_NAMES[self.portal])
        return render(request, "signin/in_page.html", context, status=422 if refused else 200)


def wanted(request: GatedRequest) -> str:
    """Where the user was on the way to."""
    return request.POST.get("next") or request.GET.get("next") or ""


def closed_page(request: GatedRequest, org: Org) -> HttpResponse:
    """Tells who gave the right password that the node no longer works, since when, and whom to ask."""
    last = org.changes.filter(kind__in=("close", "merge")).first()
    context = {"org": org, "last": last, "administrators": administrators(org.parent) if org.parent else []}
    return render(request, "signin/closed.html", context, status=403)


def _timed_out_notice() -> str:
    minutes = settings.SESSION_IDLE_SECONDS // 60
    return (
        f"已超过 {minutes} 分钟没有操作，或登录时间过长，请重新登录。"
        "填报页面中的内容已自动暂存，登录后回到原页面即可继续。"
    )


def login_page(
    request: GatedRequest,
    portal: str,
    username: str | None = None,
    errors: list[str] | None = None,
    field_errors: dict[str, str] | None = None,
    other: str = "",
    goal: str = "",
) -> HttpResponse:
    """The sign-in page; `username` None means that nothing was typed yet, `other` is the account's own portal.

    `goal` is where the user was on the way to, if the request does not say so.
    """
    remembered = login.remembered_name(request)
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
        "facts": _FACTS,
        "next": goal or wanted(request),
        "forgot_url": reverse(FORGOT_NAMES[portal]),
        "notice": _timed_out_notice() if request.GET.get("expired") and request.method != "POST" else "",
        "ways": other_ways.ways(),
        "farewell": other_ways.farewell(
            request.GET.get("left", ""), login.site(request) + reverse(LOGIN_NAMES[portal])
        ),
    }
    if other:
        own = PORTAL_NAMES[other]
        context["errors"] = [f"该账号属于{own}，不能从{PORTAL_NAMES[portal]}登录。"]
        context["other"] = {"url": reverse(LOGIN_NAMES[other]), "label": f"前往{own}登录"}
        context["next"] = ""
    refused = bool(context["errors"] or context["field_errors"])
    return render(request, "login.html", {"login": context}, status=422 if refused else 200)


def captcha_box() -> dict[str, str]:
    """What the captcha of a new page needs, or of one whose reader wants another picture."""
    name = captcha.new_name()
    return {
        "name": name,
        "fresh_url": reverse("signin:captcha_fresh"),
        "image_url": reverse("signin:captcha_image", args=[name]),
        "audio_url": reverse("signin:captcha_audio", args=[name]),
    }


def must_enrol(half: Pending, user: User) -> bool:
    """Nothing to confirm with yet: an app has to be set up now. Never behind a strict door."""
    return not half.strict and not user.email and not second_step.has_app(user)


def code_page(request: GatedRequest, half: Pending, error: str = "") -> HttpResponse:
    """The page that asks for the second step."""
    return render(request, "signin/second_step.html", code_context(half, error), status=422 if error else 200)


def code_context(half: Pending, error: str) -> dict[str, Any]:
    """What asking for the second step needs."""
    context = {
        "strict": half.strict,
        "error": error,
        "login_url": reverse(LOGIN_NAMES[half.portal]),
        "way": "strict",
        "mailbox_url": mail.mailbox_url(),
    }
    user = None if half.strict else half.user()
    if user is not None:
        context |= _own_way(half, user)
    return context


def _own_way(half: Pending, user: User) -> dict:
    """How this account confirms, told only after a right password."""
    if must_enrol(half, user):
        secret = second_step.offered_secret(user)
        return {"way": "enrol", "secret": secret, "picture": second_step.picture(user, secret)}
    if second_step.has_app(user):
        return {"way": "app", "mail": bool(user.email)}
    name, _, domain = user.email.partition("@")
    return {"way": "mail", "mail": True, "mailbox": f"{name[:2]}***@{domain}"}

"""The page between password and portal: a code of the app, a code by mail, or a recovery code."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhijiao.accounts import entrance, mail, pending, second_step, telling, throttle
from zhijiao.accounts.entrance import LOGIN_NAMES
from zhijiao.accounts.gate import public
from zhijiao.accounts.models import User
from zhijiao.accounts.pending import Pending
from zhijiao.accounts.views.signin import login_page, wrong_portal

WRONG = "验证码不正确、已过期或已用过，请核对后重新输入。"
OVER = "验证已超时，请重新登录。"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the second step. Nothing here tells whether a password given behind a strict door was right."""
    half = pending.read(request.session)
    if half is None:
        pending.drop(request.session)
        return HttpResponseRedirect(reverse("accounts:login"))
    if request.method != "POST":
        return _page(request, half)
    if request.POST.get("action") == "mail":
        return _send(request, half)
    return _judge(request, half, request.POST.get("code", ""))


def _judge(request: HttpRequest, half: Pending, code: str) -> HttpResponse:
    if not code.strip():
        return _page(request, half, "请输入验证码。")
    if not throttle.begin_code(half.username):
        telling.restricted(half.username, "二步验证码输错次数过多，暂停登录")
        pending.drop(request.session)
        return login_page(request, half.portal, half.username, errors=[throttle.LOCKED_TEXT])
    user = half.user()
    if user is not None and _must_enrol(half, user):
        return _enrol(request, half, user, code)
    right = _is_right(request, half, user or User(pk=0), code)  # nobody costs as many queries as somebody
    if user is None or not right:
        telling.sign_in_failed(half.username, "二步验证码不正确")
        return _page(request, half, WRONG)
    return _enter(request, half, user)


def _is_right(request: HttpRequest, half: Pending, user: User, code: str) -> bool:
    if half.is_mail_code(code) or second_step.accept_app(user, code):
        return True
    if not second_step.accept_recovery(user, code):
        return False
    left = second_step.codes_left(user)
    messages.warning(request, f"已用掉一个恢复码，还剩 {left} 个。请到“账号安全”重新设置身份验证器。")
    return True


def _enrol(request: HttpRequest, half: Pending, user: User, code: str) -> HttpResponse:
    """Take the app into use that was set up on this page, and show the recovery codes once."""
    codes = second_step.confirm_app(user, code)
    if codes is None:
        telling.sign_in_failed(half.username, "二步验证码不正确")
        return _page(request, half, WRONG)
    answer = _enter(request, half, user)
    if "_auth_user_id" not in request.session:
        return answer
    shown = render(
        request, "accounts/recovery_codes.html", {"codes": codes, "next_url": answer.headers["Location"]}
    )
    shown.cookies = answer.cookies
    return shown


def _enter(request: HttpRequest, half: Pending, user: User) -> HttpResponse:
    pending.drop(request.session)
    throttle.code_succeeded(half.username)
    if half.strict:
        throttle.succeeded(half.username, throttle.client_address(request))
    other = wrong_portal(user, half.portal)
    if other:
        telling.sign_in_failed(user.username, f"密码正确，但账号属于{entrance.PORTAL_NAMES[other]}")
        return login_page(request, half.portal, user.username, other=other)
    address = entrance.open_session(request, half.portal, user, half.wanted, step="密码和二步验证")
    return entrance.give_cookies(request, HttpResponseRedirect(address), user.username, half.remember)


def _send(request: HttpRequest, half: Pending) -> HttpResponse:
    """Send another code, unless too many were asked for."""
    if throttle.begin_mail(f"code {half.username}", throttle.client_address(request)):
        half.send_code(request.session)
        messages.info(request, "如账号登记了邮箱，新的验证码已发出，以前的验证码作废。")
    else:
        messages.error(request, f"发送太频繁，请 {throttle.LOCK_MINUTES} 分钟后再试。")
    return HttpResponseRedirect(reverse("accounts:second_step"))


def _must_enrol(half: Pending, user: User) -> bool:
    """Nothing to confirm with yet: an app has to be set up now. Never behind a strict door."""
    return not half.strict and not user.email and not second_step.has_app(user)


def _page(request: HttpRequest, half: Pending, error: str = "") -> HttpResponse:
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
    return render(request, "accounts/second_step.html", context, status=422 if error else 200)


def _own_way(half: Pending, user: User) -> dict:
    """How this account confirms, told only after a right password."""
    if _must_enrol(half, user):
        secret = second_step.offered_secret(user)
        return {"way": "enrol", "secret": secret, "picture": second_step.picture(user, secret)}
    if second_step.has_app(user):
        return {"way": "app", "mail": bool(user.email)}
    name, _, domain = user.email.partition("@")
    return {"way": "mail", "mail": True, "mailbox": f"{name[:2]}***@{domain}"}

"""The page between password and portal: a code of the app, a code by mail, or a recovery code."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.identity import account_events, portals, throttle
from zhijiao.identity.gate import GET_POST, public
from zhijiao.identity.models import User
from zhijiao.identity.requests import GatedRequest
from zhijiao.signin import login, pending_login, second_step
from zhijiao.signin.pending_login import Pending
from zhijiao.signin.views.answers import Pages, code_page, must_enrol
from zhijiao.signin.views.sign_in import wrong_portal

WRONG = "验证码不正确、已过期或已用过，请核对后重新输入。"
OVER = "验证已超时，请重新登录。"


@public(methods=GET_POST, never_cache=True)
def confirm(request: GatedRequest) -> HttpResponse:
    """Ask for the second step. Nothing here tells whether a password given behind a strict door was right."""
    half = pending_login.read(request.session)
    if half is None:
        pending_login.drop(request.session)
        return HttpResponseRedirect(reverse("signin:login"))
    if request.method != "POST":
        return code_page(request, half)
    if request.POST.get("action") == "mail":
        sent, said = send_again(request, half)
        (messages.info if sent else messages.error)(request, said)
        return HttpResponseRedirect(reverse("signin:second_step"))
    return judge(request, half, request.POST.get("code", ""), Pages())


def judge(request: GatedRequest, half: Pending, code: str, answers: Pages) -> HttpResponse:
    """Judge the code; limits count whoever answers."""
    if not code.strip():
        return answers.code_wrong(request, half, "请输入验证码。")
    if not throttle.begin_code(half.username):
        account_events.log_lockout(half.username, "二步验证码输错次数过多，暂停登录")
        pending_login.drop(request.session)
        return answers.refused(request, half.portal, half.username, errors=[throttle.LOCKED_TEXT])
    user = half.user()
    if user is not None and answers.enrols and must_enrol(half, user):
        return _enrol(request, half, user, code)
    right = _is_right(request, half, user or User(pk=0), code)  # nobody costs as many queries as somebody
    if user is None or not right:
        account_events.sign_in_failed(half.username, "二步验证码不正确")
        return answers.code_wrong(request, half, WRONG)
    return _enter(request, half, user, answers)


def _is_right(request: GatedRequest, half: Pending, user: User, code: str) -> bool:
    if half.is_mail_code(code) or second_step.accept_app(user, code):
        return True
    if not second_step.accept_recovery(user, code):
        return False
    left = second_step.codes_left(user)
    messages.warning(request, f"已用掉一个恢复码，还剩 {left} 个。请到“账号安全”重新设置身份验证器。")
    return True


def _enrol(request: GatedRequest, half: Pending, user: User, code: str) -> HttpResponse:
    """Take the app into use that was set up on this page, and show the recovery codes once."""
    codes = second_step.confirm_app(user, code)
    if codes is None:
        account_events.sign_in_failed(half.username, "二步验证码不正确")
        return code_page(request, half, WRONG)
    answer = _enter(request, half, user, Pages())
    if "_auth_user_id" not in request.session:
        return answer
    shown = render(
        request, "signin/recovery_codes.html", {"codes": codes, "next_url": answer.headers["Location"]}
    )
    shown.cookies = answer.cookies
    return shown


def _enter(request: GatedRequest, half: Pending, user: User, answers: Pages) -> HttpResponse:
    pending_login.drop(request.session)
    throttle.code_succeeded(half.username)
    if half.strict:
        throttle.record_success(half.username, throttle.client_address(request))
    other = wrong_portal(user, half.portal)
    if other:
        account_events.sign_in_failed(
            user.username, f"{half.by}正确，但账号属于{portals.PORTAL_NAMES[other]}"
        )
        return answers.refused(request, half.portal, user.username, other=other)
    address = login.open_session(request, half.portal, user, half.wanted, f"{half.by}和二步验证", half.way)
    return answers.entered(request, user, address, user.username, half.remember)


def send_again(request: GatedRequest, half: Pending) -> tuple[bool, str]:
    """Send another code, unless too many were asked for; whether it was sent, and what to say."""
    if not throttle.begin_mail(f"code {half.username}", throttle.client_address(request)):
        return False, f"发送太频繁，请 {throttle.LOCK_MINUTES} 分钟后再试。"
    half.send_code(request.session)
    return True, "如账号登记了邮箱，新的验证码已发出，以前的验证码作废。"

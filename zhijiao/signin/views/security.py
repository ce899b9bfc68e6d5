"""账号安全: one's own second step, recovery codes and open sessions."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.audit import queries
from zhijiao.audit.events import Event
from zhijiao.audit.models import Entry
from zhijiao.audit.wording import in_words
from zhijiao.identity import throttle
from zhijiao.identity.gate import GET_POST, POST, member
from zhijiao.identity.models import User
from zhijiao.identity.password_forms import ProofForm
from zhijiao.identity.password_proof import is_password_right
from zhijiao.identity.portals import HOMES
from zhijiao.identity.requests import MemberRequest
from zhijiao.kit.page_context import render_page
from zhijiao.kit.page_form import PageForm
from zhijiao.signin import other_ways, second_step, sessions
from zhijiao.signin.forms import AppForm
from zhijiao.signin.models import UserSession

_BACK = "signin:security"


@dataclass(frozen=True, kw_only=True)
class SecurityPage:
    """How an account is protected, and where it is signed in."""

    user: User
    #: Who demands a second step of the account; empty if nobody does.
    demanded_by: str
    has_app: bool
    codes_left: int
    sessions: list[UserSession]
    #: Key of the session that asks.
    current: str | None
    moment: Callable[[Entry], str]
    #: Entry, what happened, and what is known of it.
    history: list[tuple[Entry, str, list[tuple[str, str]]]]
    home_url: str
    #: Whether there are other ways to sign in, to which an account can be bound.
    other_ways: bool


@member(never_cache=True)
def overview(request: MemberRequest) -> HttpResponse:
    """How the account is protected, and where it is signed in."""
    user = request.user
    drawn = SecurityPage(
        user=user,
        demanded_by=second_step.demanded_by(user),
        has_app=second_step.has_app(user),
        codes_left=second_step.codes_left(user),
        sessions=sessions.own_sessions(request),
        current=request.session.session_key,
        moment=queries.local_time,
        history=[
            (entry, Event(entry.event).label, in_words(entry.detail))
            for entry in queries.own_entries(user.pk)
        ],
        home_url=HOMES[request.session.get("portal", "business")],
        other_ways=bool(other_ways.ways()),
    )
    return render_page(request, "signin/security.html", drawn)


@member(methods=GET_POST, never_cache=True)
def set_up_app(request: MemberRequest) -> HttpResponse:
    """Show the QR code; the right digits take the app into use, and recovery codes are shown once."""
    user = request.user
    if second_step.has_app(user):
        messages.info(request, "已启用身份验证器。更换手机时请先停用，再重新设置。")
        return HttpResponseRedirect(reverse(_BACK))
    form = AppForm.of(request)
    if request.method == "POST" and form.is_valid():
        if not throttle.begin_code(user.username):
            form.add_error("code", throttle.LOCKED_TEXT)
        elif (codes := second_step.confirm_app(user, form.cleaned_data["code"])) is None:
            form.add_error("code", "动态码不正确或已过期，请核对手机时间后输入新的动态码。")
        else:
            throttle.code_succeeded(user.username)
            return _show_codes(request, codes)
    secret = second_step.offered_secret(user)
    context = {"form": form, "secret": secret, "picture": second_step.picture(user, secret)}
    return render(request, "signin/app.html", context, status=422 if form.errors else 200)


@member(methods=GET_POST, never_cache=True)
def drop_app(request: MemberRequest) -> HttpResponse:
    """Take the app out of use, with the password as proof."""
    form = ProofForm.of(request)
    if request.method == "POST" and form.is_valid() and is_password_right(request, form):
        second_step.forget_app(request.user)
        messages.success(request, "已停用身份验证器，恢复码同时作废。")
        return HttpResponseRedirect(reverse(_BACK))
    return _proof_page(
        request,
        form,
        "停用身份验证器",
        "停用后恢复码同时作废；仍要求二步验证的，下次登录用邮件验证码或重新设置。",
    )


@member(methods=GET_POST, never_cache=True)
def new_codes(request: MemberRequest) -> HttpResponse:
    """Replace the recovery codes, with the password as proof."""
    if not second_step.has_app(request.user):
        raise Http404("还没有启用身份验证器，没有恢复码。")
    form = ProofForm.of(request)
    if request.method == "POST" and form.is_valid() and is_password_right(request, form):
        return _show_codes(request, second_step.new_recovery_codes(request.user))
    return _proof_page(request, form, "重新生成恢复码", "重新生成后，以前的恢复码全部作废。")


@member(methods=POST)
def switch(request: MemberRequest) -> HttpResponse:
    """Ask for the second step at one's own account; switching it off needs the page with the password."""
    second_step.switch_own(request.user, on=True)
    messages.success(request, "已开启二步验证，下次登录起生效。")
    return HttpResponseRedirect(reverse(_BACK))


@member(methods=GET_POST, never_cache=True)
def switch_off(request: MemberRequest) -> HttpResponse:
    """No longer ask for the second step at one's own account, with the password as proof."""
    form = ProofForm.of(request)
    if request.method == "POST" and form.is_valid() and is_password_right(request, form):
        second_step.switch_own(request.user, on=False)
        messages.success(request, "已关闭本账号的二步验证。")
        return HttpResponseRedirect(reverse(_BACK))
    return _proof_page(request, form, "关闭二步验证", "关闭后登录只需用户名、密码和图片验证码。")


@member(methods=POST)
def end_session(request: MemberRequest, pk: int) -> HttpResponse:
    """Sign out one other session of one's own."""
    ended = sessions.close_one(request, pk)
    if ended is None:
        messages.info(request, "该登录已经退出。")
    else:
        messages.success(request, f"已退出“{ended.device}”（{ended.address}）。")
    return HttpResponseRedirect(reverse(_BACK))


@member(methods=POST)
def end_others(request: MemberRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    sessions.close_others(request)
    messages.success(request, "其他地方的登录已全部退出。")
    return HttpResponseRedirect(reverse(_BACK))


def _proof_page(request: MemberRequest, form: PageForm, title: str, text: str) -> HttpResponse:
    context = {"form": form, "title": title, "text": text, "user": request.user}
    return render(request, "signin/proof.html", context, status=422 if form.errors else 200)


def _show_codes(request: MemberRequest, codes: list[str]) -> HttpResponse:
    context = {"codes": codes, "next_url": reverse(_BACK)}
    return render(request, "signin/recovery_codes.html", context)

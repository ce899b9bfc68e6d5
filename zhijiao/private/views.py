"""数据密码: set it, enter it, change it, what to do when it is forgotten, lock at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from zhijiao.identity import throttle
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import GET_POST, POST, Denied, grantor, member
from zhijiao.identity.password_proof import is_password_right
from zhijiao.identity.portals import safe_address
from zhijiao.identity.requests import MemberRequest
from zhijiao.kit.page_form import PageForm
from zhijiao.private import data_password
from zhijiao.private.forms import ChooseForm, DataPasswordForm

WRONG = "数据密码不正确，请重新输入。"


@member(methods=GET_POST, never_cache=True)
def enter(request: MemberRequest) -> HttpResponse:
    """Enter the data password; where private data is open, how long it stays so."""
    actor = _for_the_trusted(request)
    if not data_password.is_set(request.user):
        return HttpResponseRedirect(_with_next(request, "private:data_password_set"))
    form = DataPasswordForm.of(request)
    if request.method == "POST" and form.is_valid() and unlocked(request, form):
        return _back(request)
    context = {"form": form, "left": data_password.seconds_left(actor), **_context(request)}
    return render(request, "private/data_password.html", context, status=422 if form.errors else 200)


def unlocked(request: MemberRequest, form: PageForm) -> bool:
    """True if the data password of the form opens private data; else the form says why not."""
    opened = data_password.unlock(request, form.cleaned_data["data_password"])
    if not opened:
        form.add_error("data_password", throttle.DATA_LOCKED_TEXT if opened is None else WRONG)
    return bool(opened)


@member(methods=GET_POST, never_cache=True)
def choose(request: MemberRequest) -> HttpResponse:
    """Set the data password at first use and after a reset, or change it."""
    _for_the_trusted(request)
    has_one = data_password.is_set(request.user)
    form = ChooseForm.of(request, has_one=has_one)
    if request.method == "POST" and form.is_valid() and _chosen(request, form, has_one):
        data_password.begin(request)
        messages.success(request, "数据密码已修改。" if has_one else "数据密码已设置，隐私数据已解锁。")
        return _back(request)
    context = {"form": form, "has_one": has_one, **_context(request)}
    return render(request, "private/data_password_set.html", context, status=422 if form.errors else 200)


@member(methods=POST)
def lock(request: MemberRequest) -> HttpResponse:
    """Close private data at once."""
    data_password.lock(request)
    messages.success(request, "隐私数据已锁定。")
    return _back(request)


@member(never_cache=True)
def forgot(request: MemberRequest) -> HttpResponse:
    """Who resets a forgotten data password."""
    _for_the_trusted(request)
    context = {"who": grantor(request.user.org_id), **_context(request)}
    return render(request, "private/data_password_forgot.html", context)


def _for_the_trusted(request: MemberRequest) -> Actor:
    """The actor; refuses those whose roles carry no private data."""
    if not data_password.wanted_of(request.actor):
        text = "您的角色不含隐私数据权限，不需要数据密码。"
        right = "隐私数据查看员或隐私数据管理员角色"
        raise Denied(text, right=right, grantor=grantor(request.user.org_id))
    return request.actor


def _chosen(request: MemberRequest, form: ChooseForm, has_one: bool) -> bool:
    if has_one:
        if not throttle.begin_data(request.user.username):
            form.add_error("proof", throttle.DATA_LOCKED_TEXT)
            return False
        if not data_password.equals(request.user, form.cleaned_data["proof"]):
            form.add_error("proof", "原数据密码不正确，请重新输入。")
            return False
    elif not is_password_right(request, form, "proof", "登录密码"):
        return False
    try:
        data_password.choose(request.user, form.cleaned_data["new"])
    except ValidationError as error:
        form.add_error("new", error)
        return False
    return True


def _next(request: MemberRequest) -> str:
    """The address asked for, if it is one of ours, else the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return safe_address(request, request.session.get("portal", "business"), wanted)


def _back(request: MemberRequest) -> HttpResponse:
    return HttpResponseRedirect(_next(request))


def _with_next(request: MemberRequest, name: str) -> str:
    return f"{reverse(name)}?{urlencode({'next': _next(request)})}"


def _context(request: MemberRequest) -> dict[str, Any]:
    return {"user": request.user, "next": _next(request), "minutes": data_password.minutes()}

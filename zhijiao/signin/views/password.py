"""修改密码: of one's own account, at will or forced after an initial password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.identity.gate import GET_POST, member
from zhijiao.identity.password_proof import is_password_right
from zhijiao.identity.portals import HOMES
from zhijiao.identity.requests import MemberRequest
from zhijiao.signin import password_change, sessions
from zhijiao.signin.forms import PasswordForm
from zhijiao.signin.login import PASSWORD_NAMES


@member(methods=GET_POST, never_cache=True)
def change_password(request: MemberRequest, portal: str) -> HttpResponse:
    """Change the password; all other sessions of the account end with it."""
    forced = request.user.must_change_password
    form = PasswordForm.of(request)
    if request.method == "POST" and form.is_valid() and _change(request, form):
        update_session_auth_hash(request, request.user)
        sessions.follow_new_key(request)
        messages.success(request, "密码已修改，其他地方的登录已全部退出。")
        return HttpResponseRedirect(HOMES[portal])
    context = {
        "form": form,
        "forced": forced,
        "user": request.user,
        "action": reverse(PASSWORD_NAMES[portal]),
        "home_url": HOMES[portal],
    }
    return render(request, "signin/password.html", context, status=422 if form.errors else 200)


def _change(request: MemberRequest, form: PasswordForm) -> bool:
    if not is_password_right(request, form, "old", "原密码"):
        return False
    try:
        password_change.change_password(request.user, form.cleaned_data["new"])
    except ValidationError as error:
        form.add_error("new", error)
        return False
    return True

"""修改密码: of one's own account, at will or forced after an initial password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhijiao.accounts import services, sessions
from zhijiao.accounts.entrance import HOMES, PASSWORD_NAMES
from zhijiao.accounts.forms import PasswordForm
from zhijiao.accounts.gate import member
from zhijiao.accounts.views.proof import proved


@member
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest, portal: str) -> HttpResponse:
    """Change the password; all other sessions of the account end with it."""
    forced = request.user.must_change_password
    form = PasswordForm.of(request)
    if request.method == "POST" and form.is_valid() and _change(request, form):
        update_session_auth_hash(request, request.user)
        sessions.renamed(request)
        messages.success(request, "密码已修改，其他地方的登录已全部退出。")
        return HttpResponseRedirect(HOMES[portal])
    context = {
        "form": form,
        "forced": forced,
        "user": request.user,
        "action": reverse(PASSWORD_NAMES[portal]),
        "home_url": HOMES[portal],
    }
    return render(request, "accounts/password.html", context, status=422 if form.errors else 200)


def _change(request: HttpRequest, form: PasswordForm) -> bool:
    if not proved(request, form, "old", "原密码"):
        return False
    try:
        services.change_password(request.user, form.cleaned_data["new"])
    except ValidationError as error:
        form.add_error("new", error)
        return False
    return True

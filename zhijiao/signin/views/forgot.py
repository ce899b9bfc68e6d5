"""忘记密码: a one-time link by mail. The answer is the same, and as fast, whether or not the mailbox is known."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode

from zhijiao.identity import portals, throttle
from zhijiao.identity.gate import GET_POST, public
from zhijiao.identity.models import User
from zhijiao.identity.password_forms import NewPasswordForm
from zhijiao.identity.rights import build_actor, may_sign_in
from zhijiao.signin import captcha, login, mail, password_change
from zhijiao.signin.forms import ForgotForm
from zhijiao.signin.login import LOGIN_NAMES
from zhijiao.signin.views.answers import captcha_box
from zhijiao.signin.views.sign_in import WRONG_CAPTCHA

_KEY = "reset"


@public(methods=GET_POST, never_cache=True)
def forgot(request: HttpRequest, portal: str) -> HttpResponse:
    """Ask for the registered mailbox and say that a link is on its way, if it is registered."""
    form = ForgotForm.of(request)
    captcha_error = ""
    if request.method == "POST":
        answer = request.POST.get("captcha", "")
        if not captcha.accept(request.POST.get("captcha_name", ""), answer):
            captcha_error = WRONG_CAPTCHA
        if form.is_valid() and not captcha_error:
            email = form.cleaned_data["email"]
            if throttle.begin_mail(email, throttle.client_address(request)):
                mail.queue_reset(email, login.site(request))
            return render(request, "signin/forgot_sent.html", _context(portal, email=email))
    context = _context(portal, form=form, captcha=captcha_box(), captcha_error=captcha_error)
    return render(request, "signin/forgot.html", context, status=422 if request.method == "POST" else 200)


@public(never_cache=True)
def open_link(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """Take the token out of the address into the session, so that it appears in no further address."""
    user = _user(number, token)
    if user is None:
        context = {"forgot_url": reverse("signin:forgot"), "minutes": mail.RESET_MINUTES}
        return render(request, "signin/reset_expired.html", context, status=410)
    if request.user.is_authenticated:
        logout(request)
    request.session[_KEY] = [number, token]
    return HttpResponseRedirect(reverse("signin:reset_new"))


@public(methods=GET_POST, never_cache=True)
def new_password(request: HttpRequest) -> HttpResponse:
    """Set the new password; the link has then served."""
    user = _user(*request.session.get(_KEY, ["", ""]))
    if user is None:
        request.session.pop(_KEY, None)
        context = {"forgot_url": reverse("signin:forgot"), "minutes": mail.RESET_MINUTES}
        return render(request, "signin/reset_expired.html", context, status=410)
    form = NewPasswordForm.of(request)
    if request.method == "POST" and form.is_valid():
        try:
            password_change.change_password(user, form.cleaned_data["new"])
        except ValidationError as error:
            form.add_error("new", error)
        else:
            del request.session[_KEY]
            throttle.release(user.username)
            messages.success(request, "密码已修改，请用新密码登录。")
            return HttpResponseRedirect(reverse(LOGIN_NAMES[portals.own_portal(build_actor(user))]))
    context = {"form": form, "user": user}
    return render(request, "signin/reset.html", context, status=422 if form.errors else 200)


def _user(number: str, token: str) -> User | None:
    """The account a link was made for, if the link still serves."""
    try:
        pk = int(urlsafe_base64_decode(number))
    except (ValueError, OverflowError):
        return None
    user = User.objects.select_related("org").filter(pk=pk).first() if 0 < pk < 2**63 else None
    if user is None or not may_sign_in(user) or not default_token_generator.check_token(user, token):
        return None
    return user


def _context(portal: str, **more) -> dict:
    shared = {"minutes": mail.RESET_MINUTES, "mailbox_url": mail.mailbox_url()}
    return {"login_url": reverse(LOGIN_NAMES[portal]), **shared, **more}

"""统一身份绑定 of one's own account: what is bound, binding with password and second step, and ending it."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.identity import throttle
from zhijiao.identity.gate import GET_POST, member
from zhijiao.identity.password_forms import ProofForm
from zhijiao.identity.password_proof import is_password_right
from zhijiao.identity.requests import MemberRequest
from zhijiao.signin import second_step
from zhijiao.sso import accounts, journeys, providers
from zhijiao.sso.models import Binding
from zhijiao.sso.providers import Provider
from zhijiao.sso.views.sign_in import known, leave


class BindForm(ProofForm):
    """Password and second step, before another key to the account is made."""

    code = forms.CharField(
        label="动态码", max_length=24, help_text="身份验证器中显示的 6 位数字，或一个恢复码。"
    )


@dataclass(frozen=True)
class Row:
    """A provider, and how the account stands with it."""

    provider: Provider
    binding: Binding | None
    #: Why it cannot be bound; empty if it can.
    refused: str


@member(never_cache=True)
def overview(request: MemberRequest) -> HttpResponse:
    """The providers of one's province."""
    held = {each.provider: each for each in Binding.objects.filter(user=request.user)}
    rows = [
        Row(each, held.get(each.key), accounts.refusal(each, request.user))
        for each in providers.every()
        if accounts.serves(each, request.user)
    ]
    return render(request, "sso/own.html", {"rows": rows, "has_app": second_step.has_app(request.user)})


@member(methods=GET_POST, never_cache=True)
def bind(request: MemberRequest, key: str) -> HttpResponse:
    """Prove that it is oneself, then go to the provider; what comes back is bound."""
    provider, user = known(key), request.user
    if not accounts.serves(provider, user):
        raise Http404("这个统一身份认证不用于您的单位。")
    if refused := accounts.refusal(provider, user):
        messages.error(request, refused)
        return HttpResponseRedirect(reverse("sso:own"))
    if not second_step.has_app(user):
        messages.info(request, "绑定前须先设置身份验证器，用于核对本人。")
        return HttpResponseRedirect(reverse("signin:app_set_up"))
    form = BindForm.of(request)
    if request.method == "POST" and form.is_valid() and _is_owner(request, form):
        portal = request.session.get("portal", "business")
        return leave(
            request,
            provider,
            journeys.begin(request.session, provider.key, portal=portal, user_id=user.pk),
        )
    text = f"接着转到“{provider.name}”登录，登录的身份即与本账号绑定。请确认是您本人的身份。"
    return _page(request, form, "绑定统一身份", text)


@member(methods=GET_POST, never_cache=True)
def unbind(request: MemberRequest, key: str) -> HttpResponse:
    """End a binding, with the password as proof; also of a provider that is no longer there."""
    binding = Binding.objects.filter(user=request.user, provider=key).first()
    if binding is None:
        raise Http404("没有这个绑定，可能已经解除。")
    provider = providers.named(key)
    name = provider.name if provider else key
    form = ProofForm.of(request)
    if request.method == "POST" and form.is_valid() and is_password_right(request, form):
        accounts.unbind(key, request.user)
        messages.success(request, f"已解除与“{name}”的绑定。")
        return HttpResponseRedirect(reverse("sso:own"))
    return _page(request, form, "解除绑定", f"解除与“{name}”的绑定后，只能用账号和密码登录，除非重新绑定。")


def _is_owner(request: MemberRequest, form: BindForm) -> bool:
    user = request.user
    if not is_password_right(request, form):
        return False
    if not throttle.begin_code(user.username):
        form.add_error("code", throttle.LOCKED_TEXT)
        return False
    code = form.cleaned_data["code"]
    if not (second_step.accept_app(user, code) or second_step.accept_recovery(user, code)):
        form.add_error("code", "动态码不正确、已过期或已用过，请等新的动态码出现后再输入。")
        return False
    throttle.code_succeeded(user.username)
    return True


def _page(request: MemberRequest, form: ProofForm, title: str, text: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "text": text,
        "user": request.user,
        "back_url": reverse("sso:own"),
    }
    return render(request, "signin/proof.html", context, status=422 if form.errors else 200)

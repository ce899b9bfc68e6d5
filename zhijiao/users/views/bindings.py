"""统一身份绑定 of an account of one's own node: an administrator binds it for its owner, and ends it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.identity.actions import USERS
from zhijiao.identity.gate import GET_POST, POST, manage
from zhijiao.identity.models import User
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_form import PageForm
from zhijiao.sso import accounts, providers
from zhijiao.sso.models import Binding
from zhijiao.users import services
from zhijiao.users.views.accounts import org_of, user_of


class BindingForm(PageForm):
    """To which identity an account is bound."""

    provider = forms.ChoiceField(label="统一身份认证")
    subject = forms.CharField(
        label="外部标识",
        max_length=accounts.LONGEST,
        help_text="统一身份认证中此人的唯一标识（OpenID Connect 的 sub，CAS 的用户名），由其管理员提供；不保留原文。",
    )


@manage(USERS, methods=GET_POST, never_cache=True)
def bindings(request: ActorRequest, pk: int) -> HttpResponse:
    """To which identities an account is bound; bind it to another one."""
    user = user_of(org_of(request), pk)
    form = BindingForm.of(request)
    offered = [each for each in providers.every() if accounts.serves(each, user)]
    form.field("provider", forms.ChoiceField).choices = [(each.key, each.name) for each in offered]
    refused = _refused(request, user)
    if request.method == "POST" and refused:
        messages.error(request, refused)
    elif request.method == "POST" and form.is_valid():
        chosen = next(each for each in offered if each.key == form.cleaned_data["provider"])
        try:
            again = services.bind_identity(user, chosen, form.cleaned_data["subject"], by=request.user)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"已将“{user.real_name}”与“{chosen.name}”中的身份绑定，已通知本人。")
            if again:
                messages.warning(request, "该账号的隐私授权须由主管部门重新确认后才生效。")
            return HttpResponseRedirect(reverse("users:bindings", args=[user.pk]))
    names = {each.key: each.name for each in providers.every()}
    rows = [(each, names.get(each.provider, each.provider)) for each in Binding.objects.filter(user=user)]
    context = {"edited": user, "form": form, "rows": rows, "offered": offered, "refused": refused}
    return render(request, "users/bindings.html", context, status=422 if form.errors else 200)


@manage(USERS, methods=POST)
def unbind(request: ActorRequest, pk: int, key: str) -> HttpResponse:
    """End a binding; its owner is told."""
    user = user_of(org_of(request), pk)
    if refused := _refused(request, user):
        messages.error(request, refused)
    elif services.unbind_identity(user, key):
        messages.success(request, f"已解除“{user.real_name}”的绑定，已通知本人。")
    else:
        messages.info(request, "没有这个绑定，可能已经解除。")
    return HttpResponseRedirect(reverse("users:bindings", args=[user.pk]))


def _refused(request: ActorRequest, user: User) -> str:
    """Why this administrator does not bind this account: as for passwords, whoever binds could sign in."""
    if user.pk == request.user.pk:
        return "本人的绑定请在右上角“账号安全”中办理，须核对密码和动态码。"
    if services.is_issued_above(user):
        return "系统管理员（校）账号由主管部门签发，本校不能代为绑定，请本人在“账号安全”中办理。"
    return ""

"""我的令牌: the tokens by which programs act as oneself."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.filing.records import access
from zhijiao.identity.actor import BUSINESS
from zhijiao.identity.gate import GET_POST, POST, business
from zhijiao.identity.models import ApiToken
from zhijiao.identity.password_proof import is_password_right
from zhijiao.identity.requests import ActorRequest
from zhijiao.identity.tokens import create_token, revoke_token
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.users.token_forms import OwnTokenForm, form_choices
from zhijiao.users.views.tokens import TokenFormPage, issued, token_list_page

_BACK = "users:own_tokens"
MOST_OWN = 20


@business()
def token_list(request: ActorRequest) -> HttpResponse:
    """One's own tokens."""
    return token_list_page(
        request,
        ApiToken.objects.filter(user=request.user.pk),
        title="我的令牌",
        org=request.user.org,
        own=True,
        add_url=reverse("users:own_token_add"),
        revoke="users:own_token_revoke",
        renew="",
        crumbs=[("首页", reverse("web:home")), ("我的令牌", None)],
    )


@business(methods=GET_POST, never_cache=True)
def add(request: ActorRequest) -> HttpResponse:
    """Issue oneself a token, with the password as proof; it is shown once, in the answer."""
    user = request.user
    form = OwnTokenForm.of(
        request,
        org=user.org,
        open_forms=form_choices({form.key for form in access.menu_forms(request.actor)}),
        roles=list(user.roles.filter(portal=BUSINESS)),
    )
    if request.method == "POST" and form.is_valid() and is_password_right(request, form):
        if sum(token.is_valid for token in ApiToken.objects.filter(user=user)) >= MOST_OWN:
            form.add_error(None, f"最多同时有 {MOST_OWN} 个有效的令牌，请先吊销不用的令牌。")
        else:
            token, text = create_token(
                user,
                form.cleaned_data["purpose"],
                form.cleaned_data["days"],
                form.chosen_limits(),
                user.real_name,
            )
            return issued(request, token, text, _crumbs("令牌已签发"), reverse(_BACK))
    drawn = TokenFormPage(
        title="签发个人令牌", form=form, crumbs=_crumbs("签发个人令牌"), back_url=reverse(_BACK)
    )
    return render_page(request, "users/token_form.html", drawn, status=422 if form.errors else 200)


@business(methods=POST)
def revoke(request: ActorRequest, pk: int) -> HttpResponse:
    """Revoke a token of one's own, at once."""
    number = whole_number(str(pk))
    token = ApiToken.objects.filter(user=request.user.pk, pk=-1 if number is None else number).first()
    if token is None:
        raise Http404("没有这个令牌，或不是您本人的令牌。")
    revoke_token(token, request.actor.name)
    messages.success(request, f"已吊销令牌“{token.name}”，立即生效。")
    return HttpResponseRedirect(reverse(_BACK))


def _crumbs(title: str) -> list[tuple[str, str | None]]:
    return [("首页", reverse("web:home")), ("我的令牌", reverse(_BACK)), (title, None)]

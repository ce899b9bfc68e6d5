"""接口令牌 of a node: tokens of other systems, and what one may do about those of its people."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from zhijiao.filing.schema import registry
from zhijiao.identity.actions import USERS
from zhijiao.identity.gate import GET_POST, POST, manage
from zhijiao.identity.models import ApiToken
from zhijiao.identity.requests import ActorRequest
from zhijiao.identity.tokens import MAX_DAYS, renew_token, revoke_token
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.orgs.models import Org
from zhijiao.users import system_accounts
from zhijiao.users.token_forms import LimitsForm, SystemTokenForm, form_choices

_BACK = "users:tokens"


@dataclass(frozen=True, kw_only=True)
class TokenListPage:
    """Tokens with what is done about them."""

    title: str
    org: Org
    page: "Page[ApiToken]"
    #: Whether these are somebody's own.
    own: bool
    add_url: str
    #: Names of the pages that revoke and renew; the second is empty where nothing is renewed.
    revoke: str
    renew: str
    form_labels: dict[str, str]
    crumbs: list[tuple[str, str | None]]
    #: Which are shown: valid ones, or those revoked or expired too.
    all: bool


@dataclass(frozen=True, kw_only=True)
class TokenFormPage:
    """The page on which a token is asked for."""

    title: str
    form: LimitsForm
    crumbs: list[tuple[str, str | None]]
    back_url: str


@dataclass(frozen=True, kw_only=True)
class IssuedTokenPage:
    """The page that shows a token, once."""

    token: ApiToken
    text: str
    crumbs: list[tuple[str, str | None]]
    back_url: str


@manage(USERS)
def token_list(request: ActorRequest) -> HttpResponse:
    """Tokens of systems and people of the node."""
    org = Org.objects.get(pk=request.actor.org_id)
    return token_list_page(
        request,
        ApiToken.objects.filter(user__org=org),
        title="接口令牌",
        org=org,
        own=False,
        add_url=reverse("users:token_add"),
        revoke="users:token_revoke",
        renew="users:token_renew",
        crumbs=[("管理端", reverse("web:manage_home")), ("接口令牌", None)],
    )


@manage(USERS, methods=GET_POST, never_cache=True)
def add(request: ActorRequest) -> HttpResponse:
    """Issue a token for a system; it is shown once, in the answer."""
    org = Org.objects.get(pk=request.actor.org_id)
    form = SystemTokenForm.of(
        request, org=org, open_forms=form_choices(), roles=system_accounts.roles_for_systems(org)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            token, text = system_accounts.issue(
                org, data["system"], data["purpose"], data["roles"], data["days"], form.limits(), request.user
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            return issued(request, token, text, _crumbs("令牌已签发"), reverse(_BACK))
    drawn = TokenFormPage(
        title="签发系统令牌", form=form, crumbs=_crumbs("签发系统令牌"), back_url=reverse(_BACK)
    )
    return render_page(request, "users/token_form.html", drawn, status=422 if form.errors else 200)


@manage(USERS, methods=POST)
def revoke(request: ActorRequest, pk: int) -> HttpResponse:
    """Revoke a token of the node, at once."""
    token = _token(request, pk)
    revoke_token(token, request.actor.name)
    messages.success(request, f"已吊销令牌“{token.name}”，立即生效。")
    return HttpResponseRedirect(reverse(_BACK))


@manage(USERS, methods=POST, never_cache=True)
def renew(request: ActorRequest, pk: int) -> HttpResponse:
    """Issue a system's token anew with the same limits; the former one is revoked."""
    token = _token(request, pk)
    if not token.user.is_system:
        messages.error(request, "个人令牌由本人在“我的令牌”中签发。")
        return HttpResponseRedirect(reverse(_BACK))
    if token.revoked_at is not None or not token.user.is_active:
        messages.error(request, "已吊销的令牌不能重新签发，请签发新的令牌。")
        return HttpResponseRedirect(reverse(_BACK))
    days = min((token.expires_at - token.created_at).days, MAX_DAYS)
    new, text = renew_token(token, max(days, 1), request.actor.name)
    return issued(request, new, text, _crumbs("令牌已重新签发"), reverse(_BACK))


def token_list_page(request: HttpRequest, found: QuerySet[ApiToken], **facts: Any) -> HttpResponse:
    """Draw tokens: valid ones, with `?all=1` those that open nothing any more as well."""
    every = request.GET.get("all") == "1"
    if not every:
        found = found.filter(revoked_at=None, expires_at__gt=timezone.now())
    page = page_of(
        found.select_related("user", "role", "profile", "area").prefetch_related("user__roles"), request.GET
    )
    forms = registry.registry().forms
    labels = {key: forms[key].label for token in page for key in token.forms if key in forms}
    drawn = TokenListPage(page=page, all=every, form_labels=labels, **facts)
    return render_page(request, "users/tokens.html", drawn)


def issued(
    request: HttpRequest, token: ApiToken, text: str, crumbs: list[tuple[str, str | None]], back_url: str
) -> HttpResponse:
    """Show a token, once."""
    drawn = IssuedTokenPage(token=token, text=text, crumbs=crumbs, back_url=back_url)
    return render_page(request, "users/token_issued.html", drawn)


def _token(request: ActorRequest, pk: int) -> ApiToken:
    number = whole_number(str(pk))
    own = ApiToken.objects.filter(user__org=request.actor.org_id, pk=-1 if number is None else number)
    token = own.select_related("user", "role", "profile", "area").first()
    if token is None:
        raise Http404("没有这个令牌，或不属于本单位。")
    return token


def _crumbs(title: str) -> list[tuple[str, str | None]]:
    return [("管理端", reverse("web:manage_home")), ("接口令牌", reverse(_BACK)), (title, None)]

"""Going to a provider and coming back from it: to sign in, or to bind the account one is signed in with."""

import logging
from time import time

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.identity import account_events, portals
from zhijiao.identity.actor import BUSINESS, MANAGE
from zhijiao.identity.gate import GET_POST, public
from zhijiao.identity.models import User
from zhijiao.identity.requests import GatedRequest
from zhijiao.signin import login, password_change, pending_login, second_step
from zhijiao.signin.pending_login import Pending
from zhijiao.signin.views.answers import login_page, wanted
from zhijiao.signin.views.sign_in import wrong_portal
from zhijiao.sso import accounts, clients, journeys, providers
from zhijiao.sso.identities import Cancelled, Identity, Refused, Unavailable
from zhijiao.sso.journeys import Journey
from zhijiao.sso.providers import Provider

log = logging.getLogger("zhijiao.sso")

DOWN = "“{name}”暂时没有应答，请稍后再试，或用账号和密码登录。"
OVER = "这次登录请求已失效或已用过，请重新点“{name}”登录。"
WRONG = "“{name}”返回的登录结果没有通过核验，没有登录。请重新登录；多次出现时，请联系系统管理员。"
TURNED_BACK = "您没有在“{name}”完成登录。可以重新登录，或用账号和密码登录。"
UNKNOWN = (
    "您在“{name}”的身份没有对应的账号。请先用账号和密码登录，在“账号安全”中绑定，或请本单位系统管理员绑定。"
)


def known(key: str) -> Provider:
    """The provider of an address."""
    provider = providers.named(key)
    if provider is None:
        raise Http404("没有接入这个统一身份认证。")
    return provider


@public(methods=GET_POST, never_cache=True)
def begin(request: GatedRequest, key: str) -> HttpResponse:
    """Send somebody to the provider. It begins with a form of ours, so that no other page can set it going."""
    provider = known(key)
    given = request.POST.get("portal") or request.GET.get("portal")
    portal = MANAGE if given == MANAGE else BUSINESS
    if request.method != "POST":
        if request.actor and portal in request.actor.portals:
            return HttpResponseRedirect(portals.safe_address(request, portal, wanted(request)))
        context = {"provider": provider, "portal": portal, "next": wanted(request)}
        return render(request, "sso/begin.html", context)
    journey = journeys.begin(request.session, provider.key, portal=portal, wanted=wanted(request))
    return leave(request, provider, journey)


def leave(request: GatedRequest, provider: Provider, journey: Journey) -> HttpResponse:
    """A page that leads on: a form that is sent must not be answered by another site (form-action of our policy)."""
    try:
        place = clients.of(provider).address(provider, journey, clients.back(request, provider))
    except (Unavailable, Refused) as error:
        return _failed(request, provider, journey, error)
    return render(request, "sso/leaving.html", {"provider": provider, "place": place})


@public(never_cache=True)
def back(request: GatedRequest, key: str) -> HttpResponse:
    """Somebody comes back. What he brings counts once, in the browser he set out from, for the provider he went to."""
    provider = known(key)
    journey = journeys.end(request.session, provider.key, request.GET.get("state", ""))
    if journey is None:
        log.warning("an answer of provider %s that nobody waits for", provider.key)
        return login_page(request, BUSINESS, errors=[OVER.format(name=provider.name)])
    try:
        identity = clients.of(provider).identity(
            provider, journey, clients.back(request, provider), request.GET.dict()
        )
    except (Unavailable, Refused) as error:
        return _failed(request, provider, journey, error)
    if journey.user_id:
        return _bind(request, provider, journey, identity)
    return _enter(request, provider, journey, identity)


def _failed(request: GatedRequest, provider: Provider, journey: Journey, error: Exception) -> HttpResponse:
    log.warning("provider %s: %s: %s", provider.key, type(error).__name__, error)
    said = DOWN if isinstance(error, Unavailable) else TURNED_BACK if isinstance(error, Cancelled) else WRONG
    text = said.format(name=provider.name)
    if journey.user_id:
        messages.error(request, text)
        return HttpResponseRedirect(reverse("sso:own"))
    if isinstance(error, Refused) and not isinstance(error, Cancelled):
        account_events.sign_in_failed("", f"“{provider.name}”的登录结果没有通过核验")
    return _refuse(request, journey, text)


def _refuse(request: GatedRequest, journey: Journey, text: str, other: str = "") -> HttpResponse:
    """Not signed in; one's own password still serves, and leads to the same place."""
    return login_page(request, journey.portal, errors=[text], other=other, goal=journey.wanted)


def _enter(request: GatedRequest, provider: Provider, journey: Journey, identity: Identity) -> HttpResponse:
    """Find the account and ask whether it may be opened from outside."""
    user = accounts.find(provider, identity)
    if user is None:
        account_events.sign_in_failed("", f"“{provider.name}”的身份没有对应的账号")
        return _refuse(request, journey, UNKNOWN.format(name=provider.name))
    if reason := accounts.refusal(provider, user, identity):
        account_events.sign_in_failed(user.username, f"从“{provider.name}”登录：{reason}")
        return _refuse(request, journey, reason)
    if other := wrong_portal(user, journey.portal):
        account_events.sign_in_failed(user.username, f"账号属于{portals.PORTAL_NAMES[other]}")
        return _refuse(request, journey, "", other)
    try:
        _adopt(provider, user, identity)
    except ValidationError:  # bound to somebody else a moment ago
        return _refuse(request, journey, UNKNOWN.format(name=provider.name))
    return _open(request, provider, journey, user, identity)


def _open(
    request: GatedRequest, provider: Provider, journey: Journey, user: User, identity: Identity
) -> HttpResponse:
    """Open the session of the account, after a second step where one is due."""
    by = f"统一身份认证（{provider.name}）"
    if second_step.demanded_by(user) and not accounts.is_strong(provider, identity):
        return _to_second_step(request, provider, journey, user, by)
    pending_login.drop(request.session)
    address = login.open_session(request, journey.portal, user, journey.wanted, by, provider.key)
    return HttpResponseRedirect(address)


@transaction.atomic
def _adopt(provider: Provider, user: User, identity: Identity) -> None:
    """Keep whose identity it is; an initial password on paper opens nothing any more once its owner came without it."""
    accounts.keep(provider, user, identity)
    if user.must_change_password:
        password_change.drop_initial_password(user)


def _to_second_step(
    request: GatedRequest, provider: Provider, journey: Journey, user: User, by: str
) -> HttpResponse:
    half = Pending(
        user_id=user.pk,
        username=user.username,
        portal=journey.portal,
        wanted=journey.wanted,
        remember=False,
        strict=False,
        at=time(),
        by=by,
        way=provider.key,
    )
    pending_login.keep(request.session, half)
    if user.email and not second_step.has_app(user):
        half.send_code(request.session)
    return HttpResponseRedirect(reverse("signin:second_step"))


def _bind(request: GatedRequest, provider: Provider, journey: Journey, identity: Identity) -> HttpResponse:
    """Bind the account that set out, if it is still the one that is signed in here."""
    if not request.user.is_authenticated or request.user.pk != journey.user_id:
        return login_page(request, journey.portal, errors=[OVER.format(name=provider.name)])
    try:
        accounts.bind(provider, request.user, identity.subject, by="本人")
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
    else:
        messages.success(request, f"已绑定“{provider.name}”，下次可以从那里登录。")
    return HttpResponseRedirect(reverse("sso:own"))

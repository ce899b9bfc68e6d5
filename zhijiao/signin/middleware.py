"""Finds out who acts in a request and whether the view may be opened."""

import logging
from typing import cast
from urllib.parse import urlencode, urlsplit

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from zhijiao.audit.context import AuditContext, acting
from zhijiao.identity import view_as
from zhijiao.identity.actions import VIEW
from zhijiao.identity.actor import BUSINESS, MANAGE, Actor
from zhijiao.identity.gate import Denied, Gate, admits, denied
from zhijiao.identity.portals import PORTAL_NAMES
from zhijiao.identity.requests import ActorRequest, GatedRequest, Viewing
from zhijiao.identity.rights import actor_for
from zhijiao.identity.throttle import client_address
from zhijiao.identity.tokens import actor_for_token
from zhijiao.kit.problem_json import problem_body, problem_response
from zhijiao.private import data_password

log = logging.getLogger("zhijiao.signin")

_SIGN_IN = {BUSINESS: "signin:login", MANAGE: "signin:manage_login"}
_PASSWORD = {BUSINESS: "signin:password", MANAGE: "signin:manage_password"}
_READING = ("GET", "HEAD", "OPTIONS")


class ActorMiddleware:
    """Sets `request.actor` and lets a request through only where the view's mark allows it.

    Must stand after the session and authentication middleware. A request with a token is judged by the token
    alone: its cookies are ignored, and so it needs no CSRF protection.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: GatedRequest) -> HttpResponse:
        """Set the actor: of the token if there is one, else of the session."""
        header = request.META.get("HTTP_AUTHORIZATION", "")
        request.viewing = None
        request.by_token = header.lower().startswith("bearer ")
        if request.by_token:
            request.actor = actor_for_token(header, client_address(request))
            request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]  # Django's own switch
        else:
            actor = actor_for(request.user) if request.user.is_authenticated else None
            request.actor = actor and data_password.opened(request, actor)
        with acting(_hand(request)):
            if not request.by_token and request.actor is not None:
                request.viewing = view_as.viewed_as(cast("ActorRequest", request))
            return self.get_response(request)

    def process_view(self, request: GatedRequest, view, args, kwargs) -> HttpResponse | None:
        """None lets the request through; a response or an exception ends it."""
        gate: Gate | None = getattr(view, "gate", None)
        if gate is None:
            log.error("view without a mark denied: %s", request.path)
            raise Denied("此页面尚未开放。")
        if gate.kind == "public":
            return None
        if request.by_token:
            return _judge_token(request, gate)
        if not request.user.is_authenticated:
            return _to_sign_in(request, gate)
        if request.viewing is not None:
            _look(request, request.viewing, gate)
        if gate.kind == "member":
            return None
        if request.actor is None:  # the password has to be changed first
            return _redirect(request, reverse(_PASSWORD[gate.portal]))
        return _judge(request, request.actor, gate)


def _look(request: GatedRequest, viewing: Viewing, gate: Gate) -> None:
    """Let an administrator who looks as somebody else look: with that one's eyes, and with tied hands."""
    if request.method not in _READING and not (gate.harmless and request.method == "POST"):
        raise Denied(
            f"您正在以{viewing.label}查看，只能查看，没有做任何改动。",
            remedy="需要修改时，请先回到首页，点页面上方的“退出查看”。",
        )
    if gate.kind == "portal" and gate.portal == BUSINESS:
        request.actor = viewing.actor


def _hand(request: GatedRequest) -> AuditContext:
    """Whom the audit log names for what this request does; nobody's for a stranger."""
    address, actor = client_address(request), request.actor
    if actor is not None:
        return AuditContext(actor.user_id, actor.name, actor.org_id, address)
    if not request.by_token and request.user.is_authenticated:  # signed in, but not allowed to act yet
        return AuditContext(request.user.pk, request.user.real_name, request.user.org_id, address)
    return AuditContext(None, "未登录者", None, address)


def _judge(request: GatedRequest, actor: Actor, gate: Gate) -> HttpResponse | None:
    if admits(actor, gate):
        return None
    if not actor.portals:
        return _redirect(request, reverse("signin:no_role"))
    if gate.portal not in actor.portals:
        raise Denied(wrong_portal(actor))
    raise denied(actor, gate.action or VIEW)


def wrong_portal(actor: Actor) -> str:
    """Tells the user of one portal who came to the other where to go."""
    own = "、".join(PORTAL_NAMES[portal] for portal in sorted(actor.portals))
    return f"您的账号属于{own}，不能使用此页面，请从{own}进入。"


def turn_away(request: GatedRequest, gate: Gate) -> HttpResponse | None:
    """The answer to a stranger who has to sign in first, or to a program without a token that holds."""
    return _judge_token(request, gate) if request.by_token else _to_sign_in(request, gate)


def _judge_token(request: GatedRequest, gate: Gate) -> HttpResponse | None:
    if not gate.token:
        return _problem(403, "此地址不接受接口令牌，请改用 /api/ 下的地址。")
    if request.actor is None:
        response = _problem(
            401, "接口令牌无效、已过期、已吊销，不允许在此网络地址使用，或其用户已停用，请重新申请令牌。"
        )
        response["WWW-Authenticate"] = "Bearer"
        return response
    try:
        refused = _judge(request, request.actor, gate)
    except Denied as refusal:
        return _problem(403, str(refusal))
    return None if refused is None else _problem(403, "令牌的用户没有功能角色，请联系系统管理员。")


def _to_sign_in(request: GatedRequest, gate: Gate) -> HttpResponse:
    if gate.token and "text/html" not in request.META.get("HTTP_ACCEPT", ""):
        response = _problem(401, "请在 Authorization 请求头中提供接口令牌。")
        response["WWW-Authenticate"] = "Bearer"
        return response
    back = _page_address(request)
    asked = {"next": back} if back else {}
    if getattr(request, "timed_out", False):
        asked["expired"] = "1"
    query = f"?{urlencode(asked)}" if asked else ""
    return _redirect(request, reverse(_SIGN_IN[gate.portal]) + query)


def _page_address(request: GatedRequest) -> str:
    """Address to come back to: of the page, also when only a part of it was asked for; never of a POST."""
    if "HTTP_HX_REQUEST" in request.META:
        current = urlsplit(request.META.get("HTTP_HX_CURRENT_URL", ""))
        return current.path + (f"?{current.query}" if current.query else "")
    return request.get_full_path() if request.method == "GET" else ""


def _redirect(request: GatedRequest, address: str) -> HttpResponse:
    """A redirect that moves the whole page even when only a part of it was asked for."""
    if "HTTP_HX_REQUEST" in request.META:
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _problem(status: int, message: str) -> JsonResponse:
    return problem_response(problem_body(status, message))

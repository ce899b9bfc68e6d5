"""Marks for the views of the API: programs with a token come in as well, and every refusal is problem+json."""

from functools import wraps
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from zhijiao.filing.pages.context import form_view
from zhijiao.filing.records import access
from zhijiao.identity.actions import VIEW
from zhijiao.identity.actor import actor_of
from zhijiao.identity.gate import Mark, View, business
from zhijiao.identity.token_limits import Allowance, spend
from zhijiao.kit.problem_json import problem_body, problem_response


class Refusal(Exception):
    """An answer that is not the one asked for: status, code, a sentence in Chinese and what else helps."""

    def __init__(self, status: int, code: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.body = problem_body(status, detail, code=code, **more)


def answer(content: Any, status: int = 200, **headers: str) -> JsonResponse:
    """JSON with Chinese as it is."""
    return JsonResponse(
        content,
        DjangoJSONEncoder,
        safe=False,
        status=status,
        headers=headers,
        json_dumps_params={"ensure_ascii": False},
    )


def endpoint(*methods: str, action: str = VIEW, large: bool = False) -> Mark:
    """Mark a view of the API with the methods it takes."""
    return _refusing_in_json(methods, business(action, token=True, methods=methods, large=large))


def form_endpoint(*methods: str, large: bool = False) -> Mark:
    """Mark a view of one form, which is called as ``view(ctx, …)``; a ``large`` one takes whole tables."""
    return _refusing_in_json(methods, form_view("view", token=True, methods=methods, large=large))


def _refusing_in_json(methods: tuple[str, ...], mark: Mark) -> Mark:
    def marking(view: View) -> View:
        marked = mark(view)

        @wraps(marked)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            allowance = _spend(request)
            response = respond(request, allowance, *args, **kwargs)
            for name, value in (allowance.headers if allowance else {}).items():
                response[name] = value
            return response

        def respond(
            request: HttpRequest, allowance: Allowance | None, *args: Any, **kwargs: Any
        ) -> HttpResponseBase:
            try:
                if allowance is not None and not allowance.allowed:
                    said = f"每分钟最多 {allowance.limit} 次请求，请 {allowance.reset} 秒后再试。"
                    raise Refusal(429, "rate", said)
                if request.method not in methods:
                    raise Refusal(405, "method", f"此地址只接受 {'、'.join(methods)}。")
                return marked(request, *args, **kwargs)
            except Refusal as refusal:
                body = refusal.body
            except access.Denied as denied:
                body = _denied(denied)
            except Http404 as missing:
                body = problem_body(404, str(missing) or "没有找到。")
            response = problem_response(body)
            if body["status"] == 405:
                response["Allow"] = ", ".join(methods)
            return response

        return answered

    return marking


def _spend(request: HttpRequest) -> Allowance | None:
    """Count the request of a token; people at their browsers are not counted."""
    actor = actor_of(request)
    return spend(actor.token_id) if actor is not None and actor.token_id is not None else None


def _denied(denied: access.Denied) -> dict[str, Any]:
    further = {"right": denied.right, "grantor": denied.grantor, "remedy": denied.remedy}
    return problem_body(403, str(denied), **{name: text for name, text in further.items() if text})

"""Refusals as programs read them: ``application/problem+json`` (RFC 9457), in Chinese.

``title`` is short, ``detail`` says what to do, ``code`` is what a program compares.
"""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import JsonResponse

CONTENT_TYPE = "application/problem+json"
TITLES = {
    400: "请求与接口说明不符",
    401: "没有有效的令牌",
    403: "没有权限",
    404: "没有找到",
    405: "不支持的方法",
    409: "与现有数据冲突",
    412: "记录已被他人修改",
    413: "提交的内容太大",
    422: "数据需要修改",
    428: "缺少版本条件",
    429: "请求太频繁",
}
CODES = {
    400: "request",
    401: "token",
    403: "denied",
    404: "not_found",
    405: "method",
    413: "too_large",
    500: "server",
}


def problem_body(status: int, detail: str, *, title: str = "", code: str = "", **more: Any) -> dict[str, Any]:
    """What is said; a code and title that the status implies may be left out."""
    said = {"title": title or TITLES.get(status, "没有完成"), "status": status, "detail": detail}
    return {**said, "code": code or CODES.get(status, "refused"), **more}


def problem_response(body: dict[str, Any]) -> JsonResponse:
    """The answer that says it."""
    return JsonResponse(
        body,
        DjangoJSONEncoder,
        status=body["status"],
        json_dumps_params={"ensure_ascii": False},
        content_type=CONTENT_TYPE,
    )

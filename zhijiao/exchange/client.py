"""The province's side over HTTPS: to the operator's address alone, with the token that the ministry has issued.

Redirects are not followed, so that the token goes nowhere else.
"""

import json
from typing import Any

from django.conf import settings

from zhijiao.exchange.refusals import Refused
from zhijiao.kit import outgoing

SECONDS = 60
MOST_ANSWER = 20 * 1024 * 1024
UNREACHABLE = "无法连接部级系统，稍后自动重试。请检查网络和 ZHIJIAO_EXCHANGE_ADDRESS 的设置。"


class Unreachable(Exception):
    """The other side did not answer, or is in trouble; to be tried again later."""


def is_set() -> bool:
    """Whether there is an address to send to."""
    return bool(settings.EXCHANGE_ADDRESS and settings.EXCHANGE_TOKEN)


def ask(method: str, path: str, content: Any = None) -> Any:
    """An answer in JSON.

    Raises:
        Refused: the other side refuses, with its reason.
        Unreachable: there is no answer.
    """
    data = None if content is None else json.dumps(content).encode()
    return json.loads(_call(method, path, data, "application/json"))


def put(path: str, data: bytes) -> Any:
    """Send bytes."""
    return json.loads(_call("PUT", path, data, "application/octet-stream"))


def fetch(path: str) -> bytes:
    """Get bytes."""
    return _call("GET", path, None, "")


def _call(method: str, path: str, data: bytes | None, kind: str) -> bytes:
    if not is_set():
        raise Refused(
            "没有设置部级系统的地址或令牌（ZHIJIAO_EXCHANGE_ADDRESS、ZHIJIAO_EXCHANGE_TOKEN）。请由系统运维单位设置，或用文件报送。",
            "no-address",
        )
    headers = {"Authorization": f"Bearer {settings.EXCHANGE_TOKEN}", "Accept": "application/json"}
    if kind:
        headers["Content-Type"] = kind
    address = f"{settings.EXCHANGE_ADDRESS}/exchange/api/{path}"
    try:
        answer = outgoing.fetch(
            address, data=data, method=method, headers=headers, seconds=SECONDS, limit=MOST_ANSWER
        )
    except outgoing.Unreachable:
        raise Unreachable(UNREACHABLE) from None
    if answer.status >= 300:
        raise _refusal(answer)
    return answer.body


def _refusal(answer: outgoing.Answer) -> Exception:
    """What a refusal is to us: wait for what passes, tell the rest."""
    if answer.status == 429 or answer.status >= 500:
        return Unreachable(f"部级系统暂时不能处理（{answer.status}），稍后自动重试。")
    try:
        body = json.loads(answer.body)
        detail, code = str(body["detail"])[:400], str(body.get("code", "refused"))
    except (ValueError, KeyError, TypeError, RecursionError):
        detail, code = f"部级系统拒绝了请求（{answer.status}），请核对地址和令牌。", "refused"
    return Refused(detail, code, final=answer.status == 409)

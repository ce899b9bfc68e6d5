"""The province's side over HTTPS: to the operator's address alone, with the token that the ministry has issued.

Redirects are not followed, so that the token goes nowhere else.
"""

import json
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import Any

from django.conf import settings

from zhijiao.exchange.refusals import Refused

SECONDS = 60
MOST_ANSWER = 20 * 1024 * 1024
UNREACHABLE = "无法连接部级系统，稍后自动重试。请检查网络和 ZHIJIAO_EXCHANGE_ADDRESS 的设置。"


class Unreachable(Exception):
    """The other side did not answer, or is in trouble; to be tried again later."""


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """No redirect is followed."""
        return


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
    request = urllib.request.Request(address, data, headers, method=method)  # noqa: S310  the operator's own setting, http(s) alone
    try:
        with urllib.request.build_opener(_Stays).open(request, timeout=SECONDS) as answer:
            found = answer.read(MOST_ANSWER + 1)
    except urllib.error.HTTPError as error:
        raise _refusal(error) from None
    except (OSError, HTTPException):
        raise Unreachable(UNREACHABLE) from None
    if len(found) > MOST_ANSWER:
        raise Unreachable(UNREACHABLE)
    return found


def _refusal(error: urllib.error.HTTPError) -> Exception:
    """What a refusal is to us: wait for what passes, tell the rest."""
    if error.code in (429, 502, 503, 504) or error.code >= 500:
        return Unreachable(f"部级系统暂时不能处理（{error.code}），稍后自动重试。")
    try:
        body = json.loads(error.read(64 * 1024))
        detail, code = str(body["detail"])[:400], str(body.get("code", "refused"))
    except (ValueError, KeyError, TypeError, OSError):
        detail, code = f"部级系统拒绝了请求（{error.code}），请核对地址和令牌。", "refused"
    return Refused(detail, code, final=error.code == 409)

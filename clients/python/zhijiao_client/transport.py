"""Sending requests: the token, waiting where the server says so, trying again what may be sent twice."""

import gzip
import json
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib import request
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit

from zhijiao_client.errors import RequestRefused, Unreachable, error_of

_LOCAL = ("localhost", "127.0.0.1", "::1")
_API = "/api/v1/"


@dataclass(frozen=True)
class Answer:
    """An answer: status, headers by their lower-case names, content."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    def json(self) -> Any:
        """The content; None if there is none."""
        return json.loads(self.content) if self.content else None


class _NoRedirects(request.HTTPRedirectHandler):
    """A redirect would carry the token elsewhere; it is an answer like another."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class _AnyStatus(request.HTTPErrorProcessor):
    """Every status is an answer."""

    def http_response(self, request: Any, response: Any) -> Any:
        return response

    https_response = http_response


class Transport:
    """Requests with one token. `patience` is how many seconds a request may be waited for and tried again, in all."""

    def __init__(
        self,
        url: str,
        token: str,
        *,
        timeout: float = 60.0,
        patience: float = 180.0,
        ca_file: str | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
            raise ValueError("令牌只能经 https 发送，请使用 https:// 开头的地址。")
        self._base = f"{parts.scheme}://{parts.netloc}"
        self._token = token
        self._timeout, self._patience, self._sleep = timeout, patience, sleep
        context = ssl.create_default_context(cafile=ca_file)
        self._opener = request.build_opener(
            request.HTTPSHandler(context=context), _NoRedirects(), _AnyStatus()
        )

    def send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        repeatable: bool | None = None,
    ) -> Answer:
        """Send a request; `path` is below `/api/v1/`, or an address that the server has given.

        `repeatable` says that sending it twice does no harm; unsaid, that is so for reading alone.

        Raises:
            ApiError: the answer is a refusal, or a fault of the server after all tries.
            Unreachable: there was no answer after all tries.
        """
        again = method == "GET" if repeatable is None else repeatable
        until, pause = time.monotonic() + self._patience, 1.0
        while True:
            wait = pause
            try:
                answer = self._once(method, path, query, body, headers)
            except (URLError, OSError) as error:
                if not again or time.monotonic() + wait > until:
                    raise Unreachable(
                        f"没有得到服务器的回答（{type(error).__name__}），请检查网络后重试。"
                    ) from error
            else:
                if answer.status < 400:
                    if answer.status >= 300:
                        raise RequestRefused(
                            answer.status, {"detail": "服务器要求转到其他地址，请核对接口地址。"}
                        )
                    return answer
                busy = answer.status == 429
                wait = float(answer.headers.get("retry-after", pause)) if busy else pause
                may_wait = busy or (again and answer.status >= 500)
                if not may_wait or time.monotonic() + wait > until:
                    raise error_of(answer.status, _problem(answer))
            self._sleep(wait)
            pause = min(pause * 2, 30.0)

    def _once(
        self,
        method: str,
        path: str,
        query: Mapping[str, object] | None,
        body: object,
        headers: Mapping[str, str] | None,
    ) -> Answer:
        place = path if path.startswith("/") else _API + path
        asked = {name: value for name, value in (query or {}).items() if value is not None}
        url = self._base + place + (f"?{urlencode(asked)}" if asked else "")
        sent = {
            "Authorization": f"Bearer {self._token}",
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            **(headers or {}),
        }
        data = None
        if body is not None:
            data = json.dumps(body, ensure_ascii=False).encode()
            sent["Content-Type"] = "application/json"
        asking = request.Request(url, data, sent, method=method)  # noqa: S310  https, or http to this machine
        with self._opener.open(asking, timeout=self._timeout) as response:
            content = response.read()
            given = {name.lower(): value for name, value in response.headers.items()}
            if given.get("content-encoding") == "gzip":
                content = gzip.decompress(content)
            return Answer(response.status, given, content)


def _problem(answer: Answer) -> dict[str, Any]:
    """What a refusal says; nothing if it is no JSON, as from a proxy in between."""
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}

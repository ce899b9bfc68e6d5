"""One request to another server, over before anybody notices: so many seconds in all, so many bytes, no redirects.

Whoever calls says where to, and takes addresses from what an operator has written down, never from a request; they may
lie in the operator's own network, behind the machine's proxy. Addresses that users type are asked by `kit.outbound`.
"""

import ssl
import time
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import lru_cache
from http.client import HTTPException
from threading import Thread
from urllib import request

LIMIT = 256 * 1024
SECONDS = 5.0
_PIECE = 16 * 1024


class Unreachable(Exception):
    """There was no answer in time, or none that can be used. The message is for the log: it names no value."""


@dataclass(frozen=True)
class Answer:
    """What came back, whatever the status."""

    status: int
    body: bytes


def fetch(
    url: str,
    *,
    data: bytes | None = None,
    method: str = "",
    headers: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
    limit: int = LIMIT,
    ca_file: str = "",
) -> Answer:
    """Ask, by POST where there is `data` and no `method` is named.

    `ca_file` names authorities to trust instead of the machine's.

    The time is kept from outside, by leaving the request behind in its thread: looking up a name, or a server that
    sends a byte a second, could not be stopped otherwise. That thread ends by itself.

    Raises:
        Unreachable: no connection, no answer in time, or too much of it.
    """
    asked = request.Request(url, data, dict(headers or {}), method=method or None)  # noqa: S310
    until = time.monotonic() + seconds
    found: Future[Answer] = Future()
    Thread(target=_run, args=(found, asked, until, limit, ca_file), daemon=True).start()
    try:
        return found.result(max(0.0, seconds))
    except TimeoutError:
        raise Unreachable("no answer in time") from None


def _run(found: "Future[Answer]", asked: request.Request, until: float, limit: int, ca_file: str) -> None:
    try:
        found.set_result(_ask(asked, until, limit, ca_file))
    except Unreachable as refusal:
        found.set_exception(refusal)
    except (OSError, HTTPException, ValueError) as error:
        found.set_exception(Unreachable(type(error).__name__))


def _ask(asked: request.Request, until: float, limit: int, ca_file: str) -> Answer:
    left = until - time.monotonic()
    if left <= 0:
        raise Unreachable("no time left")
    with _opener(ca_file).open(asked, timeout=left) as response:
        body = b""
        while piece := response.read1(_PIECE):
            body += piece
            if len(body) > limit:
                raise Unreachable("the answer is too long")
            if time.monotonic() > until:
                raise Unreachable("no answer in time")
        return Answer(response.status, body)


@lru_cache(maxsize=16)
def _opener(ca_file: str) -> request.OpenerDirector:
    """Web addresses alone; other answers than 200 are answers, and nobody is led elsewhere."""
    opener = request.OpenerDirector()
    context = ssl.create_default_context(cafile=ca_file or None)
    for handler in (
        request.ProxyHandler(),
        request.HTTPHandler(),
        request.HTTPSHandler(context=context),
        request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener

"""What can go wrong: problem+json (RFC 9457) as exceptions. `str(error)` is a Chinese sentence that says what to do."""

from collections.abc import Mapping
from typing import Any


class ZhijiaoError(Exception):
    """Anything that this client raises."""


class Unreachable(ZhijiaoError):
    """No answer after all tries: it is not known whether the server has done what was asked."""


class ApiError(ZhijiaoError):
    """An answer that is not the one asked for."""

    def __init__(self, status: int, body: Mapping[str, Any]) -> None:
        self.status = status
        #: What a program compares.
        self.code = str(body.get("code", ""))
        self.title = str(body.get("title", ""))
        self.detail = str(body.get("detail", "")) or f"服务器回答 {status}。"
        #: Everything that was said.
        self.body = dict(body)
        super().__init__(self.detail)

    @property
    def problems(self) -> list[dict[str, Any]]:
        """Places of the request that are wrong: path, row, column, value, message, remedy."""
        found = self.body.get("problems", [])
        return [dict(each) for each in found] if isinstance(found, list) else []


class RequestRefused(ApiError):
    """400, 405, 413, 428: the request is not as the document says; the program has to be mended."""


class TokenRefused(ApiError):
    """401: the token does not hold, or not at this address."""


class Denied(ApiError):
    """403: a right is missing; `body` says which, and who can grant it."""


class Missing(ApiError):
    """404: it is not there, or not in sight of this token."""


class Conflict(ApiError):
    """409: it is used elsewhere, or not ready yet."""


class Stale(ApiError):
    """412: somebody has changed the record since it was read; read it again."""


class Invalid(ApiError):
    """422: the data have to be mended, at the places that `problems` names."""


class TooMany(ApiError):
    """429: too many requests, also after waiting as long as this client was told to."""


class ServerFault(ApiError):
    """5xx: a fault of the server, also after trying again."""


_BY_STATUS: dict[int, type[ApiError]] = {
    401: TokenRefused,
    403: Denied,
    404: Missing,
    409: Conflict,
    412: Stale,
    422: Invalid,
    429: TooMany,
}


def error_of(status: int, body: Mapping[str, Any]) -> ApiError:
    """The exception for an answer."""
    usual = ServerFault if status >= 500 else RequestRefused
    return _BY_STATUS.get(status, usual)(status, body)

"""How often a token may call: so many requests in each minute, counted in the database, so that all processes agree.

A process draws requests by small portions and spends them from memory, so that reading does not write with each
request; what it has drawn and not spent when the minute ends is lost to the token.
"""

import threading
import time
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F

from zhijiao.identity.models import ApiToken

WINDOW = 60
"""Seconds in which requests are counted together."""
PORTIONS = 50
"""How many portions a minute's requests come in."""


@dataclass(frozen=True)
class Allowance:
    """What a token has left in this window."""

    limit: int
    remaining: int
    #: Seconds until it may call as often as it likes again.
    reset: int
    allowed: bool

    @property
    def headers(self) -> dict[str, str]:
        """As programs read it."""
        told = {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset),
        }
        return told if self.allowed else told | {"Retry-After": str(self.reset)}


@dataclass
class _Drawn:
    """What this process has drawn for a token and not spent yet, and how many nobody had drawn by then."""

    window: int
    left: int = 0
    others: int = 1


_drawn: dict[int, _Drawn] = {}
_lock = threading.Lock()


def spend(token_id: int) -> Allowance | None:
    """Count a request of a token; None where nothing is limited."""
    limit: int = settings.API_PER_MINUTE
    if limit <= 0:
        return None
    now = time.time()
    window = int(now // WINDOW)
    reset = max(1, round((window + 1) * WINDOW - now))
    held = _held(token_id, window)
    with _lock:
        wanting = not held.left and held.others > 0
    if wanting:  # outside of the lock: the database may keep us waiting
        portion, others = _draw(token_id, window, limit)
        with _lock:
            held.left, held.others = held.left + portion, others
    with _lock:
        allowed = held.left > 0
        held.left -= allowed
        return Allowance(limit, held.left + held.others, reset, allowed)


def _held(token_id: int, window: int) -> _Drawn:
    with _lock:
        held = _drawn.get(token_id)
        if held is None or held.window != window:
            held = _drawn[token_id] = _Drawn(window)
        return held


def _draw(token_id: int, window: int, limit: int) -> tuple[int, int]:
    """The next portion of this minute, one request alone where there are few left; and how many are left for all.

    Drawing is one conditional statement, so that processes at the same moment cannot draw the same.
    """
    token = ApiToken.objects.filter(pk=token_id)
    token.exclude(window=window).update(window=window, calls=0)
    drawn = 0
    for portion in dict.fromkeys((max(1, limit // PORTIONS), 1)):
        if token.filter(window=window, calls__lte=limit - portion).update(calls=F("calls") + portion):
            drawn = portion
            break
    calls = token.values_list("calls", flat=True).first() or 0
    return drawn, max(0, limit - calls)


def forget_drawn() -> None:
    """Drop what was drawn (after a restore of the database, and between tests)."""
    _drawn.clear()

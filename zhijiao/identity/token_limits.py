"""How often a token may call: so many requests in each minute, counted in the database, so that all processes agree."""

import time
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F

from zhijiao.identity.models import ApiToken

WINDOW = 60
"""Seconds in which requests are counted together."""


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


def spend(token_id: int) -> Allowance | None:
    """Count a request of a token; None where nothing is limited.

    Counting is one conditional statement, so that requests at the same moment cannot all pass.
    """
    limit: int = settings.API_PER_MINUTE
    if limit <= 0:
        return None
    now = time.time()
    window = int(now // WINDOW)
    reset = max(1, round((window + 1) * WINDOW - now))
    token = ApiToken.objects.filter(pk=token_id)
    token.exclude(window=window).update(window=window, calls=0)
    allowed = token.filter(window=window, calls__lt=limit).update(calls=F("calls") + 1) == 1
    calls = token.values_list("calls", flat=True).first() or 0
    return Allowance(limit, max(0, limit - calls), reset, allowed)

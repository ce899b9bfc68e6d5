"""On the way to a provider: what is kept in the session until somebody comes back, and that he comes back once."""

import secrets
from dataclasses import asdict, dataclass
from hashlib import sha256
from time import time
from typing import Any

from django.db import IntegrityError, transaction

from zhijiao.sso.models import SpentState

VALID_SECONDS = 10 * 60
_KEY = "sso_journeys"
_MOST = 5
"""How many journeys of one browser are open at a time: tabs."""


@dataclass(frozen=True)
class Journey:
    """One way to a provider and back, in the browser it began in.

    `user_id` is who binds his account, 0 for signing in.
    """

    provider: str
    state: str
    nonce: str
    verifier: str
    portal: str
    wanted: str
    user_id: int
    at: float


def begin(session: Any, provider: str, *, portal: str, wanted: str = "", user_id: int = 0) -> Journey:
    """Set out."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    journey = Journey(provider, state, nonce, verifier, portal, wanted[:2000], user_id, time())
    session[_KEY] = [*session.get(_KEY, []), asdict(journey)][-_MOST:]
    return journey


def end(session: Any, provider: str, state: str) -> Journey | None:
    """The journey that ends here; None if it began in another browser, led elsewhere, is over, or has ended before.

    The row says so to all processes at once: a session alone could be read twice at the same moment.
    """
    kept = [Journey(**each) for each in session.get(_KEY, [])]
    found = next((each for each in kept if secrets.compare_digest(each.state.encode(), state.encode())), None)
    if found is None:
        return None
    session[_KEY] = [asdict(each) for each in kept if each is not found]
    try:
        with transaction.atomic():
            SpentState.objects.create(name=sha256(state.encode()).hexdigest())
    except IntegrityError:
        return None
    fresh = time() - found.at <= VALID_SECONDS
    return found if fresh and found.provider == provider else None

"""Whose hand is at work: who acts now and from which address, for entries of the audit log and nothing else.

Rights are never decided by it. The middleware of a request, a command or a worker says who acts; code that records an
entry deep inside need not be told.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts (None and 系统 for the program itself), for which node, from which network address."""

    user_id: int | None = None
    name: str = "系统"
    org_id: int | None = None
    address: str = ""


_program = Hand()
_hand: ContextVar[Hand] = ContextVar("hand", default=_program)


def hand() -> Hand:
    """Who acts now; the program itself where nobody was named."""
    return _hand.get()


@contextmanager
def acting(who: Hand) -> Iterator[None]:
    """Let ``who`` be the acting hand within the block."""
    token = _hand.set(who)
    try:
        yield
    finally:
        _hand.reset(token)

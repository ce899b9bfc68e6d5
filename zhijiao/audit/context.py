"""The audit context: who acts now and from which address, for entries of the audit log and nothing else.

Rights are never decided by it. The middleware of a request, a command or a worker says who acts; code that records an
entry deep inside need not be told.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AuditContext:
    """Who acts (None and 系统 for the program itself), for which node, from which network address."""

    user_id: int | None = None
    name: str = "系统"
    org_id: int | None = None
    address: str = ""


_program = AuditContext()
_current: ContextVar[AuditContext] = ContextVar("audit_context", default=_program)


def current_context() -> AuditContext:
    """Who acts now; the program itself where nobody was named."""
    return _current.get()


@contextmanager
def acting(who: AuditContext) -> Iterator[None]:
    """Name ``who`` as the one who acts within the block."""
    token = _current.set(who)
    try:
        yield
    finally:
        _current.reset(token)

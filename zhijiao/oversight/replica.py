"""Boards read their figures from a copy of the database, where `ZHIJIAO_REPLICA_URL` names one.

A copy lags behind by what has not reached it yet, mostly less than a second. Figures of areas are a minute old anyway;
everything else (who somebody is, what he may, records) is asked of the database itself.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.db.models import Model

REPLICA = "replica"
"""The name of the copy among the databases of the settings."""

_reading: ContextVar[bool] = ContextVar("reading a board", default=False)


class Router:
    """Sends what a board reads of this package to the copy; it is never migrated and never written to."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """The copy for figures of a board, else as usual."""
        return REPLICA if _reading.get() and model._meta.app_label == "oversight" else None

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """Not on the copy."""
        return False if db == REPLICA else None


def from_replica(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view that only shows figures."""

    @wraps(view)
    def read(request: Any, *args: Any, **kwargs: Any) -> Any:
        token = _reading.set(request.method == "GET")
        try:
            return view(request, *args, **kwargs)
        finally:
            _reading.reset(token)

    return read

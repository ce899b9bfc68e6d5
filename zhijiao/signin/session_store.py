"""Sessions in the database as Django keeps them; only how one is read differs, because every request reads one."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from zhijiao.kit.statements import statement


@statement
def _living(key: str, now: datetime) -> QuerySet[Any]:
    return Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data", flat=True)


class SessionStore(db.SessionStore):
    """Django's own store with its look-up compiled once."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Django's table."""
        return Session

    def load(self) -> dict[str, Any]:
        """The content of the session; empty, and without a key, where there is none that lives."""
        found = _living(self.session_key, timezone.now()) if self.session_key else []
        if not found:
            self._session_key = None
            return {}
        content: dict[str, Any] = self.decode(found[0])
        return content

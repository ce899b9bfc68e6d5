"""Django's PostgreSQL backend, and statements whose plans the server keeps, for what every page asks.

A list page spent more of the server's time on plans than on rows. The ORM's own statements change their text from
call to call and are bound by the client as before; those of :mod:`zhijiao.kit.statements` have few texts, which each
connection keeps planned. A pooler between the program and the server has to keep sessions (docs/operations/scale.md).
"""

import time
from collections.abc import Sequence
from typing import Any

from django.db import NotSupportedError
from django.db.backends.postgresql import base, operations

PLAN_AFTER = 2
"""How often a connection has asked a text before its plan is kept."""
MOST_KEPT = 300
"""Plans kept per connection, or one more; the text used longest ago makes room."""

RESTED = 1.0
"""Seconds without an answer after which a connection is asked whether it still works, before it is used again."""
_PLANNED = "planned"


class DatabaseOperations(operations.DatabaseOperations):
    """Django's, that tell what was asked by a kept plan with its values, as they tell it of other statements."""

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """The statement as it would be without a plan; for tests and debugging."""
        if isinstance(cursor, base.ServerBindingCursor):
            composed: str = self.compose_sql(sql, params)
            return composed
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that offers :meth:`planned_rows`."""

    ops_class = DatabaseOperations
    _answered = float("-inf")

    def get_connection_params(self) -> dict[str, Any]:
        """Django's, with plans kept."""
        return {**super().get_connection_params(), "prepare_threshold": PLAN_AFTER}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Django's, with room for more plans than psycopg keeps (100)."""
        connection = super().get_new_connection(conn_params)
        connection.prepared_max = MOST_KEPT
        return connection

    def close_if_health_check_failed(self) -> None:
        """Django's, which asks once per request; not while answers come all the time."""
        if time.monotonic() - self._answered > RESTED:
            super().close_if_health_check_failed()

    def create_cursor(self, name: str | None = None) -> Any:
        """Django's; under one name, what binds at the server."""
        planned: Any = base.ServerBindingCursor
        return planned(self.connection) if name == _PLANNED else super().create_cursor(name)

    def planned_rows(self, sql: str, params: Sequence[Any]) -> list[Any]:
        """All rows of a statement whose parameters the server binds and whose plan it keeps."""
        try:
            return self._asked(sql, params)
        except NotSupportedError:  # a migration has changed the type of a column: no kept plan may show it
            if self.in_atomic_block:
                self.close_at = time.monotonic()  # the transaction is lost; the next request connects anew
                raise
            with self.cursor() as cursor:
                cursor.execute("DEALLOCATE ALL")
            return self._asked(sql, params)

    def _asked(self, sql: str, params: Sequence[Any]) -> list[Any]:
        wrapper: Any = self  # the stubs do not know what `cursor` and `chunked_cursor` are made by
        with wrapper._cursor(_PLANNED) as cursor:
            cursor.execute(sql, params)
            rows: list[Any] = cursor.fetchall()
        self._answered = time.monotonic()
        return rows

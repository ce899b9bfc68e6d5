"""Errors of the database that name the place and hold no value: values may be private."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import Error, IntegrityError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model


@contextmanager
def errors_without_values(connection: BaseDatabaseWrapper, model: type[Model]) -> Iterator[None]:
    """Turn database errors into Django's with a message that names the place and holds no value.

    PostgreSQL quotes the offending value in its messages; SQLite names columns only.
    """
    try:
        with connection.wrap_database_errors:
            yield
    except Error as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        if diagnosis is None:
            raise
        place, state, kind = (
            diagnosis.constraint_name or diagnosis.column_name or "",
            diagnosis.sqlstate,
            type(error),
        )
        if key := _doubled_on_a_node(model, diagnosis):
            place, state, kind = key, "23505", IntegrityError
        raise kind(f"{model._meta.db_table} {place} ({kind.__name__} {state or ''})") from None


def _doubled_on_a_node(model: type[Model], diagnosis: Any) -> str:
    """The key that occurs twice in what was copied into a table of a cluster; empty where that is not what it says.

    Citus passes such an error on as an internal one, which names the key of the part (`student_key_102008`).
    """
    if diagnosis.sqlstate != "XX000":
        return ""
    named = re.search(r'"(\w+)_\d+"', diagnosis.message_primary or "")
    keys = [constraint.name for constraint in model._meta.constraints]
    return named[1] if named and named[1] in keys else ""

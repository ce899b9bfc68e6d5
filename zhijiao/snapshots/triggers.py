"""What makes snapshots append-only in the database itself: triggers, made after every migration, on either database.

Nothing of a snapshot can be deleted, and nothing changed but the columns that a change of keys seals or signs anew;
what these hold is proved by what they open to. Whoever owns the database can drop the triggers; `zhijiao snapshot
verify` tells of it, and of what was done meanwhile.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, UniqueConstraint

from zhijiao.snapshots.models import Snapshot, SnapshotForm

_REFUSAL = "snapshots are append-only"
_FUNCTION = "snapshots_refuse"
_BODY = f"BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END"
_TABLES = {
    Snapshot._meta.db_table: (Snapshot, {"salt", "mark", "key"}),
    SnapshotForm._meta.db_table: (SnapshotForm, {"private"}),
}
"""Tables with the columns that a change of keys writes anew."""


def after_migrate(using: str = "default", **kwargs: Any) -> None:
    """Receiver of post_migrate; also mends what a table made over has lost."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if set(_TABLES) <= set(connection.introspection.table_names(cursor)):
            install(using)


def install(using: str = "default") -> None:
    """Make the triggers that are missing."""
    connection, lost = connections[using], missing(using)
    if not lost:
        return
    statements = _statements(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            name = connection.ops.quote_name(_FUNCTION)
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${_BODY}$$"
            )
        for trigger in lost:
            cursor.execute(_dropping(connection, trigger))
            cursor.execute(statements[trigger])


def remove(using: str = "default") -> None:
    """Drop the triggers, so that a test can tamper with a snapshot or a test database be emptied."""
    connection = connections[using]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for trigger, table in _names():
            if table in present:
                cursor.execute(_dropping(connection, trigger))


def missing(using: str = "default") -> list[str]:
    """Names of triggers that are not there, are switched off or do something else."""
    connection = connections[using]
    wanted = _statements(connection)
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            found = {name for name, statement in cursor.fetchall() if wanted.get(name) == statement}
            return [name for name in wanted if name not in found]
        cursor.execute(
            "SELECT tgname, pg_get_triggerdef(pg_trigger.oid), prosrc FROM pg_trigger "
            "JOIN pg_proc ON pg_proc.oid = tgfoid WHERE proname = %s AND tgenabled IN ('O', 'A')",
            [_FUNCTION],
        )
        found = {
            name
            for name, made, body in cursor.fetchall()
            if body == _BODY
            and (not name.endswith("_update") or _compared(connection, name) <= made.count("DISTINCT"))
        }
    return [name for name in wanted if name not in found]


def _names() -> list[tuple[str, str]]:
    """Every trigger with its table."""
    doings = ("insert", "update", "delete", "truncate")
    return [(f"{table}_{doing}", table) for table in _TABLES for doing in doings]


def _statements(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Statements that make the triggers, by name."""
    make = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    return {name: statement for table in _TABLES for name, statement in make(connection, table)}


def _dropping(connection: BaseDatabaseWrapper, trigger: str) -> str:
    name = connection.ops.quote_name(trigger)
    if connection.vendor != "postgresql":
        return f"DROP TRIGGER IF EXISTS {name}"
    return f"DROP TRIGGER IF EXISTS {name} ON {connection.ops.quote_name(dict(_names())[trigger])}"


def _fixed(table: str) -> list[str]:
    """Columns of which nothing may change."""
    model, renewed = _TABLES[table]
    return [field.column for field in _fields(model) if field.name not in renewed]


def _fields(model: type[Model]) -> list[Any]:
    """Fields with a column of the table."""
    return list(model._meta.concrete_fields)


def _keys(table: str) -> list[list[str]]:
    """Columns that together occur once."""
    model = _TABLES[table][0]
    columns = {field.name: field.column for field in _fields(model)}
    unique = [each for each in model._meta.constraints if isinstance(each, UniqueConstraint)]
    return [["id"], *([columns[name] for name in each.fields] for each in unique)]


def _compared(connection: BaseDatabaseWrapper, trigger: str) -> int:
    """How many columns the trigger of a change looks at."""
    return len(_fixed(dict(_names())[trigger]))


def _changed(connection: BaseDatabaseWrapper, table: str, differs: str) -> str:
    """SQL that says whether something of a row changes that may not."""
    quote = connection.ops.quote_name
    return " OR ".join(f"OLD.{quote(name)} {differs} NEW.{quote(name)}" for name in _fixed(table))


def _on_sqlite(connection: BaseDatabaseWrapper, table: str) -> Iterator[tuple[str, str]]:
    """A replacing INSERT counts as a deletion, since SQLite fires no other trigger for it."""
    quote = connection.ops.quote_name
    same = " OR ".join(
        "(" + " AND ".join(f"{quote(column)} = NEW.{quote(column)}" for column in key) + ")"
        for key in _keys(table)
    )
    no_row = f"WHEN EXISTS (SELECT 1 FROM {quote(table)} WHERE {same}) "  # noqa: S608
    fixed = f"WHEN {_changed(connection, table, 'IS NOT')} "
    for doing, condition in (("INSERT", no_row), ("UPDATE", fixed), ("DELETE", "")):
        name = f"{table}_{doing.lower()}"
        yield (
            name,
            (
                f"CREATE TRIGGER {quote(name)} BEFORE {doing} ON {quote(table)} {condition}"
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            ),
        )


def _on_postgresql(connection: BaseDatabaseWrapper, table: str) -> Iterator[tuple[str, str]]:
    quote = connection.ops.quote_name
    fixed = f"WHEN ({_changed(connection, table, 'IS DISTINCT FROM')}) "
    for doing, each, condition in (
        ("UPDATE", "ROW", fixed),
        ("DELETE", "ROW", ""),
        ("TRUNCATE", "STATEMENT", ""),
    ):
        name = f"{table}_{doing.lower()}"
        yield (
            name,
            (
                f"CREATE TRIGGER {quote(name)} BEFORE {doing} ON {quote(table)} "
                f"FOR EACH {each} {condition}EXECUTE FUNCTION {quote(_FUNCTION)}()"
            ),
        )

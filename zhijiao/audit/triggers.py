"""What makes the log append-only in the database itself: triggers, made after every migration, on either database.

They refuse every change. Deleting is let through for one case alone: what is older than the shortest lawful term and
stands before a cut, which `audit.retention` makes. Whoever owns the database can drop the triggers; `zhijiao audit
verify` tells of it, and the chain tells what was done meanwhile.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from zhijiao.audit.models import Cut, Entry, Seal

LEAST_DAYS = 183
"""Half a year: 网络安全法 Art. 21 no. 3 wants network logs kept for six months at least."""

_REFUSAL = "the audit log is append-only"
_TABLES = {model._meta.db_table: model for model in (Entry, Seal, Cut)}


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
            for name, body in _bodies(connection).items():
                function = f"{connection.ops.quote_name(name)}() RETURNS trigger LANGUAGE plpgsql"
                cursor.execute(f"CREATE OR REPLACE FUNCTION {function} AS $${body}$$")
        for trigger in lost:
            cursor.execute(_dropping(connection, trigger))
            cursor.execute(statements[trigger])


def remove(using: str = "default") -> None:
    """Drop the triggers, so that a test can tamper with the log or a test database be emptied."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for trigger in _statements(connection):
            cursor.execute(_dropping(connection, trigger))


def missing(using: str = "default") -> list[str]:
    """Names of triggers that are not there, are switched off or do something else."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            wanted = _bodies(connection)
            cursor.execute(
                "SELECT tgname, proname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
                "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
            )
            found = {name for name, function, body in cursor.fetchall() if wanted.get(function) == body}
        else:
            wanted = _statements(connection)
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            found = {name for name, statement in cursor.fetchall() if wanted.get(name) == statement}
    return [trigger for trigger in _statements(connection) if trigger not in found]


def _statements(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Statements that make the triggers, by name."""
    make = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    return {name: statement for table in _TABLES for name, statement in make(connection, table)}


def _dropping(connection: BaseDatabaseWrapper, trigger: str) -> str:
    name = connection.ops.quote_name(trigger)
    if connection.vendor != "postgresql":
        return f"DROP TRIGGER IF EXISTS {name}"
    table = next(table for table in _TABLES if trigger.startswith(f"{table}_"))
    return f"DROP TRIGGER IF EXISTS {name} ON {connection.ops.quote_name(table)}"


def _removable(connection: BaseDatabaseWrapper, table: str) -> str:
    """SQL that says whether the row OLD may be deleted."""
    quote = connection.ops.quote_name
    old = (
        f"OLD.{quote('at')} < now() - interval '{LEAST_DAYS} days'"
        if connection.vendor == "postgresql"
        else f"OLD.{quote('at')} < datetime('now', '-{LEAST_DAYS} days')"
    )
    cut = f"(SELECT max({quote('seq')}) FROM {quote(Cut._meta.db_table)})"  # noqa: S608
    if _TABLES[table] is Seal:
        return f"{old} AND OLD.{quote('seq')} <= {cut}"
    seals = quote(Seal._meta.db_table)
    return (
        f"{old} AND EXISTS (SELECT 1 FROM {seals} WHERE {quote('entry_id')} = OLD.{quote('id')} "  # noqa: S608
        f"AND {quote('seq')} <= {cut})"
    )


def _deletes(model: type[Model]) -> bool:
    """Whether rows may ever be deleted."""
    return model is not Cut


def _on_sqlite(connection: BaseDatabaseWrapper, table: str) -> Iterator[tuple[str, str]]:
    """Triggers of a table: a replacing INSERT counts as a change, since SQLite fires no other trigger for it."""
    quote = connection.ops.quote_name
    key = quote(_TABLES[table]._meta.pk.attname)
    no_row = f"WHEN EXISTS (SELECT 1 FROM {quote(table)} WHERE {key} = NEW.{key}) "  # noqa: S608
    kept = f"WHEN NOT ({_removable(connection, table)}) " if _deletes(_TABLES[table]) else ""
    for doing, condition in (("INSERT", no_row), ("UPDATE", ""), ("DELETE", kept)):
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
    refuse = quote("audit_refuse")
    delete = quote(f"{table}_keep") if _deletes(_TABLES[table]) else refuse
    for doing, each, function in (
        ("UPDATE", "ROW", refuse),
        ("DELETE", "ROW", delete),
        ("TRUNCATE", "STATEMENT", refuse),
    ):
        name = f"{table}_{doing.lower()}"
        yield (
            name,
            (
                f"CREATE TRIGGER {quote(name)} BEFORE {doing} ON {quote(table)} "
                f"FOR EACH {each} EXECUTE FUNCTION {function}()"
            ),
        )


def _bodies(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """What the functions do that the triggers of PostgreSQL call, by name."""
    refusal = f"RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation';"
    bodies = {"audit_refuse": refusal}
    for table, model in _TABLES.items():
        if _deletes(model):
            bodies[f"{table}_keep"] = f"IF {_removable(connection, table)} THEN RETURN OLD; END IF; {refusal}"
    return {name: f"BEGIN {body} END" for name, body in bodies.items()}

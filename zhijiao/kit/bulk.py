"""Writing thousands of rows at the speed of the database driver.

No model instances, no signals, no validation: callers hand over values that are already checked. SQLite gets
``executemany``, PostgreSQL gets ``COPY``; a single row is one plain statement on both. Everything happens inside the
caller's transaction. Identifiers come from model metadata only, and are put together once per table and columns. Errors
name the constraint or column, never a value: values may be private.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, TypeAlias

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField, DecimalField, F, Field, ForeignKey, Model, QuerySet
from django.db.transaction import TransactionManagementError

from zhijiao.kit.quiet_errors import errors_without_values

AnyField: TypeAlias = "Field[Any, Any]"
Rows = Collection[Sequence[Any]]
"""Rows of Python values, which may be gone through several times."""

# Kinds of column whose Python values the drivers take as they are; SQLite has no dates and decimals of its own.
_PLAIN = {
    "AutoField",
    "BigAutoField",
    "BigIntegerField",
    "BooleanField",
    "CharField",
    "FloatField",
    "IntegerField",
    "PositiveBigIntegerField",
    "PositiveIntegerField",
    "PositiveSmallIntegerField",
    "SlugField",
    "SmallAutoField",
    "SmallIntegerField",
    "TextField",
}
_PLAIN_ON_POSTGRESQL = _PLAIN | {"DateField", "DateTimeField", "DecimalField"}
_PREPARING = ("get_prep_value", "get_db_prep_value", "get_db_prep_save")


def portions(values: Iterable[Any], size: int) -> list[list[Any]]:
    """Values in lists of at most ``size``: as many as may go into one statement."""
    values = list(values)
    return [values[start : start + size] for start in range(0, len(values), size)]


def insert_rows(
    model: type[Model], attnames: Sequence[str], rows: Rows, using: str = DEFAULT_DB_ALIAS
) -> int:
    """Insert rows of Python values and return how many.

    Every row holds the values of ``attnames`` (``school_id``, not ``school``) in that order: date, Decimal, bool,
    datetime, None, str, int, or whatever the field itself would accept for saving.
    """
    connection = _connection_in_transaction(using)
    target = _target(model, tuple(attnames), using)
    if not rows:
        return 0
    rows = target.adapted(rows)
    with errors_without_values(connection, model), connection.cursor() as cursor:
        if len(rows) == 1:
            cursor.execute(target.insert, *rows)
        elif connection.vendor == "postgresql":
            _copy(cursor, target.table, target.columns, rows)
        else:
            cursor.executemany(target.insert, list(rows))
    return len(rows)


def insert_row(model: type[Model], values: Mapping[str, Any], using: str = DEFAULT_DB_ALIAS) -> None:
    """Insert one row, with its values by attname."""
    insert_rows(model, tuple(values), [tuple(values.values())], using)


def add_up(
    model: type[Model],
    key: Mapping[str, Any],
    added: Mapping[str, int],
    latest: Mapping[str, Any],
    using: str = DEFAULT_DB_ALIAS,
) -> None:
    """Add to the numbers of the row with this unique key, which is made if it is not there yet; one statement.

    ``latest`` is what the row holds of the last addition.
    """
    connection = _connection_in_transaction(using)
    target = _target(model, (*key, *added, *latest), using)
    rows = target.adapted([(*key.values(), *added.values(), *latest.values())])
    with errors_without_values(connection, model), connection.cursor() as cursor:
        cursor.execute(_adding(target, len(key), len(added)), *rows)


def insert_selected(
    model: type[Model],
    selected: "QuerySet[Any]",
    columns: Mapping[str, str],
    same: Mapping[str, Any],
    using: str = DEFAULT_DB_ALIAS,
) -> int:
    """Insert a row for each one that a query finds, in one statement, and return how many.

    ``columns`` says for attnames of the model which field of the query's model fills them (``{"user_id": "pk"}``);
    ``same`` holds the values that all rows share. The query is answered by itself: taken together with the
    INSERT, Citus finds no row of a table that every machine has, and says nothing.
    """
    connection = _connection_in_transaction(using)
    fields = _fields(model, [*columns, *same])
    named = {f"taken_{name}": F(source) for name, source in columns.items()}
    chosen, params = selected.using(using).order_by().values(**named).query.sql_with_params()
    taken = ", ".join([*(f"chosen.{name}" for name in named), *["%s"] * len(same)])
    table, filled = _quoted(connection, model._meta.db_table), ", ".join(_columns(fields, connection))
    first = "AS MATERIALIZED" if connection.vendor == "postgresql" else "AS"
    statement = f"INSERT INTO {table} ({filled}) WITH chosen {first} ({chosen}) SELECT {taken} FROM chosen"  # noqa: S608
    with errors_without_values(connection, model), connection.cursor() as cursor:
        cursor.execute(statement, [*params, *same.values()])
        return int(cursor.rowcount)


def update_rows(
    model: type[Model],
    attnames: Sequence[str],
    rows: Rows,
    key: Sequence[str] = ("school_id", "id"),
    using: str = DEFAULT_DB_ALIAS,
) -> int:
    """Update existing rows and return how many were found.

    Rows hold the values of ``attnames`` in that order. The names in ``key`` must be among them: they say which
    row is meant, all others are set.
    """
    connection = _connection_in_transaction(using)
    missing = set(key) - set(attnames)
    if missing or not key or len(key) == len(attnames):
        raise ValueError("attnames must contain the whole key and at least one column to set")
    target = _target(model, tuple(attnames), using)
    if not rows:
        return 0
    rows = target.adapted(rows)
    keys = [place for place, name in enumerate(attnames) if name in key]
    values = [place for place, name in enumerate(attnames) if name not in key]
    with errors_without_values(connection, model), connection.cursor() as cursor:
        if connection.vendor == "postgresql" and len(rows) > 1:
            return _update_from_copy(cursor, connection, target, keys, values, rows)
        return _update_one_by_one(cursor, target, keys, values, rows)


def among(rows: QuerySet[Any], ids: Collection[int]) -> QuerySet[Any]:
    """Rows of a query with one of these numbers, which are handed over as one value, however many there are."""
    connection, meta = connections[rows.db], rows.model._meta
    assert meta.pk is not None
    column = f"{_quoted(connection, meta.db_table)}.{_quoted(connection, meta.pk.column)}"
    if connection.vendor == "postgresql":
        return rows.extra(where=[f"{column} = ANY(%s)"], params=[list(ids)])  # noqa: S610
    where = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608
    return rows.extra(where=[where], params=[json.dumps(list(ids))])  # noqa: S610


def allocate_ids(model: type[Model], n: int, using: str = DEFAULT_DB_ALIAS) -> Sequence[int]:
    """Reserve n new primary keys, ascending: a range, or a list where other sessions drew numbers in between.

    PostgreSQL draws them from the column's sequence, so nobody else can get them. SQLite has one writer: raising
    the table's entry in ``sqlite_sequence`` takes the write lock (or finds it taken by BEGIN IMMEDIATE) and holds
    it until the transaction ends; the raised entry also parts two allocations in one transaction.
    """
    connection = _connection_in_transaction(using)
    pk = model._meta.pk
    if not isinstance(pk, AutoField):
        raise ValueError(f"{model._meta.label} has no automatic primary key")
    if n <= 0:
        return range(0)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), pk.column, n],
            )
            ids = [row[0] for row in cursor.fetchall()]
            return range(ids[0], ids[0] + n) if ids[-1] - ids[0] == n - 1 else ids
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq", [n, table])
        raised = cursor.fetchall()
        if not raised:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, n])
    last = raised[0][0] if raised else n
    return range(last - n + 1, last + 1)


@contextmanager
def own_numbers_kept(model: type[Model], using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Let rows come in under numbers given elsewhere, and go on numbering our own rows where we were.

    SQLite counts on from the largest number it has ever seen; PostgreSQL draws from a sequence that sees none.
    """
    connection = _connection_in_transaction(using)
    if connection.vendor != "sqlite":
        yield
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
    yield
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [found[0] if found else 0, table]
        )


def know_tables(models: Iterable[type[Model]], using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Let PostgreSQL look at those tables that it has never looked at, and return their names.

    Until it has, it plans joins as if they were empty, which makes the first questions after a school's first import a
    hundred times slower. Later its own background process keeps up. SQLite plans without.
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        return []
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE reltuples < 0 AND relkind = 'r' AND relname = ANY(%s)"
            " AND pg_relation_size(oid) > 0",
            [tables],
        )
        unknown = [row[0] for row in cursor.fetchall()]
        for table in unknown:
            cursor.execute(f"ANALYZE {_quoted(connection, table)}")
    return unknown


def clean_free_space(connection: BaseDatabaseWrapper) -> None:
    """Wipe what changed rows leave behind in the file of a database; PostgreSQL only marks it as free.

    Within a transaction neither is possible, and nothing happens.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _connection_in_transaction(using: str) -> BaseDatabaseWrapper:
    """The connection; half-written batches are refused by refusing to write outside a transaction."""
    connection = connections[using]
    if not connection.in_atomic_block:
        raise TransactionManagementError("bulk writing must run inside transaction.atomic()")
    connection.validate_no_broken_transaction()
    return connection


@dataclass(frozen=True)
class _Target:
    """Columns of a table that are written to, as this database spells them, and what their values have to become."""

    table: str
    columns: list[str]
    adapters: dict[int, Callable[[Any], Any]]
    insert: str

    def adapted(self, rows: Rows) -> Rows:
        """The rows with the values the driver takes; only columns that need it are touched."""
        if not self.adapters:
            return rows
        columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
        for index, adapt in self.adapters.items():
            columns[index] = [None if value is None else adapt(value) for value in columns[index]]
        return list(zip(*columns, strict=True))


@lru_cache(maxsize=2000)
def _target(model: type[Model], attnames: tuple[str, ...], using: str) -> _Target:
    """The columns of these names; a mistake in them is an error."""
    connection = connections[using]
    fields = _fields(model, attnames)
    table, columns = _quoted(connection, model._meta.db_table), _columns(fields, connection)
    adapters = {
        index: adapter for index, field in enumerate(fields) if (adapter := _adapter(field, connection))
    }
    marks = ", ".join(["%s"] * len(columns))
    return _Target(
        table, columns, adapters, f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
    )  # fmt: skip


def _adding(target: _Target, keys: int, added: int) -> str:
    """The statement that adds to a row or makes it: first the key, then what is added, then what is set."""
    sums = [
        f"{column} = {target.table}.{column} + excluded.{column}" for column in target.columns[keys:][:added]
    ]
    others = [f"{column} = excluded.{column}" for column in target.columns[keys + added :]]
    key = ", ".join(target.columns[:keys])
    return f"{target.insert} ON CONFLICT ({key}) DO UPDATE SET {', '.join(sums + others)}"


def _fields(model: type[Model], attnames: Sequence[str]) -> list[AnyField]:
    """The model's concrete fields by attname; an unknown or doubled name is an error."""
    known = {field.attname: field for field in model._meta.concrete_fields}
    unknown = [name for name in attnames if name not in known]
    if unknown or len(set(attnames)) != len(attnames):
        raise ValueError(f"{model._meta.label} has no columns {unknown}, or a column is named twice")
    return [known[name] for name in attnames]


def _quoted(connection: BaseDatabaseWrapper, name: str) -> str:
    """An identifier of model metadata, quoted for this database."""
    return str(connection.ops.quote_name(name))


def _columns(fields: Iterable[AnyField], connection: BaseDatabaseWrapper) -> list[str]:
    """Column names quoted for SQL, with commas between."""
    return [_quoted(connection, field.column or field.attname) for field in fields]


def _adapter(field: AnyField, connection: BaseDatabaseWrapper) -> Callable[[Any], Any] | None:
    """What turns one value of a column into the driver's; None where it needs no turning."""
    while isinstance(field, ForeignKey):
        field = field.target_field
    kind = field.get_internal_type()
    alias = connection.alias  # the connection itself belongs to one thread
    own = _has_own_preparation(type(field))  # type: ignore[arg-type]  # a class can be hashed, typeshed doubts it
    if not own:
        if kind in (_PLAIN_ON_POSTGRESQL if connection.vendor == "postgresql" else _PLAIN):
            return None
        if kind == "DateField":
            return str
        if isinstance(field, DecimalField):
            return f"{{:.{field.decimal_places}f}}".format
        if kind == "DateTimeField":  # mostly one moment for all rows
            adapt: Callable[[Any], Any] = lru_cache(connection.ops.adapt_datetimefield_value)
            return adapt
        if kind == "JSONField":
            encoder = getattr(field, "encoder", None)
            return lambda value: connections[alias].ops.adapt_json_value(value, encoder)
    return lambda value: field.get_db_prep_save(value, connections[alias])


@cache
def _has_own_preparation(kind: type[AnyField]) -> bool:
    """Whether a class outside Django says how the values of this kind of field are stored."""
    return any(
        not base.__module__.startswith("django.") and any(name in vars(base) for name in _PREPARING)
        for base in kind.__mro__
    )


def _copy(cursor: Any, table: str, columns: list[str], rows: Rows) -> None:
    """Stream rows into a table of PostgreSQL."""
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        write = copy.write_row
        for row in rows:
            write(row)


def _update_one_by_one(
    cursor: Any, target: _Target, keys: Sequence[int], values: Sequence[int], rows: Rows
) -> int:
    """One prepared UPDATE, executed for every row by the driver."""
    sets = ", ".join(f"{target.columns[place]} = %s" for place in values)
    where = " AND ".join(f"{target.columns[place]} = %s" for place in keys)
    order = itemgetter(*values, *keys)
    cursor.executemany(f"UPDATE {target.table} SET {sets} WHERE {where}", map(order, rows))  # noqa: S608
    return int(cursor.rowcount)


def _update_from_copy(
    cursor: Any,
    connection: BaseDatabaseWrapper,
    target: _Target,
    keys: Sequence[int],
    values: Sequence[int],
    rows: Rows,
) -> int:
    """COPY into a temporary table, then one UPDATE; the values never stand in a statement."""
    table, columns = target.table, target.columns
    draft = _quoted(connection, f"update_{table.strip(chr(34))}"[:63])
    cursor.execute(
        f"CREATE TEMPORARY TABLE {draft} ON COMMIT DROP AS SELECT {', '.join(columns)} FROM {table} WITH NO DATA"  # noqa: S608
    )
    _copy(cursor, draft, columns, rows)
    sets = ", ".join(f"{columns[place]} = {draft}.{columns[place]}" for place in values)
    where = " AND ".join(f"{table}.{columns[place]} = {draft}.{columns[place]}" for place in keys)
    cursor.execute(f"UPDATE {table} SET {sets} FROM {draft} WHERE {where}")  # noqa: S608
    found = int(cursor.rowcount)
    cursor.execute(f"DROP TABLE {draft}")
    return found

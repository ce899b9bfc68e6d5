"""What the catalogues of PostgreSQL and Citus say of a database: nodes, where tables lie, keys, references.

Nothing is kept elsewhere: whatever was interrupted is found here as far as it has got.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

_HAS_CITUS = "SELECT extversion FROM pg_extension WHERE extname = 'citus'"
_CAN_CITUS = "SELECT 1 FROM pg_available_extensions WHERE name = 'citus'"
_NODES = (
    "SELECT nodename || ':' || nodeport, groupid = 0, isactive FROM pg_dist_node"
    " WHERE noderole = 'primary' ORDER BY groupid"
)
_PLACED = (
    "SELECT relname, CASE WHEN partmethod = 'h' THEN column_to_column_name(logicalrelid, partkey)"
    " WHEN repmodel = 't' THEN '' ELSE NULL END"
    " FROM pg_dist_partition JOIN pg_class ON pg_class.oid = logicalrelid"
)
_TABLES = (
    "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND pg_table_is_visible(oid)"
    " AND relnamespace = current_schema()::regnamespace"
)
_COLUMNS = (
    "ARRAY(SELECT attname::text FROM unnest({keys}) WITH ORDINALITY place(number, rank)"
    " JOIN pg_attribute ON attrelid = {table} AND attnum = number ORDER BY rank)"
)
_KEYS = (
    f"SELECT relname, conname, contype::text, {_COLUMNS.format(keys='conkey', table='conrelid')},"  # noqa: S608
    " confrelid::regclass::text,"
    f" {_COLUMNS.format(keys='confkey', table='confrelid')}"
    " FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid"
    " WHERE contype IN ('p', 'f') AND relnamespace = current_schema()::regnamespace AND conparentid = 0"
    " ORDER BY relname, conname"
)
_SETTINGS = (
    "SELECT unnest(setconfig) FROM pg_db_role_setting"
    " WHERE setrole = 0 AND setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@dataclass(frozen=True)
class Reference:
    """A foreign key as it is in the database."""

    name: str
    table: str
    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]

    @property
    def facts(self) -> tuple[Any, ...]:
        """All but its name."""
        return self.table, self.columns, self.target, self.target_columns


@dataclass(frozen=True)
class Node:
    """One PostgreSQL of the cluster."""

    address: str
    coordinator: bool
    active: bool


@dataclass(frozen=True)
class State:
    """What a database looks like."""

    version: str
    available: bool
    nodes: tuple[Node, ...]
    tables: frozenset[str]
    placed: dict[str, str | None]
    """Tables that Citus keeps: the column they are distributed by, '' for those every node has."""
    primary: dict[str, tuple[str, tuple[str, ...]]]
    """Name and columns of each primary key."""
    references: dict[str, list[Reference]]
    """Foreign keys by table."""
    settings: frozenset[str]


def state(using: str = "default") -> State:
    """Read the catalogues."""
    connection = connections[using]
    version = "".join(row[0] for row in _rows(connection, _HAS_CITUS))
    nodes = [Node(*row) for row in _rows(connection, _NODES)] if version else []
    placed = dict(_rows(connection, _PLACED)) if version else {}
    primary, references = {}, defaultdict(list)
    for table, name, kind, columns, target, target_columns in _rows(connection, _KEYS):
        if kind == "p":
            primary[table] = name, tuple(columns)
        else:
            found = Reference(name, table, tuple(columns), target.strip('"'), tuple(target_columns))
            references[table].append(found)
    return State(
        version=version,
        available=bool(version or _rows(connection, _CAN_CITUS)),
        nodes=tuple(nodes),
        tables=frozenset(row[0] for row in _rows(connection, _TABLES)),
        placed=placed,
        primary=primary,
        references=dict(references),
        settings=frozenset(row[0] for row in _rows(connection, _SETTINGS)),
    )


def run(sql: str, using: str = "default") -> None:
    """Execute one statement in a transaction of its own."""
    with connections[using].cursor() as cursor:
        cursor.execute(sql)


def rows_by_node(tables: Sequence[str], using: str = "default") -> list[tuple[str, int, int]]:
    """For each node how many parts of these tables it holds, and how many bytes."""
    sql = (
        "SELECT nodename || ':' || nodeport, count(*), COALESCE(sum(shard_size), 0)::bigint FROM citus_shards"
        " WHERE table_name::text = ANY(%s) GROUP BY 1 ORDER BY 1"
    )
    return [(address, parts, size) for address, parts, size in _rows(connections[using], sql, [list(tables)])]


def _rows(connection: BaseDatabaseWrapper, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return list(cursor.fetchall())

"""The full-text index behind the name search, made after migrations on either database.

PostgreSQL: a GIN index on the terms as an array (core PostgreSQL, no extension). New entries wait in a list beside it
that every search reads in full, so that list is kept short: a limit on it holds at all times, and whoever adds many
empties it (``settle``). SQLite: an FTS5 table that reads
its content from the entries. Rows are added to it explicitly, all of a batch at once: a trigger would flush it
after every row, which makes a batch five times slower. Deletions, which may also come by cascade, do go by
trigger. Both kinds of index are made when missing and left alone otherwise, also in test databases built without
migrations.
"""

from collections.abc import Iterable

from django.db import ProgrammingError, connection, connections, transaction

from zhijiao.search.models import SearchEntry

_TABLE = SearchEntry._meta.db_table
FTS_TABLE = f"{_TABLE}_fts"
GIN_INDEX = f"{_TABLE}_terms"
DELETE_TRIGGER = f"{FTS_TABLE}_delete"
PENDING_KB = 256
"""How long the list of entries that wait for PostgreSQL's index may become."""


def after_migrate(using: str, **kwargs) -> None:
    """Create the index of names on PostgreSQL; receiver of `post_migrate`."""
    ensure_index(using)


def ensure_index(using: str = "default") -> None:
    """Make what is missing of the index; cheap when nothing is."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if _TABLE not in connection.introspection.table_names(cursor):
            return
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS {_quoted(connection, GIN_INDEX)} ON {_quoted(connection, _TABLE)} "
                f"USING gin ({terms_array(connection)})"
            )
            cursor.execute(
                f"ALTER INDEX {_quoted(connection, GIN_INDEX)} SET (gin_pending_list_limit = {PENDING_KB})"
            )
        else:
            _ensure_fts(connection, cursor)


def settle() -> None:
    """Take what waits into PostgreSQL's index, which only its owner may; for others the limit has to do."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [_quoted(connection, GIN_INDEX)])
    except ProgrammingError:
        return


def column_of(name: str) -> str:
    """The database's name of a column of the entries."""
    return str(getattr(SearchEntry._meta.get_field(name), "column"))  # noqa: B009  relations have none


def terms_array(connection) -> str:
    """SQL of the terms of an entry as an array, for PostgreSQL; the index and the queries must spell it alike."""
    column = _quoted(connection, column_of("text"))
    return f"string_to_array({column} COLLATE \"C\", ' ')"


def add_to_fts(connection, rows: Iterable[tuple[int, str]]) -> None:
    """Put new entries, pairs of id and text, into SQLite's full-text table."""
    text = _quoted(connection, column_of("text"))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {_quoted(connection, FTS_TABLE)} (rowid, {text}) VALUES (%s, %s)",  # noqa: S608
            list(rows),
        )


def _ensure_fts(connection, cursor) -> None:
    """The FTS5 table and its trigger, filled anew if either was missing (a table made over loses its triggers)."""
    cursor.execute(
        "SELECT COUNT(*) FROM sqlite_master WHERE name IN (%s, %s)",
        [FTS_TABLE, DELETE_TRIGGER],
    )
    if cursor.fetchone()[0] == 2:
        return
    fts, table = _quoted(connection, FTS_TABLE), _quoted(connection, _TABLE)
    pk, text = (_quoted(connection, column_of(name)) for name in ("id", "text"))
    cursor.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {fts} USING fts5({text}, content='{_TABLE}', content_rowid={pk}, "
        "tokenize='ascii', detail=none, columnsize=0)"
    )
    cursor.execute(
        f"CREATE TRIGGER IF NOT EXISTS {_quoted(connection, DELETE_TRIGGER)} AFTER DELETE ON {table} "  # noqa: S608
        f"BEGIN INSERT INTO {fts} ({fts}, rowid, {text}) VALUES ('delete', old.{pk}, old.{text}); END"
    )
    cursor.execute(f"INSERT INTO {fts} ({fts}) VALUES ('rebuild')")  # noqa: S608


def _quoted(connection, name: str) -> str:
    """An identifier quoted for SQL."""
    return connection.ops.quote_name(name)

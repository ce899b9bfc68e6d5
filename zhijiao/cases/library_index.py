"""The full-text index of published cases, made after migrations on either database.

A text is cut into its signs and pairs of neighbouring signs, because Chinese has no blanks between words: a word of two
signs is one pair. PostgreSQL keeps them in a GIN index of an array, SQLite in an FTS5 table beside the entries.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, connections

from zhijiao.cases.models import Publication
from zhijiao.kit.bulk import allocate_ids
from zhijiao.search.terms import org_term, wanted, words_of

_TABLE = Publication._meta.db_table
FTS_TABLE = f"{_TABLE}_fts"
GIN_INDEX = f"{_TABLE}_terms"
DELETE_TRIGGER = f"{FTS_TABLE}_delete"


def terms_of(text: str) -> str:
    """The terms of a text, each once."""
    return " ".join(dict.fromkeys(words_of(text)))


def after_migrate(using: str, **kwargs: Any) -> None:
    """Make what is missing of the index; receiver of `post_migrate`."""
    there = connections[using]
    with there.cursor() as cursor:
        if _TABLE not in there.introspection.table_names(cursor):
            return
        if there.vendor == "postgresql":
            cursor.execute(f'CREATE INDEX IF NOT EXISTS "{GIN_INDEX}" ON "{_TABLE}" USING gin ({ARRAY})')
        else:
            _ensure_fts(cursor)


ARRAY = f"""string_to_array("{_TABLE}"."terms" COLLATE "C", ' ')"""
"""SQL of the terms as an array; the index and the queries spell it alike."""


def _ensure_fts(cursor: Any) -> None:
    cursor.execute("SELECT COUNT(*) FROM sqlite_master WHERE name IN (%s, %s)", [FTS_TABLE, DELETE_TRIGGER])
    if cursor.fetchone()[0] == 2:
        return
    cursor.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS \"{FTS_TABLE}\" USING fts5(terms, content='{_TABLE}', "
        "content_rowid='id', tokenize='ascii', detail=none, columnsize=0)"
    )
    cursor.execute(
        f'CREATE TRIGGER IF NOT EXISTS "{DELETE_TRIGGER}" AFTER DELETE ON "{_TABLE}" '  # noqa: S608
        f'BEGIN INSERT INTO "{FTS_TABLE}" ("{FTS_TABLE}", rowid, terms) VALUES (\'delete\', old.id, old.terms); END'
    )
    cursor.execute(f'INSERT INTO "{FTS_TABLE}" ("{FTS_TABLE}") VALUES (\'rebuild\')')  # noqa: S608


def add(made: Sequence[Publication]) -> None:
    """Store publications, to be found from now on."""
    for each in made:
        each.terms = f"{org_term(each.selector_id)} {each.terms}"
    for each, pk in zip(made, allocate_ids(Publication, len(made)), strict=True):
        each.pk = pk
    Publication.objects.bulk_create(made, batch_size=200)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany(
                f'INSERT INTO "{FTS_TABLE}" (rowid, terms) VALUES (%s, %s)',  # noqa: S608
                [(each.pk, each.terms) for each in made],
            )


def condition(text: str) -> tuple[str, list[Any], list[str]] | None:
    """WHERE of a search with its parameters, and words that the text must hold as they stand; None to find nothing."""
    asked = wanted(text)
    if not asked.terms:
        return None
    terms = [alternatives[0] for alternatives in asked.terms]
    every = [term for several in terms for term in several]
    if connection.vendor == "postgresql":
        return f"{ARRAY} @> %s::text[]", [every], asked.contained
    match = " AND ".join(f'"{term}"' for term in every)
    return (
        f'"{_TABLE}"."id" IN (SELECT rowid FROM "{FTS_TABLE}" WHERE "{FTS_TABLE}" MATCH %s)',  # noqa: S608
        [match],
        asked.contained,
    )

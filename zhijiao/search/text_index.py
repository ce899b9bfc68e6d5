"""A full-text index of long texts, made after migrations on either database, for any table with an `id` and `terms`.

A text is cut into its signs and pairs of neighbouring signs, because Chinese has no blanks between words: a word of two
signs is one pair. PostgreSQL keeps the terms in a GIN index of an array, SQLite in an FTS5 table beside the rows.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection, connections
from django.db.models import Model, QuerySet

from zhijiao.search.terms import wanted, words_of


def terms_of(text: str) -> str:
    """The terms of a text, each once."""
    return " ".join(dict.fromkeys(words_of(text)))


class TextIndex:
    """The index of one table. Whoever writes rows calls :meth:`add` in the same transaction; deletions find out."""

    def __init__(self, model: type[Model]) -> None:
        self.table = model._meta.db_table
        self.fts = f"{self.table}_fts"
        self._array = f"""string_to_array("{self.table}"."terms" COLLATE "C", ' ')"""

    def after_migrate(self, using: str, **kwargs: Any) -> None:
        """Make what is missing of the index; receiver of `post_migrate`."""
        there = connections[using]
        with there.cursor() as cursor:
            if self.table not in there.introspection.table_names(cursor):
                return
            if there.vendor == "postgresql":
                cursor.execute(
                    f'CREATE INDEX IF NOT EXISTS "{self.table}_terms" ON "{self.table}" USING gin ({self._array})'
                )
            else:
                self._ensure_fts(cursor)

    def _ensure_fts(self, cursor: Any) -> None:
        """The FTS5 table and its trigger; a table that was made over has lost its trigger, and is read anew."""
        trigger = f"{self.fts}_delete"
        cursor.execute("SELECT COUNT(*) FROM sqlite_master WHERE name IN (%s, %s)", [self.fts, trigger])
        if cursor.fetchone()[0] == 2:
            return
        cursor.execute(
            f"""CREATE VIRTUAL TABLE IF NOT EXISTS "{self.fts}" USING fts5(terms, content='{self.table}', """
            "content_rowid='id', tokenize='ascii', detail=none, columnsize=0)"
        )
        cursor.execute(
            f'CREATE TRIGGER IF NOT EXISTS "{trigger}" AFTER DELETE ON "{self.table}" '  # noqa: S608
            f"""BEGIN INSERT INTO "{self.fts}" ("{self.fts}", rowid, terms) VALUES ('delete', old.id, old.terms); END"""
        )
        cursor.execute(f"""INSERT INTO "{self.fts}" ("{self.fts}") VALUES ('rebuild')""")  # noqa: S608

    def add(self, rows: Iterable[tuple[int, str]]) -> None:
        """Put new rows, pairs of id and terms as stored, into the index."""
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.executemany(
                    f'INSERT INTO "{self.fts}" (rowid, terms) VALUES (%s, %s)',  # noqa: S608
                    list(rows),
                )

    def narrow(self, rows: QuerySet[Any], text: str, contained_in: str) -> QuerySet[Any]:
        """Rows whose text holds all words asked for; ``contained_in`` names the item with the folded text itself.

        Nothing is found by a text without anything to search for.
        """
        asked = wanted(text)
        if not asked.terms:
            return rows.none()
        terms = [term for alternatives in asked.terms for term in alternatives[0]]
        if connection.vendor == "postgresql":
            rows = rows.extra(where=[f"{self._array} @> %s::text[]"], params=[terms])  # noqa: S610
        else:
            match = " AND ".join(f'"{term}"' for term in terms)
            where = f'"{self.table}"."id" IN (SELECT rowid FROM "{self.fts}" WHERE "{self.fts}" MATCH %s)'  # noqa: S608
            rows = rows.extra(where=[where], params=[match])  # noqa: S610
        for piece in asked.contained:
            rows = rows.filter(**{f"{contained_in}__contains": piece})
        return rows

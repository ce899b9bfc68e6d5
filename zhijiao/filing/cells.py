"""Rows on their way out: which values a query has to fetch for some columns, and how each becomes text or a cell.

A plan is compiled once per form and choice of columns, so that drawing a row costs one call per cell and nothing else.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from zhijiao.filing import registry
from zhijiao.filing.columns import Column, masked
from zhijiao.privacy.cipher import SchoolCipher

#: Types whose values are written as they are stored.
AS_STORED = frozenset({"text", "longtext", "id_number", "month"})
#: Types with few distinct values, worth remembering.
FEW_VALUES = frozenset({"code", "codes", "region", "flag", "term", "date"})
MOST_REMEMBERED = 20_000

Reader = Callable[[Sequence[Any], SchoolCipher], Any]


@dataclass(frozen=True)
class Plan:
    """How the cells of some columns are read from one fetched row; the ``extra`` attributes stand in front."""

    paths: tuple[str, ...]
    columns: tuple[Column, ...]
    readers: tuple[Reader, ...]

    def read(self, fetched: Sequence[Any], cipher: SchoolCipher) -> list[Any]:
        """The cells of one row."""
        return [reader(fetched, cipher) for reader in self.readers]

    def rows(self, fetched: Iterable[Sequence[Any]], cipher: SchoolCipher) -> Iterator[list[Any]]:
        """The cells of many rows, one row at a time."""
        readers = self.readers
        for row in fetched:
            yield [reader(row, cipher) for reader in readers]


def private_kind(column: Column | None) -> Column | None:
    """The private column behind a column: itself, or the one it looks at; None if nothing private is shown."""
    while column is not None and not column.private:
        column = getattr(column, "seen", None)
    return column


@lru_cache(maxsize=4096)
def plan(
    form_key: str, names: tuple[str, ...], manner: str = "text", extra: tuple[str, ...] = ("pk",)
) -> Plan:
    """The plan for columns; ``manner`` is the method that writes a value: text, cell, json. Private ones are masked."""
    form = registry.get(form_key)
    paths = list(extra)
    readers = []
    for name in names:
        column = form.columns[name]
        readers.append(_reader(column, manner, len(paths), len(paths) + len(column.paths)))
        paths.extend(column.paths)
    return Plan(tuple(paths), tuple(form.columns[name] for name in names), tuple(readers))


def _reader(column: Column, manner: str, start: int, end: int) -> Reader:
    private = private_kind(column)
    if private is not None:
        return lambda row, cipher: mask_token(private, cipher, row[start])
    write = getattr(column, manner)
    if type(column).load is Column.load:
        if column.type in AS_STORED:
            return lambda row, cipher: row[start]
        return (
            _remembering(write, start) if column.type in FEW_VALUES else lambda row, cipher: write(row[start])
        )
    load = column.load
    return lambda row, cipher: write(load(row[start:end]))


def _remembering(write: Callable[[Any], Any], start: int) -> Reader:
    """A reader that writes each distinct value once; for columns whose values cannot be many."""
    known: dict[Any, Any] = {}

    def read(row: Sequence[Any], cipher: SchoolCipher) -> Any:
        value = row[start]
        try:
            return known[value]
        except KeyError:
            if len(known) >= MOST_REMEMBERED:
                known.clear()
            written = known[value] = write(value)
            return written

    return read


def mask_token(column: Column, cipher: SchoolCipher, token: str | None) -> str | None:
    """What may be seen of an encrypted value."""
    return masked(column, cipher.decrypt(token)) if token else None

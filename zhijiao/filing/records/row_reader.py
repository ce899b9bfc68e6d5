"""Rows on their way out: which values a query has to fetch for some columns, and how each becomes text or a cell.

A plan is compiled once per form and choice of columns, so that drawing a row costs one call per cell and nothing else.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column, masked
from zhijiao.private.cipher import SchoolCipher

MOST_REMEMBERED = 20_000

CellReader = Callable[[Sequence[Any], SchoolCipher], Any]


@dataclass(frozen=True)
class RowReader:
    """How the cells of some columns are read from one fetched row; the ``extra`` attributes stand in front."""

    paths: tuple[str, ...]
    columns: tuple[Column, ...]
    readers: tuple[CellReader, ...]

    def read(self, fetched: Sequence[Any], cipher: SchoolCipher) -> list[Any]:
        """The cells of one row."""
        return [reader(fetched, cipher) for reader in self.readers]

    def rows(self, fetched: Iterable[Sequence[Any]], cipher: SchoolCipher) -> Iterator[list[Any]]:
        """The cells of many rows, one row at a time."""
        readers = self.readers
        for row in fetched:
            yield [reader(row, cipher) for reader in readers]


@lru_cache(maxsize=4096)
def row_reader(
    form_key: str, names: tuple[str, ...], manner: str = "text", extra: tuple[str, ...] = ("pk",)
) -> RowReader:
    """The plan for columns; ``manner`` names what writes a value: text, shown, cell, json. Private ones are masked."""
    form = registry.get(form_key)
    paths = list(extra)
    readers = []
    for name in names:
        column = form.columns[name]
        readers.append(_reader(column, manner, len(paths), len(paths) + len(column.paths)))
        paths.extend(column.paths)
    return RowReader(tuple(paths), tuple(form.columns[name] for name in names), tuple(readers))


def _reader(column: Column, manner: str, start: int, end: int) -> CellReader:
    private = column.private_source
    if private is not None:
        return lambda row, cipher: mask_token(private, cipher, row[start])
    write = getattr(column, manner)
    if column.composed:
        load = column.load
        return lambda row, cipher: write(load(row[start:end]))
    if column.written_as_stored:
        return lambda row, cipher: row[start]
    if column.few_values:
        return _remembering(write, start)
    return lambda row, cipher: write(row[start])


def _remembering(write: Callable[[Any], Any], start: int) -> CellReader:
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

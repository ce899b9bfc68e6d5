"""Reads the CSV files of code tables and joins the editions of one table.

A file is a small header block (``# key: value`` lines) followed by a CSV part::

    # key: sex
    # title: 性别
    # standard: GB/T 2261.1-2003
    # edition: 2003
    # source: where the rows were taken from
    # doubt: what nobody has compared with the original
    code,name,parent,valid_from,valid_to,aliases,select,<any attribute>

Only ``code`` and ``name`` are required columns. ``aliases`` are separated by ``|``; ``select`` = ``no`` marks
a heading, which is shown in the tree but is no value; every further column is an attribute of the entry.
Optional header lines: ``valid_from`` (first day of this edition), ``note``, and ``label`` = ``name``
(default), ``code`` or ``full``: how an entry is written where its text must be unique.

A later edition is a file ``<key>.<edition>.csv`` with a ``valid_from`` line. It lists the whole table as it
is from that day: a code it leaves out stops being selectable the day before but keeps its name, so that
stored records need no change. It may rename a code only by giving the old name as an alias; a code with a
new meaning needs a new table.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from zhijiao.catalogue.code_entries import CatalogueError, CodeEntry

FIXED_COLUMNS = ("code", "name", "parent", "valid_from", "valid_to", "aliases", "select")
LABEL_STYLES = ("name", "code", "full")


@dataclass(frozen=True)
class Source:
    """A code table's file as it is written; ``first_line`` is the line number of the first row."""

    path: Path
    header: dict[str, str]
    first_line: int
    columns: list[str]
    rows: list[list[str]]

    @property
    def key(self) -> str:
        """The table's key, by the file name."""
        return self.path.name.split(".")[0]

    @property
    def is_edition(self) -> bool:
        """Whether this file is a later edition of a table."""
        return "." in self.path.stem


def read_lines(path: Path) -> tuple[dict[str, str], int, list[str], list[list[str]]]:
    """Header lines, the line number of the first row, column names and rows of a header-and-CSV file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header: dict[str, str] = {}
    for line in lines:
        if not line.startswith("#"):
            break
        name, _, value = line[1:].partition(":")
        header[name.strip()] = value.strip()
    body = list(csv.reader(lines[len(header) :]))
    if not body:
        raise CatalogueError(f"{path.name}：文件为空，请对照同目录其他文件补齐。")
    return header, len(header) + 2, body[0], body[1:]


def read_source(path: Path) -> Source:
    """Read the file of a code table."""
    header, first_line, columns, rows = read_lines(path)
    if columns[:2] != ["code", "name"]:
        raise CatalogueError(f"{path.name}：表头之后的列名须以 code,name 开头，请对照其他代码表更正。")
    return Source(path, header, first_line, columns, rows)


def entries_of(source: Source) -> dict[str, CodeEntry]:
    """The rows as entries, in order; a wrong date or a short row is an error that names its line."""
    read = _row_reader(source)
    entries = {}
    for number, row in enumerate(source.rows, source.first_line):
        try:
            entry = read(row)
        except ValueError as error:
            raise CatalogueError(f"{source.path.name} 第 {number} 行：{error}") from error
        entries[entry.code] = entry
    return entries


def date_of(text: str) -> date | None:
    """An ISO date, or None for an empty cell."""
    return date.fromisoformat(text) if text else None


def join_editions(
    older: dict[str, CodeEntry], newer: dict[str, CodeEntry], first_day: date
) -> dict[str, CodeEntry]:
    """The table after an edition that comes into force on ``first_day``."""
    last_day = first_day - timedelta(days=1)
    joined = {}
    for code, entry in older.items():
        if code in newer:
            joined[code] = _succeed(entry, newer[code], last_day)
        elif entry.valid_to is None or entry.valid_to > last_day:
            joined[code] = replace(entry, valid_to=last_day)
        else:
            joined[code] = entry
    for code, entry in newer.items():
        joined.setdefault(code, entry)
    return joined


def _row_reader(source: Source) -> Callable[[list[str]], CodeEntry]:
    """How a row of this file becomes an entry, with the places of its columns looked up once."""
    places = [source.columns.index(name) if name in source.columns else -1 for name in FIXED_COLUMNS]
    code, name, parent, valid_from, valid_to, aliases, select = places
    extra = [(at, column) for at, column in enumerate(source.columns) if column not in FIXED_COLUMNS]
    first_day = date_of(source.header.get("valid_from", "")) if source.is_edition else None
    width = len(source.columns)

    def read(cells: list[str]) -> CodeEntry:
        if len(cells) != width:
            raise ValueError(f"应有 {width} 列，实有 {len(cells)} 列，请检查逗号与引号。")
        row = [*cells, ""]  # what place -1, an absent column, leads to
        return CodeEntry(
            row[code],
            row[name],
            row[parent],
            date_of(row[valid_from]) or first_day,
            date_of(row[valid_to]),
            tuple(row[aliases].split("|")) if row[aliases] else (),
            {column: row[at] for at, column in extra if row[at]},
            row[select] == "no",
        )

    return read


def _succeed(old: CodeEntry, new: CodeEntry, last_day: date) -> CodeEntry:
    """A code that both editions hold: it keeps its first day, and its old name as a former one."""
    former = old.former
    if new.name != old.name:
        if old.name not in new.aliases:
            raise CatalogueError(
                f"代码 {old.code} 原为“{old.name}”，新版作“{new.name}”：只是更名时请把原名写入 aliases；"
                "含义不同时请另立新的代码表，以免改变已有记录的意思。"
            )
        former = (*former, (last_day, old.name))
    return replace(new, valid_from=old.valid_from, former=former)

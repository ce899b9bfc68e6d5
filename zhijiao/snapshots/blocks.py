"""The blocks of a snapshot: lines of canonical JSON, compressed; private values in a block of their own.

The first line of a block is its head: the form, its columns, and of every code that occurs the name it had then. So a
block can be read when code tables and forms have changed. Each further line is a record:

    {"by": who entered it, "id": number, "values": {item: value}, "version": version}

Empty items are left out. A reference is [number, natural key, title] of the record referred to; a file says name, size
and digest. The private block has the same records, as far as they hold private values, as texts.
"""

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.private.cipher import SchoolCipher
from zhijiao.snapshots.seals import canonical

Line = dict[str, Any]
Stored = bytes | memoryview
"""What a binary column gives, depending on the database."""
Fetched = tuple[tuple[Any, ...], list[Any]]
LEVEL = 6


@dataclass
class Block:
    """A form on its way into a snapshot: open and private lines, and what the manifest says of it."""

    key: str
    label: str
    kind: str
    period: str = ""
    year: int | None = None
    columns: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    private_lines: list[Line] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    private_codes: dict[str, dict[str, str]] = field(default_factory=dict)
    #: Kind, size and digest of pictures in texts, by number.
    pictures: dict[str, Line] = field(default_factory=dict)
    makers: dict[str, int] = field(default_factory=dict)

    @cached_property
    def open_text(self) -> bytes:
        """The open lines as they are digested, once all of them are there."""
        head = {"form": self.key, "columns": self.columns, "codes": self.codes}
        return _text(head | ({"pictures": self.pictures} if self.pictures else {}), self.lines)

    @cached_property
    def private_text(self) -> bytes:
        """The private lines as they are digested; empty where the form holds no private value."""
        if not self.private_lines:
            return b""
        return _text({"form": self.key, "codes": self.private_codes}, self.private_lines)


def _text(head: Line, lines: Iterable[Line]) -> bytes:
    return "".join(f"{canonical(line)}\n" for line in (head, *lines)).encode()


def packed(text: bytes) -> bytes:
    """Lines as they are stored."""
    return zlib.compress(text, LEVEL)


def unpacked(stored: Stored) -> bytes:
    """The lines of a stored block.

    Raises:
        zlib.error: it is none.
    """
    return zlib.decompress(bytes(stored))


def sealed(cipher: SchoolCipher, text: bytes) -> bytes:
    """Private lines as they are stored: compressed, then sealed with the key of the school."""
    return cipher.encrypt_filled(base64.b64encode(packed(text)).decode("ascii")).encode("ascii")


def opened(cipher: SchoolCipher, stored: Stored) -> bytes:
    """The private lines of a stored block.

    Raises:
        DecryptError, ValueError, zlib.error: it is none of this school.
    """
    token = bytes(stored).decode("ascii")
    return unpacked(base64.b64decode(cipher.decrypt_filled(token), validate=True))


def read_lines(text: bytes) -> tuple[Line, list[str]]:
    """The head of a block, and its records as texts, so that a page reads no more of them than it shows."""
    head, *lines = text.decode().removesuffix("\n").split("\n")
    return json.loads(head), lines


# From records to lines ---------------------------------------------------------------------------------------------


def column_facts(column: Column) -> Line:
    """What a snapshot says of a column; what it has not is left out."""
    facts = {
        "name": column.name,
        "label": column.label,
        "unit": column.unit,
        "private": column.private,
        "table": column.code_table or "",
        "edition": column.table.edition if column.table else "",
        "form": column.target.key if column.target else "",
        "rich": column.rich,
    }
    return {name: value for name, value in facts.items() if value}


def frozen(column: Column, stored: Iterable[Any]) -> list[Any]:
    """Values of a column as lines say them; None for nothing."""
    if column.written_as_stored:
        return list(stored)
    if column.target is not None:
        return [None if value is None else [value.id, value.key, value.title] for value in stored]
    values, write = list(stored), column.json
    if column.several:
        return [write(value) or None for value in values]
    if column.few_values:
        known = {value: write(value) for value in set(values) if value is not None}
        return [known.get(value) for value in values]
    return [None if value is None else write(value) for value in values]


def used_codes(column: Column, values: Iterable[Any]) -> dict[str, str]:
    """Names of the codes that occur in stored values: of a table, or of a choice that the form itself declares."""
    if column.table is None and not column.single_choice:
        return {}
    distinct = {value for value in values if value and isinstance(value, str)}
    codes = {code for value in distinct for code in (value.split(",") if column.several else [value])}
    return {code: column.text(code) for code in codes}


def fill(block: Block, form: FormLike, cipher: SchoolCipher, fetched: Sequence[Fetched]) -> None:
    """Put fetched records into a block; ``fetched`` has (id, version, maker) in front of the stored columns."""
    columns = list(form.stored)
    block.columns = [column_facts(column) for column in columns]
    shown, hidden = ([each for each in columns if bool(each.private) is private] for private in (False, True))
    by_column = dict(
        zip((each.name for each in columns), zip(*(row for _, row in fetched), strict=True), strict=False)
    )
    values, private = [], []
    for column in shown if fetched else ():
        block.codes |= named(column, by_column[column.name])
        values.append(frozen(column, by_column[column.name]))
    for column in hidden if fetched else ():
        plain = cipher.decrypt_many(by_column[column.name])
        block.private_codes |= named(column, plain)
        private.append(plain)
    filled = _filled([each.name for each in shown], values)
    for ((row_id, version, maker), _), line in zip(fetched, filled, strict=False):
        block.lines.append({"id": row_id, "version": version, "by": maker, "values": line})
        if maker is not None:
            block.makers[str(maker)] = block.makers.get(str(maker), 0) + 1
    for ((row_id, *_), _), line in zip(
        fetched, _filled([each.name for each in hidden], private), strict=False
    ):
        if line:
            block.private_lines.append({"id": row_id, "values": line})


def named(column: Column, stored: Iterable[Any]) -> dict[str, dict[str, str]]:
    """The codes of a column that occur, with their names, under the column's name; nothing where there are none."""
    used = used_codes(column, stored)
    return {column.name: used} if used else {}


def _filled(names: Sequence[str], columns: Sequence[Sequence[Any]]) -> Iterator[Line]:
    """Of each record the items that hold something."""
    for row in zip(*columns, strict=True):
        yield {name: value for name, value in zip(names, row, strict=True) if value is not None}

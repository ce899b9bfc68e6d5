"""A lot: all that a package says of some schools, which the receiver takes over in one transaction.

References lead from record to record of one school, so a lot of whole schools is complete in itself; two records of a
school that exchange their keys are always in the same one. Its file is NDJSON: a head for each form of each school,
then the records. Private items are in a second file of the same order, sealed.
"""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from zhijiao.exchange import numbers
from zhijiao.exchange.reading import Section
from zhijiao.exchange.refusals import Refused
from zhijiao.exchange.wire import encode

ROWS = 50_000
"""Records after which a lot is closed, at the end of a school."""
MOST_ROWS = 1_000_000
MOST_BYTES = 1024 * 1024 * 1024
"""What a file may unfold to; what is larger is a bomb."""
LEVEL = 3
DAMAGED = "数据包内容损坏或不完整，没有入库。请对方重新发送。"


@dataclass
class Draft:
    """A lot that is being filled."""

    schools: list[int] = field(default_factory=list)
    #: Of these schools the receiver has no other records afterwards.
    whole: list[int] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    private: list[str] = field(default_factory=list)
    rows: int = 0
    gone: int = 0

    def add(self, section: Section) -> None:
        """Put the records of a form of a school in."""
        names, private = section.columns
        head = {
            "school": section.school.pk,
            "form": section.wire.form.key,
            "columns": names,
            "private": private,
            "rows": len(section.open),
            "gone": section.gone,
        }
        self.open += [encode(head), *section.open]
        self.private += section.private
        self.rows += len(section.open)
        self.gone += len(section.gone)

    def files(self) -> tuple[bytes, bytes]:
        """Both files, compressed; the private one has still to be sealed."""
        head = encode({"schools": self.schools, "whole": self.whole, "rows": self.rows})
        return packed([head, *self.open]), packed(self.private) if self.private else b""


@dataclass(frozen=True)
class Received:
    """The records of a form of a school as they came."""

    school: int
    form: str
    columns: tuple[str, ...]
    private_columns: tuple[str, ...]
    gone: tuple[int, ...]
    open: list[list[Any]]
    private: list[list[Any]]


@dataclass(frozen=True)
class Lot:
    """A lot as it came."""

    schools: tuple[int, ...]
    whole: frozenset[int]
    sections: list[Received]


def packed(lines: list[str]) -> bytes:
    """Lines, compressed."""
    return zlib.compress("".join(f"{line}\n" for line in lines).encode(), LEVEL)


def unpacked(data: bytes, most: int = MOST_BYTES) -> list[str]:
    """Lines of a compressed file.

    Raises:
        Refused: it is damaged, cut off, or unfolds to more than anybody sends.
    """
    opener = zlib.decompressobj()
    try:
        text = opener.decompress(data, most + 1)
        if len(text) > most:
            raise Refused("数据包解压后异常庞大，没有入库。请对方核对后重新生成。", "bomb")
        if not opener.eof or opener.unused_data:
            raise Refused(DAMAGED, "damaged")
        return text.decode().removesuffix("\n").split("\n") if text else []
    except (zlib.error, UnicodeDecodeError):
        raise Refused(DAMAGED, "damaged") from None


def read(data: bytes, private: bytes) -> Lot:
    """A lot from its two files.

    Raises:
        Refused: it is damaged or is none.
    """
    try:
        lines, hidden = iter(unpacked(data)), iter(unpacked(private) if private else [])
        head = json.loads(next(lines))
        schools, whole = head["schools"], frozenset(head["whole"])
        if not whole <= set(schools) or not all(map(numbers.fits, schools)):
            raise Refused(DAMAGED, "damaged")
        sections = list(_sections(lines, hidden))
        if next(hidden, None) is not None:
            raise Refused(DAMAGED, "damaged")
    except (ValueError, KeyError, TypeError, StopIteration, RecursionError, RuntimeError):
        raise Refused(DAMAGED, "damaged") from None
    if not {section.school for section in sections} <= set(schools):
        raise Refused(DAMAGED, "damaged")
    return Lot(tuple(schools), whole, sections)


def _sections(lines: Iterator[str], hidden: Iterator[str]) -> Iterator[Received]:
    seen: set[tuple[int, str]] = set()
    for line in lines:
        head = json.loads(line)
        number, private = head["rows"], _names(head["private"])
        place = (head["school"], head["form"])
        if not 0 <= number <= MOST_ROWS or place in seen or not isinstance(place[1], str):
            raise ValueError("no section")
        seen.add(place)
        gone = tuple(head["gone"])
        if not all(map(numbers.fits, gone)):
            raise ValueError("no numbers")
        rows = [json.loads(next(lines)) for _ in range(number)]
        yield Received(
            *place, _names(head["columns"]), private, gone, rows,
            [json.loads(next(hidden)) for _ in range(number)] if private else [[row[0][0]] for row in rows],
        )  # fmt: skip


def _names(found: Any) -> tuple[str, ...]:
    names = tuple(found)
    if not isinstance(found, list) or not all(isinstance(name, str) for name in names):
        raise ValueError("no names")
    return names

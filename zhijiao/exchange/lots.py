"""A lot: all that a package says of some schools, which the receiver takes over in one transaction.

References lead from record to record of one school, so a lot of whole schools is complete in itself; two records of a
school that exchange their keys are always in the same one. Its file is NDJSON: a head for each form of each school,
then the records. Private items are in a second file of the same order, sealed.
"""

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from zhijiao.exchange import numbers
from zhijiao.exchange.reading import Section
from zhijiao.exchange.refusals import Refused
from zhijiao.exchange.wire import encode
from zhijiao.kit import bulk

ROWS = 50_000
"""Records after which a lot is closed, at the end of a school."""
MOST_ROWS = 1_000_000
MOST_BYTES = 1024 * 1024 * 1024
"""What a file may unfold to; what is larger is a bomb."""
LONGEST_LINE = 64 * 1024 * 1024
PIECE = 1024 * 1024
"""Bytes that are unfolded at a time."""
LEVEL = 3
BOMB = "数据包解压后异常庞大，没有入库。请对方核对后重新生成。"
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
    """A lot as it came. Its sections are read while they are asked for, once, in the order of the schools."""

    schools: tuple[int, ...]
    whole: frozenset[int]
    sections: Iterator[Received]

    def by_school(self) -> Iterator[tuple[int, Iterable[Received]]]:
        """Every school with its sections; they are to be read before the next school is asked for."""
        groups = groupby(self.sections, key=lambda section: section.school)
        there, sections = next(groups, (None, iter(())))
        for school in self.schools:
            if school != there:
                yield school, ()
                continue
            yield school, sections
            there, sections = next(groups, (None, iter(())))


def packed(lines: Iterable[str]) -> bytes:
    """Lines, compressed."""
    press = zlib.compressobj(LEVEL)
    pieces = [
        press.compress("".join(f"{line}\n" for line in some).encode()) for some in bulk.portions(lines, 500)
    ]
    return b"".join([*pieces, press.flush()])


def unpacked(pieces: Iterable[bytes], most: int | None = None, longest: int | None = None) -> Iterator[str]:
    """Lines of a compressed file, unfolded a little at a time: what counts is what comes out, not what was told.

    Raises:
        Refused: it is damaged, cut off, or unfolds to more than anybody sends.
    """
    most, longest = most or MOST_BYTES, longest or LONGEST_LINE
    total, begun, waiting = 0, 0, list[bytes]()
    try:
        for piece in _unfolded(pieces):
            total += len(piece)
            first, *rest = piece.split(b"\n")
            waiting.append(first)
            begun += len(first)
            if total > most or begun > longest:
                raise Refused(BOMB, "bomb")
            if rest:
                yield b"".join(waiting).decode()
                *whole, last = rest
                yield from (line.decode() for line in whole)
                waiting, begun = [last], len(last)
        if begun:
            yield b"".join(waiting).decode()
    except (zlib.error, UnicodeDecodeError):
        raise Refused(DAMAGED, "damaged") from None


def _unfolded(pieces: Iterable[bytes]) -> Iterator[bytes]:
    opener = zlib.decompressobj()
    for piece in pieces:
        for start in range(0, len(piece), PIECE):
            waiting = piece[start : start + PIECE]
            while waiting and not opener.eof:
                yield opener.decompress(waiting, PIECE)
                waiting = opener.unconsumed_tail
            if opener.unused_data or waiting:
                raise zlib.error("more than one file")
    while not opener.eof and (last := opener.decompress(b"", PIECE)):
        yield last
    if not opener.eof:
        raise zlib.error("cut off")


def read(data: Iterable[bytes], private: Iterable[bytes] | None) -> Lot:
    """A lot from its two files.

    Raises:
        Refused: it is damaged or is none; its sections raise it as well.
    """
    lines = unpacked(data)
    try:
        head = json.loads(next(lines))
        schools, whole = tuple(head["schools"]), frozenset(head["whole"])
    except (ValueError, KeyError, TypeError, StopIteration, RecursionError):
        raise Refused(DAMAGED, "damaged") from None
    if not all(map(numbers.fits, schools)) or len(set(schools)) != len(schools) or not whole <= set(schools):
        raise Refused(DAMAGED, "damaged")
    hidden = iter(()) if private is None else unpacked(private)
    return Lot(schools, whole, _sections(lines, hidden, schools))


def _sections(lines: Iterator[str], hidden: Iterator[str], schools: tuple[int, ...]) -> Iterator[Received]:
    places, seen, last = {school: n for n, school in enumerate(schools)}, set[tuple[int, str]](), 0
    try:
        for line in lines:
            section = _section(json.loads(line), lines, hidden)
            place = (section.school, section.form)
            if place in seen or places[section.school] < last:
                raise ValueError("twice, or in another order")
            seen.add(place)
            last = places[section.school]
            yield section
        if next(hidden, None) is not None:
            raise ValueError("more private lines than open ones")
    except (ValueError, KeyError, TypeError, StopIteration, RecursionError):
        raise Refused(DAMAGED, "damaged") from None


def _section(head: Any, lines: Iterator[str], hidden: Iterator[str]) -> Received:
    number, private, gone = head["rows"], _names(head["private"]), tuple(head["gone"])
    whole = type(number) is int and 0 <= number <= MOST_ROWS and isinstance(head["form"], str)
    if not whole or not all(map(numbers.fits, gone)):
        raise ValueError("no section")
    rows = [json.loads(next(lines)) for _ in range(number)]
    return Received(
        head["school"], head["form"], _names(head["columns"]), private, gone, rows,
        [json.loads(next(hidden)) for _ in range(number)] if private else [[row[0][0]] for row in rows],
    )  # fmt: skip


def _names(found: Any) -> tuple[str, ...]:
    names = tuple(found)
    if not isinstance(found, list) or not all(isinstance(name, str) for name in names):
        raise ValueError("no names")
    return names

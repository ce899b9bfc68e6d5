"""The blocks a chapter is made of. Pages, papers and the search read the same ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text; `target` is where it leads to, as the chapter writes it."""

    text: str
    bold: bool = False
    code: bool = False
    target: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A heading within a chapter."""

    kind: ClassVar[str] = "head"
    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    kind: ClassVar[str] = "para"
    spans: Spans


@dataclass(frozen=True, slots=True)
class Items:
    """A list; steps are numbered."""

    kind: ClassVar[str] = "items"
    numbered: bool
    items: "tuple[tuple[Block, ...], ...]"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    kind: ClassVar[str] = "grid"
    head: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What stands apart: 注意, 提示, 权限."""

    kind: ClassVar[str] = "note"
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of the program."""

    kind: ClassVar[str] = "shot"
    name: str
    said: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Text as it is typed or shown, line by line."""

    kind: ClassVar[str] = "listing"
    text: str


Block = Head | Para | Items | Grid | Note | Shot | Listing


def words(spans: Sequence[Span]) -> str:
    """The text of spans without their looks."""
    return "".join(span.text for span in spans)


def inner(block: Block) -> Iterator[Block]:
    """A block and every block in it."""
    yield block
    if isinstance(block, Items):
        for item in block.items:
            for each in item:
                yield from inner(each)
    elif isinstance(block, Note):
        for each in block.blocks:
            yield from inner(each)


def spans_of(block: Block) -> Iterator[Spans]:
    """Every run of spans in a block, those of blocks in it included."""
    for each in inner(block):
        if isinstance(each, Para):
            yield each.spans
        elif isinstance(each, Grid):
            yield from each.head
            for row in each.rows:
                yield from row


def plain(blocks: Sequence[Block]) -> str:
    """All the words of blocks in one line, for the search."""
    said: list[str] = []
    for block in blocks:
        for each in inner(block):
            if isinstance(each, Head | Listing):
                said.append(each.text)
            elif isinstance(each, Shot):
                said.append(each.said)
        said += [words(spans) for spans in spans_of(block)]
    return " ".join(" ".join(said).split())

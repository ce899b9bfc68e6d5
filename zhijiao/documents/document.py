"""A paper as it is declared: a title, and blocks one below the other. It says what, never how it looks.

Everything is frozen, and the same document gives the same bytes, so that a digest of a file stays what it was.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Cell = str | int | float | Decimal | date | None


@dataclass(frozen=True)
class Run:
    """A stretch of text in a paragraph."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (chapter) to 3; it stays with what follows and stands in the outline of the file."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Text, whole or in runs; a line feed begins a new line. `plain` is without the indent of Chinese paragraphs."""

    text: str | Sequence[Run]
    plain: bool = False


@dataclass(frozen=True)
class Bullets:
    """Items of a list."""

    items: Sequence[str]


@dataclass(frozen=True)
class Table:
    """Rows under header rows, which are repeated on each page.

    `widths` are shares of the whole width; without them all columns are equal. Numbers stand at the right;
    `numbers` names further columns that do.
    """

    header: Sequence[Sequence[str]]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float] = ()
    numbers: Collection[int] = ()
    caption: str = ""


@dataclass(frozen=True)
class KeyFigure:
    """One number that is to be seen at once."""

    label: str
    value: Cell
    unit: str = ""
    note: str = ""


@dataclass(frozen=True)
class KeyFigures:
    """Numbers beside each other, four in a row."""

    figures: Sequence[KeyFigure]


@dataclass(frozen=True)
class Series:
    """Values of a chart, one for each of its labels; None where nothing is known."""

    name: str
    values: Sequence[int | float | Decimal | None]


@dataclass(frozen=True)
class BarChart:
    """Bars side by side."""

    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    unit: str = ""


@dataclass(frozen=True)
class LineChart:
    """Lines over labels in their order, mostly years."""

    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    unit: str = ""


@dataclass(frozen=True)
class Picture:
    """A PNG or JPEG picture; what else is in the file (place, camera) is not taken along."""

    data: bytes
    caption: str = ""


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Chart = BarChart | LineChart
Block = Heading | Paragraph | Bullets | Table | KeyFigures | BarChart | LineChart | Picture | PageBreak


@dataclass(frozen=True)
class Document:
    """A paper: `issuer` who it is of, `marking` its 密级 or who it is meant for, `dated` the day it bears."""

    title: str
    blocks: Sequence[Block]
    subtitle: str = ""
    issuer: str = ""
    marking: str = ""
    dated: date | None = None
    cover: bool = False

"""Pieces of a page: what is never cut apart, how high it is and how it is drawn. Heights are points from the top."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.lib.utils import ImageReader

from zhijiao.documents.drawing import INK, Box, Drawing, Path, Words
from zhijiao.documents.pictures import Made
from zhijiao.documents.typeface import NAME, width

WIDE, HIGH = 595.28, 841.89  # A4
LEFT, TOP, BOTTOM = 62.0, 70.0, 66.0
ROOM = WIDE - 2 * LEFT
DEEP = HIGH - TOP - BOTTOM


@dataclass(frozen=True)
class Piece:
    """`before` is the room above it, unless it is the first of a page; `keep` holds it together with the next one."""

    high: float
    draw: Callable[[Any, float], None]
    before: float = 0.0
    keep: bool = False
    fresh: bool = False
    head: tuple["Piece", ...] = ()
    outline: tuple[str, int] | None = None


def pages(pieces: Sequence[Piece]) -> list[list[tuple[Piece, float]]]:
    """The pieces of each page with the height at which they begin."""
    made: list[list[tuple[Piece, float]]] = [[]]
    at = TOP
    for group in _groups(pieces):
        needs = sum(piece.high + piece.before for piece in group)
        if made[-1] and (group[0].fresh or at + needs > HIGH - BOTTOM):
            made.append([])
            at = TOP
            if group[0].head and group[0] not in group[0].head:
                group = [*group[0].head, *group]
        for piece in group:
            if made[-1] and at + piece.before + piece.high > HIGH - BOTTOM:  # a group longer than a page
                made.append([])
                at = TOP
            at += piece.before if made[-1] else 0
            made[-1].append((piece, at))
            at += piece.high
    return made


def _groups(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.keep:
            yield group
            group = []
    if group:
        yield group


def write(canvas: Any, words: Words) -> None:
    """Set a text. There is one weight: bold is the same with a line around each letter."""
    wide = width(words.text, words.size) if words.anchor != "start" else 0.0
    x = words.x - {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
    text = canvas.beginText(x, HIGH - words.y)
    text.setFont(NAME, words.size)
    text.setFillColor(words.colour)
    if words.bold:
        canvas.setLineWidth(words.size * 0.03)
        text.setStrokeColor(words.colour)
        text.setTextRenderMode(2)
    text.textOut(words.text)
    text.setTextRenderMode(0)
    canvas.drawText(text)


def place(canvas: Any, drawing: Drawing, left: float, top: float) -> None:
    """Draw a drawing with its upper left corner there."""
    for shape in drawing.shapes:
        if isinstance(shape, Box):
            _box(canvas, shape, left, top)
        elif isinstance(shape, Path):
            _path(canvas, shape, left, top)
        else:
            moved = Words(
                shape.x + left,
                shape.y + top,
                shape.text,
                shape.size,
                shape.colour,
                shape.anchor,
                shape.bold,
            )
            write(canvas, moved)


def picture(canvas: Any, made: Made, left: float, top: float, wide: float, high: float) -> None:
    """Place a picture in a rectangle."""
    canvas.drawImage(ImageReader(BytesIO(made.data)), left, HIGH - top - high, wide, high)


def rule(canvas: Any, x: float, y: float, to: float, colour: str = INK, thick: float = 0.5) -> None:
    """A line across."""
    _path(canvas, Path(((x, y), (to, y)), colour, thick), 0, 0)


def _box(canvas: Any, box: Box, left: float, top: float) -> None:
    if box.fill:
        canvas.setFillColor(box.fill)
    if box.edge:
        canvas.setLineWidth(0.5)
        canvas.setStrokeColor(box.edge)
    y = HIGH - top - box.y - box.high
    canvas.rect(left + box.x, y, box.wide, box.high, stroke=bool(box.edge), fill=bool(box.fill))


def _path(canvas: Any, path: Path, left: float, top: float) -> None:
    canvas.setLineWidth(path.thick)
    canvas.setStrokeColor(path.colour)
    drawn = canvas.beginPath()
    for number, (x, y) in enumerate(path.points):
        (drawn.lineTo if number else drawn.moveTo)(left + x, HIGH - top - y)
    canvas.drawPath(drawn, stroke=1, fill=0)

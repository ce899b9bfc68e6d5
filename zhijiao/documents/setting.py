"""Setting of blocks: from what a document says to the pieces of its pages."""

from collections.abc import Iterator, Sequence

from zhijiao.documents.charts import drawn
from zhijiao.documents.document import (
    BarChart,
    Block,
    Bullets,
    Heading,
    KeyFigures,
    LineChart,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Table,
)
from zhijiao.documents.drawing import BRAND, LINE, PALE, SOFT, Box, Drawing, Words
from zhijiao.documents.lines import Line, broken, shortened
from zhijiao.documents.pictures import taken
from zhijiao.documents.pieces import DEEP, LEFT, ROOM, Piece, picture, place, write
from zhijiao.documents.table_setting import table_pieces
from zhijiao.documents.typeface import Absent, width
from zhijiao.documents.wording import one_line, runs, shown

BODY, LEADING = 10.5, 17.0
HEADINGS = {1: (16.0, 26.0, 18.0), 2: (13.0, 21.0, 13.0), 3: (11.5, 19.0, 9.0)}  # size, line, room above
IN_A_ROW = 4
NO_PICTURE = "（图片无法显示：不是完整的 PNG 或 JPEG 文件，或像素过多。）"


def pieces_of(block: Block, absent: Absent, fresh: bool) -> Iterator[Piece]:
    """The pieces of a block; `fresh` begins a new page."""
    if isinstance(block, Heading):
        yield from _heading(block, absent, fresh)
    elif isinstance(block, Paragraph):
        yield from _paragraph(block, absent, fresh)
    elif isinstance(block, Bullets):
        yield from _bullets(block, absent, fresh)
    elif isinstance(block, Table):
        yield from table_pieces(block, absent, fresh)
    elif isinstance(block, KeyFigures):
        yield from _key_figures(block, absent, fresh)
    elif isinstance(block, (BarChart, LineChart)):
        yield _drawing(drawn(block, ROOM, absent), fresh)
    elif isinstance(block, Picture):
        yield from _picture(block, absent, fresh)


def with_breaks(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Blocks, and whether each begins a new page."""
    fresh = False
    for block in blocks:
        if isinstance(block, PageBreak):
            fresh = True
            continue
        yield block, fresh
        fresh = False


def line_piece(
    line: Line,
    size: float,
    high: float,
    *,
    left: float = LEFT,
    before: float = 0,
    keep: bool = False,
    fresh: bool = False,
    outline: tuple[str, int] | None = None,
) -> Piece:
    """A line of text."""

    def draw(canvas: object, top: float) -> None:
        x, base = left, top + high / 2 + size * 0.35
        for run in line:
            write(canvas, Words(x, base, run.text, size, bold=run.bold))
            x += width(run.text, size)

    return Piece(high, draw, before, keep, fresh, outline=outline)


def small(text: str, absent: Absent, before: float, keep: bool = False) -> Piece:
    """A caption in the middle, in one line."""
    words = shortened(absent.shown(one_line(text)), ROOM, 9)

    def draw(canvas: object, top: float) -> None:
        write(canvas, Words(LEFT + ROOM / 2, top + 11, words, 9, SOFT, "middle"))

    return Piece(15, draw, before, keep=keep)


def _heading(block: Heading, absent: Absent, fresh: bool) -> Iterator[Piece]:
    level = min(max(block.level, 1), 3)
    size, high, before = HEADINGS[level]
    text = absent.shown(one_line(block.text))
    for number, line in enumerate(broken([Run(text, bold=True)], ROOM, size)):
        yield line_piece(
            line,
            size,
            high,
            before=0 if number else before,
            keep=True,
            fresh=fresh and not number,
            outline=None if number else (text, level),
        )


def _paragraph(block: Paragraph, absent: Absent, fresh: bool) -> Iterator[Piece]:
    indent = 0 if block.plain else 2 * BODY
    lines: list[tuple[Line, float]] = []
    for part in _at_line_feeds(runs(block.text)):
        shownruns = [Run(absent.shown(run.text), run.bold) for run in part]
        set_ = broken(shownruns, ROOM, BODY, indent)
        lines += [(line, 0 if number else indent) for number, line in enumerate(set_)]
    for number, (line, moved) in enumerate(lines):
        alone = len(lines) > 2 and number in {0, len(lines) - 2}  # no single line at either end of a page
        yield line_piece(
            line,
            BODY,
            LEADING,
            left=LEFT + moved,
            before=0 if number else 3,
            keep=alone,
            fresh=fresh and not number,
        )


def _at_line_feeds(found: Sequence[Run]) -> list[list[Run]]:
    parts: list[list[Run]] = [[]]
    for run in found:
        first, *others = run.text.split("\n")
        parts[-1].append(Run(first, run.bold))
        parts += [[Run(other, run.bold)] for other in others]
    return parts


def _bullets(block: Bullets, absent: Absent, fresh: bool) -> Iterator[Piece]:
    for order, item in enumerate(block.items):
        lines = broken([Run(absent.shown(one_line(item)))], ROOM - 18, BODY)
        for number, line in enumerate(lines):
            start = [Run("● "), *line] if not number else line
            left = LEFT + (18 if number else 18 - width("● ", BODY))
            begins = fresh and not number and not order
            yield line_piece(start, BODY, LEADING, left=left, before=0 if number else 2, fresh=begins)


def _key_figures(block: KeyFigures, absent: Absent, fresh: bool) -> Iterator[Piece]:
    for start in range(0, len(block.figures), IN_A_ROW):
        figures = block.figures[start : start + IN_A_ROW]
        drawing = Drawing(ROOM, 62)
        wide = (ROOM - 8 * (IN_A_ROW - 1)) / IN_A_ROW
        for number, figure in enumerate(figures):
            x = number * (wide + 8)
            label, unit, note = (
                absent.shown(one_line(text)) for text in (figure.label, figure.unit, figure.note)
            )
            value = absent.shown(shown(figure.value)) or "—"
            size = 17.0 * min(1.0, (wide - 18 - width(unit, 9)) / width(value, 17))  # a number is never cut
            drawing.shapes += [
                Box(x, 0, wide, 58, PALE),
                Box(x, 0, 2.5, 58, BRAND),
                Words(x + 10, 15, shortened(label, wide - 16, 9), 9, SOFT),
                Words(x + 10, 36, value, size, BRAND, bold=True),
                Words(x + 13 + width(value, size), 36, unit, 9, SOFT),
                Words(x + 10, 51, shortened(note, wide - 16, 8), 8, SOFT),
            ]
        yield _drawing(drawing, fresh and not start, 6)


def _drawing(drawing: Drawing, fresh: bool, before: float = 10) -> Piece:
    def draw(canvas: object, top: float) -> None:
        place(canvas, drawing, LEFT, top)

    return Piece(drawing.high, draw, before, fresh=fresh)


def _picture(block: Picture, absent: Absent, fresh: bool) -> Iterator[Piece]:
    made = taken(block.data)
    if made is None:
        yield from _paragraph(Paragraph(NO_PICTURE), absent, fresh)
        return
    share = min(ROOM / made.wide, DEEP * 0.6 / made.high, 1.0)
    wide, high = made.wide * share, made.high * share

    def draw(canvas: object, top: float) -> None:
        frame = Box(LEFT + (ROOM - wide) / 2 - 0.5, top - 0.5, wide + 1, high + 1, edge=LINE)
        place(canvas, Drawing(wide, high, shapes=[frame]), 0, 0)
        picture(canvas, made, LEFT + (ROOM - wide) / 2, top, wide, high)

    yield Piece(high, draw, 10, fresh=fresh, keep=bool(block.caption))
    if block.caption:
        yield small(block.caption, absent, 2)

"""Setting of tables: column widths, cells in lines, rows that are never higher than a page."""

from collections.abc import Iterator, Sequence

from zhijiao.documents.document import Cell, Table
from zhijiao.documents.drawing import INK, LINE, PALE, SOFT, Box, Drawing, Words
from zhijiao.documents.lines import broken_text, shortened
from zhijiao.documents.pieces import LEFT, ROOM, Piece, place, write
from zhijiao.documents.typeface import Absent, width
from zhijiao.documents.wording import is_number, one_line, shown

PAD = 4.0
MOST_LINES = 24  # of a row; what is longer goes on in a row below
MOST_COLUMNS = 60


def table_pieces(table: Table, absent: Absent, fresh: bool) -> Iterator[Piece]:
    """Caption, header and rows; each row knows the header that is repeated above it on a new page."""
    count = columns(table)
    if not count:
        return
    size = size_for(count)
    wides = [share * ROOM for share in shares(table, count)]
    head = tuple(_header(table, wides, size, absent))
    if table.caption:
        yield _caption(table.caption, absent, fresh)
        fresh = False
    for number, piece in enumerate(head):
        yield Piece(piece.high, piece.draw, 6 if not number else 0, keep=True, fresh=fresh and not number)
    for order, row in enumerate(table.rows):
        for lines in _cut([_cell(row, number, wides, size, absent) for number in range(count)]):
            right = [number in table.numbers or _numeric(row, number) for number in range(count)]
            yield _row(lines, wides, size, right, head=head, shade=bool(order % 2))


def columns(table: Table) -> int:
    """How many columns a table has."""
    return min(max((len(row) for row in (*table.header, *table.rows)), default=0), MOST_COLUMNS)


def size_for(count: int) -> float:
    """The size of letters that so many columns leave room for."""
    return 9.0 if count <= 8 else 8.0 if count <= 12 else 6.5 if count <= 20 else 5.0


def shares(table: Table, count: int) -> list[float]:
    """The share of each column in the width."""
    given = [max(float(each), 0.01) for each in table.widths[:count]]
    given += [sum(given) / len(given) if given else 1.0] * (count - len(given))
    return [each / sum(given) for each in given]


def _caption(text: str, absent: Absent, fresh: bool) -> Piece:
    words = shortened(absent.shown(one_line(text)), ROOM, 9.5)

    def draw(canvas: object, top: float) -> None:
        write(canvas, Words(LEFT + ROOM / 2, top + 11, words, 9.5, INK, "middle", bold=True))

    return Piece(15, draw, 9, keep=True, fresh=fresh)


def _header(table: Table, wides: Sequence[float], size: float, absent: Absent) -> Iterator[Piece]:
    for row in table.header:
        cells = [_cell(row, number, wides, size, absent)[:6] for number in range(len(wides))]
        yield _row(cells, wides, size, [False] * len(wides), bold=True)


def _numeric(row: Sequence[Cell], number: int) -> bool:
    return number < len(row) and is_number(row[number])


def _cell(row: Sequence[Cell], number: int, wides: Sequence[float], size: float, absent: Absent) -> list[str]:
    text = absent.shown(shown(row[number])) if number < len(row) else ""
    if width(text, size) <= wides[number] - 2 * PAD and "\n" not in text:
        return [text]
    return broken_text(text, wides[number] - 2 * PAD, size)


def _cut(cells: list[list[str]]) -> Iterator[list[list[str]]]:
    """A row as one or more rows of at most so many lines."""
    longest = max(len(lines) for lines in cells)
    for start in range(0, longest, MOST_LINES):
        yield [lines[start : start + MOST_LINES] for lines in cells]


def _row(
    cells: list[list[str]],
    wides: Sequence[float],
    size: float,
    right: Sequence[bool],
    *,
    bold: bool = False,
    shade: bool = False,
    head: tuple[Piece, ...] = (),
) -> Piece:
    leading = size * 1.4
    high = max(len(lines) for lines in cells) * leading + 2 * PAD
    drawing = Drawing(ROOM, high)
    fill = PALE if bold else "#f7f8fa" if shade else ""
    x = 0.0
    for lines, wide, numeric in zip(cells, wides, right, strict=True):
        drawing.shapes.append(Box(x, 0, wide, high, fill, LINE))
        for number, text in enumerate(lines):
            y = PAD + number * leading + leading / 2 + size * 0.35
            at, anchor = (x + wide - PAD, "end") if numeric else (x + PAD, "start")
            if bold:
                at, anchor = x + wide / 2, "middle"
            drawing.shapes.append(Words(at, y, text, size, INK if not bold else SOFT, anchor, bold))
        x += wide

    def draw(canvas: object, top: float) -> None:
        place(canvas, drawing, LEFT, top)

    return Piece(high, draw, head=head, keep=bold)

"""Blocks of a document in Word's words."""

import io
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from zhijiao.documents.charts import drawn, told
from zhijiao.documents.document import (
    BarChart,
    Block,
    Bullets,
    Cell,
    Heading,
    KeyFigures,
    LineChart,
    PageBreak,
    Paragraph,
    Picture,
    Table,
)
from zhijiao.documents.docx_parts import describe, keep_whole, repeat_header, shade
from zhijiao.documents.pictures import as_picture, taken
from zhijiao.documents.pieces import ROOM
from zhijiao.documents.setting import IN_A_ROW, NO_PICTURE
from zhijiao.documents.table_setting import columns, shares, size_for
from zhijiao.documents.typeface import Absent
from zhijiao.documents.wording import is_number, one_line, runs, shown


def add_block(made: Any, block: Block, number: int) -> None:
    """Add a block at the end; `number` names its picture."""
    if isinstance(block, Heading):
        made.add_heading(one_line(block.text), min(max(block.level, 1), 3))
    elif isinstance(block, Paragraph):
        _paragraph(made, block)
    elif isinstance(block, Bullets):
        for item in block.items:
            made.add_paragraph(one_line(item), "List Bullet")
    elif isinstance(block, Table):
        _table(made, block)
    elif isinstance(block, KeyFigures):
        _key_figures(made, block)
    elif isinstance(block, (BarChart, LineChart)):
        chart = as_picture(drawn(block, ROOM, Absent()))
        describe(_centred(made, chart.data, ROOM), told(block), number)
    elif isinstance(block, Picture):
        _picture(made, block, number)
    elif isinstance(block, PageBreak):
        made.add_page_break()


def _paragraph(made: Any, block: Paragraph) -> None:
    """Each line of the text is a paragraph, as a person would type it."""
    paragraph = _begun(made, block)
    for run in runs(block.text):
        for number, line in enumerate(run.text.split("\n")):
            if number:
                paragraph = _begun(made, block)
            if line:
                paragraph.add_run(line).bold = run.bold


def _begun(made: Any, block: Paragraph) -> Any:
    paragraph = made.add_paragraph()
    if not block.plain:
        paragraph.paragraph_format.first_line_indent = Pt(21)
    return paragraph


def _table(made: Any, block: Table) -> None:
    count = columns(block)
    if not count:
        return
    if block.caption:
        _caption(made, block.caption, above=True)
    table = made.add_table(0, count)
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    wides = [Pt(share * ROOM) for share in shares(block, count)]
    for column, wide in zip(table.columns, wides, strict=True):
        column.width = wide
    for header in block.header:
        row = _row(table, header, wides, size_for(count), frozenset(), bold=True)
        repeat_header(row)
    for cells in block.rows:
        keep_whole(_row(table, cells, wides, size_for(count), frozenset(block.numbers)))
    made.add_paragraph().paragraph_format.space_after = Pt(0)


def _row(
    table: Any,
    cells: Any,
    wides: list[Any],
    size: float,
    numbers: frozenset[int],
    bold: bool = False,
) -> Any:
    row = table.add_row()
    for number, (place, wide) in enumerate(zip(row.cells, wides, strict=True)):
        value: Cell = cells[number] if number < len(cells) else None
        place.width = wide
        paragraph = place.paragraphs[0]
        paragraph.paragraph_format.line_spacing = 1.15
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(shown(value))
        run.font.size, run.font.bold = Pt(size), bold
        if bold:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            shade(place, "EAF1FC")
        elif is_number(value) or number in numbers:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return row


def _key_figures(made: Any, block: KeyFigures) -> None:
    """A table with three lines in each cell."""
    count = min(len(block.figures), IN_A_ROW)
    if not count:
        return
    table = made.add_table(0, count)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for start in range(0, len(block.figures), count):
        row = table.add_row()
        keep_whole(row)
        for place, figure in zip(row.cells, block.figures[start : start + count], strict=False):
            value = shown(figure.value) or "—"
            unit = f" {one_line(figure.unit)}" if figure.unit else ""
            _figure(place, one_line(figure.label), value + unit, one_line(figure.note))
    made.add_paragraph().paragraph_format.space_after = Pt(0)


def _figure(place: Any, label: str, value: str, note: str) -> None:
    shade(place, "EAF1FC")
    first = place.paragraphs[0]
    first.add_run(label).font.size = Pt(9)
    run = place.add_paragraph().add_run(value)
    run.font.size, run.font.bold = Pt(15), True
    if note:
        place.add_paragraph().add_run(note).font.size = Pt(8)
    for paragraph in place.paragraphs:
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = 1.15


def _picture(made: Any, block: Picture, number: int) -> None:
    found = taken(block.data)
    if found is None:
        made.add_paragraph(NO_PICTURE)
        return
    wide = min(ROOM, found.wide, 420 * found.wide / found.high)
    describe(_centred(made, found.data, wide), one_line(block.caption), number)
    if block.caption:
        _caption(made, block.caption)


def _centred(made: Any, data: bytes, wide: float) -> Any:
    paragraph = made.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph.add_run().add_picture(io.BytesIO(data), Pt(wide))


def _caption(made: Any, text: str, above: bool = False) -> None:
    paragraph = made.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = above
    run = paragraph.add_run(one_line(text))
    run.font.size, run.font.bold = Pt(9), above

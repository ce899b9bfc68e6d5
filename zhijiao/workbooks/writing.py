"""Tables on their way out: a workbook or csv, written row by row, so that memory does not grow with the table.

Text is never a formula: a workbook's text cells are written as text, in csv an apostrophe stands before what a
spreadsheet would compute.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, BinaryIO, Protocol

from xlsxwriter import Workbook

CSV_BLOCK = 500
#: Beginnings that a spreadsheet takes for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cells = Iterable[list[Any]]


class Heading(Protocol):
    """A column of a table, as far as a file shows it."""

    @property
    def label(self) -> str:
        """What stands above the column."""

    @property
    def align_right(self) -> bool:
        """Whether it holds numbers; other columns carry the text format."""


def write_workbook(file: BinaryIO, columns: Sequence[Heading], rows: Cells) -> None:
    """Write the one sheet of a table."""
    write_sheets(file, [("数据", columns, rows)])


def write_sheets(file: BinaryIO, sheets: Iterable[tuple[str, Sequence[Heading], Cells]]) -> None:
    """Write a workbook of several tables: title, columns and rows of each."""
    book = Workbook(file, {"constant_memory": True})
    for title, columns, rows in sheets:
        _write_sheet(book, title, columns, rows)
    book.close()


def _write_sheet(book: Workbook, title: str, columns: Sequence[Heading], rows: Cells) -> None:
    """Write a sheet row by row; columns of text carry the text format, so that codes keep their zeros when edited."""
    sheet = book.add_worksheet(title)
    head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1, "num_format": "@"})
    text = book.add_format({"num_format": "@"})
    for place, column in enumerate(columns):
        width = min(max(len(column.label) * 2 + 2, 10), 30)
        sheet.set_column(place, place, width, None if column.align_right else text)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.label, head)
    write_text, write_number = sheet.write_string, sheet.write_number
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if value is None:
                continue
            if type(value) is str:
                write_text(line, place, value)
            else:
                write_number(line, place, value)


def write_comma_separated(file: BinaryIO, columns: Sequence[Heading], rows: Cells) -> None:
    """Write a csv file that spreadsheets open as UTF-8."""
    for block in csv_blocks(columns, rows):
        file.write(block)


class _Lines:
    """A file-like list of lines for the csv writer."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.write = self.lines.append


def csv_blocks(columns: Sequence[Heading], rows: Cells) -> Iterator[bytes]:
    """The file in blocks of rows."""
    buffer = _Lines()
    writer = csv.writer(buffer)
    writer.writerow([column.label for column in columns])
    yield b"\xef\xbb\xbf"
    for number, row in enumerate(rows, 1):
        writer.writerow([harmless(value) if type(value) is str else value for value in row])
        if number % CSV_BLOCK == 0:
            yield "".join(buffer.lines).encode()
            buffer.lines.clear()
    yield "".join(buffer.lines).encode()


def harmless(text: str) -> str:
    """Text that no spreadsheet computes."""
    return f"'{text}" if text.startswith(FORMULA) else text


Writer = Callable[[BinaryIO, Sequence[Heading], Cells], None]

WRITERS: dict[str, Writer] = {
    "xlsx": write_workbook,
    "csv": write_comma_separated,
}

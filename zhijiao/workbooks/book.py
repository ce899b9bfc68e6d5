"""A workbook as it has been read: plain values that any process may hold."""

from dataclasses import dataclass, field
from typing import Any

#: (row number as the spreadsheet shows it, position of the column from 0).
Place = tuple[int, int]


@dataclass
class Sheet:
    """One worksheet. `rows` hold all cells from A1 on, empty ones as empty text, blanks at the end of a row cut off.

    A cell with an error value holds its text (``#N/A``), a formula without a result ``UNCACHED``: neither is empty.
    """

    name: str
    hidden: bool
    rows: list[list[Any]] = field(default_factory=list)
    #: Rows below the first that hold anything.
    filled: int = 0
    #: Number of a filled row beyond the last one that is read.
    cut_at: int | None = None
    merged: list[tuple[str, int, str, int]] = field(default_factory=list)
    errors: dict[Place, str] = field(default_factory=dict)
    uncached: set[Place] = field(default_factory=set)
    #: Texts of numbers that a format shows with zeros before them or words around them: 12 as 000012.
    shown: dict[Place, str] = field(default_factory=dict)
    #: Cells with a format of dates, and whether it shows the year.
    dated: dict[Place, bool] = field(default_factory=dict)
    hides_columns: bool = False
    hides_rows: bool = False
    #: Why this sheet cannot be read, though others can.
    refused: str = ""


UNCACHED = "=（没有结果的公式）"


@dataclass
class Book:
    """A workbook: its sheets in order."""

    sheets: list[Sheet]
    epoch1904: bool = False

    def sheet(self, name: str) -> Sheet | None:
        """A worksheet by name, in whatever case."""
        return next((sheet for sheet in self.sheets if sheet.name.lower() == name.lower()), None)


def letter(position: int) -> str:
    """Column letters of a position from 0: 0 → A, 26 → AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

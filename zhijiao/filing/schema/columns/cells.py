"""Cells: what a page, a grid, a workbook or the API hands to a column, as text."""

import datetime as dt
from collections.abc import Sequence

from zhijiao.kit.text import fold, fold_column

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | None


def as_text(cell: Cell) -> str | None:
    """The text of a cell as a clerk sees it; None for an empty one."""
    if cell is None:
        return None
    if isinstance(cell, str):
        return fold(cell) or None
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return str(cell)


def as_texts(cells: Sequence[Cell]) -> list[str | None]:
    """:func:`as_text` for a whole column."""
    return [(cell or None) if type(cell) is str else as_text(cell) for cell in fold_column(cells)]


def in_sentence(label: str) -> str:
    """An item's label where the item is spoken of: 其中： belongs to the place it has in the form."""
    return label.removeprefix("其中：")

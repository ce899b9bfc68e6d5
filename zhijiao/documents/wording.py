"""What is written of values and of text that others have typed."""

import math
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from zhijiao.documents.document import Cell, Run

# Controls, marks that turn the direction of writing, lone surrogates and what is no character: no reader shows
# them, and XML refuses most.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\uffff"
    "\ud800-\udfff\ufdd0-\ufdef\U000e0000-\U000e0fff]"
)
_LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_PLANE_END = re.compile(
    "[" + "".join(chr(p << 16 | 0xFFFE) + chr(p << 16 | 0xFFFF) for p in range(1, 17)) + "]"
)


def clean(text: str) -> str:
    """Text with nothing in it that a file could stumble over; its lines stay."""
    lines = _LINE_END.sub("\n", text).replace("\t", " ")
    return _PLANE_END.sub("", _UNPRINTABLE.sub("", lines))


def one_line(text: str) -> str:
    """The same in one line."""
    return " ".join(clean(text).split())


def runs(text: str | Sequence[Run]) -> list[Run]:
    """Clean runs of a paragraph."""
    found = [Run(text)] if isinstance(text, str) else text
    return [Run(clean(run.text), run.bold) for run in found]


def is_number(cell: Cell) -> bool:
    """Whether this is a number to be set at the right."""
    return isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool)


def shown(cell: Cell) -> str:
    """A cell as it is written: numbers as they are, without an exponent and without zeros at the end of a fraction."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int):
        return f"{cell:,}" if abs(cell) >= 10_000 else str(cell)
    if isinstance(cell, (float, Decimal)):
        return _fraction(cell)
    if isinstance(cell, date):
        return f"{cell.year}年{cell.month}月{cell.day}日"
    return clean(cell)


def known(value: float | Decimal | None) -> float | None:
    """A value of a chart as a number that can be drawn."""
    if value is None or not math.isfinite(value):
        return None
    return float(value)


def _fraction(value: float | Decimal) -> str:
    if not math.isfinite(value):
        return "—"
    large = value >= 10_000 or value <= -10_000
    text = f"{value:,.4f}" if large else f"{value:.4f}"
    return text.rstrip("0").rstrip(".")

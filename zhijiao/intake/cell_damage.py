"""Cells that no check can judge, because the spreadsheet program has changed or never finished them.

What a person sees in the sheet is what is judged: an error value is no empty cell, a picture is no text, and a number
that a spreadsheet has made of a key is not the key.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.columns.cells import Cell
from zhijiao.filing.schema.form import Form
from zhijiao.workbooks.book import UNCACHED, Sheet, letter
from zhijiao.workbooks.markup import FileRefused

EXACT_DIGITS = 10**15
MOST_DAMAGED = 50_000
"""Cells that nobody mends one by one; to name them all would take longer than anybody waits."""
ERRORS = frozenset(
    {
        "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!",
        "#BLOCKED!", "#CONNECT!", "#GETTING_DATA", "#UNKNOWN!",
    }
)  # fmt: skip
AS_TEXT = "请先把该列设为文本格式，再按原样重新填写"
_PICTURE = re.compile(r"^=\s*(_xlfn\.)?(DISPIMG|IMAGE)\s*\(", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"^\d(\.\d+)?E\+?\d{1,3}$", re.IGNORECASE)


@dataclass
class CellProblem:
    """What is wrong with one cell, and what to do. `i` counts data rows from 0."""

    i: int
    column: Column
    message: str
    remedy: str
    code: str = "cell"


def problems_of(
    form: Form, part: Sheet, numbers: list[int], columns: dict[str, list[Cell]], positions: dict[str, int]
) -> Iterator[CellProblem]:
    """What is wrong with the cells of the columns that are read. Texts a format shows are put in place of numbers."""
    names = _identifying(form)
    shown = _shown_by_column(part)
    for name, cells in columns.items():
        column, place = form.columns[name], positions[name]
        judge = _judge_of(column, identifying=name in names)
        texts = shown.get(place) if judge is not _number_or_date else None
        if texts:
            cells[:] = [
                texts.get(number, cell) if type(cell) in (int, float) else cell
                for number, cell in zip(numbers, cells, strict=True)
            ]
        suspects, where = _SUSPECTS[judge], letter(place)
        for i, cell in enumerate(cells):
            if type(cell) is str:
                if cell[:1] not in suspects and not (judge is _identity and cell[:1].isspace()):
                    continue
            elif cell is None or judge is _number_or_date:
                continue
            dated = part.dated.get((numbers[i], place)) if isinstance(cell, dt.date) else None
            if found := _broken(cell, where, numbers[i]) or judge(cell, dated):
                yield CellProblem(i, column, *found)


def refuse_too_many(sheet: str, numbers: list[int], problems: list[CellProblem]) -> None:
    """Refuse a sheet that is damaged all over, as by a formula dragged over everything.

    Raises:
        FileRefused: says how many cells, and names the first.
    """
    if len(problems) > MOST_DAMAGED:
        first = problems[0]
        raise FileRefused(
            f"工作表“{sheet}”有 {len(problems)} 个单元格不能读取，如第 {numbers[first.i]} 行的{first.column.label}："
            f"{first.message}。请改正公式，或整片改填实际的值（选择性粘贴—数值）后再上传。"
        )


def broken_lookups(
    form: Form, part: Sheet, numbers: list[int], lookups: dict[str, int], rows: list[list[Any]]
) -> Iterator[CellProblem]:
    """Error values and formulas without a result in columns that are only compared."""
    for name, place in lookups.items():
        through = form.columns[name].looked_through
        if through is None:
            continue
        for i, row in enumerate(rows):
            found = _broken(row[place] if place < len(row) else None, letter(place), numbers[i])
            if found:
                yield CellProblem(i, through, *found)


Judged = tuple[str, str, str] | None


def _broken(cell: Any, column: str, number: int) -> Judged:
    """Whatever the column: an error value, a formula without a result, a picture."""
    if type(cell) is not str:
        return None
    if cell == UNCACHED:
        said = f"单元格 {column}{number} 是公式，但文件中没有它的结果"
        return said, "请在 Excel 或 WPS 中打开并保存一次，或改填实际的值", "formula"
    if cell.strip().upper() in ERRORS:
        said = f"单元格 {column}{number} 是公式错误 {cell.strip()}"
        return said, "请改正公式，或改填实际的值", "error"
    if _PICTURE.match(cell):
        return f"单元格 {column}{number} 是图片，不能读取", "请删去图片，改填文字或留空", "picture"
    return None


def _identifying(form: Form) -> set[str]:
    """Items that tell records apart: keys, unique sets, references."""
    names = {column.name for column in form.key_columns}
    names.update(name for group in form.declaration.unique for name in group)
    names.update(column.name for column in form.stored if column.ref)
    return names


def _judge_of(column: Column, *, identifying: bool) -> Callable[[Any, bool | None], Judged]:
    if column.reads_numbers:
        return _number_or_date
    return _identity if identifying or column.private in ("id", "account") else _text


def _number_or_date(_cell: Any, _shows_year: bool | None) -> Judged:
    return None


def _text(cell: Any, shows_year: bool | None) -> Judged:
    """A cell of a text: what a format shows differently cannot be taken."""
    if type(cell) is float and abs(cell) >= EXACT_DIGITS:
        return "是长数字，被表格软件按数值保存，末几位已变成 0", AS_TEXT, "digits"
    if shows_year is False and isinstance(cell, dt.date):
        return (
            f"单元格是日期（{cell.month} 月 {cell.day} 日），可能由表格软件从别的内容改成",
            AS_TEXT,
            "changed",
        )
    if type(cell) is str and _SCIENTIFIC.match(cell.strip()):
        return "是科学记数法，原来的数字已丢失", AS_TEXT, "changed"
    return None


def _identity(cell: Any, shows_year: bool | None) -> Judged:
    """A cell by which a record is recognised: nothing a spreadsheet may have made of something else."""
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        return "单元格是日期或时间，可能由表格软件从编号改成", AS_TEXT, "changed"
    if isinstance(cell, bool):
        return "单元格是逻辑值（TRUE 或 FALSE），不是编号", AS_TEXT, "changed"
    if type(cell) is float and not cell.is_integer():
        return f"单元格是小数 {cell!r}，编号不能是小数", AS_TEXT, "changed"
    if type(cell) is str and cell.strip()[:1] in ("'", "＇", "‘"):
        return "开头多了一个撇号", "请删去撇号；该列设为文本格式后不需要它", "changed"
    return _text(cell, shows_year)


_SUSPECTS: dict[Callable[[Any, bool | None], Judged], frozenset[str]] = {
    _number_or_date: frozenset("#="),
    _text: frozenset("#=0123456789"),
    _identity: frozenset("#=0123456789'＇‘"),
}
"""What texts begin with that may be damaged, by how the cells of a column are judged."""


def _shown_by_column(part: Sheet) -> dict[int, dict[int, str]]:
    """Texts that formats show, by position and row number."""
    found: dict[int, dict[int, str]] = {}
    for (number, place), text in part.shown.items():
        found.setdefault(place, {})[number] = text
    return found

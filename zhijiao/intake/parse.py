"""From an inspected workbook to columns of cells: which sheet, which header row, which column is which item.

Every row of the sheet is accounted for: data, blank or note. What is wrong with the sheet as a whole is refused here
with a sentence; what is wrong with a cell is reported with its place and left to the checks.
"""

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from zhijiao.filing.columns import Cell, Column
from zhijiao.filing.registry import Form
from zhijiao.intake.package import AGAIN, FileRefused, Package, Part
from zhijiao.intake.workbook import (
    DATA_SHEET,
    GUIDE_SHEET,
    MARK_SHEET,
    TABLES_SHEET,
    Mark,
    form_version,
    headers,
)
from zhijiao.kit.text import fold, match_key
from zhijiao.orgs.models import Org

MAX_DATA_ROWS = 5000
HEADER_WITHIN = 5
NOTE_ROW = re.compile(r"^(说明|注意|注|备注|填表说明|填写说明|示例)\s*\d*\s*[：:]")
DECORATION = re.compile(r"[*＊※]|[(（](必填|选填|可选|隐私)[)）]")
OURS = (GUIDE_SHEET, TABLES_SHEET, MARK_SHEET)
EXACT_DIGITS = 10**15


@dataclass
class CellProblem:
    """A cell that no check can judge, because the spreadsheet program itself has damaged it."""

    i: int
    column: Column
    message: str
    remedy: str
    code: str = "cell"


@dataclass
class Sheet:
    """The data of one sheet. Row numbers are as the spreadsheet shows them, positions count from 0."""

    name: str
    header_row: int
    columns: dict[str, list[Cell]]
    positions: dict[str, int]
    numbers: list[int]
    lookups: dict[str, list[Cell]] = field(default_factory=dict)
    blank: int = 0
    remarks: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    epoch1904: bool = False

    @property
    def size(self) -> int:
        """Number of data rows."""
        return len(self.numbers)


def letter(position: int) -> str:
    """Column letters of a position from 0: 0 → A, 26 → AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_mark(package: Package) -> Mark | None:
    """The template's hidden mark; None for a workbook without one (home-made, or dropped by another program)."""
    part = package.sheet(MARK_SHEET)
    if part is None:
        return None
    rows = grid(package, package.load(part))
    return Mark.of({str(row[0]): str(row[1]) for row in rows if len(row) > 1 and row[0]})


def grid(package: Package, part: Part) -> list[list[Any]]:
    """All cells of a sheet from A1 on; empty ones as empty text."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(package.clean_copy([part])))
        return book.get_sheet_by_name(part.name).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, KeyError, IndexError, OSError):
        raise FileRefused(f"工作表“{part.name}”读不出来，文件可能已损坏，{AGAIN}。") from None


def check_mark(mark: Mark | None, form: Form, school: Org) -> list[str]:
    """Notes about the template used.

    Raises:
        FileRefused: it is another form's or another school's.
    """
    if mark is None:
        return ["文件不带模板标记（自制表格，或被其他软件另存过），已按列名逐列对应。"]
    if mark.school and mark.school != school.code:
        raise FileRefused(
            f"这份模板是为“{mark.school_name}”（{mark.school}）下载的，不是本校的模板。请下载本校模板，把数据复制过去再上传。"
        )
    if form.key not in mark.forms:
        raise FileRefused(
            f"这是“{mark.title}”的模板，不是“{form.label}”的。请在左侧改选“{mark.title}”，或换用正确的文件。"
        )
    if mark.forms[form.key] != form_version(form):
        return ["模板是旧版，已按列名对应到现在的表单；没有的列按未填处理。建议下次下载新模板。"]
    return []


def read_sheet(
    package: Package, form: Form, school: Org, sheet_name: str = "", given: Sequence[str] = ()
) -> Sheet:
    """The data of a form in a workbook.

    Args:
        package: the inspected workbook.
        form: the form expected.
        school: the school; its type decides which items are required.
        sheet_name: a sheet named outright (whole-school workbook); else ``Sheet1``, or the only sheet that fits.
        given: items that have a value even if the sheet lacks their column (the selected year).

    Raises:
        FileRefused: no sheet, no header, a required column missing, merged cells, too many rows, nothing in it.
    """
    part, rows, header_row = _choose(package, form, sheet_name)
    positions, lookups, notes = _positions(form, rows[header_row - 1], header_row, part.name)
    _refuse_missing(form, school, positions, given, part.name)
    _refuse_merged(part, header_row)
    sheet = Sheet(part.name, header_row, {}, positions, [], notes=notes, epoch1904=package.epoch1904)
    data = _data_rows(sheet, rows)
    if part.cut_at or sheet.size > MAX_DATA_ROWS:
        count = f"至少 {part.cut_at}" if part.cut_at else str(sheet.size)
        raise FileRefused(
            f"工作表“{part.name}”有 {count} 行，一次最多 {MAX_DATA_ROWS} 行，请拆成几个文件分别上传。"
        )
    if not data:
        raise FileRefused(
            f"业务数据为空：工作表“{part.name}”只有表头，没有数据。请把数据填在表头下面，保存后再上传。"
        )
    _fill(sheet, form, data, lookups)
    _damaged(sheet, form, part)
    _tell(sheet, part)
    return sheet


def has_data(package: Package, part: Part) -> bool:
    """Whether anything stands below the first row (a whole-school workbook has many sheets with a header only)."""
    return any(not _is_blank(row) for row in grid(package, package.load(part))[1:])


# Which sheet, which header -------------------------------------------------------------------------------------------


def _choose(package: Package, form: Form, sheet_name: str) -> tuple[Part, list[list[Any]], int]:
    if not package.sheets:
        raise FileRefused("文件中没有工作表，可能已损坏，" + AGAIN + "。")
    wanted = package.sheet(sheet_name or DATA_SHEET)
    others = [part for part in package.sheets if part.name not in OURS and not part.hidden]
    candidates = [wanted] if wanted else [] if sheet_name else others[:3]
    empty = None
    for part in candidates:
        rows = grid(package, package.load(part))
        header_row = _header_row(form, rows)
        if header_row:
            return part, rows, header_row
        if all(_is_blank(row) for row in rows):
            empty = part
    if empty is not None:
        raise FileRefused(
            f"业务数据为空：工作表“{empty.name}”中什么也没有。请把数据填在模板的 {DATA_SHEET} 中。"
        )
    named = "、".join(f"“{part.name}”" for part in package.sheets[:6])
    if not candidates:
        raise FileRefused(
            f"没有找到数据工作表“{sheet_name or DATA_SHEET}”，文件中有 {named}。请使用下载的模板。"
        )
    labels = "、".join(column.label for column in form.stored[:5])
    raise FileRefused(
        f"工作表“{candidates[0].name}”的前 {HEADER_WITHIN} 行没有“{form.label}”的表头（{labels}……），"
        "请使用下载的模板，不要改动表头。"
    )


def _header_row(form: Form, rows: list[list[Any]]) -> int:
    """Number of the row that holds most of the form's labels; 0 if none does."""
    known = _known(form)
    scores = [
        len({known[key] for cell in row if isinstance(cell, str) and (key := _key(cell)) in known})
        for row in rows[:HEADER_WITHIN]
    ]
    best = max(scores, default=0)
    return scores.index(best) + 1 if best >= min(2, len(form.stored)) else 0


def _key(text: str) -> str:
    return match_key(DECORATION.sub("", fold(text)))


def _known(form: Form) -> dict[str, str]:
    """Item by everything a header may say: label, and label with unit."""
    known: dict[str, str] = {}
    for name, header in headers(form).items():
        known[_key(header)] = name
        unit = form.columns[name].unit
        if unit:
            known.setdefault(_key(f"{header}（{unit}）"), name)
    return known


def _positions(
    form: Form, header: list[Any], number: int, sheet: str
) -> tuple[dict[str, int], dict[str, int], list[str]]:
    """Where each item and each lookup stands; notes about columns that mean nothing to us."""
    known = _known(form)
    positions: dict[str, int] = {}
    unknown = []
    for place, cell in enumerate(header):
        text = cell if isinstance(cell, str) else ""
        name = known.get(_key(text)) if text else None
        if name is None:
            if text.strip():
                unknown.append(f"{letter(place)} 列“{fold(text)[:20]}”")
            continue
        if name in positions:
            both = f"{letter(positions[name])} 列和 {letter(place)} 列"
            raise FileRefused(
                f"工作表“{sheet}”第 {number} 行的表头重复：{both}都是“{fold(text)}”，请删去一列再上传。"
            )
        positions[name] = place
    notes = [f"{'、'.join(unknown)}不是本表的项目，没有读取。"] if unknown else []
    stored = {name: place for name, place in positions.items() if form.columns[name].stored}
    return stored, {name: place for name, place in positions.items() if name not in stored}, notes


def _refuse_missing(
    form: Form, school: Org, positions: dict[str, int], given: Sequence[str], sheet: str
) -> None:
    keys = {column.name for column in form.key_columns}
    missing = [
        column.label
        for column in form.stored
        if column.name not in positions
        and column.name not in given
        and column.facts.default is None
        and (column.required_for(school.school_type) or column.name in keys)
    ]
    if missing:
        raise FileRefused(
            f"工作表“{sheet}”缺少必填列：{'、'.join(missing)}。请下载新模板，或在表头行补上这些列再上传。"
        )


def _refuse_merged(part: Part, header_row: int) -> None:
    merged = [f"{a}{b}:{c}{d}" for a, b, c, d in part.merged if d >= header_row]
    if merged:
        more = f" 等 {len(merged)} 处" if len(merged) > 5 else ""
        raise FileRefused(
            f"工作表“{part.name}”有合并单元格：{'、'.join(merged[:5])}{more}。请取消合并，逐行填写后再上传。"
        )


# Rows ----------------------------------------------------------------------------------------------------------------


def _data_rows(sheet: Sheet, rows: list[list[Any]]) -> list[list[Any]]:
    """Rows of data below the header; blank rows and notes are counted, not dropped in silence."""
    data = []
    places = sorted(sheet.positions.values())
    for number, row in enumerate(rows[sheet.header_row :], sheet.header_row + 1):
        if _is_blank(row[place] for place in places if place < len(row)):
            if _is_blank(row):
                sheet.blank += 1
            else:
                sheet.remarks.append(number)
        elif _is_remark(row):
            sheet.remarks.append(number)
        else:
            data.append(row)
            sheet.numbers.append(number)
    sheet.blank -= _trailing(rows[sheet.header_row :])
    return data


def _is_blank(cells: Iterable[Any]) -> bool:
    """Nothing but blanks."""
    return all(cell is None or isinstance(cell, str) and not cell.strip() for cell in cells)


def _is_remark(row: list[Any]) -> bool:
    """One text alone in its row that says it is a note."""
    filled = [cell for cell in row if cell not in ("", None)]
    return len(filled) == 1 and isinstance(filled[0], str) and bool(NOTE_ROW.match(filled[0].strip()))


def _trailing(rows: list[list[Any]]) -> int:
    """Blank rows after the last filled one are no rows at all."""
    count = 0
    for row in reversed(rows):
        if not _is_blank(row):
            break
        count += 1
    return count


def _fill(sheet: Sheet, form: Form, data: list[list[Any]], lookups: dict[str, int]) -> None:
    """Turn rows into columns."""
    by_place = list(zip(*data, strict=True))
    sheet.columns = {name: _plain(by_place[place]) for name, place in sheet.positions.items()}
    sheet.lookups = {
        name: _plain(by_place[place])
        for name, place in lookups.items()
        if getattr(form.columns[name], "verify", False)
    }
    for name, cells in sheet.columns.items():
        column = form.columns[name]
        if (
            column.align_right
            or column.type in ("date", "month", "flag")
            or float not in set(map(type, cells))
        ):
            continue
        for i, cell in enumerate(cells):
            if type(cell) is float and abs(cell) >= EXACT_DIGITS:
                sheet.problems.append(
                    CellProblem(
                        i,
                        column,
                        "是长数字，被表格软件按数值保存，末几位已变成 0",
                        "请先把该列设为文本格式，再重新填写",
                        "digits",
                    )
                )


def _plain(cells: Sequence[Any]) -> list[Cell]:
    """Cells as the columns read them."""
    if dt.timedelta in set(map(type, cells)):
        cells = [str(cell) if isinstance(cell, dt.timedelta) else cell for cell in cells]
    return [None if cell == "" else cell for cell in cells]


def _damaged(sheet: Sheet, form: Form, part: Part) -> None:
    """Report error values and formulas that were never calculated, in the columns and rows we read."""
    if not part.errors and not part.uncached:
        return
    rows = {number: i for i, number in enumerate(sheet.numbers)}
    columns = {letter(place): form.columns[name] for name, place in sheet.positions.items()}
    for (where, number), value in part.errors.items():
        if where in columns and number in rows:
            sheet.problems.append(
                CellProblem(
                    rows[number],
                    columns[where],
                    f"单元格 {where}{number} 是公式错误 {value}",
                    "请改正公式，或改填实际的值",
                    "error",
                )
            )
    for where, number in part.uncached - part.errors.keys():
        if where in columns and number in rows:
            sheet.problems.append(
                CellProblem(
                    rows[number],
                    columns[where],
                    f"单元格 {where}{number} 是公式，但文件中没有它的结果",
                    "请在 Excel 或 WPS 中打开并保存一次，或改填实际的值",
                    "formula",
                )
            )


def _tell(sheet: Sheet, part: Part) -> None:
    """Notes a clerk should read although nothing is wrong."""
    if sheet.header_row > 1:
        sheet.notes.append(f"表头在第 {sheet.header_row} 行，上面的内容没有读取。")
    if part.hides_columns or part.hides_rows:
        what = "、".join(
            w for w, hidden in (("隐藏的列", part.hides_columns), ("隐藏的行", part.hides_rows)) if hidden
        )
        sheet.notes.append(f"文件中有{what}（如筛选未取消），也已一并读取。")
    if sheet.blank:
        sheet.notes.append(f"跳过 {sheet.blank} 个空行。")
    if sheet.remarks:
        shown = "、".join(map(str, sheet.remarks[:5])) + ("等" if len(sheet.remarks) > 5 else "")
        sheet.notes.append(f"第 {shown} 行不是数据（说明文字，或只在本表以外的列有内容），没有读取。")

"""From an inspected workbook to columns of cells: which sheet, which header row, which column is which item.

Every row of the sheet is accounted for: data, blank or note. What is wrong with the sheet as a whole is refused here
with a sentence; what is wrong with a cell is reported with its place and left to the checks.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from zhijiao.filing.schema.columns.cells import Cell
from zhijiao.filing.schema.form import Form
from zhijiao.intake import cell_damage, row_kinds
from zhijiao.intake.row_kinds import is_blank
from zhijiao.intake.template_mark import Mark
from zhijiao.intake.workbook import (
    DATA_SHEET,
    GUIDE_SHEET,
    LIST_SHEET,
    MARK_SHEET,
    TABLES_SHEET,
    form_version,
    headers,
)
from zhijiao.kit.text import fold, match_key
from zhijiao.orgs.models import Org
from zhijiao.workbooks.book import Book, Sheet, letter
from zhijiao.workbooks.markup import AGAIN, FileRefused

MAX_DATA_ROWS = 5000
HEADER_WITHIN = 5
DECORATION = re.compile(r"[*＊※]|[(（](必填|选填|可选|隐私)[)）]")
#: What a header may say besides the name of its item, from the least to the most; each is left out in turn.
ADDITIONS = (
    re.compile(r"^[（(]?\d{1,3}[)）.、．]\s*|[:：]\s*$"),
    re.compile(r"[（(\[【][^（(]*[)）\]】]$"),
    re.compile(r"[:：].*$"),
)
OURS = (GUIDE_SHEET, TABLES_SHEET, MARK_SHEET, LIST_SHEET)


@dataclass
class FormSheet:
    """The data of one sheet. Row numbers are as the spreadsheet shows them, positions count from 0."""

    name: str
    header_row: int
    columns: dict[str, list[Cell]]
    positions: dict[str, int]
    numbers: list[int]
    lookups: dict[str, list[Cell]] = field(default_factory=dict)
    blank: int = 0
    left_out: dict[str, list[int]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    #: What the uploader has to answer before the rows go on.
    questions: list[str] = field(default_factory=list)
    problems: list[cell_damage.CellProblem] = field(default_factory=list)
    epoch1904: bool = False

    @property
    def size(self) -> int:
        """How many data rows the sheet has."""
        return len(self.numbers)


def read_mark(book: Book) -> Mark | None:
    """The template's hidden mark; None for a workbook without one (home-made, or dropped by another program)."""
    part = book.sheet(MARK_SHEET)
    if part is None:
        return None
    if part.refused:
        raise FileRefused(part.refused)
    return Mark.of({str(row[0]): str(row[1]) for row in part.rows if len(row) > 1 and row[0]})


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
    book: Book, form: Form, school: Org, sheet_name: str = "", given: Sequence[str] = ()
) -> FormSheet:
    """The data of a form in a workbook.

    Args:
        book: the workbook.
        form: the form expected.
        school: the school; its type decides which items are required.
        sheet_name: a sheet named outright (whole-school workbook); else ``Sheet1``, or the only sheet that fits.
        given: items that have a value even if the sheet lacks their column (the selected year).

    Raises:
        FileRefused: no sheet, no header, a required column missing, merged cells, too many rows, nothing in it.
    """
    part, header_row = _choose(book, form, sheet_name)
    header = part.rows[header_row - 1]
    positions, lookups, notes, unknown = _positions(form, header, header_row, part.name)
    _refuse_missing(form, school, positions, given, part.name, unknown)
    _refuse_merged(part, header_row)
    sheet = FormSheet(part.name, header_row, {}, positions, [], notes=notes, epoch1904=book.epoch1904)
    data = _data_rows(sheet, part.rows)
    if part.cut_at or sheet.size > MAX_DATA_ROWS:
        count = f"至少 {part.cut_at}" if part.cut_at else f" {sheet.size}"
        raise FileRefused(
            f"工作表“{part.name}”有{count} 行，一次最多 {MAX_DATA_ROWS} 行，请拆成几个文件分别上传。"
        )
    elsewhere = [] if sheet_name else list(_elsewhere(book, form, part))
    if not data:
        named = "".join(f"工作表“{name}”中有 {rows} 行内容，没有读取。" for name, rows, _ in elsewhere)
        raise FileRefused(
            f"业务数据为空：工作表“{part.name}”只有表头，没有数据。{named}"
            f"请把数据填在{f'“{part.name}”的' if named else ''}表头下面，保存后再上传。"
        )
    _fill(sheet, form, part, data, lookups)
    _tell(sheet, part)
    _tell_elsewhere(sheet, elsewhere)
    return sheet


# Which sheet, which header -------------------------------------------------------------------------------------------


def _choose(book: Book, form: Form, sheet_name: str) -> tuple[Sheet, int]:
    """The sheet with the data and the number of its header row."""
    if not book.sheets:
        raise FileRefused("文件中没有工作表，可能已损坏，" + AGAIN + "。")
    wanted = book.sheet(sheet_name or DATA_SHEET)
    others = [part for part in book.sheets if part.name not in OURS and not part.hidden]
    candidates = [wanted] if wanted else [] if sheet_name else others
    empty = None
    for part in candidates:
        if part.refused and part is wanted:
            raise FileRefused(part.refused)
        header_row = _header_row(form, part.rows)
        if header_row:
            return part, header_row
        if all(is_blank(row) for row in part.rows):
            empty = part
    if refused := next((part.refused for part in candidates if part.refused), ""):
        raise FileRefused(refused)
    if empty is not None:
        named = "".join(
            f"工作表“{name}”中有 {rows} 行内容。" for name, rows, _ in _elsewhere(book, form, empty)
        )
        raise FileRefused(
            f"业务数据为空：工作表“{empty.name}”中什么也没有。{named}请把数据填在模板的 {DATA_SHEET} 中。"
        )
    named = "、".join(f"“{part.name}”" for part in book.sheets[:6])
    if not candidates:
        raise FileRefused(
            f"没有找到数据工作表“{sheet_name or DATA_SHEET}”，文件中有 {named}。请使用下载的模板。"
        )
    labels = "、".join(column.label for column in form.stored[:5])
    raise FileRefused(
        f"工作表“{candidates[0].name}”的前 {HEADER_WITHIN} 行没有“{form.label}”的表头（{labels}……），"
        "请使用下载的模板，不要改动表头。"
    )


def _elsewhere(book: Book, form: Form, chosen: Sheet) -> Iterator[tuple[str, int, bool]]:
    """(name, rows, whether under this form's header) of the other sheets a person sees with something in them."""
    for part in book.sheets:
        if part is chosen or part.hidden or part.name in OURS:
            continue
        if part.refused or part.cut_at:
            yield part.name, part.cut_at or 0, bool(part.rows and _header_row(form, part.rows))
            continue
        header_row = _header_row(form, part.rows)
        count = sum(1 for row in part.rows[header_row:] if not is_blank(row))
        if count:
            yield part.name, count, bool(header_row)


def _tell_elsewhere(sheet: FormSheet, elsewhere: Sequence[tuple[str, int, bool]]) -> None:
    """Rows of other sheets are named; those under the same header are a question."""
    for name, rows, same in elsewhere:
        count = f"有 {rows} 行" if rows else "有"
        if same:
            sheet.questions.append(
                f"工作表“{name}”中还{count}相同表头的数据，没有读取。需要导入的，请移到“{sheet.name}”中重新上传。"
            )
        else:
            sheet.notes.append(f"工作表“{name}”中{count}其他内容，没有读取。")


def _header_row(form: Form, rows: list[list[Any]]) -> int:
    """Number of the row that holds most of the form's labels; 0 if none does."""
    known = _known(form)
    scores = [
        len({name for cell in row if isinstance(cell, str) and (name := _meant(known, cell)[0])})
        for row in rows[:HEADER_WITHIN]
    ]
    best = max(scores, default=0)
    return scores.index(best) + 1 if best >= min(2, len(form.stored)) else 0


def _meant(known: dict[str, str], text: str) -> tuple[str, bool]:
    """The item a header means, empty if none, and whether an explanation had to be left out to see it."""
    name = known.get(_key(text))
    if name:
        return name, False
    bare = DECORATION.sub("", fold(text)).strip()
    for addition in ADDITIONS:
        bare = addition.sub("", bare).strip()
        if name := known.get(_key(bare)):
            return name, True
    return "", True


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
) -> tuple[dict[str, int], dict[str, int], list[str], list[str]]:
    """Where each item and each lookup stands; notes about odd headers; headers that mean nothing to us."""
    known = _known(form)
    texts = {place: cell for place, cell in enumerate(header) if isinstance(cell, str) and cell.strip()}
    meant = {place: _meant(known, text) for place, text in texts.items()}
    exact = {name for name, explained in meant.values() if not explained}
    positions: dict[str, int] = {}
    unknown, notes = [], []
    for place, text in texts.items():
        name, explained = meant[place]
        if not name or explained and name in exact:
            unknown.append(f"{letter(place)} 列“{fold(text)[:20]}”")
            continue
        if name in positions:
            both = f"{letter(positions[name])} 列和 {letter(place)} 列"
            label = form.columns[name].label if explained else fold(text)
            raise FileRefused(
                f"工作表“{sheet}”第 {number} 行的表头重复：{both}都是“{label}”，请删去一列再上传。"
            )
        positions[name] = place
        if explained and form.columns[name].read_from_sheets:
            notes.append(f"{letter(place)} 列“{fold(text)[:40]}”按“{form.columns[name].label}”读取。")
    if unknown:
        notes.insert(0, f"{'、'.join(unknown)}不是本表的项目，没有读取。")
    stored = {name: place for name, place in positions.items() if form.columns[name].read_from_sheets}
    lookups = {name: place for name, place in positions.items() if name not in stored}
    return stored, lookups, notes, unknown


def _refuse_missing(
    form: Form,
    school: Org,
    positions: dict[str, int],
    given: Sequence[str],
    sheet: str,
    unknown: Sequence[str],
) -> None:
    keys = {column.name for column in form.key_columns}
    missing = [
        column.label
        for column in form.stored
        if column.typed
        and column.name not in positions
        and column.name not in given
        and column.facts.default is None
        and (column.required_for(school.school_type) or column.name in keys)
    ]
    if missing:
        found = (
            f"表头中认不出的列有：{'、'.join(unknown[:8])}，如是其中的项目，请改成规定的列名。"
            if unknown
            else ""
        )
        raise FileRefused(
            f"工作表“{sheet}”缺少必填列：{'、'.join(missing)}。{found}请下载新模板，或在表头行补上这些列再上传。"
        )


def _refuse_merged(part: Sheet, header_row: int) -> None:
    merged = [f"{a}{b}:{c}{d}" for a, b, c, d in part.merged if d >= header_row]
    if merged:
        more = f" 等 {len(merged)} 处" if len(merged) > 5 else ""
        raise FileRefused(
            f"工作表“{part.name}”有合并单元格：{'、'.join(merged[:5])}{more}。请取消合并，逐行填写后再上传。"
        )


# Rows ----------------------------------------------------------------------------------------------------------------


def _data_rows(sheet: FormSheet, rows: list[list[Any]]) -> list[list[Any]]:
    """Rows of data below the header; blank rows and rows that are no data are counted, not dropped in silence."""
    data = []
    places = sorted(sheet.positions.values())
    header = {
        place: fold(cell) for place, cell in enumerate(rows[sheet.header_row - 1]) if isinstance(cell, str)
    }
    folded = row_kinds.FoldedOnce()
    for number, row in enumerate(rows[sheet.header_row :], sheet.header_row + 1):
        if is_blank(row):
            sheet.blank += 1
        elif kind := row_kinds.kind_of(row, places, header, folded):
            sheet.left_out.setdefault(kind, []).append(number)
        else:
            data.append(row)
            sheet.numbers.append(number)
    sheet.blank -= _trailing(rows[sheet.header_row :])
    return data


def _trailing(rows: list[list[Any]]) -> int:
    """Blank rows after the last filled one are no rows at all."""
    count = 0
    for row in reversed(rows):
        if not is_blank(row):
            break
        count += 1
    return count


def _fill(sheet: FormSheet, form: Form, part: Sheet, data: list[list[Any]], lookups: dict[str, int]) -> None:
    """Turn rows into columns, and note cells that cannot be judged."""
    compared = {name: place for name, place in lookups.items() if form.columns[name].verify}
    sheet.notes += _files_named(form, data, lookups)
    sheet.problems.extend(cell_damage.broken_lookups(form, part, sheet.numbers, compared, data))
    by_place = list(zip_longest(*data, fillvalue=""))
    by_place += [("",) * len(data)] * (1 + max(sheet.positions.values(), default=0) - len(by_place))
    sheet.columns = {name: _plain(by_place[place]) for name, place in sheet.positions.items()}
    sheet.lookups = {
        name: _plain(by_place[place]) for name, place in compared.items() if place < len(by_place)
    }
    sheet.problems.extend(cell_damage.problems_of(form, part, sheet.numbers, sheet.columns, sheet.positions))
    cell_damage.refuse_too_many(part.name, sheet.numbers, sheet.problems)
    for cells in sheet.columns.values():
        if dt.timedelta in set(map(type, cells)):
            cells[:] = [str(cell) if isinstance(cell, dt.timedelta) else cell for cell in cells]


def _files_named(form: Form, data: list[list[Any]], lookups: dict[str, int]) -> Iterator[str]:
    """Columns of attachments in which something stands: a workbook names files and never brings any."""
    for name, place in lookups.items():
        named = sum(1 for row in data if place < len(row) and not is_blank(row[place : place + 1]))
        if named and form.columns[name].holds_files:
            yield (
                f"“{form.columns[name].label}”列有 {named} 行写着附件，没有读取：工作簿里只有文件名，"
                "附件请在记录的页面上传；已有的附件不变。"
            )


def _plain(cells: Sequence[Any]) -> list[Cell]:
    """Cells as the columns read them."""
    return [None if cell == "" else cell for cell in cells]


def _tell(sheet: FormSheet, part: Sheet) -> None:
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
    sheet.notes.extend(row_kinds.said_of(sheet.left_out))

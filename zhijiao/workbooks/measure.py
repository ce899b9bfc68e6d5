"""A worksheet measured before it is loaded: how far it reaches, how much it holds, what its cells say of themselves."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from zhijiao.workbooks.book import Place
from zhijiao.workbooks.formats import Formats
from zhijiao.workbooks.markup import FileRefused, place_of, plain_sheet
from zhijiao.workbooks.package import Package, Part

MAX_ROWS = 10_000
MAX_COLUMNS = 256
MAX_TEXT = 32_767
MAX_TEXT_IN_ALL = 30 * 1024 * 1024

# All in plain spelling, see `markup`. Every pattern is linear: a repetition never crosses a bracket.
_ROW = re.compile(rb"<row r=\"(\d{1,10})\"")
_WIDE_CELL = re.compile(rb"<c r=\"(?:[A-Z]{3}|[J-Z][A-Z]|I[W-Z])\d[^<>]*(?<!/)>\s*<(?:v|f|is)\b")
_DEEP_CELL = re.compile(rb"<c r=\"[A-Za-z]{1,3}(?!10000\")\d{5,}\"")
_ODD_PLACE = re.compile(rb"<c r=\"(?!(?:[A-Z]|[A-H][A-Z]|I[A-V])(?:[1-9]\d{0,3}|10000)\")")
_SMALL_LETTERS = re.compile(rb"<c r=\"[A-Z]{0,2}[a-z]")
_MERGED = re.compile(rb"<mergeCell\b[^<>]*?\bref=\"([A-Za-z]{1,3})(\d{1,7}):([A-Za-z]{1,3})(\d{1,7})\"")
_ERROR = re.compile(
    rb"<c r=\"([A-Z]{1,3})(\d{1,7})\"(?=[^<>]* t=\"e\")[^<>]*>"
    rb"(?:\s*<f\b[^<]*(?:</f>)?)?(?:\s*<v>([^<]{0,40}))?"
)
_FORMULA = re.compile(rb"<c r=\"([A-Z]{1,3})(\d{1,7})\"([^<>]*)>\s*<f\b[^<]*(?:</f>)?\s*(<v>[^<])?")
_STYLED = re.compile(
    rb"<c r=\"([A-Z]{1,3})(\d{1,7})\"(?=[^<>]* s=\"(\d{1,6})\")(?![^<>]* t=\"[^n])[^<>]*(?<!/)>"
)
_LONG_RUN = re.compile(rb">([^<]{2000,}+)")
_SHARED = re.compile(rb" t=\"s\"[^<>]*>\s*<v>\s*(\d{1,9})\s*<")
_OWN_VALUE = re.compile(
    rb"<c\b(?![^<>]* t=\"s\")[^<>]*>(?:\s*<f\b[^<]*(?:</f>)?)?\s*<v>\s*[^<\s]|<t\b[^<>]*>\s*[^<\s]"
)
_TEXT = re.compile(rb"<t\b[^<>]*>\s*[^<\s]")
_HIDDEN_COLUMN = re.compile(rb"<col\b[^<>]*\bhidden=\"(?:1|true)\"")
_HIDDEN_ROW = re.compile(rb"<row\b[^<>]*\bhidden=\"(?:1|true)\"")


@dataclass
class Measured:
    """A worksheet that is safe to load, and what was found on the way."""

    part: Part
    xml: bytes
    cut_at: int | None = None
    merged: list[tuple[str, int, str, int]] = field(default_factory=list)
    errors: dict[Place, str] = field(default_factory=dict)
    uncached: set[Place] = field(default_factory=set)
    padded: dict[Place, tuple[str, int, str]] = field(default_factory=dict)
    dated: dict[Place, bool] = field(default_factory=dict)
    hides_columns: bool = False
    hides_rows: bool = False


def unpack_worksheet(package: Package, part: Part, formats: Formats) -> Measured:
    """Unpack and measure a worksheet.

    Raises:
        FileRefused: it is damaged, too wide, or holds too much.
    """
    sheet = Measured(part, plain_sheet(package.read(part.path)))
    first = max(sheet.xml.find(b"<sheetData"), 0)
    sheet.hides_columns = bool(_HIDDEN_COLUMN.search(sheet.xml, 0, first))
    sheet.hides_rows = b"hidden=" in sheet.xml and bool(_HIDDEN_ROW.search(sheet.xml, first))
    _cut(package, sheet)
    _refuse_far_cells(sheet)
    _refuse_text(package, sheet)
    sheet.merged = [
        (a.decode().upper(), int(b), c.decode().upper(), int(d)) for a, b, c, d in _MERGED.findall(sheet.xml)
    ]
    _note_cells(sheet, formats)
    return sheet


def _rows(xml: bytes) -> Iterator[tuple[int, int]]:
    """(row number, place in the text) of each row element."""
    for match in _ROW.finditer(xml):
        yield int(match[1]), match.start()


def _cut(package: Package, sheet: Measured) -> None:
    """Drop what lies below the last row we read, if it is empty; remember the row if it is not."""
    for count, (number, start) in enumerate(_rows(sheet.xml)):
        if number <= MAX_ROWS and count < MAX_ROWS:
            continue
        end = sheet.xml.find(b"</sheetData>", start)
        end = end if end > 0 else len(sheet.xml)
        if _has_value(package, sheet.xml[start:end]):
            sheet.cut_at = number
        sheet.xml = sheet.xml[:start] + sheet.xml[end:]
        return


def _has_value(package: Package, rows: bytes) -> bool:
    """Whether somebody sees anything in the rows: blanks and formulas that yield nothing are not seen."""
    if _OWN_VALUE.search(rows) or any(not _said(found) for found in _FORMULA.findall(rows)):
        return True
    indexes = set(map(int, _SHARED.findall(rows)))
    if not indexes:
        return False
    texts = package.texts.split(b"</si>")
    return any(_TEXT.search(texts[index]) for index in indexes if index < len(texts))


def _said(formula: tuple[bytes, bytes, bytes, bytes]) -> bool:
    """Whether a formula has its result: a value, or the word that its text is empty."""
    return bool(formula[3]) or b' t="str"' in formula[2]


def _refuse_far_cells(sheet: Measured) -> None:
    """A cell far to the right or far below would make the reader allocate every cell before it."""
    if not _ODD_PLACE.search(sheet.xml):
        return
    if _WIDE_CELL.search(sheet.xml):
        raise FileRefused(
            f"工作表“{sheet.part.name}”超过 {MAX_COLUMNS} 列，请删去右侧多余的列（选中整列后删除）再上传。"
        )
    if _DEEP_CELL.search(sheet.xml) or _SMALL_LETTERS.search(sheet.xml):
        raise FileRefused(
            f"工作表“{sheet.part.name}”中单元格的地址与所在的行不符，文件可能已损坏。"
            "请新下载一份模板，只把数据复制过去（选择性粘贴—数值）后再上传。"
        )


def _refuse_text(package: Package, sheet: Measured) -> None:
    """Texts longer than a cell may hold, or long ones repeated without end."""
    inline = [len(text) for text in _LONG_RUN.findall(sheet.xml)] if b"<is" in sheet.xml else []
    long_texts = package.long_texts
    longest = max((*long_texts.values(), *inline), default=0)
    uses = Counter(map(int, _SHARED.findall(sheet.xml))) if long_texts else {}
    total = sum(size * uses.get(index, 0) for index, size in long_texts.items())
    if longest > 4 * MAX_TEXT or total > MAX_TEXT_IN_ALL:
        raise FileRefused(f"工作表“{sheet.part.name}”中有的单元格文字超过 {MAX_TEXT} 个字，请删减后再上传。")


def _note_cells(sheet: Measured, formats: Formats) -> None:
    """What cells say of themselves besides their value."""
    xml = sheet.xml
    if b' t="e"' in xml:
        sheet.errors = {
            _place(a, b): c.decode(errors="replace").strip() or "#VALUE!" for a, b, c in _ERROR.findall(xml)
        }
    if b"<f" in xml:
        sheet.uncached = {_place(*found[:2]) for found in _FORMULA.findall(xml) if not _said(found)}
    if formats.dates or formats.padded:
        for column, row, style in _STYLED.findall(xml):
            known = int(style)
            if known in formats.dates:
                sheet.dated[_place(column, row)] = formats.dates[known]
            elif known in formats.padded:
                sheet.padded[_place(column, row)] = formats.padded[known]


def _place(column: bytes, row: bytes) -> Place:
    return int(row), place_of(column.decode())

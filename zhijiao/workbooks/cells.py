"""The cells of a measured sheet, as typed values."""

import datetime as dt
import io
import math
import re
import zipfile
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from zhijiao.workbooks.book import UNCACHED, Sheet
from zhijiao.workbooks.markup import AGAIN, FileRefused
from zhijiao.workbooks.measure import Measured
from zhijiao.workbooks.package import Package

_EPOCHS = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}
_LAST_SERIAL = 109574
# The character zero as the standard writes it. Nobody sees it, and PostgreSQL keeps it in no text.
_ZERO = b"_x0000_"
# What may become no number: NaN and Infinity, and numbers larger than any.
_ENDLESS = re.compile(rb"<v>\s*[+-]?(?:[NnIi]|\d[\d.]{0,400}[Ee]\+?\d{3}|[\d.]{300})")


def sheet_of(package: Package, measured: Measured) -> Sheet:
    """A measured worksheet with its cells.

    Raises:
        FileRefused: the reader cannot make sense of it.
    """
    rows = _grid(package, measured)
    sheet = Sheet(
        measured.part.name,
        measured.part.hidden,
        rows,
        cut_at=measured.cut_at,
        merged=measured.merged,
        errors=measured.errors,
        uncached=measured.uncached - measured.errors.keys(),
        dated=measured.dated,
        hides_columns=measured.hides_columns,
        hides_rows=measured.hides_rows,
    )
    if _ZERO in measured.xml or _ZERO in package.texts:
        _leave_out_zeros(rows)
    if _ENDLESS.search(measured.xml):
        sheet.errors = _endless(rows) | sheet.errors
    _put(rows, sheet.errors)
    _put(rows, dict.fromkeys(sheet.uncached, UNCACHED))
    _show(sheet, measured, package.epoch1904)
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    sheet.filled = sum(1 for row in rows[1:] if any(not _blank(cell) for cell in row))
    return sheet


def _blank(cell: Any) -> bool:
    return cell is None or isinstance(cell, str) and not cell.strip()


def _put(rows: list[list[Any]], texts: dict[tuple[int, int], str]) -> None:
    """Texts at places where the reader leaves nothing."""
    for (number, place), text in texts.items():
        while len(rows) < number:
            rows.append([])
        row = rows[number - 1]
        row.extend([""] * (place + 1 - len(row)))
        row[place] = text


def _leave_out_zeros(rows: list[list[Any]]) -> None:
    for row in rows:
        row[:] = [cell.replace("\0", "") if type(cell) is str else cell for cell in row]


def _endless(rows: list[list[Any]]) -> dict[tuple[int, int], str]:
    """Numbers that are none, as other programs write them where a calculation has failed."""
    return {
        (number, place): "#NUM!"
        for number, row in enumerate(rows, 1)
        for place, cell in enumerate(row)
        if type(cell) is float and not math.isfinite(cell)
    }


def _show(sheet: Sheet, measured: Measured, epoch1904: bool) -> None:
    """What formats make of numbers."""
    for (number, place), (before, digits, after) in measured.padded.items():
        cell = _at(sheet.rows, number, place)
        if type(cell) in (int, float) and float(cell).is_integer() and cell >= 0:
            sheet.shown[number, place] = f"{before}{int(cell):0{digits}d}{after}"
    for number, place in measured.dated:
        cell = _at(sheet.rows, number, place)
        if type(cell) in (int, float) and 1 <= cell <= _LAST_SERIAL:
            sheet.rows[number - 1][place] = _EPOCHS[epoch1904] + dt.timedelta(days=cell)


def _at(rows: list[list[Any]], number: int, place: int) -> Any:
    return rows[number - 1][place] if number <= len(rows) and place < len(rows[number - 1]) else ""


def _grid(package: Package, measured: Measured) -> list[list[Any]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(_clean_copy(package, measured)))
        return book.get_sheet_by_name("Sheet1").to_python(skip_empty_area=False)
    except (CalamineError, ValueError, KeyError, IndexError, OSError):
        raise FileRefused(f"工作表“{measured.part.name}”读不出来，文件可能已损坏，{AGAIN}。") from None


_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/xl/workbook.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOT = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def _clean_copy(package: Package, measured: Measured) -> bytes:
    """A package of nothing but this sheet, the texts and the styles, under names of our own, stored unpacked."""
    parts = [("worksheet", "worksheets/sheet1.xml", measured.xml)]
    if package.texts:
        parts.append(("sharedStrings", "sharedStrings.xml", package.texts))
    if package.style_xml:
        parts.append(("styles", "styles.xml", package.style_xml))
    named = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{path}"/>'
        for n, (kind, path, _) in enumerate(parts, 1)
    )
    epoch = '<workbookPr date1904="1"/>' if package.epoch1904 else ""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
        copy.writestr("[Content_Types].xml", _TYPES)
        copy.writestr("_rels/.rels", _relations(_ROOT))
        copy.writestr("xl/_rels/workbook.xml.rels", _relations(named))
        copy.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{epoch}'
            '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        for _, path, content in parts:
            copy.writestr(f"xl/{path}", content)
    return out.getvalue()


def _relations(named: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}">{named}</Relationships>'

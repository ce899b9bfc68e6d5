"""Reading a delivered file: a workbook with a sheet for each part, or a csv file of one part.

A column is known by the item's name or by the field's name in the interface; what is not known is named, never guessed.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhijiao.filing.schema.columns.cells import as_text
from zhijiao.kit.text import fold
from zhijiao.upstream.layout import SCHOOL_FIELD, SCHOOL_LABEL, Part, SourceSystem
from zhijiao.workbooks.markup import FileRefused
from zhijiao.workbooks.package import MAX_BYTES
from zhijiao.workbooks.reading import read_book

MOST_CSV_ROWS = 200_000
LONGEST_CELL = 500


@dataclass(frozen=True)
class SourceRow:
    """One row as it was delivered."""

    part: str
    number: int
    cells: dict[str, Any]

    @property
    def school_code(self) -> str:
        """The code of the school it is about; empty where it does not say."""
        return as_text(self.cells.get(SCHOOL_FIELD)) or ""


@dataclass
class Table:
    """Rows of one part, and headings that mean nothing."""

    part: Part
    rows: list[SourceRow] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def note(self) -> str:
        """What to say of headings that mean nothing; empty if all do."""
        if not self.unknown:
            return ""
        listed = "、".join(f"“{each[:20]}”" for each in self.unknown[:8])
        return f"“{self.part.label}”中没有读取 {len(self.unknown)} 列：{listed}（不在数据布局中）。"


def read(system: SourceSystem, file_name: str, data: bytes) -> list[Table]:
    """The tables of a file.

    Raises:
        FileRefused: it cannot be read, or holds nothing of this system.
    """
    if len(data) > MAX_BYTES:
        raise FileRefused("文件超过 20 MB，请分成几个文件上传。")
    if file_name.lower().endswith(".csv"):
        tables = [_of_csv(system, data)]
    else:
        tables = list(_of_book(system, file_name, data))
    found = [table for table in tables if table.rows]
    if not found:
        wanted = "、".join(f"“{part.label}”" for part in system.parts)
        raise FileRefused(f"文件中没有{system.label}的数据：请使用下载的模板，工作表名称为{wanted}。")
    return found


def _of_book(system: SourceSystem, file_name: str, data: bytes) -> Iterator[Table]:
    book = read_book(data, file_name, only=[part.label for part in system.parts])
    if book.epoch1904:
        raise FileRefused("工作簿使用 1904 日期系统，日期会相差四年，请在 Excel 选项中关闭后另存再上传。")
    for part in system.parts:
        sheet = book.sheet(part.label)
        if sheet is None or not sheet.rows:
            continue
        if sheet.refused:
            raise FileRefused(sheet.refused)
        if sheet.cut_at is not None:
            raise FileRefused(f"工作表“{part.label}”超过 1 万行，请改用 csv 文件，或按学校分成几个文件。")
        for (number, position), text in sheet.shown.items():
            if number <= len(sheet.rows) and position < len(sheet.rows[number - 1]):
                sheet.rows[number - 1][position] = text
        for (number, position), text in sheet.errors.items():
            raise FileRefused(
                f"工作表“{part.label}”第 {number} 行第 {position + 1} 列是错误值 {text}，请改正后上传。"
            )
        yield _table(part, sheet.rows)


def _of_csv(system: SourceSystem, data: bytes) -> Table:
    lines = csv.reader(io.StringIO(_decoded(data), newline=""))
    try:
        heads = next(lines, [])
        part = _part_of(system, heads)
        rows: list[list[Any]] = [heads]
        for row in lines:
            if len(rows) > MOST_CSV_ROWS:
                raise FileRefused(f"csv 文件超过 {MOST_CSV_ROWS} 行，请分成几个文件上传。")
            rows.append(row)
    except csv.Error:
        raise FileRefused("csv 文件的引号或换行不成对，请重新导出后上传。") from None
    return _table(part, rows)


def _decoded(data: bytes) -> str:
    if b"\0" in data:
        raise FileRefused("这不是文本文件，请另存为“CSV UTF-8”后上传。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused("csv 文件的编码既不是 UTF-8 也不是 GB18030，请另存为“CSV UTF-8”后上传。")


def _part_of(system: SourceSystem, heads: Sequence[str]) -> Part:
    """The part whose fields the headings name, most of them."""
    named = {fold(head).strip() for head in heads}
    known = {
        part.key: sum(bool({each.label, each.name} & named) for each in part.fields) for part in system.parts
    }
    best = max(system.parts, key=lambda part: known[part.key])
    if not known[best.key]:
        raise FileRefused(f"第 1 行没有{system.label}的列名，请使用下载的模板，列名不要修改。")
    return best


def _table(part: Part, rows: Sequence[Sequence[Any]]) -> Table:
    heads = [fold(str(head)).strip() if head not in (None, "") else "" for head in rows[0]]
    names = {SCHOOL_LABEL: SCHOOL_FIELD, SCHOOL_FIELD: SCHOOL_FIELD}
    names |= {each.label: each.name for each in part.fields} | {each.name: each.name for each in part.fields}
    table = Table(part, unknown=[head for head in heads if head and head not in names])
    found = [names.get(head, "") for head in heads]
    _refuse_heads(part, [name for name in found if name])
    for number, row in enumerate(rows[1:], 2):
        cells = {name: _kept(cell) for name, cell in zip(found, row, strict=False) if name}
        cells = {name: cell for name, cell in cells.items() if as_text(cell) is not None}
        if cells:
            table.rows.append(SourceRow(part.key, number, cells))
    return table


def _refuse_heads(part: Part, names: Sequence[str]) -> None:
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise FileRefused(f"“{part.label}”中有重复的列：{'、'.join(sorted(twice))}，请删去一列。")
    missing = [each.label for each in part.needed if each.name not in names]
    if missing:
        raise FileRefused(f"“{part.label}”中缺少必要的列：{'、'.join(missing)}，请使用下载的模板。")


def _kept(cell: Any) -> Any:
    """A cell as JSON can hold it; texts are cut where nothing of use can follow."""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return cell[:LONGEST_CELL] if isinstance(cell, str) else cell


def rows_of(tables: Iterable[Table]) -> Iterator[SourceRow]:
    """All rows, part by part."""
    for table in tables:
        yield from table.rows

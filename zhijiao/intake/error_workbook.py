"""The uploaded workbook given back with its wrong cells marked.

The person who uploaded it gets the very file with marks: wrong cells are coloured and carry the message as a comment, a
further sheet lists all problems, everything else is as it was. Anybody else gets its rows written anew, with private
columns masked and every text as text, so that no formula gets in; so does a file that cannot be changed in place.
"""

import datetime as dt
from typing import Any, BinaryIO

from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import masked
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import Problem
from zhijiao.identity.actor import Actor
from zhijiao.intake import parse, staged_cells, upload
from zhijiao.intake.workbook import LIST_HEAD, LIST_SHEET, marked_book
from zhijiao.workbooks.book import letter
from zhijiao.workbooks.markup import FileRefused
from zhijiao.workbooks.reading import read_book, run_in_child

MOST_COMMENTS = 2000
LIST_WIDTHS = (8, 10, 20, 20, 50, 50)


def write(out: BinaryIO, actor: Actor, batch: ImportBatch) -> None:
    """Write the marked workbook of a batch.

    Raises:
        FileRefused: the uploaded file is no longer kept.
    """
    form, school = registry.record_form(batch.form), staged_cells.school_of(batch)
    data = upload.file_of(batch)
    if not data:
        raise FileRefused("上传的文件已按期清除，不能再下载。请用自己保存的文件修改后重新上传。")
    named = batch.options.get("sheet", "")
    book = read_book(data, batch.file_name, only=(named,) if named else None, skip=parse.OURS)
    sheet = parse.read_sheet(book, form, school, named, staged_cells.period_column_names(form, batch))
    part = book.sheet(sheet.name)
    if part is None:
        raise FileRefused(f"文件中没有工作表“{sheet.name}”，请重新上传。")
    rows = part.rows
    mine = batch.created_by is not None and batch.created_by == actor.user_id
    if not mine:
        _mask(form, sheet, rows)
    problems = _problems(batch)
    wrong: dict[tuple[int, int], tuple[str, str]] = {}
    listed = []
    for number, found in problems:
        for p in found:
            place = sheet.positions.get(p.column)
            listed.append(
                (
                    number,
                    f"{letter(place)}{number}" if place is not None else "",
                    p.label,
                    p.value,
                    p.message,
                    p.remedy,
                )
            )
            if place is not None:
                kind = "twice" if p.code in ("exists", "repeated", "waiting") else "wrong"
                before = wrong.get((number, place))
                wrong[number, place] = (kind, f"{before[1]}；{p.sentence}" if before else p.sentence)
    if not mine or not _patched(out, data, sheet.name, wrong, listed):
        plain = [[_writable(cell) for cell in row] for row in rows]
        marked_book(
            out, form, school, batch.year, sheet.name, sheet.header_row, plain, wrong, listed, MOST_COMMENTS
        )


def _patched(
    out: BinaryIO,
    data: bytes,
    sheet: str,
    wrong: dict[tuple[int, int], tuple[str, str]],
    listed: list[tuple[Any, ...]],
) -> bool:
    """The file itself with marks; False if it is written in a way that cannot be changed in place."""
    marks = [
        (row, place, kind, text[:500] if n < MOST_COMMENTS else "")
        for n, ((row, place), (kind, text)) in enumerate(wrong.items())
    ]
    try:
        made = run_in_child(
            "mark",
            data,
            sheet=sheet,
            marks=marks,
            title=LIST_SHEET,
            listed=[LIST_HEAD, *listed],
            widths=LIST_WIDTHS,
        )
    except FileRefused:
        return False
    out.write(made)
    return True


def _problems(batch: ImportBatch) -> list[tuple[int, list[Problem]]]:
    rows = StagedRow.objects.filter(school_id=batch.school_id, batch_id=batch.pk, problems__isnull=False)
    found = rows.order_by("number").values_list("number", "problems")
    return [(number, [Problem.from_stored(kept) for kept in problems or ()]) for number, problems in found]


def _mask(form: Form, sheet: parse.FormSheet, rows: list[list[Any]]) -> None:
    """Hide private columns below the header."""
    for name, place in sheet.positions.items():
        column = form.columns[name]
        if column.private:
            for row in rows[sheet.header_row :]:
                if place < len(row) and row[place] not in ("", None):
                    row[place] = masked(column, str(row[place]))


def _writable(cell: Any) -> Any:
    """A cell as a workbook takes it: dates as ISO text, whole numbers without a point."""
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, dt.timedelta):
        return str(cell)
    return cell

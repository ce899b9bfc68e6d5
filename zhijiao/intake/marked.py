"""The uploaded workbook given back with its wrong cells marked.

Same rows under the same row numbers, same columns, also those that mean nothing to us. Wrong cells are red and carry
the message as a comment; a further sheet lists all problems. The file goes to the person who uploaded it with what they
typed; to anybody else private columns are masked. Every text is written as text, so that no formula gets in.
"""

import datetime as dt
from typing import Any, BinaryIO

from zhijiao.accounts.actor import Actor
from zhijiao.filing import registry
from zhijiao.filing.columns import masked
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.filing.registry import Form
from zhijiao.intake import cells, parse, upload
from zhijiao.intake.package import FileRefused, Package
from zhijiao.intake.workbook import marked_book

MOST_COMMENTS = 2000


def write(out: BinaryIO, actor: Actor, batch: ImportBatch) -> None:
    """Write the marked workbook of a batch.

    Raises:
        FileRefused: the uploaded file is no longer kept.
    """
    form, school = registry.get(batch.form), cells.school_of(batch)
    data = upload.file_of(batch)
    if not data:
        raise FileRefused("上传的文件已按期清除，不能再下载。请用自己保存的文件修改后重新上传。")
    package = Package(data, batch.file_name)
    sheet = parse.read_sheet(package, form, school, batch.options.get("sheet", ""), cells.given(form, batch))
    rows = parse.grid(package, package.load(package.sheet(sheet.name)))
    if batch.created_by is None or batch.created_by != actor.user_id:
        _mask(form, sheet, rows)
    problems = _problems(batch)
    wrong: dict[tuple[int, int], tuple[str, str]] = {}
    listed = []
    for number, found in problems:
        for p in found:
            place = sheet.positions.get(p["c"])
            text = p["m"] + (f"，{p['r']}" if p["r"] else "")
            listed.append(
                (
                    number,
                    f"{parse.letter(place)}{number}" if place is not None else "",
                    p["l"],
                    p["v"],
                    p["m"],
                    p["r"],
                )
            )
            if place is not None:
                kind = "twice" if p["k"] in ("exists", "repeated", "waiting") else "wrong"
                before = wrong.get((number, place))
                wrong[number, place] = (kind, f"{before[1]}；{text}" if before else text)
    plain = [[_writable(cell) for cell in row] for row in rows]
    marked_book(
        out, form, school, batch.year, sheet.name, sheet.header_row, plain, wrong, listed, MOST_COMMENTS
    )


def _problems(batch: ImportBatch) -> list[tuple[int, list[dict[str, Any]]]]:
    rows = StagedRow.objects.filter(school_id=batch.school_id, batch_id=batch.pk, problems__isnull=False)
    return list(rows.order_by("number").values_list("number", "problems"))


def _mask(form: Form, sheet: parse.Sheet, rows: list[list[Any]]) -> None:
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

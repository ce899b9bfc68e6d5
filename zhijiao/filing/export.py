"""A list on its way out: workbook, csv or print, of exactly what the query shows.

Rows are written one by one as they are fetched, so that memory does not grow with the list. Text is never a formula: a
workbook's text cells are written as text, in csv an apostrophe stands before what a spreadsheet would compute.
"""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe
from xlsxwriter import Workbook

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing import cells, preferences, query, summary_pages
from zhijiao.filing.columns import Column
from zhijiao.filing.desk import Desk, desk
from zhijiao.filing.page import heading, in_period
from zhijiao.privacy.cipher import for_school

CHUNK = 2000
CSV_BLOCK = 500
MOST_PRINTED = 3000
#: Beginnings that a spreadsheet takes for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Cells = Iterable[list[Any]]


@require_http_methods(["GET", "HEAD", "POST"])
@desk("export")
def export(desk: Desk, fmt: str) -> HttpResponse:
    """The rows of the query (posted: the rows chosen) as a file."""
    if fmt not in WRITERS:
        raise Http404("只能导出 xlsx 或 csv 格式。")
    columns = (
        tuple(desk.form.columns.values()) if desk.request.GET.get("all") else preferences.of(desk).columns
    )
    asked = query.read(desk.form, desk.request.GET)
    found = matching(desk, asked)
    told(desk, fmt, len(found) if isinstance(found, list) else found.count(), columns, asked)
    return WRITERS[fmt](file_name(desk, fmt), columns, rows(desk, found, columns, "cell"))


def matching(desk: Desk, asked: query.Query) -> Any:
    """The records asked for, a query set; of a summary a list of its rows."""
    if desk.form.kind == "summary":
        return list(summary_pages.rows(desk, asked))
    found = asked.order(asked.narrow(in_period(desk, desk.rows())))
    return found.filter(pk__in=_chosen(desk)) if desk.request.method == "POST" else found


def rows(desk: Desk, found: Any, columns: tuple[Column, ...], manner: str, limit: int | None = None) -> Cells:
    """The cells of what was asked for, fetched as they are read."""
    if isinstance(found, list):
        return [[getattr(c, manner)(row.values.get(c.name)) for c in columns] for row in found[:limit]]
    plan = cells.plan(desk.form.key, tuple(column.name for column in columns), manner)
    fetched = found.values_list(*plan.paths)[:limit].iterator(chunk_size=CHUNK)
    return plan.rows(fetched, for_school(desk.school.pk))


def told(desk: Desk, fmt: str, number: int, columns: tuple[Column, ...], asked: query.Query) -> None:
    """Tell the audit log what leaves, before it does."""
    detail = {"rows": number, "format": fmt, "columns": len(columns), "conditions": asked.labels()}
    record(Event.EXPORT, org=desk.school, subject=desk.form.label, detail=detail)


def _chosen(desk: Desk) -> list[int]:
    """Records ticked in the list."""
    return [
        int(text) for text in desk.request.POST.getlist("id")[:5000] if text.isdecimal() and len(text) < 19
    ]


def file_name(desk: Desk, fmt: str) -> str:
    """Form, school and day; nothing that was asked for."""
    return f"{desk.form.label}_{desk.school.name}_{timezone.localdate():%Y%m%d}.{fmt}"


def workbook(name: str, columns: tuple[Column, ...], rows: Cells) -> HttpResponse:
    """An xlsx file with one sheet."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    write_workbook(file, columns, rows)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def write_workbook(file: Any, columns: tuple[Column, ...], rows: Cells) -> None:
    """Write the sheet row by row; columns of text carry the text format, so that codes keep their zeros when edited."""
    book = Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet("数据")
    head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1, "num_format": "@"})
    text = book.add_format({"num_format": "@"})
    for place, column in enumerate(columns):
        width = min(max(len(column.label) * 2 + 2, 10), 30)
        sheet.set_column(place, place, width, None if column.align_right else text)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.label, head)
    write_text, write_number = sheet.write_string, sheet.write_number
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if value is None:
                continue
            if type(value) is str:
                write_text(line, place, value)
            else:
                write_number(line, place, value)
    book.close()


def comma_separated(name: str, columns: tuple[Column, ...], rows: Cells) -> HttpResponse:
    """A csv file that spreadsheets open as UTF-8, sent while it is written."""
    response = StreamingHttpResponse(csv_blocks(columns, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


class _Lines:
    """A file-like list of lines for the csv writer."""

    def __init__(self) -> None:
        self.write = (lines := []).append
        self.lines = lines


def csv_blocks(columns: tuple[Column, ...], rows: Cells) -> Iterator[bytes]:
    """The file in blocks of rows."""
    buffer = _Lines()
    writer = csv.writer(buffer)
    writer.writerow([column.label for column in columns])
    yield b"\xef\xbb\xbf"
    for number, row in enumerate(rows, 1):
        writer.writerow([harmless(value) if type(value) is str else value for value in row])
        if number % CSV_BLOCK == 0:
            yield "".join(buffer.lines).encode()
            buffer.lines.clear()
    yield "".join(buffer.lines).encode()


def harmless(text: str) -> str:
    """Text that no spreadsheet computes."""
    return f"'{text}" if text.startswith(FORMULA) else text


WRITERS = {"xlsx": workbook, "csv": comma_separated}


@require_safe
@desk("view")
def printed(desk: Desk) -> HttpResponse:
    """The list of the query as one table for A4 across."""
    columns = preferences.of(desk).columns
    asked = query.read(desk.form, desk.request.GET)
    found = list(rows(desk, matching(desk, asked), columns, "text", MOST_PRINTED + 1))
    told(desk, "打印", min(len(found), MOST_PRINTED), columns, asked)
    context = {
        "desk": desk,
        "form": desk.form,
        "columns": columns,
        "rows": found[:MOST_PRINTED],
        "cut": len(found) > MOST_PRINTED,
        "most": MOST_PRINTED,
        "asked": [
            (column.label, column.text(value) if column.code_table else value)
            for column, value in ((desk.form.columns[name], value) for name, value in asked.filters.items())
        ],
        "list_url": desk.url("list"),
        **heading(desk),
    }
    return render(desk.request, "filing/print.html", context)

"""A list on its way out: workbook, csv or print, of exactly what the query shows; what is long is made in a job."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from zhijiao.files.answers import hand_out, lead_to
from zhijiao.files.kinds import Wanted
from zhijiao.filing.pages import export_file, table
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.heading import FormPage, page_heading
from zhijiao.filing.records import query
from zhijiao.filing.schema.columns.base import Column
from zhijiao.identity.gate import GET_POST
from zhijiao.kit.numbers import whole_numbers
from zhijiao.kit.page_context import render_page
from zhijiao.looks.log import record_look
from zhijiao.looks.models import Kind
from zhijiao.workbooks.writing import WRITERS

MOST_PRINTED = 3000


@form_view("export", methods=GET_POST)
def export(ctx: FormContext, fmt: str) -> HttpResponseBase:
    """The rows of the query as a file; posted without ``prepare``, the rows chosen."""
    if fmt not in WRITERS:
        raise Http404("只能导出 xlsx 或 csv 格式。")
    columns = (
        tuple(ctx.form.columns.values()) if ctx.request.GET.get("all") else table.list_preference(ctx).columns
    )
    asked, chosen = ctx.asked(), _chosen(ctx)
    number = export_file.number_of(export_file.matching_rows(ctx, asked, chosen))
    if not number:
        return _nothing(ctx, asked, chosen)
    wanted = Wanted(
        kind=export_file.KIND,
        org=ctx.school,
        subject=ctx.form.label,
        name=file_name(ctx, fmt),
        params=export_file.params_of(ctx, fmt, columns, asked, chosen),
        form=ctx.form.key,
        rows=number,
        cells=number * len(columns),
        told=told_of_export(fmt, number, columns, asked),
    )
    return hand_out(ctx.request, wanted)


def _nothing(ctx: FormContext, asked: query.Query, chosen: list[int] | None) -> HttpResponse:
    """In place of an empty file: back to the list, and why."""
    if chosen is not None:
        why = "没有选中记录，或选中的记录已不存在"
    else:
        why = "没有符合查询条件的记录" if asked.narrowed else "还没有记录"
    messages.warning(ctx.request, f"{ctx.form.label}：没有可以导出的内容，{why}。")
    return lead_to(ctx.request, ctx.address(ctx.path("list"), asked.string()))


def told_of_export(fmt: str, number: int, columns: tuple[Column, ...], asked: query.Query) -> dict[str, Any]:
    """What the audit log tells of what leaves."""
    return {"rows": number, "format": fmt, "columns": len(columns), "conditions": asked.labels()}


def _chosen(ctx: FormContext) -> list[int] | None:
    """Records ticked in the list; None where the whole query is asked for."""
    post = ctx.request.POST
    if ctx.request.method != "POST" or "prepare" in post:
        return None
    return whole_numbers(post.getlist("id")[:5000])


def file_name(ctx: FormContext, fmt: str) -> str:
    """Form, school and day; nothing that was asked for."""
    return f"{ctx.form.label}_{ctx.school.name}_{timezone.localdate():%Y%m%d}.{fmt}"


@dataclass(frozen=True, kw_only=True)
class PrintPage(FormPage):
    """The list as one table for paper."""

    columns: tuple[Column, ...]
    rows: list[list[str]]
    #: Whether rows are left out, and how many there are at most.
    cut: bool
    most: int
    #: Conditions: label and value.
    asked: list[tuple[str, str]]
    list_url: str


@form_view("export")
def print_list(ctx: FormContext) -> HttpResponse:
    """The list of the query as one table for A4 across."""
    columns = table.list_preference(ctx).columns
    asked = ctx.asked()
    matching = export_file.matching_rows(ctx, asked)
    found = list(export_file.export_cells(ctx, matching, columns, "shown", MOST_PRINTED + 1))
    number = min(len(found), MOST_PRINTED)
    record_look(
        Kind.PRINT,
        org=ctx.school,
        subject=ctx.form.label,
        form=ctx.form.key,
        rows=number,
        records=() if ctx.form.is_summary else matching[:MOST_PRINTED].values_list("pk", flat=True),
        detail=told_of_export("打印", number, columns, asked),
    )
    drawn = PrintPage(
        columns=columns,
        rows=found[:MOST_PRINTED],
        cut=len(found) > MOST_PRINTED,
        most=MOST_PRINTED,
        asked=[
            (column.label, table.asked_in_words(ctx, column, value))
            for column, value in ((ctx.form.columns[name], value) for name, value in asked.filters.items())
        ],
        list_url=ctx.url("list"),
        **page_heading(ctx),
    )
    return render_page(ctx.request, "filing/print.html", drawn)

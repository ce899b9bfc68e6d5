"""Pages of 自动汇总: computed at each request, filtered and sorted in memory, each row opening to its origins."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.core.paginator import Page
from django.http import HttpResponse, HttpResponseRedirect

from zhijiao.filing.pages import table
from zhijiao.filing.pages.context import FormContext, FormScope
from zhijiao.filing.pages.heading import FormPage, board_links, page_heading
from zhijiao.filing.pages.months import Month, months
from zhijiao.filing.pages.table import ColumnHead, asked_columns, headings, query_field
from zhijiao.filing.records import access, query
from zhijiao.filing.records.query import Query
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.summaries import SummaryRow
from zhijiao.kit.addresses import address_of
from zhijiao.kit.page_context import render_page

MOST_ORIGINS = 5
CALENDAR = "calendar"
#: Comes after every digit and dash.
UPPERMOST = "~"


@dataclass(frozen=True, kw_only=True)
class SummaryPage(FormPage):
    """The list of a summary; for a part of the page without the query bar."""

    asked: Query
    page: Page
    heads: tuple[ColumnHead, ...]
    #: Running number, headings with texts, origins.
    rows: list[tuple[int, list[tuple[ColumnHead, str]], dict[str, Any]]]
    dense: bool
    links: dict[str, str]
    reads: list[tuple[str, str]]
    boards: list[tuple[str, str]]
    fields: list[dict[str, Any]] = field(default_factory=list)
    #: The summary as a calendar instead of a list.
    months: list[Month] | None = None


def page(ctx: FormContext) -> HttpResponse:
    """The list of a summary."""
    request = ctx.request
    if request.method == "POST":
        asked = query.parse_query(ctx.form, request.POST)
        moved = HttpResponseRedirect(ctx.address(address_of("filing:list", ctx.form), asked.string()))
        moved.status_code = 303
        return moved
    asked = query.parse_query(ctx.form, request.GET)
    drawn = _results(ctx, asked)
    if ctx.summary.calendar and request.GET.get("view") == CALENDAR:
        drawn = replace(drawn, months=months(ctx, rows(ctx, asked)))
    if request.headers.get("HX-Target") == "results":
        response = render_page(request, "filing/_summary.html", drawn)
        response["HX-Push-Url"] = request.get_full_path()
        return response
    fields = [query_field(ctx, column, asked) for column in asked_columns(ctx, asked)]
    return render_page(request, "filing/summary.html", replace(drawn, fields=fields))


def _results(ctx: FormContext, asked: Query) -> SummaryPage:
    preference = table.list_preference(ctx)
    here = ctx.address("", asked.string()).removeprefix("?")
    found = table.page_of(ctx, preference, rows(ctx, asked), here)
    shown = preference.columns
    export = {
        fmt: (path := address_of("filing:export", ctx.form, fmt)) and (f"{path}?{here}" if here else path)
        for fmt in ("xlsx", "csv")
    }
    heads = headings(ctx, asked, shown)
    return SummaryPage(
        **page_heading(ctx),
        asked=asked,
        page=found,
        heads=heads,
        rows=[
            (n, list(zip(heads, _texts(row, shown), strict=True)), origins(ctx, row))
            for n, row in enumerate(found, found.start_index())
        ],
        dense=preference.dense,
        links={
            "start": ctx.url("list"),
            "list": ctx.address(ctx.path("list"), asked.string()),
            "calendar": ctx.address(ctx.path("list"), asked.string(view=CALENDAR)),
            "columns": ctx.url("columns"),
            "print": ctx.address(address_of("filing:print", ctx.form), asked.string()),
            **(export if ctx.can("export") else {}),
        },
        reads=[
            (
                form.label,
                ctx.address(address_of("filing:list", form)) if ctx.can("view", form) else "",
            )
            for form in ctx.form.needs
        ],
        boards=board_links(ctx.form, ctx.address),
    )


def _texts(row: SummaryRow, columns: tuple[Column, ...]) -> list[str]:
    return [column.shown(row.values.get(column.name)) for column in columns]


def rows(ctx: FormScope, asked: Query) -> list[SummaryRow]:
    """The rows of today that meet the conditions, in the order asked for."""
    reader = access.reader(ctx.actor, ctx.summary, ctx.year, ctx.school, ctx.action)
    found = ctx.summary.compute(reader)
    for name, text in asked.filters.items():
        column = ctx.form.columns[name]
        found = [row for row in found if _meets(column, row.values.get(name), text, asked.span(name))]
    name, down = asked.sorted_by
    if name:
        filled = [row for row in found if row.values.get(name) is not None]
        empty = [row for row in found if row.values.get(name) is None]
        found = sorted(filled, key=lambda row: row.values[name], reverse=down) + empty
    return found


def _meets(column: Column, value: Any, text: str, span: tuple[str, str]) -> bool:
    """Whether a computed value meets a condition, by the same spelling as stored values."""
    if value is None:
        return False
    if column.filter_kind == "range":
        low, high = _bound(column, span[0]), _bound(column, span[1], UPPERMOST)
        number = _bound(column, column.text(value))
        known = number is not None and (low is not None or high is not None)
        return known and (low is None or number >= low) and (high is None or number <= high)
    if column.filter_kind == "choice":
        return text in (str(column.raw(value)), column.text(value))
    return text in column.text(value)


def _bound(column: Column, text: str, after: str = "") -> Any:
    """An end of a span as something that compares: numbers as numbers, days as text (a year ends with its last day)."""
    if not text:
        return None
    if not column.numeric:
        return text + after
    try:
        return float(text)
    except ValueError:
        return None


def origins(ctx: FormContext, row: SummaryRow) -> dict[str, Any]:
    """The records a row came from, as links where the actor may open them."""
    links = [
        (ctx.address(address_of(name, *args)), label) for name, args, label in row.pages
    ]  # fmt: skip
    for form_key, record_id, what in row.origins[:MOST_ORIGINS]:
        form = registry.get(form_key)
        url = ctx.address(address_of("filing:view", form, record_id)) if ctx.can("view", form) else ""
        links.append((url, what or form.label))
    return {"links": links, "more": max(0, len(row.origins) - MOST_ORIGINS)}

"""The list of a form: query bar, columns as the user likes them, order, pages, selection, completeness.

Whatever the size of the table, a list asks one school by index: one count, one page of the columns shown.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods
from markupsafe import escape

from zhijiao.accounts.actor import MANAGE, of
from zhijiao.accounts.gate import business, harmless
from zhijiao.filing import access, cells, preferences, query, record, remarks, schools, summary_pages
from zhijiao.filing.columns import Column
from zhijiao.filing.counts import of_school
from zhijiao.filing.desk import Desk, open_desk
from zhijiao.filing.fieldset import missing_prerequisites
from zhijiao.filing.page import heading, in_period, installed, kept
from zhijiao.filing.query import Query
from zhijiao.filing.records import PERIOD_FIELDS
from zhijiao.filing.table import Page, asked_columns, headings, query_field
from zhijiao.privacy.cipher import for_school

PLACEHOLDER = 987654321
ACTIONS = ("add", "change", "delete", "import", "export")


@harmless
@business("view")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, form: Any) -> HttpResponse:
    """The first page of a form: list, single page or summary; above the schools the choice of a school."""
    actor = of(request)
    access.require(actor, form, "view")
    if not actor.is_school and not request.GET.get("school"):
        return schools.choose(request, form)
    opened = open_desk(request, form, "view")
    if form.kind == "summary":
        return summary_pages.page(opened)
    return record.single(opened) if form.single else _list(opened)


def _list(desk: Desk) -> HttpResponse:
    request = desk.request
    posted = request.method == "POST"
    asked = query.read(desk.form, request.POST if posted else request.GET)
    if posted or asked.leaky:
        response = HttpResponseRedirect(kept(desk, installed(desk, "list"), asked.string()))
        response.status_code = 303
        return response
    context = {**results(desk, asked), **counts(desk)}
    if request.headers.get("HX-Target") == "results":
        response = render(request, "filing/_results.html", {**context, "partial": True})
        response["HX-Push-Url"] = request.get_full_path()
        return response
    context["fields"] = [query_field(desk, column, asked) for column in asked_columns(desk, asked)]
    context["remarks"] = remarks.on(desk)
    return render(request, "filing/list.html", context)


def results(desk: Desk, asked: Query) -> dict[str, Any]:
    """What the lower part of the page shows: tools, table, pages."""
    preference = preferences.of(desk)
    size = preference.size
    wanted = desk.request.GET.get("size", "")
    if wanted.isdecimal() and int(wanted) in preferences.SIZES and int(wanted) != size:
        size = int(wanted)
        preferences.remember(desk, page_size=size)
    found = asked.narrow(in_period(desk, desk.rows("view")))
    here = kept(desk, "", asked.string()).removeprefix("?")
    page = Page.at(desk.request.GET.get("page", "1"), found.count(), size, here)
    return {
        "desk": desk,
        "form": desk.form,
        "asked": asked,
        "page": page,
        "heads": headings(desk, asked, preference.columns),
        "rows": list(
            _rows(desk, asked.order(found)[page.first : page.first + size], preference.columns, page)
        ),
        "pairs": zip,
        "dense": preference.dense,
        "can": {action: desk.can(action) for action in ACTIONS},
        "links": _links(desk, here),
        "more_url": kept(desk, installed(desk, "conditions"), asked.string()),
        "gaps_off": kept(desk, desk.request.path, asked.string(gaps=None)),
        "gaps_url": kept(desk, installed(desk, "list"), "gaps=1"),
        "missing": missing_prerequisites(desk) if not page.total and not asked.narrowed else [],
        "import_url": _import_url(desk),
        "row_links": {name: _row_link(desk, name, here) for name in ("view", "edit")},
    }


def _rows(
    desk: Desk, found: QuerySet, columns: tuple[Column, ...], page: Page
) -> Iterator[tuple[int, int, str, int, list[str]]]:
    """The rows of the page, drawn by a compiled plan from one query: record, running number, what names it, how many
    items it lacks, and the texts of its cells.
    """
    form = desk.form
    shown = tuple(column.name for column in columns)
    names = (*shown, *(column.name for column in form.title_columns if column.name not in shown))
    plan = cells.plan(form.key, names, "text", ("pk", "gaps"))
    titles = [names.index(column.name) for column in form.title_columns]
    cipher = for_school(desk.school.pk) if any(map(cells.private_kind, columns)) else None
    fetched = found.values_list(*plan.paths)
    for number, (row, texts) in enumerate(
        zip(fetched, plan.rows(fetched, cipher), strict=True), page.first + 1
    ):
        name = " ".join([texts[place] for place in titles if texts[place]])
        yield row[0], number, name, row[1], texts


def _links(desk: Desk, here: str) -> dict[str, str]:
    """Addresses of the tools above the table, as far as they are installed."""
    links = {
        name: kept(desk, installed(desk, name))
        for name in ("columns", "new", "delete", "set_column", "batches")
    }
    links["start"] = kept(desk, installed(desk, "list"))
    for name, *args in (("grid",), ("print",), ("export", "xlsx"), ("export", "csv")):
        path = installed(desk, name, *args)
        links[args[0] if args else name] = f"{path}?{here}" if here else path
    links["all"] = links["xlsx"] + ("&" if here else "?") + "all=1"
    return links


def _import_url(desk: Desk) -> str:
    """Where workbooks are uploaded, for those who may enter the manage portal."""
    if not desk.own or MANAGE not in desk.actor.portals or not desk.can("import"):
        return ""
    try:
        return reverse("intake:import")
    except NoReverseMatch:
        return ""


def _row_link(desk: Desk, name: str, here: str) -> tuple[str, str] | None:
    """Beginning and end of the addresses of a page of each row; the query goes along, so that neighbours are known."""
    path = installed(desk, name, PLACEHOLDER)
    if not path:
        return None
    before, after = path.split(str(PLACEHOLDER))
    return escape(before), escape(f"{after}?{here}" if here else after)


def _counted(desk: Desk) -> dict[str, int]:
    """Rows and gaps of the period by the school's counters."""
    dated = "year" in PERIOD_FIELDS[desk.form.period]
    mine = [
        (rows, gaps)
        for form, year, _term, rows, gaps, *_ in of_school(desk.request, desk.school)
        if form == desk.form.key and (year == desk.year or not dated)
    ]
    return {"rows": sum(rows for rows, _ in mine), "gaps": sum(gaps for _, gaps in mine)}


def counts(desk: Desk) -> dict[str, Any]:
    """How many rows there are in the period and how many of them have gaps, by the counters."""
    found = _counted(desk)
    return {"total": found["rows"], "gap_rows": found["gaps"], **heading(desk)}

"""Pages of 自动汇总: computed at each request, filtered and sorted in memory, each row opening to its origins."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.filing import access, preferences, query, registry
from zhijiao.filing.columns import Column
from zhijiao.filing.desk import Desk
from zhijiao.filing.page import heading, kept
from zhijiao.filing.query import Query
from zhijiao.filing.summaries import SummaryRow
from zhijiao.filing.table import Page, asked_columns, headings, query_field

MOST_ORIGINS = 5
#: Comes after every digit and dash.
UPPERMOST = "~"


def page(desk: Desk) -> HttpResponse:
    """The list of a summary."""
    request = desk.request
    if request.method == "POST":
        asked = query.read(desk.form, request.POST)
        response = HttpResponseRedirect(kept(desk, reverse("filing:list", args=[desk.form]), asked.string()))
        response.status_code = 303
        return response
    asked = query.read(desk.form, request.GET)
    context = {**_results(desk, asked), **heading(desk)}
    if request.headers.get("HX-Target") == "results":
        response = render(request, "filing/_summary.html", context)
        response["HX-Push-Url"] = request.get_full_path()
        return response
    context["fields"] = [query_field(desk, column, asked) for column in asked_columns(desk, asked)]
    return render(request, "filing/summary.html", context)


def _results(desk: Desk, asked: Query) -> dict[str, Any]:
    preference = preferences.of(desk)
    size = preference.size
    wanted = desk.request.GET.get("size", "")
    if wanted.isdecimal() and int(wanted) in preferences.SIZES and int(wanted) != size:
        size = int(wanted)
        preferences.remember(desk, page_size=size)
    found = rows(desk, asked)
    here = kept(desk, "", asked.string()).removeprefix("?")
    at = Page.at(desk.request.GET.get("page", "1"), len(found), size, here)
    shown = preference.columns
    export = {
        fmt: (path := reverse("filing:export", args=[desk.form, fmt]))
        and (f"{path}?{here}" if here else path)
        for fmt in ("xlsx", "csv")
    }
    return {
        "desk": desk,
        "form": desk.form,
        "asked": asked,
        "page": at,
        "heads": (heads := headings(desk, asked, shown)),
        "rows": [
            (at.first + n, list(zip(heads, _texts(row, shown), strict=True)), origins(desk, row))
            for n, row in enumerate(found[at.first : at.first + at.size], 1)
        ],
        "dense": preference.dense,
        "links": {
            "start": desk.url("list"),
            "columns": desk.url("columns"),
            "print": kept(desk, reverse("filing:print", args=[desk.form]), asked.string()),
            **(export if desk.can("export") else {}),
        },
        "reads": [
            (form.label, kept(desk, reverse("filing:list", args=[form])) if desk.can("view", form) else "")
            for form in desk.form.needs
        ],
    }


def _texts(row: SummaryRow, columns: tuple[Column, ...]) -> list[str]:
    return [column.text(row.values.get(column.name)) for column in columns]


def rows(desk: Desk, asked: Query) -> list[SummaryRow]:
    """The rows of today that meet the conditions, in the order asked for."""
    reader = access.reader(desk.actor, desk.form, desk.year, desk.school, desk.action)
    found = desk.form.compute(reader)
    for name, text in asked.filters.items():
        column = desk.form.columns[name]
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
    if not column.align_right:
        return text + after
    try:
        return float(text)
    except ValueError:
        return None


def origins(desk: Desk, row: SummaryRow) -> dict[str, Any]:
    """The records a row came from, as links where the actor may open them."""
    links = []
    for form_key, record_id, what in row.origins[:MOST_ORIGINS]:
        form = registry.get(form_key)
        url = kept(desk, reverse("filing:view", args=[form, record_id])) if desk.can("view", form) else ""
        links.append((url, what or form.label))
    return {"links": links, "more": max(0, len(row.origins) - MOST_ORIGINS)}

"""What every table of rows shares, stored or computed: what its user likes to see, headings, the query bar.

Columns, rows on a page and density are kept for a user and form, as one row.
"""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from markupsafe import escape

from zhijiao.filing.models import ListPreference
from zhijiao.filing.pages import options
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.records import access, query
from zhijiao.filing.records.query import Query
from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.identity.gate import GET_POST
from zhijiao.kit import paging
from zhijiao.kit.numbers import whole_number

#: Longer tables of choices are searched on the server instead of being sent with every list.
LONG_TABLE = 60
PHONE_COLUMNS = 8
SIZES = (10, 20, 50, 100)
"""Rows on a page."""


@dataclass(frozen=True)
class Preference:
    """A user's choice for one list."""

    columns: tuple[Column, ...]
    size: int = 20
    dense: bool = False


def list_preference(ctx: FormContext) -> Preference:
    """The user's choice, else the form's own listing without private items; one query."""
    kept = (
        ListPreference.objects.filter(user_id=ctx.actor.person, form=ctx.form.key)
        .values_list("columns", "page_size", "dense")
        .first()
    )
    names, size, dense = kept or ([], SIZES[1], False)
    known = ctx.form.columns
    return Preference(
        tuple(known[name] for name in names if name in known) or default_columns(ctx.form), size, dense
    )


def default_columns(form: FormLike) -> tuple[Column, ...]:
    """The columns of the list as first seen; private ones have to be chosen."""
    return tuple(column for column in form.listing_columns if column.private_source is None)


def remember(ctx: FormContext, **choice: Any) -> None:
    """Keep part of a choice (``columns``, ``page_size``, ``dense``); not for somebody who looks as another user."""
    if ctx.actor.read_only:
        return
    ListPreference.objects.update_or_create(user_id=ctx.actor.person, form=ctx.form.key, defaults=choice)


def page_of(ctx: FormContext, choice: Preference, rows: Any, query: str) -> Page:
    """The page of the list that is asked for; another size than usual is kept as the user's choice."""
    page = paging.page_of(rows, ctx.request.GET, query=query, sizes=SIZES, usual=choice.size)
    if page.paginator.per_page != choice.size:
        remember(ctx, page_size=page.paginator.per_page)
    return page


@form_view("view", methods=GET_POST)
def choose_columns(ctx: FormContext) -> HttpResponse:
    """The menu of columns; posting keeps the columns ticked, the page size or the density."""
    if ctx.request.method != "POST":
        shown = {column.name for column in list_preference(ctx).columns}
        masked = {seen.column.name for seen in access.columns(ctx.actor, ctx.form) if seen.masked}
        context = {"ctx": ctx, "shown": shown, "masked": masked, "save_url": ctx.url("columns")}
        return render(ctx.request, "filing/_columns.html", context)
    post = ctx.request.POST
    if "reset" in post:
        remember(ctx, columns=[])
    elif "column" in post:
        ticked = set(post.getlist("column"))
        remember(ctx, columns=[name for name in ctx.form.columns if name in ticked])
    if (size := whole_number(post.get("size"))) in SIZES:
        remember(ctx, page_size=size)
    if post.get("dense") == "toggle":
        remember(ctx, dense=not list_preference(ctx).dense)
    return _back(ctx)


def _back(ctx: FormContext) -> HttpResponse:
    """To the list as it was; a part of a page is drawn anew, except for density, which the page has changed itself."""
    if "HX-Request" in ctx.request.headers:
        refresh = {} if ctx.request.POST.get("dense") else {"HX-Refresh": "true"}
        return HttpResponse(status=204, headers=refresh)
    target = ctx.request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(target, {ctx.request.get_host()}, ctx.request.is_secure())
    return HttpResponseRedirect(target if allowed else ctx.url("list"))


@dataclass(frozen=True)
class ColumnHead:
    """One column of the table: heading, classes, sort link with the present direction."""

    label: str
    css: str
    main: bool
    url: str
    direction: str


def headings(ctx: FormContext, asked: Query, columns: tuple[Column, ...]) -> list[ColumnHead]:
    """Headings of the columns shown; the first one that names the record is the row's own heading."""
    naming = getattr(ctx.form, "title_columns", ())
    titles = [column for column in columns if column in naming]
    main = (titles or columns)[0]
    sorted_by, down = asked.sorted_by
    heads = []
    for place, column in enumerate(columns):
        css = " ".join(
            filter(None, ["r" if column.align_right else "", "hide-s" if place >= PHONE_COLUMNS else ""])
        )
        current = column.name == sorted_by
        direction = ("descending" if down else "ascending") if current else ""
        target = asked.string(sort=("" if down else "-") + column.name if current else column.name)
        url = ctx.address("", target) if column.order_by else ""
        heads.append(ColumnHead(escape(column.label), css, column is main, url, direction))
    return heads


def asked_columns(ctx: FormContext, asked: Query) -> list[Column]:
    """Columns of the query bar: the offered ones, and any other that is asked for now."""
    columns = [column for column in query.default_conditions(ctx.form) if query.may_search(ctx.actor, column)]
    others = {*asked.filters, *asked.tokens}.difference(column.name for column in columns)
    return columns + [ctx.form.columns[name] for name in ctx.form.columns if name in others]


def query_field(ctx: FormContext, column: Column, asked: Query) -> dict[str, Any]:
    """One box of the query bar."""
    name, kind = column.name, column.filter_kind
    box: dict[str, Any] = {
        "name": name,
        "label": column.label,
        "kind": kind,
        "value": asked.filters.get(name, ""),
    }
    if column.private:
        return {**box, "kind": "private", "token": asked.tokens.get(name, "")}
    if kind == "range":
        low, high = asked.span(name)
        return {
            **box,
            "low": low,
            "high": high,
            "widget": column.span_widget,
        }
    choices = column.choices() if kind == "choice" else []
    if kind == "ref" or len(choices) > LONG_TABLE:
        return {
            **box,
            "kind": "search",
            "url": ctx.address(ctx.path("options", name)),
            "display": _shown(ctx, column, box["value"]),
        }
    return {**box, "choices": choices}


def _shown(ctx: FormContext, column: Column, value: str) -> str:
    """The text of what is asked for: a code's name, the title of a record referred to."""
    origin = column.origin
    if value and origin.target is not None:
        return options.label(ctx, origin.target, value)
    return origin.raw_text(value)


@form_view("view")
def conditions(ctx: FormContext) -> HttpResponse:
    """更多条件: boxes for all the other columns that can be asked for."""
    asked = ctx.asked()
    shown = asked_columns(ctx, asked)
    fields = [
        query_field(ctx, column, asked)
        for column in query.condition_columns(ctx.form)
        if column not in shown and query.may_search(ctx.actor, column)
    ]
    return render(ctx.request, "filing/_conditions.html", {"fields": fields})

"""What every table of rows shares, stored or computed: what its user likes to see, headings, the query bar.

Columns, rows on a page and density are kept for a user and form, as one row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from markupsafe import escape

from zhijiao.filing.models import ListPreference, SavedQuery
from zhijiao.filing.pages import options, saved_queries
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.records import access, query
from zhijiao.filing.records.query import Query
from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.filing.schema.form import Form
from zhijiao.identity.gate import GET_POST
from zhijiao.kit import paging
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.statements import statement

#: Longer tables of choices are searched on the server instead of being sent with every list.
LONG_TABLE = 60
PHONE_COLUMNS = 8
SIZES = (10, 20, 50, 100)
"""Rows on a page."""


PLAIN = "plain=1"
"""Asks for the list without the saved query that it opens with."""
MOST_PINNED = 3
"""Columns that can stay in sight at most; more would leave no room for the others."""


@dataclass(frozen=True)
class Preference:
    """A user's choice for one list: columns in their order, of which the first ``pinned`` stay in sight."""

    columns: tuple[Column, ...]
    size: int = 20
    dense: bool = False
    pinned: int = 1
    #: The saved query that the list opens with.
    opening: int | None = None


@statement
def _kept(user: int, form: str) -> QuerySet[Any]:
    kept = ListPreference.objects.filter(user_id=user, form=form).order_by()
    return kept.values_list("columns", "page_size", "dense", "pinned", "opening_id")


def list_preference(ctx: FormContext, offered: Sequence[SavedQuery] | None = None) -> Preference:
    """The user's choice, else the form's own listing without private items; one query.

    A saved query that the address names says which columns it wants; ``offered`` are those known already.
    """
    kept = _kept(ctx.actor.person, ctx.form.key)
    names, size, dense, pinned, opening = kept[0] if kept else ([], SIZES[1], False, None, None)
    saved = saved_queries.current(ctx, offered)
    known = ctx.form.columns
    wanted = (saved.columns if saved else None) or names
    columns = tuple(known[name] for name in wanted if name in known) or default_columns(ctx.form)
    pinned = _naming(ctx.form, columns) if pinned is None else min(pinned, MOST_PINNED)
    return Preference(columns, size, dense, min(pinned, len(columns)), opening)


def _naming(form: FormLike, columns: tuple[Column, ...]) -> int:
    """How many of the first columns it takes to see what a row is about: one, or two."""
    naming = getattr(form, "title_columns", ())
    place = next((place for place, column in enumerate(columns) if column in naming), 0)
    return place + 1 if place < 2 else 1


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
    """The menu of columns; posting keeps the columns ticked in their order, how many stay in sight, the page size or
    the density.
    """
    if ctx.request.method != "POST":
        return _columns_menu(ctx)
    post = ctx.request.POST
    if "reset" in post:
        remember(ctx, columns=[], pinned=None)
    elif "column" in post:
        ticked = [name for name in dict.fromkeys(post.getlist("column")) if name in ctx.form.columns]
        if saved := saved_queries.own_current(ctx):
            saved_queries.set_columns(saved, ticked)
        else:
            remember(ctx, columns=ticked)
        if (pinned := whole_number(post.get("pinned"), MOST_PINNED)) is not None:
            remember(ctx, pinned=pinned)
    if (size := whole_number(post.get("size"))) in SIZES:
        remember(ctx, page_size=size)
    if post.get("dense") == "toggle":
        remember(ctx, dense=not list_preference(ctx).dense)
    shared = saved_queries.current(ctx)
    if shared and "column" in post and saved_queries.own_current(ctx) is None:
        # Its own columns would hide the choice just made.
        return _to(ctx, saved_queries.address(ctx, shared, columns=False) or ctx.url("list"))
    return _back(ctx)


def _to(ctx: FormContext, address: str) -> HttpResponse:
    """On to another page, from a part of one or from a whole one."""
    if "HX-Request" in ctx.request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _columns_menu(ctx: FormContext) -> HttpResponse:
    """The menu: the columns shown in their order, then the others."""
    choice = list_preference(ctx)
    others = [column for column in ctx.form.columns.values() if column not in choice.columns]
    context = {
        "ctx": ctx,
        "columns": [*choice.columns, *others],
        "shown": {column.name for column in choice.columns},
        "masked": {seen.column.name for seen in access.columns(ctx.actor, ctx.form) if seen.masked},
        "pins": (choice.pinned, MOST_PINNED),
        "saved": saved_queries.own_current(ctx),
        "save_url": ctx.address(ctx.path("columns"), saved_queries.named(ctx)),
    }
    return render(ctx.request, "filing/_columns.html", context)


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
    name: str = ""


def headings(
    ctx: FormContext, asked: Query, columns: tuple[Column, ...], pinned: int = 0
) -> tuple[ColumnHead, ...]:
    """Headings of the columns shown; the first one that names the record is the row's own heading."""
    naming = getattr(ctx.form, "title_columns", ())
    titles = [column for column in columns if column in naming]
    main = (titles or columns)[0]
    sorted_by, down = asked.sorted_by
    heads = []
    for place, column in enumerate(columns):
        css = " ".join(
            filter(
                None,
                [
                    "r" if column.align_right else "",
                    "hide-s" if place >= PHONE_COLUMNS else "",
                    f"pin-l pin-l{place + 2}" if place < pinned else "",
                    "pin-last" if place == pinned - 1 else "",
                ],
            )
        )
        current = column.name == sorted_by
        direction = ("descending" if down else "ascending") if current else ""
        target = asked.string(sort=("" if down else "-") + column.name if current else column.name)
        url = ctx.address("", target) if column.order_by else ""
        heads.append(ColumnHead(escape(column.label), css, column is main, url, direction, column.name))
    return tuple(heads)


@dataclass(frozen=True)
class ConditionChip:
    """One condition that holds now, and the address of the list without it."""

    label: str
    value: str
    off: str


def condition_chips(ctx: FormContext, asked: Query) -> list[ConditionChip]:
    """What is asked for now, in words; private values are not repeated."""
    columns, path = ctx.form.columns, ctx.path("list")

    def chip(label: str, value: str, part: str) -> ConditionChip:
        return ConditionChip(label, value, ctx.address(path, asked.string(**{part: None}) or PLAIN))

    chips = [
        chip(columns[name].label, asked_in_words(ctx, columns[name], text), query.FROM + name)
        for name, text in asked.filters.items()
    ]
    chips += [chip(columns[name].label, "已按所填内容查询", query.BLIND + name) for name in asked.tokens]
    chips += [chip("资料", "有缺项", "gaps")] if asked.gaps else []
    return chips + ([chip("源头平台", query.GONE, "gone")] if asked.gone else [])


def asked_in_words(ctx: FormContext, column: Column, text: str) -> str:
    """A condition as people say it: the text of a code or reference, both ends of a span."""
    low, tilde, high = text.partition("~")
    if column.filter_kind != "range" or not tilde:
        return _shown(ctx, column, text)
    return f"{low} 至 {high}" if low and high else f"{low} 起" if low else f"至 {high}"


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
    return origin.text_asked_for(value)


@form_view("view")
def conditions(ctx: FormContext) -> HttpResponse:
    """更多条件: boxes for all the other columns that can be asked for."""
    asked = ctx.asked()
    shown = asked_columns(ctx, asked)
    offered = [
        column
        for column in query.condition_columns(ctx.form)
        if column not in shown and query.may_search(ctx.actor, column)
    ]
    groups = [
        (title, [query_field(ctx, column, asked) for column in columns])
        for title, columns in _by_section(ctx.form, offered)
    ]
    return render(ctx.request, "filing/_conditions.html", {"groups": groups})


def _by_section(form: FormLike, columns: Sequence[Column]) -> list[tuple[str, list[Column]]]:
    """Columns under the headings of the record's page; those that stand on none come last."""
    sections = form.sections if isinstance(form, Form) else {}
    groups = [(title, [column for column in group if column in columns]) for title, group in sections.items()]
    placed = {column.name for _, group in groups for column in group}
    rest = [column for column in columns if column.name not in placed]
    return [(title, group) for title, group in [*groups, ("其他", rest)] if group]

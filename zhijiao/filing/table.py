"""Parts that every table of rows shares, stored or computed: headings, pages, boxes of the query bar."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from markupsafe import escape

from zhijiao.filing import options, preferences, query
from zhijiao.filing.columns import Column
from zhijiao.filing.desk import Desk, desk
from zhijiao.filing.page import installed, kept
from zhijiao.filing.query import Query

#: Longer tables of choices are searched on the server instead of being sent with every list.
LONG_TABLE = 60
PHONE_COLUMNS = 8


@dataclass(frozen=True)
class Head:
    """One column of the table: heading, classes, sort link with the present direction."""

    label: str
    css: str
    main: bool
    url: str
    direction: str


@dataclass(frozen=True)
class Page:
    """Where in the list the page stands; ``query`` is the address without page and size."""

    total: int
    page: int
    size: int
    query: str
    sizes: tuple[int, ...] = preferences.SIZES

    @classmethod
    def at(cls, text: str, total: int, size: int, address: str) -> "Page":
        """The page asked for, or the nearest there is."""
        last = max(1, -(-total // size))
        number = int(text) if text.isdecimal() and len(text) < 9 else 1
        return cls(total, min(max(number, 1), last), size, address)

    @property
    def pages(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Number of the page's first row, from 0."""
        return (self.page - 1) * self.size


def headings(desk: Desk, asked: Query, columns: tuple[Column, ...]) -> list[Head]:
    """Headings of the columns shown; the first one that names the record is the row's own heading."""
    naming = getattr(desk.form, "title_columns", ())
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
        url = kept(desk, "", target) if column.order_by else ""
        heads.append(Head(escape(column.label), css, column is main, url, direction))
    return heads


def asked_columns(desk: Desk, asked: Query) -> list[Column]:
    """Columns of the query bar: the offered ones, and any other that is asked for now."""
    columns = query.offered(desk.form)
    others = {*asked.filters, *asked.blinds}.difference(column.name for column in columns)
    return columns + [desk.form.columns[name] for name in desk.form.columns if name in others]


def query_field(desk: Desk, column: Column, asked: Query) -> dict[str, Any]:
    """One box of the query bar."""
    name, kind = column.name, column.filter_kind
    box: dict[str, Any] = {
        "name": name,
        "label": column.label,
        "kind": kind,
        "value": asked.filters.get(name, ""),
    }
    if column.private:
        return {**box, "kind": "private", "digest": asked.blinds.get(name, "")}
    if kind == "range":
        low, high = asked.span(name)
        return {
            **box,
            "low": low,
            "high": high,
            "type": column.widget if column.widget in ("date", "month") else "",
        }
    choices = column.choices() if kind == "choice" else []
    if kind == "ref" or len(choices) > LONG_TABLE:
        return {
            **box,
            "kind": "search",
            "url": kept(desk, installed(desk, "options", name)),
            "display": _shown(desk, column, box["value"]),
        }
    return {**box, "choices": choices}


def _shown(desk: Desk, column: Column, value: str) -> str:
    """The text of what is asked for: a code's name, the title of a record referred to."""
    column = getattr(column, "seen", None) or column
    if not value or not (column.ref or column.code_table):
        return value
    return options.label(desk, column, value) if column.ref else column.text(value)


@require_safe
@desk("view")
def conditions(desk: Desk) -> HttpResponse:
    """更多条件: boxes for all the other columns that can be asked for."""
    asked = query.read(desk.form, desk.request.GET)
    shown = asked_columns(desk, asked)
    fields = [query_field(desk, column, asked) for column in query.askable(desk.form) if column not in shown]
    return render(desk.request, "filing/_conditions.html", {"fields": fields})

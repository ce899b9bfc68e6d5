"""Saved queries of a list: conditions, order and columns under a name, one's own or shared with the school.

A saved query is applied as an ordinary address, so that the gate, sorting, pages and files work as ever. Conditions on
private values are never saved: they would outlive the data password and the session that they belong to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from zhijiao.filing.models import SavedQuery
from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.records import query
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.statements import statement

NAMED = "saved"
SHARING = "change"
"""The right that carries sharing with colleagues: whoever keeps the records of the form."""


@dataclass(frozen=True)
class QueryChip:
    """One saved query above the list."""

    id: int
    name: str
    url: str
    change_url: str
    mine: bool
    shared: bool
    current: bool
    #: Labels of conditions and columns that the form no longer has.
    lost: list[str]


def _of_form(whose: Q, form: str) -> QuerySet[Any]:
    return SavedQuery.objects.filter(whose, form=form).order_by("shared", "name", "pk")


@statement
def _own(user: int, form: str) -> QuerySet[Any]:
    return _of_form(Q(user_id=user), form)


@statement
def _own_or_shared(user: int, form: str, school: int) -> QuerySet[Any]:
    return _of_form(Q(user_id=user) | Q(shared=True, school_id=school), form)


def offered(ctx: FormContext) -> list[SavedQuery]:
    """What the actor may choose from: his own, and in a school those shared by colleagues; one query."""
    if ctx.own:
        return _own_or_shared(ctx.actor.person, ctx.form.key, ctx.school.pk)
    return _own(ctx.actor.person, ctx.form.key)


def current(ctx: FormContext, known: Sequence[SavedQuery] | None = None) -> SavedQuery | None:
    """The one the address names, if the actor may choose it; no query where none is named."""
    number = whole_number(ctx.request.GET.get(NAMED))
    if not number:
        return None
    return next((each for each in (offered(ctx) if known is None else known) if each.pk == number), None)


def own_current(ctx: FormContext) -> SavedQuery | None:
    """The one the address names, if it is the actor's own and he may change it now."""
    found = None if ctx.actor.read_only else current(ctx)
    return found if found and found.user_id == ctx.actor.person else None


def named(ctx: FormContext) -> str:
    """The part of an address that names the present one."""
    number = whole_number(ctx.request.GET.get(NAMED))
    return f"{NAMED}={number}" if number else ""


def chips(ctx: FormContext, known: Sequence[SavedQuery], here: str = "") -> list[QueryChip]:
    """The saved queries as they stand above the list that asks for ``here``."""
    now = whole_number(ctx.request.GET.get(NAMED))
    return [
        QueryChip(
            each.pk,
            each.name,
            address(ctx, each),
            ctx.address(ctx.path("change_query", each.pk), here),
            each.user_id == ctx.actor.person,
            each.shared,
            each.pk == now,
            lost(ctx.form, each),
        )
        for each in known
    ]


def address(ctx: FormContext, saved: SavedQuery, *, columns: bool = True) -> str:
    """Where the list stands as it was saved, as far as the form still has the items; or without its ``columns``."""
    asked_for = saved.conditions
    known = {
        name: str(asked_for[name]) for name in ctx.form.columns if name in asked_for and _asks(ctx.form, name)
    }
    asked = query.Query(
        ctx.form, known, gaps=saved.gaps, sort=_sort(ctx.form, saved.sort), saved=saved.pk if columns else 0
    )
    return ctx.address(ctx.path("list"), asked.string())


def _asks(form: FormLike, name: str) -> bool:
    """Whether a saved condition can be asked today: the item is there, and has not become private."""
    column = form.columns.get(name)
    return column is not None and column.filterable and not column.private


def _sort(form: FormLike, sort: str) -> str:
    column = form.columns.get(sort.removeprefix("-"))
    return sort if column is not None and column.order_by else ""


def lost(form: FormLike, saved: SavedQuery) -> list[str]:
    """What was saved and is no more, by the names it had."""
    asked = sorted(name for name in saved.conditions if not _asks(form, name))
    sorted_by = [saved.sort.removeprefix("-")] if saved.sort and not _sort(form, saved.sort) else []
    shown = [name for name in saved.columns if name not in form.columns]
    return [saved.labels.get(name, name) for name in dict.fromkeys([*asked, *sorted_by, *shown])]


def may_share(ctx: FormContext) -> bool:
    """Whether the actor may share with the colleagues of the school."""
    return ctx.own and ctx.can(SHARING)


def set_columns(saved: SavedQuery, names: list[str]) -> None:
    """Give a saved query other columns."""
    SavedQuery.objects.filter(pk=saved.pk).update(columns=names)

"""What stands above every page of a form: its place in the menu, the school's obligation, the period."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from zhijiao.catalogue import matrix
from zhijiao.filing.pages.context import FormContext, FormScope
from zhijiao.filing.pages.years import year_name
from zhijiao.filing.records import access, school_rows
from zhijiao.filing.records.period_locks import Lock
from zhijiao.filing.records.query import Query
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.summaries import Summary
from zhijiao.identity.actor import Actor
from zhijiao.kit.addresses import address_of
from zhijiao.kit.periods import Period
from zhijiao.orgs.models import Org


def in_period(ctx: FormScope, rows: QuerySet) -> QuerySet:
    """Rows of the selected year, where the form has one."""
    return rows.filter(year=ctx.year) if "year" in PERIOD_FIELDS[ctx.form.period] else rows


def listed_rows(ctx: FormContext, asked: Query) -> Any:
    """The rows of a list as asked for, in order: compiled once where nothing is asked for, else a query."""
    year = ctx.year if "year" in PERIOD_FIELDS[ctx.form.period] else None
    if not asked.narrowed:
        usual = school_rows.usual(
            ctx.actor, ctx.form, ctx.school.pk, year, asked.order_paths, lambda: ctx.counted[0]
        )
        if usual is not None:
            return usual
    return asked.order(asked.narrow(in_period(ctx, ctx.rows("view"))))


def obligation_of(form_key: str, school: Org, year: int) -> tuple[matrix.Obligation | None, str]:
    """What a school owes for a form in the round of a school year (else the latest), and of which part.

    A form that stands in two places has two obligations: the first counts, both say which part.
    """
    filing = matrix.round_for(matrix.round_of_year(year) or matrix.current_round(), school)
    found = filing.obligations(form_key, school.school_type)
    return next(iter(found), None), "；".join(dict.fromkeys(o.scope for o in found if o.scope))


def scope_of(form: FormLike, school: Org, year: int) -> str:
    """Which part of its data the school fills into a form (只填中专部使用部分), naming its kind; or nothing."""
    _, scope = obligation_of(form.key, school, year)
    return f"{school.get_school_type_display()}：{scope}。" if scope else ""


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """What every page of a form is drawn from; a page adds what else its template uses."""

    ctx: FormContext
    form: FormLike
    #: Place in the menu.
    crumbs: list[tuple[str, str | None]]
    obligation: matrix.Obligation | None
    scope: str
    period: str
    #: What closes the year for the school's own people.
    lock: Lock | None = None


def page_heading(ctx: FormContext) -> dict[str, Any]:
    """What stands above every page of a form, as :class:`FormPage` takes it."""
    place = next(iter(ctx.form.places), None)
    obligation, _ = obligation_of(ctx.form.key, ctx.school, ctx.year)
    return {
        "ctx": ctx,
        "form": ctx.form,
        "crumbs": [*((label, None) for label in place.path[:-1]), *_host(ctx)] if place else [],
        "obligation": obligation,
        "scope": scope_of(ctx.form, ctx.school, ctx.year),
        "lock": ctx.lock() if ctx.own else None,
        "period": "" if ctx.form.period is Period.STANDING else year_name(ctx.form.period, ctx.year),
    }


def board_links(
    form: FormLike, address: Callable[[str], str] = str, record: int = 0
) -> list[tuple[str, str]]:
    """Names and addresses of the boards of a form, or of one record of it."""
    if isinstance(form, Summary):
        return [(label, address(address_of(name, form))) for name, label in form.boards.items()]
    if not isinstance(form, Form):
        return []
    shown = form.declaration.record_boards if record else {}
    links = [(label, address(address_of(name, form, record))) for name, label in shown.items()]
    # Where there is one record alone, its page stands for the list.
    boards = form.declaration.boards if form.single or not record else {}
    return [*links, *((label, address(address_of(name, form))) for name, label in boards.items())]


def elsewhere(actor: Actor, form: FormLike) -> str:
    """Where those above the schools look at what was handed up, for a form whose records are the school's own."""
    if not isinstance(form, Form) or access.opens_records(actor, form):
        return ""
    return address_of(form.declaration.above, form)


def _host(ctx: FormContext) -> list[tuple[str, str | None]]:
    """The form that a form without a menu place belongs to, with the way there."""
    host = ctx.form.host
    return [] if host is None else [(host.label, ctx.address(address_of("filing:list", host)))]

"""The desk: cases of a form that somebody has to act on, and all that he may see; of a school or of an area."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.cases import sight
from zhijiao.cases.models import Case
from zhijiao.cases.moving import person_of
from zhijiao.cases.states import MOVES, Act, Person, Side, State
from zhijiao.catalogue.tables import table
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.actor import Actor
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of

SIZES = (20, 50, 100)
MINE, ALL = "mine", "all"


@dataclass(frozen=True)
class DeskRow:
    """A case in the list."""

    case: Case
    title: str
    state: str
    url: str


@dataclass(frozen=True, kw_only=True)
class DeskPage:
    """The desk as its template draws it."""

    form: FormLike
    crumbs: list[tuple[str, str | None]]
    school_side: bool
    tabs: list[tuple[str, str, bool, int | None]]
    shown: str
    state: str
    states: list[tuple[str, str]]
    page: Page
    rows: list[DeskRow]
    list_url: str
    new_url: str
    hidden: list[tuple[str, str]]


def _above(request: ActorRequest, form: FormLike) -> HttpResponse:
    """The desk of an authority."""
    return _draw(request, form, "", "")


@form_view("view", above_schools=_above)
def desk(ctx: FormContext) -> HttpResponse:
    """The desk of a school; those above it have one for the whole area."""
    if not ctx.own:
        return HttpResponseRedirect(reverse("cases:desk", args=[ctx.form]))
    new = ctx.url("new") if ctx.can("add") else ""
    return _draw(ctx.request, ctx.form, ctx.url("list"), new)


def _draw(request: ActorRequest, form: FormLike, list_url: str, new_url: str) -> HttpResponse:
    actor = request.actor
    found = sight.cases(actor, form)
    mine = found.filter(due(person_of(actor, form)))
    hidden = () if actor.is_school else (*sight.INSIDE, State.DRAFT)
    choices = [(code, label) for code, label, _ in table("case_status").choices() if code not in hidden]
    state = request.GET.get("state", "")
    state = state if state in dict(choices) else ""
    shown = ALL if state or request.GET.get("show") == ALL else MINE
    rows = found.filter(state=state) if state else found if shown == ALL else mine
    page = page_of(
        rows.select_related("school", "holder").order_by("-moved_at", "-id"), request.GET, sizes=SIZES
    )
    place = next(iter(form.places), None)
    drawn = DeskPage(
        form=form,
        crumbs=[*((label, None) for label in place.path[:-1]), (form.label, list_url or None)]
        if place
        else [],
        school_side=actor.is_school,
        tabs=[("待我办理", "?", shown == MINE, mine.count()), ("全部", "?show=all", shown == ALL, None)],
        shown=shown,
        state=state,
        states=choices,
        page=page,
        rows=[_row(actor, case) for case in page.object_list],
        list_url=list_url,
        new_url=new_url,
        hidden=[("show", ALL)],
    )
    return render_page(request, "cases/desk.html", drawn)


def due(person: Person) -> Q:
    """Cases that wait for a person: in a state whose moves lie in its hands, withdrawing apart."""
    condition = Q(pk__in=[])
    for move in MOVES:
        if move.right not in person.rights or move.act in (Act.WITHDRAW, Act.REVOKE) or move.by_selector:
            continue
        states = [state.value for state in move.sources]
        if move.side is Side.AUTHORITY:
            if person.level != "school" and (not move.levels or person.level in move.levels):
                condition |= Q(state__in=states, holder_id=person.org)
        elif person.level == "school":
            condition |= Q(state__in=states, school_id=person.org)
    return condition


def _row(actor: Actor, case: Case) -> DeskRow:
    path = reverse("cases:handled", args=[case.form, case.pk])
    url = path if actor.is_school else f"{path}?school={case.school_id}"
    return DeskRow(case, sight.title(actor, case), sight.state(actor, case), url)

"""Schools of an area: as a list, as a table of modules, and one of them form by form."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse

from zhijiao.filing.pages.context import selected_round
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.identity.gate import business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.paging import page_of
from zhijiao.oversight import area_figures, refresh, school_list, scope
from zhijiao.oversight.models import FormStanding, SchoolStanding, Stage, Timing
from zhijiao.oversight.pages.common import render_board
from zhijiao.oversight.replica import from_replica
from zhijiao.oversight.school_list import FINDING_WORDS, SIGNOFF_WORDS, SchoolQuery

SIZES = (20, 50, 100)


@business("view")
@from_replica
def schools(request: ActorRequest) -> HttpResponse:
    """The schools of an area; with ``view=heat`` module by module."""
    asked = scope.read(request)
    query = SchoolQuery.read(request.GET, asked)
    own, heat = request.GET.get("own") == "1", request.GET.get("view") == "heat"
    total = area_figures.read(asked, children=False).total
    rows = school_list.standings(asked)
    if own:
        rows = rows.filter(school__parent=asked.node)
    rows = query.narrow(rows).select_related("school__parent")
    carried = {"view": "heat" if heat else "", "own": "1" if own else ""} | query.pairs()
    link = asked.query(**carried).removeprefix("?")
    page = page_of(
        rows,
        request.GET,
        query=link,
        sizes=SIZES,
        total=query.number(total) if refresh.is_kept(asked.filing) and not own else None,
    )
    context: dict[str, Any] = {
        "page": page,
        "lines": school_list.lines(asked, page.object_list, cells=heat),
        "query": query,
        "own": own,
        "heat": heat,
        "views": _views(asked, carried),
        "carried": carried,
        "stages": Stage.choices,
        "timings": Timing.choices,
        "findings": FINDING_WORDS.items(),
        "signoffs": SIGNOFF_WORDS.items(),
        "address": lambda **changes: asked.query(**(carried | changes)),
        "total": total,
    }
    return render_board(request, "oversight/schools.html", asked, "oversight:schools", **context)


def _views(asked: scope.Scope, carried: dict[str, str]) -> list[tuple[str, str, bool, None]]:
    """List and table of modules."""
    heat = carried["view"] == "heat"
    return [
        ("列表", reverse("oversight:schools") + asked.query(**(carried | {"view": ""})), not heat, None),
        (
            "学校 × 模块",
            reverse("oversight:schools") + asked.query(**(carried | {"view": "heat"})),
            heat,
            None,
        ),
    ]


@business("view")
@from_replica
def school(request: ActorRequest, pk: int) -> HttpResponse:
    """One school form by form, as far as the reader may see them; each leads to what was entered, read-only."""
    if request.actor.is_school:
        raise Http404(scope.NOT_FOR_SCHOOLS)
    chosen = access.school(request.actor, pk)
    asked = scope.scope_of(request.actor, selected_round(request), {**request.GET.dict(), "area": ""})
    rows = FormStanding.objects.filter(school=chosen, round=asked.filing.key, place__in=list(asked.places))
    known, forms = {row.place: row for row in rows}, registry.forms()
    state = request.GET.get("state", "")
    lines = [
        (place, known[slug], forms[place.form], f"{reverse('filing:list', args=[place.form])}?school={pk}")
        for slug, place in asked.places.items()
        if slug in known and place.form in forms and state in ("", known[slug].state)
    ]
    standing = SchoolStanding.objects.filter(school=chosen, round=asked.filing.key).first()
    return render_board(
        request,
        "oversight/school.html",
        asked,
        "oversight:school",
        chosen.name,
        school=chosen,
        lines=lines,
        standing=standing if asked.whole else None,
        reminded=school_list.last_reminders(asked, [pk]).get(pk),
        query=urlencode({"school": pk}),
    )

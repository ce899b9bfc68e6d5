"""Modules and forms of an area, and the schools behind each of their numbers."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from zhijiao.filing.schema import registry
from zhijiao.identity.gate import business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.paging import page_of
from zhijiao.kit.text import fold
from zhijiao.oversight import area_figures, refresh, scope
from zhijiao.oversight.area_figures import FormCount
from zhijiao.oversight.form_list import SHOWN, WORDS, form_query
from zhijiao.oversight.pages.common import render_board
from zhijiao.oversight.replica import from_replica

SIZES = (20, 50, 100)


@business("view")
@from_replica
def forms(request: ActorRequest) -> HttpResponse:
    """The forms of an area with schools by state, and the modules they add up to."""
    asked = scope.read(request)
    found = area_figures.read(asked, children=False)
    counted = [each for each in found.forms() if each.place.form in registry.forms()]
    groups: dict[str, list[FormCount]] = {}
    for each in counted:
        groups.setdefault(each.place.module, []).append(each)
    return render_board(
        request,
        "oversight/forms.html",
        asked,
        "oversight:forms",
        total=found.total,
        modules=area_figures.by_module(counted),
        groups=groups,
        states=[(state, WORDS[state]) for state in SHOWN],
    )


@business("view")
@from_replica
def form(request: ActorRequest, place: str) -> HttpResponse:
    """The schools of an area in one form, by state."""
    asked = scope.read(request)
    if place not in asked.places or asked.places[place].form not in registry.forms():
        raise Http404("没有这张表单，或您没有查看它的权限。")
    counted = next(
        each for each in area_figures.read(asked, children=False).forms() if each.place.slug == place
    )
    state, q = request.GET.get("state", ""), fold(request.GET.get("q", "").strip()[:60])
    state = state if state in SHOWN else ""
    page = page_of(
        form_query(asked, place, state, q),
        request.GET,
        query=asked.query(state=state, q=q).removeprefix("?"),
        sizes=SIZES,
        total=None
        if q or not refresh.is_kept(asked.filing)
        else counted.states[state]
        if state
        else sum(counted.states.values()),
    )
    label = registry.get(counted.place.form).label
    context: dict[str, Any] = {
        "counted": counted,
        "page": page,
        "state": state,
        "q": q,
        "list_url": reverse("filing:list", args=[counted.place.form]),
        "views": [
            ("全部", asked.query(q=q) or "?", not state, sum(counted.states.values())),
            *(
                (WORDS[each], asked.query(state=each, q=q), each == state, counted.states[each])
                for each in SHOWN
                if counted.states[each] or each == state
            ),
        ],
    }
    return render_board(request, "oversight/form.html", asked, "oversight:form", label, **context)

"""Above the schools: whose records to look at. A school is found by name or code, a record by its name across schools.

Nothing here counts over many schools: lists are cut, counts are capped, pages go on after the last row seen.
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet, Sum
from django.http import HttpResponse, HttpResponseRedirect

from zhijiao.filing.models import FilingCount
from zhijiao.filing.pages.heading import board_links, elsewhere
from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.identity.actor import Actor
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.addresses import address_of
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org
from zhijiao.search import finder

MOST_SCHOOLS = 50
PAGE = 20


@dataclass(frozen=True, kw_only=True)
class SchoolsPage:
    """The choice of a school, and what a search of names found across schools."""

    form: FormLike
    crumbs: list[tuple[str, str | None]]
    list_url: str
    #: Boards over all schools.
    boards: list[tuple[str, str]]
    asked: str
    #: School, its number of rows, address of its list.
    schools: list[tuple[Org, int | None, str]]
    cut: bool
    most: int
    searchable: Column | None
    name: str
    #: Records found: title, school, address.
    found: list[tuple[str, str, str]] = field(default_factory=list)
    count: str = ""
    next_url: str = ""


def choose(request: ActorRequest, form: FormLike) -> HttpResponse:
    """The choice of a school, with the search of names where the form has them."""
    actor = request.actor
    if there := elsewhere(actor, form):
        return HttpResponseRedirect(there)
    asked = fold(request.GET.get("q", "")[:100])
    name = fold(request.GET.get("name", "")[:60])
    searchable = None if access.sees_own_rows_only(actor) else getattr(form, "search_column", None)
    found = list(_schools(actor, asked).order_by("path")[: MOST_SCHOOLS + 1])
    place = next(iter(form.places), None)
    drawn = SchoolsPage(
        form=form,
        crumbs=[(label, None) for label in place.path[:-1]] if place else [],
        list_url=address_of("filing:list", form),
        boards=board_links(form),
        asked=asked,
        schools=_with_rows(form, found[:MOST_SCHOOLS]),
        cut=len(found) > MOST_SCHOOLS,
        most=MOST_SCHOOLS,
        searchable=searchable,
        name=name,
        **(_named(actor, form, name, request) if searchable and name else {}),
    )
    return render_page(request, "filing/schools.html", drawn)


def _schools(actor: Actor, asked: str) -> QuerySet:
    rows = access.schools(actor).select_related("parent")
    return rows.filter(Q(name__contains=asked) | Q(code__startswith=asked)) if asked else rows


def _with_rows(form: FormLike, found: list[Org]) -> list[tuple[Org, int | None, str]]:
    """Each school with its number of rows (of all years) and the address of its list; one query."""
    rows = {}
    if not form.is_summary:
        counted = FilingCount.objects.filter(school__in=found, form=form.key).values("school_id")
        rows = dict(counted.annotate(total=Sum("rows")).values_list("school_id", "total"))
    path = address_of("filing:list", form)
    stored = not form.is_summary
    return [
        (school, rows.get(school.pk, 0) if stored else None, f"{path}?school={school.pk}") for school in found
    ]


def _named(actor: Actor, form: FormLike, name: str, request: ActorRequest) -> dict[str, Any]:
    """Records of that name in the actor's part of the tree, one page of them."""
    after = _after(form, request.GET.get("after", ""))
    found, count = finder.search_counted(actor.org_path, name, [form.key], limit=0 if after else PAGE + 1)
    if after:
        found = finder.search(actor.org_path, name, [form.key], limit=PAGE + 1, after=after)
    page, more = found[:PAGE], len(found) > PAGE
    names = dict(access.schools(actor).filter(pk__in={row[0] for row in page}).values_list("pk", "name"))
    marker = f"{page[-1][0]}-{page[-1][2]}" if more else ""
    return {
        "found": [
            (text, names[school_id], address_of("filing:view", form, record_id) + f"?school={school_id}")
            for school_id, _, record_id, text in page
            if school_id in names
        ],
        "count": f"超过 {finder.COUNT_CAP}" if count > finder.COUNT_CAP else str(count),
        "next_url": "?" + urlencode({"name": name, "after": marker}) if more else "",
    }


def _after(form: FormLike, text: str) -> tuple[int, str, int] | None:
    """The last row of the page before, as its address names it."""
    school, record = map(whole_number, text.partition("-")[::2])
    return None if school is None or record is None else (school, form.key, record)

"""填报快照: those of a school, and of the schools of an area."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse

from zhijiao.filing.pages.context import school_of, selected_round
from zhijiao.filing.records import access
from zhijiao.identity.gate import business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org
from zhijiao.snapshots import visibility, wording
from zhijiao.snapshots.models import Snapshot

LONGEST = 60


@dataclass(frozen=True)
class ListedSnapshot:
    """A snapshot of a list: what it is called, and whether it is of a school that went into this one."""

    snapshot: Snapshot
    title: str
    url: str
    former: bool = False


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Snapshots of a school, or of an area where ``school`` is none."""

    school: Org | None
    own: bool
    round_title: str
    q: str
    page: Page
    lines: list[ListedSnapshot]


@business("view")
def index(request: ActorRequest) -> HttpResponse:
    """Snapshots of the school; above the schools those of the chosen year's round in the area."""
    if not request.actor.is_school and not request.GET.get("school"):
        return _area(request)
    school = school_of(request, request.actor)
    page = page_of(visibility.snapshots(request.actor, school), request.GET)
    return _draw(request, page, school=school)


def _area(request: ActorRequest) -> HttpResponse:
    filing = selected_round(request)
    q = fold(request.GET.get("q", "")[:LONGEST])
    schools = access.schools(request.actor)
    if q:
        schools = schools.filter(Q(name__contains=q) | Q(code__startswith=q))
    found = Snapshot.objects.filter(round=filing.key, school__in=schools)
    page = page_of(visibility.light(found).order_by("-taken_at", "-pk"), request.GET)
    return _draw(request, page, round_title=filing.title, q=q)


def _draw(
    request: ActorRequest, page: Page, school: Org | None = None, round_title: str = "", q: str = ""
) -> HttpResponse:
    lines = [
        ListedSnapshot(
            each,
            wording.title(each),
            reverse("snapshots:snapshot", args=[each.pk]),
            former=school is not None and each.school_id != school.pk,
        )
        for each in page
    ]
    own = request.actor.is_school
    drawn = ListPage(school=school, own=own, round_title=round_title, q=q, page=page, lines=lines)
    return render_page(request, "snapshots/list.html", drawn)

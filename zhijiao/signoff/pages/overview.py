"""The first page: a school's own submission; of an authority the schools that wait for it."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.db.models import Q
from django.http import HttpResponse

from zhijiao.catalogue.matrix import Round
from zhijiao.filing.records import access
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org, OrgQuerySet
from zhijiao.quality.models import SchoolCheck
from zhijiao.rounds.completeness import Progress, progress_of
from zhijiao.signoff import authority_acts, duties
from zhijiao.signoff.deadlines import is_late, last_days
from zhijiao.signoff.history import sees_everything
from zhijiao.signoff.models import Submission
from zhijiao.signoff.pages.asked import filing_of
from zhijiao.signoff.pages.submission import show
from zhijiao.signoff.workflow import EDITABLE, State

SIZES = (20, 50)
VIEWS = {
    "waiting": "待本级审核",
    "behind": "未上报",
    "back": "退回未重报",
    "done": "本级已通过",
    "all": "全部",
}


@dataclass(frozen=True)
class SchoolLine:
    """One school of the list; ``progress`` and ``check`` are none for those who may not see every form."""

    school: Org
    progress: Progress | None
    submission: Submission
    state: State
    check: SchoolCheck | None
    late: bool
    last_day: date
    #: Whether the reader may settle it now.
    waits: bool


@dataclass(frozen=True, kw_only=True)
class OverviewPage:
    """The schools of the area by where their submissions stand."""

    round: Round
    page: Page
    lines: list[SchoolLine]
    views: list[tuple[str, str, bool, int | None]]
    view: str
    q: str
    settles: bool
    query: str


@business("view")
def home(request: ActorRequest) -> HttpResponse:
    """The school's submission; above the schools the list of those that wait."""
    if not request.actor.is_school and not request.GET.get("school"):
        return overview(request, filing_of(request))
    return show(request)


def overview(request: ActorRequest, filing: Round) -> HttpResponse:
    """The list; the schools that wait for the reader's own level first."""
    actor = request.actor
    settles = duties.is_auditor(actor)
    usual = "waiting" if settles else "all"
    view = request.GET.get("view", usual)
    view = view if view in VIEWS else usual
    text = fold(request.GET.get("q", "")[:60])
    schools = _of_view(actor, filing, view)
    if text:
        schools = schools.filter(Q(name__contains=text) | Q(code__startswith=text))
    page = page_of(schools.order_by("path"), request.GET, sizes=SIZES)
    waiting = Submission.objects.filter(waits_at=actor.org_id, round=filing.key).count() if settles else None
    drawn = OverviewPage(
        round=filing,
        page=page,
        lines=_lines(actor, list(page), filing),
        views=[
            (label, f"?view={key}", key == view, waiting if key == "waiting" else None)
            for key, label in VIEWS.items()
            if settles or key not in ("waiting", "done")
        ],
        view=view,
        q=text,
        settles=settles,
        query=f"?{request.GET.urlencode()}" if request.GET else "",
    )
    return render_page(request, "signoff/overview.html", drawn)


def _of_view(actor: Actor, filing: Round, view: str) -> OrgQuerySet:
    """Schools of the area whose submissions stand so."""
    schools, mine = access.schools(actor).active(), Submission.objects.filter(round=filing.key)
    if view == "waiting":
        return schools.filter(pk__in=mine.filter(waits_at=actor.org_id).values("school_id"))
    if view == "behind":
        return schools.exclude(pk__in=mine.exclude(state__in=EDITABLE).values("school_id"))
    if view == "back":
        states = (State.RETURNED, State.REOPENED, State.WITHDRAWN)
        return schools.filter(pk__in=mine.filter(state__in=states).values("school_id"))
    if view == "done":
        return schools.filter(pk__in=authority_acts.settled_at(actor.level, filing).values("school_id"))
    return schools


def _lines(actor: Actor, schools: list[Org], filing: Round) -> list[SchoolLine]:
    """What the list says of some schools; a fixed number of queries."""
    submissions = {
        each.school_id: each
        for each in Submission.objects.filter(school__in=schools, round=filing.key).select_related("waits_at")
    }
    told = schools if sees_everything(actor) else []
    checks = {each.school_id: each for each in SchoolCheck.objects.filter(school__in=told, round=filing.key)}
    standings = {each.school.pk: each for each in progress_of(told, filing)}
    days = last_days(schools, filing)
    made = []
    for school in schools:
        submission = submissions.get(school.pk) or Submission(school=school, round=filing.key)
        late = is_late(submission, days[school.pk])
        waits = submission.waits_at_id == actor.org_id
        progress, check = standings.get(school.pk), checks.get(school.pk)
        made.append(
            SchoolLine(
                school, progress, submission, State(submission.state), check, late, days[school.pk], waits
            )
        )
    return made

"""我的工作台: how far the school is, what to do next; for an authority, how far its schools are."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from zhijiao.catalogue.matrix import ObligationLevel, module_titles, round_for
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.filing.pages.context import FIRST_YEAR, LAST_YEAR, selected_round
from zhijiao.filing.records import access, period_locks
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import POST, business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.kit.statements import number_of, statement
from zhijiao.orgs.models import Org
from zhijiao.oversight import reminders, school_list
from zhijiao.oversight.models import Reminder
from zhijiao.oversight.scope import Scope
from zhijiao.quality import visibility
from zhijiao.quality.rule import Severity as RuleLevel
from zhijiao.rounds import services
from zhijiao.rounds.completeness import (
    DONE,
    NONE,
    PLANNED,
    Progress,
    Standing,
)
from zhijiao.rounds.deadlines import SchoolDeadlines, deadlines_of
from zhijiao.signoff.cards import SchoolCard, area_card, school_card
from zhijiao.signoff.standing import year_of
from zhijiao.web.context import school_progress

SCHOOLS_PER_PAGE = 20
VIEWS = {"open": "待处理", "must": "必填", "if_any": "有则必填", "auto": "自动汇总", "all": "全部"}


@business("view")
def home(request: ActorRequest) -> HttpResponse:
    """The first page of the business portal."""
    actor = request.actor
    standing = school_progress(request, actor)
    return _school(request, actor, standing) if standing else _authority(request, actor)


@dataclass(frozen=True, kw_only=True)
class WorkbenchPage:
    """The workbench of a school."""

    progress: Progress
    deadlines: SchoolDeadlines
    #: What an authority adds to addresses, so that they are about this school.
    query: str
    #: The board: module, done, total, places.
    slots: list[tuple[str, int, int, list[Standing]]]
    #: Filters: name, key, whether it is chosen, how many places it shows.
    views: list[tuple[str, str, bool, int]]
    view: str
    groups: list[dict[str, Any]]
    #: What comes next.
    first: Standing | None
    todo: list[dict[str, Any]]
    #: The required forms of the base data.
    base: list[Standing]
    #: Keys of the forms that the reader may add to.
    may_fill: set[str]
    #: Whether the reader may import the form that comes next.
    may_import_first: bool
    #: Whether 本校无此项 may be declared and taken back: not of what has been signed.
    may_declare: bool
    level: type[ObligationLevel]
    own_rows_only: bool
    every_form: bool
    #: Findings that wait, by class.
    quality: dict[str, Any]
    #: Where the submission stands, what came back, what keeps it from being signed.
    signoff: SchoolCard
    #: When the school was last reminded by an authority.
    reminded: Reminder | None


def _school(request: ActorRequest, actor: Actor, standing: Progress) -> HttpResponse:
    shown = {form.key for form in access.forms(actor)}
    card, filing = school_card(actor, standing), standing.round
    locks = period_locks.locks_now(standing.school, {filing.academic_year, filing.calendar_from.year})
    if not access.sees_every_form(actor):
        standing = standing.only(shown)
    visible = [s for s in standing.standings if s.form is not None and s.form.key in shown]
    view = request.GET.get("view", "open")
    quality = _quality(actor, standing)
    first = standing.first if standing.first and standing.first.present.key in shown else None
    drawn = WorkbenchPage(
        progress=standing,
        deadlines=deadlines_of(standing.round, [standing.school])[standing.school.pk],
        query="" if actor.is_school else f"?school={standing.school.pk}",
        slots=_slots(standing),
        views=[(VIEWS[key], key, key == view, len(_pick(visible, key))) for key in VIEWS],
        view=view,
        groups=_groups(standing, _pick(visible, view if view in VIEWS else "open"), visible, view),
        first=first,
        todo=_todo(actor, standing, visible, quality),
        base=[s for s in visible if s.place.order <= 28 and s.required],
        may_fill={
            form.key
            for form in access.forms(actor, "add")
            if form.key in shown and not any(lock.covers(form, year_of(form.key, filing)) for lock in locks)
        },
        may_import_first=first is not None and access.can(actor, first.present, "import"),
        may_declare=not any(lock.round == filing.key for lock in locks),
        level=ObligationLevel,
        own_rows_only=access.sees_own_rows_only(actor),
        every_form=access.sees_every_form(actor),
        quality=quality,
        signoff=card,
        reminded=reminders.latest(standing.school, standing.round),
    )
    return render_page(request, "web/workbench.html", drawn)


def _slots(standing: Progress) -> list[tuple[str, int, int, list[Standing]]]:
    """The board of numbered places by module: title, done, total, places."""
    titles = module_titles()
    board = []
    for module in dict.fromkeys(s.place.module for s in standing.standings):
        places = [s for s in standing.required if s.place.module == module]
        if places:
            board.append((titles[module], sum(s.state == DONE for s in places), len(places), places))
    return board


def _pick(standings: list[Standing], view: str) -> list[Standing]:
    """The places a filter shows."""
    chosen = {
        "open": lambda s: s.state not in (DONE, NONE, PLANNED),
        "must": lambda s: s.required,
        "if_any": lambda s: s.obligation.level in (ObligationLevel.IF_ANY, ObligationLevel.IF_PILOT),
        "auto": lambda s: s.obligation.level is ObligationLevel.AUTO,
        "all": lambda s: True,
    }[view]
    return [s for s in standings if chosen(s)]


def _groups(
    standing: Progress, picked: list[Standing], visible: list[Standing], view: str
) -> list[dict[str, Any]]:
    """Rows by module; open work with its prerequisites first."""
    titles = module_titles()
    order = {id(s): i for i, s in enumerate(standing.open)} if view == "open" else {}
    groups = []
    for module in dict.fromkeys(s.place.module for s in picked):
        rows = [s for s in picked if s.place.module == module]
        rows.sort(key=lambda s: order.get(id(s), s.place.order))
        required = [s for s in visible if s.place.module == module and s.required]
        done = sum(s.state == DONE for s in required)
        groups.append({"title": titles[module], "rows": rows, "done": done, "total": len(required)})
    return groups


def _todo(
    actor: Actor, standing: Progress, visible: list[Standing], quality: dict[str, Any]
) -> list[dict[str, Any]]:
    """What waits for this user: rows to review, explanations to judge, records with gaps."""
    items = []
    if actor.is_school and actor.may_somewhere("review"):
        labels = {s.present.key: s for s in visible}
        waiting = StagedRow.objects.filter(
            school=standing.school, state=StagedRow.State.READY, batch__state=ImportBatch.State.REVIEW
        )
        counted = waiting.values("batch__form", "batch__created_at").annotate(count=Count("pk"))
        items = [
            {"kind": "review", "form": labels[key].form, "count": count, "at": at}
            for key, at, count in counted.order_by("batch_id")[:10].values_list(
                "batch__form", "batch__created_at", "count"
            )
            if key in labels and access.can(actor, labels[key].present, "review")
        ]
    if quality["explained"] and actor.may_somewhere("audit"):
        items.append({"kind": "explained", "count": quality["explained"], "at": quality["checked_at"]})
    items += [
        {"kind": "gaps", "form": s.form, "count": s.count.gaps, "at": s.count.at}
        for s in visible
        if s.count.gaps
    ]
    return items


def _quality(actor: Actor, standing: Progress) -> dict[str, Any]:
    """Findings that wait, by class, as far as the actor may see them; one query."""
    waiting = visibility.waiting(actor, standing.school, standing.round)
    return {
        "classes": [(level, waiting.get(level, 0)) for level in RuleLevel],
        "blocking": waiting.get(RuleLevel.LOGIC, 0) + waiting.get(RuleLevel.EXPERIENCE, 0),
        "explained": waiting.get("explained", 0),
        "checked_at": waiting["checked_at"],
    }


@statement
def _number_of_schools(*, area: str) -> QuerySet[Any]:
    return number_of(access.schools_under(area).active())


@statement
def _schools_of(*, area: str) -> QuerySet[Any]:
    return access.schools_under(area).active().order_by("path")


@dataclass(frozen=True)
class _AreaSchools:
    """The schools that work in a part of the tree, as a paginator counts and cuts them."""

    area: str

    def count(self) -> int:
        """How many there are."""
        return int(_number_of_schools(area=self.area)[0])

    def __getitem__(self, part: slice) -> list[Org]:
        """Some of them, by place in the tree."""
        first = part.start or 0
        return _schools_of.cut(first, part.stop - first, area=self.area)


def _authority(request: ActorRequest, actor: Actor) -> HttpResponse:
    """Schools of the area with their progress, a page at a time: the figures that are kept of twenty schools."""
    text = request.GET.get("q", "").strip()[:60]
    schools: Any = _AreaSchools(actor.scope)
    if text:
        schools = access.schools(actor).active().order_by("path")
        schools = schools.filter(Q(name__contains=text) | Q(code__startswith=text))
    page = page_of(schools, request.GET, sizes=(SCHOOLS_PER_PAGE,))
    filing = selected_round(request)
    kept = school_list.done_of(Scope(actor, filing, request.user.org), list(page))
    rows = [(school, *kept.get(school.pk, (0, 0))) for school in page]
    context = {"page": page, "rows": rows, "q": text, "round": filing}
    context["deadline"] = round_for(filing, request.user.org).deadline(actor.level)
    context["signoff"] = area_card(actor, filing)
    return render(request, "web/authority.html", context)


@business("view")
def year(request: ActorRequest, year: int) -> HttpResponse:
    """Remember the school year chosen in the top bar."""
    if FIRST_YEAR <= year <= LAST_YEAR:
        request.session["year"] = year
    return HttpResponseRedirect(_next(request))


@business("add", methods=POST)
def nil(request: ActorRequest, form: FormLike) -> HttpResponse:
    """Declare 本校无此项, or take it back."""
    school = access.school(request.actor)
    filing = selected_round(request)
    try:
        if "withdraw" in request.POST:
            services.withdraw_nil(request.actor, school, form, filing)
            messages.success(request, f"{form.label}：已撤回“本校无此项”的声明")
        else:
            services.declare_nil(request.actor, school, form, filing)
            messages.success(request, f"{form.label}：已声明本校无此项")
    except services.NotDeclarable as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(_next(request))


def _next(request: ActorRequest) -> str:
    """Where to go back to; only inside this site."""
    target = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if safe else "/"

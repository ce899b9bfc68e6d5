"""时间节点: the milestones of the plan with the state of a province, or of all provinces."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.identity.actions import AUDIT
from zhijiao.identity.gate import POST, business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.monthly import milestones, months
from zhijiao.monthly.milestones import Milestone, Standing
from zhijiao.monthly.models import MonthlyReport, State
from zhijiao.monthly.pages.desk import node_of
from zhijiao.orgs.models import Level, Org


@dataclass(frozen=True, kw_only=True)
class TimelinePage:
    """The milestones of one province."""

    province: Org
    own: bool
    standings: list[Standing]
    #: The report whose figures are shown.
    report: MonthlyReport | None
    months: list[tuple[str, str, str]]
    may_tick: bool
    error: str
    typed: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class MatrixPage:
    """All provinces with all milestones."""

    milestones: tuple[Milestone, ...]
    rows: list[tuple[Org, list[Standing]]]
    reached: list[int]


@business("view")
def timeline(request: ActorRequest) -> HttpResponse:
    """The milestones of the province; for the ministry of all provinces, or of the one it names."""
    node = node_of(request.actor)
    if node.level == Level.PROVINCE:
        return _of_province(request, node)
    named = request.GET.get("province")
    if named:
        return _of_province(request, _named(node, named))
    return _matrix(request, node)


def _named(ministry: Org, text: str) -> Org:
    provinces = Org.objects.subtree(ministry.path).filter(level=Level.PROVINCE)
    found = provinces.filter(pk=whole_number(text) or 0).first()
    if found is None:
        raise Http404("没有这个省份。")
    return found


def _of_province(
    request: ActorRequest, province: Org, error: str = "", typed: dict[str, str] | None = None
) -> HttpResponse:
    own = province.pk == request.actor.org_id
    report = _latest(own=own).filter(province=province).first()
    marks = milestones.marks_of([province.pk]).get(province.pk, {})
    drawn = TimelinePage(
        province=province,
        own=own,
        standings=milestones.standing(report.figures if report else {}, marks),
        report=report,
        months=_months(province),
        may_tick=own and request.actor.may_somewhere(AUDIT) and not request.actor.read_only,
        error=error,
        typed=typed or {},
    )
    return render_page(request, "monthly/timeline.html", drawn, status=422 if error else 200)


def _latest(*, own: bool) -> QuerySet[MonthlyReport]:
    """Reports whose figures one may know, newest first: drafts are the province's own."""
    found = MonthlyReport.objects.order_by("-month")
    return found if own else found.filter(first_submitted_at__isnull=False)


def _months(province: Org) -> list[tuple[str, str, str]]:
    """The last twelve months: label, state in words, colour."""
    wanted = months.recent(12)
    found = {each.month: each for each in MonthlyReport.objects.filter(province=province, month__in=wanted)}
    made = []
    for month in wanted:
        report = found.get(month)
        made.append((months.label(month), *_said(month, report)))
    return made


def _said(month: str, report: MonthlyReport | None) -> tuple[str, str]:
    """What became of a month; one without a draft lies before the province reported here."""
    if report is None:
        return "没有月报", "mute"
    late = months.is_late(month, report.first_submitted_at)
    if report.state == State.SUBMITTED:
        return ("逾期报送", "warn") if late else ("按时报送", "ok")
    return ("逾期未报", "bad") if late else ("未到期", "mute")


def _matrix(request: ActorRequest, ministry: Org) -> HttpResponse:
    provinces = list(
        Org.objects.subtree(ministry.path).filter(level=Level.PROVINCE).active().order_by("path")
    )
    latest: dict[int, MonthlyReport] = {}
    for report in _latest(own=False).filter(province__in=provinces, month__in=months.recent(12)):
        latest.setdefault(report.province_id, report)
    marks = milestones.marks_of([each.pk for each in provinces])
    rows = []
    for province in provinces:
        kept = latest.get(province.pk)
        rows.append((province, milestones.standing(kept.figures if kept else {}, marks.get(province.pk, {}))))
    known = milestones.milestones()
    reached = [sum(standings[place].reached for _, standings in rows) for place in range(len(known))]
    return render_page(
        request, "monthly/matrix.html", MatrixPage(milestones=known, rows=rows, reached=reached)
    )


@business("audit", methods=POST)
def tick(request: ActorRequest) -> HttpResponse:
    """Say when a milestone was reached, or that it was not after all."""
    province = node_of(request.actor)
    if province.level != Level.PROVINCE:
        raise Http404("时间节点由省级登记。")
    key = request.POST.get("key", "")
    typed = {"key": key, "day": request.POST.get("day", "")[:40], "note": request.POST.get("note", "")[:400]}
    wrong = milestones.tick(request.actor, province, key, typed["day"], typed["note"])
    if wrong:
        return _of_province(request, province, wrong, typed)
    messages.success(request, "已登记")
    return HttpResponseRedirect(reverse("monthly:timeline"))

"""月报表 of a province, and the ministry's view of all provinces in a month."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.identity.actions import AUDIT
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import POST, business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.monthly import collation, exported_files, items, months, reporting
from zhijiao.monthly.collation import Line
from zhijiao.monthly.items import Item
from zhijiao.monthly.models import MonthlyReport, ReportStep, State
from zhijiao.monthly.reporting import OPEN, Refused
from zhijiao.orgs.models import Level, Org

SIZES = (12, 24, 60)
KINDS = {State.DRAFT: "mute", State.SUBMITTED: "ok", State.RETURNED: "bad"}
ELSEWHERE = "月报表由省级填报、教育部汇总，本单位没有月报表。"


def node_of(actor: Actor) -> Org:
    """The node of somebody who has to do with reports.

    Raises:
        Http404: somebody of a city, a county or a school.
    """
    if actor.level not in (Level.PROVINCE, Level.MINISTRY):
        raise Http404(ELSEWHERE)
    return Org.objects.get(pk=actor.org_id)


@business("view")
def index(request: ActorRequest) -> HttpResponse:
    """The reports of a province, newest first; for the ministry all provinces in a month."""
    node = node_of(request.actor)
    exported_files.require_sight(request.actor)
    if node.level == Level.MINISTRY:
        return _overview(request, node)
    page = page_of(exported_files.reports(request.actor).order_by("-month"), request.GET, sizes=SIZES)
    rows = [
        (
            report,
            months.label(report.month),
            months.due(report.month),
            KINDS[State(report.state)],
            _late(report),
        )
        for report in page
    ]
    return render(
        request,
        "monthly/list.html",
        {"page": page, "rows": rows, "first": months.DRAFT_DAY, "due": months.DUE_DAY},
    )


def _late(report: MonthlyReport) -> bool:
    return months.is_late(report.month, report.first_submitted_at)


# The ministry --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class OverviewPage:
    """All provinces in a month, with the numbers of those that have submitted."""

    month: str
    label: str
    choices: list[tuple[str, str]]
    due: object
    lines: list[Line]
    counted: list[Item]
    totals: dict[str, int]
    submitted: int
    late: int
    may_export: bool


def _overview(request: ActorRequest, ministry: Org) -> HttpResponse:
    month = months.parse(request.GET.get("month")) or months.this_month()
    lines, counted = collation.lines(ministry, month), [each for each in items.in_use() if each.counted]
    drawn = OverviewPage(
        month=month,
        label=months.label(month),
        choices=[(each, months.label(each)) for each in months.recent(collation.MONTHS_OFFERED)],
        due=months.due(month),
        lines=lines,
        counted=counted,
        totals=collation.totals(lines, counted),
        submitted=sum(line.state == State.SUBMITTED for line in lines),
        late=sum(line.late for line in lines),
        may_export=request.actor.may_somewhere("export"),
    )
    return render_page(request, "monthly/overview.html", drawn)


# One report ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ItemLine:
    """An item with its value, the difference to last month, and the box where it can be filled in."""

    item: Item
    shown: str
    change: int | None
    field: dict[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class ReportPage:
    """The page of a report."""

    report: MonthlyReport
    label: str
    due: object
    late: bool
    kind: str
    sections: dict[str, list[ItemLine]]
    errors: list[tuple[str, str]]
    refused: str
    steps: list[ReportStep]
    #: Whether the reader may write, submit, return.
    may_write: bool
    needs_another: bool
    may_return: bool
    may_export: bool
    own: bool
    reason: str
    #: The version that the page was read at.
    version: int | str


@business("view")
def report(request: ActorRequest, pk: int) -> HttpResponse:
    """One report: to read, and for the province's auditors to write."""
    return _page(request, exported_files.opened(request.actor, pk))


def _page(
    request: ActorRequest,
    found: MonthlyReport,
    *,
    texts: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    refused: str = "",
    reason: str = "",
) -> HttpResponse:
    actor = request.actor
    own = actor.org_id == found.province_id
    writes = own and found.state in OPEN and actor.may_somewhere(AUDIT) and not actor.read_only
    values = {**found.texts, **(texts or {})}
    lines = _lines(found, values, errors or {}, writes=writes)
    drawn = ReportPage(
        report=found,
        label=months.label(found.month),
        due=months.due(found.month),
        late=_late(found),
        kind=KINDS[State(found.state)],
        sections={title: [lines[item.key] for item in mine] for title, mine in _sections(found).items()},
        errors=[(key, lines[key].item.label) for key in errors or {} if key in lines],
        refused=refused,
        steps=list(found.steps.order_by("-pk")),
        may_write=writes,
        needs_another=writes and reporting.needs_another(actor, found),
        may_return=not own and found.state == State.SUBMITTED and actor.may_somewhere(AUDIT),
        may_export=actor.may_somewhere("export"),
        own=own,
        reason=reason,
        version=request.POST.get("version", found.version) if errors else found.version,
    )
    return render_page(request, "monthly/report.html", drawn, status=422 if errors or refused else 200)


def _sections(found: MonthlyReport) -> dict[str, list[Item]]:
    return items.by_section(exported_files.items_of(found))


def _lines(
    found: MonthlyReport, values: dict[str, str], errors: dict[str, str], *, writes: bool
) -> dict[str, ItemLine]:
    before = collation.previous(found)
    made = {}
    for item in exported_files.items_of(found):
        shown, change = collation.shown(item, found, values), collation.change(item, found, before)
        typed = writes and not item.figure
        made[item.key] = ItemLine(item, shown, change, _field(item, values, errors) if typed else None)
    return made


def _field(item: Item, values: dict[str, str], errors: dict[str, str]) -> dict[str, Any]:
    widgets = {"text": "textarea", "date": "date", "count": "number", "flag": "select", "choice": "select"}
    return {
        "name": f"i-{item.key}",
        "id": f"f-{item.key}",
        "label": item.label,
        "widget": widgets.get(item.kind, "text"),
        "choices": [(each, each) for each in item.options],
        "unit": item.unit,
        "value": values.get(item.key, ""),
        "hint": item.note,
        "width": 3 if item.kind == "text" else 1,
        "rows": 4,
        "maxlength": {"text": reporting.TEXT, "line": reporting.LINE}.get(item.kind),
        "errors": [errors[item.key]] if item.key in errors else [],
    }


@business("audit", methods=POST)
def save(request: ActorRequest, pk: int) -> HttpResponse:
    """Keep what was typed; and submit, if that was asked for."""
    found, version = _mine(request, pk), whole_number(request.POST.get("version", ""))
    typed = reporting.read(items.in_use(), request.POST)
    if typed.errors:
        return _page(request, found, texts=dict(typed.texts), errors=dict(typed.errors))
    try:
        reporting.save(request.actor, found, version, typed.texts)
    except Refused as refused:
        return _page(request, found, texts=dict(typed.texts), refused=str(refused))
    messages.success(request, "已保存")
    return HttpResponseRedirect(reverse("monthly:report", args=[pk]))


@business("audit", methods=POST)
def submit(request: ActorRequest, pk: int) -> HttpResponse:
    """Send the report to the ministry, as it was saved."""
    found = _mine(request, pk)
    try:
        reporting.submit(request.actor, found, whole_number(request.POST.get("version", "")))
    except Refused as refused:
        return _page(request, found, refused=str(refused))
    messages.success(request, f"{months.label(found.month)}月报已报送教育部")
    return HttpResponseRedirect(reverse("monthly:report", args=[pk]))


@business("audit", methods=POST)
def refresh(request: ActorRequest, pk: int) -> HttpResponse:
    """Have the figures taken anew."""
    found = _mine(request, pk)
    try:
        reporting.ask_refresh(request.actor, found)
    except Refused as refused:
        return _page(request, found, refused=str(refused))
    messages.success(request, "正在重新取数，一般一分钟内完成，请稍后刷新本页。")
    return HttpResponseRedirect(reverse("monthly:report", args=[pk]))


def _mine(request: ActorRequest, number: int) -> MonthlyReport:
    """A report of the actor's own province, or 404: nobody else writes it."""
    found = exported_files.opened(request.actor, number)
    if found.province_id != request.actor.org_id:
        raise Http404("月报由本省填写和报送。")
    return found


@business("audit", methods=POST)
def send_back(request: ActorRequest, pk: int) -> HttpResponse:
    """Return a report to its province with the reason."""
    found = exported_files.opened(request.actor, pk)
    if found.province_id == request.actor.org_id:
        raise Http404("退回由教育部办理。")
    reason = request.POST.get("reason", "")
    try:
        reporting.send_back(request.actor, found, whole_number(request.POST.get("version", "")), reason)
    except Refused as refused:
        return _page(request, found, refused=str(refused), reason=reason)
    messages.success(request, f"已退回{found.province.name}，并通知其审核用户")
    return HttpResponseRedirect(reverse("monthly:report", args=[pk]))

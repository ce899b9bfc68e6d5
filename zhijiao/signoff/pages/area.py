"""本级上报: how far the area is, reporting it, and the reports of the areas below."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.catalogue.matrix import Round
from zhijiao.identity.gate import POST, business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.orgs.models import Org
from zhijiao.signoff import area_reports, duties
from zhijiao.signoff.models import AreaReport, AreaReportStep
from zhijiao.signoff.pages.asked import filing_of
from zhijiao.signoff.standing import Impossible

SHOWN = 50
"""Schools not yet settled that the page lists."""


@dataclass(frozen=True, kw_only=True)
class AreaPage:
    """The area of an authority in a round."""

    round: Round
    found: area_reports.Outlook
    shown: int
    below: list[tuple[Org, AreaReport | None]]
    steps: list[AreaReportStep]
    settles: bool
    error: str
    reason: str


@business("view")
def page(request: ActorRequest) -> HttpResponse:
    """How far the area is, and what became of its report."""
    if request.actor.is_school:
        raise Http404("本级上报由主管部门办理。")
    return _page(request)


def _page(request: ActorRequest, error: str = "", status: int = 200) -> HttpResponse:
    actor, filing = request.actor, filing_of(request)
    found = area_reports.outlook(actor, filing)
    steps = AreaReportStep.objects.filter(report=found.report).order_by("-pk") if found.report else ()
    drawn = AreaPage(
        round=filing,
        found=found,
        shown=SHOWN,
        below=area_reports.below(actor, filing),
        steps=list(steps),
        settles=duties.is_auditor(actor),
        error=error,
        reason=request.POST.get("reason", ""),
    )
    return render_page(request, "signoff/area.html", drawn, status=status)


@business("audit", methods=POST)
def report(request: ActorRequest) -> HttpResponse:
    """Report the area to the authority above."""
    duties.require_auditor(request.actor)
    try:
        area_reports.report(request.actor, filing_of(request), request.POST.get("reason", ""))
    except Impossible as refusal:
        return _page(request, str(refusal), 422)
    messages.success(request, "已完成本级上报")
    return HttpResponseRedirect(reverse("signoff:area"))


@business("audit", methods=POST)
def send_back(request: ActorRequest) -> HttpResponse:
    """Send the report of an area right below back."""
    actor = request.actor
    duties.require_auditor(actor)
    pk, _, version = request.POST.get("area", "").partition(":")
    number, read = whole_number(pk), whole_number(version)
    org = Org.objects.filter(pk=number or 0, parent=actor.org_id).first()
    if org is None or read is None:
        raise Http404("没有这个下级部门，或不在您的管理范围内。")
    try:
        area_reports.send_back(actor, org, filing_of(request), read, request.POST.get("reason", ""))
    except Impossible as refusal:
        return _page(request, str(refusal), 422)
    messages.success(request, f"已退回{org.name}的本级上报")
    return HttpResponseRedirect(reverse("signoff:area"))

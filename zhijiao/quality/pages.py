"""Pages of a school's findings: the list, one finding, explaining, reviewing, checking again, export."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.catalogue.matrix import Round
from zhijiao.files.answers import hand_out
from zhijiao.filing.pages.context import school_of, selected_round
from zhijiao.filing.pages.table import SIZES
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column
from zhijiao.identity.gate import GET_POST, POST, business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.orgs.models import Org
from zhijiao.quality import (
    area_pages,
    check_requests,
    exported_files,
    finding_actions,
    finding_list,
    rule_registry,
    visibility,
)
from zhijiao.quality.finding_actions import Impossible
from zhijiao.quality.finding_list import FindingLine, FindingQuery
from zhijiao.quality.models import Finding, FindingEvent, SchoolCheck
from zhijiao.quality.rule import Rule
from zhijiao.workbooks.writing import WRITERS

MOST_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class FindingsPage:
    """Findings of one school, narrowed by switches and boxes; steps that may be taken on several."""

    school: Org
    #: Whether the reader works in the school.
    own: bool
    round: Round
    asked: FindingQuery
    page: Page
    lines: list[FindingLine]
    steps: list[str]
    #: Switches: label, address, whether it is on, number.
    classes: list[tuple[str, str, bool, int]]
    states: list[tuple[str, str, bool, int]]
    rules: list[tuple[str, str]]
    forms: list[tuple[str, str]]
    check: SchoolCheck | None
    #: What was wrong with a step, and the words sent with it.
    error: str
    text: str
    may_export: bool
    #: Whether the reader may ask for another check.
    may_check: bool
    here: str


@business("view")
def index(request: ActorRequest) -> HttpResponse:
    """Findings of the school; above the schools an overview of the area."""
    if not request.actor.is_school and not request.GET.get("school"):
        return area_pages.overview(request, selected_round(request))
    return _list(request, school_of(request, request.actor))


def _list(request: ActorRequest, school: Org, error: str = "", text: str = "") -> HttpResponse:
    """The list; with what was wrong with a step on several findings."""
    actor, filing = request.actor, selected_round(request)
    asked = FindingQuery.read(request.GET)
    found = visibility.findings(actor, school, filing)
    narrowed = finding_list.by_gravity(asked.narrow(found))
    query = asked.query(school=None if actor.is_school else school.pk)
    page = page_of(narrowed, request.GET, query=query, sizes=SIZES)
    lines = finding_list.lines(actor, list(page))
    steps = {step for line in lines for step in line.steps}
    drawn = FindingsPage(
        school=school,
        own=actor.is_school,
        round=filing,
        asked=asked,
        page=page,
        lines=lines,
        steps=[step for step in finding_actions.ACTIONS if step in steps],
        classes=finding_list.classes(found, asked, school if not actor.is_school else None),
        states=finding_list.states(found, asked, school if not actor.is_school else None),
        rules=finding_list.rule_choices(found),
        forms=finding_list.form_choices(found),
        check=SchoolCheck.objects.filter(school=school, round=filing.key).first(),
        error=error,
        text=text,
        may_export=actor.may_somewhere("export"),
        may_check=actor.may_somewhere("change"),
        here=f"?{query}",
    )
    return render_page(request, "quality/list.html", drawn, status=422 if error else 200)


def _get(request: ActorRequest, finding_id: int) -> Finding:
    """A finding the actor may see, or 404."""
    school = school_of(request, request.actor)
    for key in {
        selected_round(request).key,
        *Finding.objects.filter(pk=finding_id).values_list("round", flat=True),
    }:
        found = (
            visibility.findings(request.actor, school, finding_list.round_of(key))
            .filter(pk=finding_id)
            .first()
        )
        if found:
            return found
    raise Http404("没有这条校验结果，或不在您的查看范围内。")


@business("view")
def finding(request: ActorRequest, finding_id: int) -> HttpResponse:
    """One finding: what is wrong, where, since when, and what was done about it."""
    return _page(request, _get(request, finding_id))


@dataclass(frozen=True, kw_only=True)
class FindingPage:
    """The page of one finding."""

    line: FindingLine
    finding: Finding
    rule: Rule
    module: str
    column: Column
    school: Org
    #: Whether the reader belongs to a school.
    own: bool
    #: Further records that it is about: school, and records with their addresses.
    others: list[dict[str, Any]]
    #: What was done about it, the latest first.
    events: list[FindingEvent]
    error: str
    #: The explanation as typed, where it was refused.
    text: str
    query: str


def _page(request: ActorRequest, found: Finding, error: str = "", text: str = "") -> HttpResponse:
    (line,) = finding_list.lines(request.actor, [found])
    school = found.school
    drawn = FindingPage(
        line=line,
        finding=found,
        rule=line.rule,
        module=rule_registry.module_of(line.rule),
        column=line.form.columns[line.rule.column],
        school=school,
        own=request.actor.is_school,
        others=[
            _linked(request, school, other) for other in visibility.related_records(request.actor, found)
        ],
        events=list(found.events.order_by("-pk")),
        error=error,
        text=text,
        query="" if request.actor.is_school else f"?school={school.pk}",
    )
    return render_page(request, "quality/finding.html", drawn, status=422 if error else 200)


def _linked(request: ActorRequest, school: Org, other: dict[str, Any]) -> dict[str, Any]:
    """Addresses of the further records; those of the school itself need no name."""
    query = "" if request.actor.is_school else f"?school={other.get('school_id')}"
    records = [
        (registry.get(form).label, title, reverse("filing:view", args=[form, pk]) + query)
        for form, pk, title in other["records"]
    ]
    own = other.get("school_id") == school.pk
    return {"school": "" if own else other["school"], "records": records}


@business("change", methods=POST)
def answer(request: ActorRequest) -> HttpResponse:
    """Explain or take note, for the school."""
    return _act(request, finding_actions.SCHOOL_STEPS)


@business("audit", methods=POST)
def review(request: ActorRequest) -> HttpResponse:
    """Accept or send back, for the school's supervisor and the authorities."""
    return _act(
        request, [step for step in finding_actions.ACTIONS if step not in finding_actions.SCHOOL_STEPS]
    )


def _act(request: ActorRequest, allowed: Any) -> HttpResponse:
    """Take a step on the findings posted; what was typed comes back where it cannot be done."""
    school = school_of(request, request.actor)
    step, text = request.POST.get("step", ""), request.POST.get("text", "")
    if step not in allowed:
        raise Http404("没有这种处理方式。")
    versions = _chosen(request)
    found = list(visibility.findings(request.actor, school, selected_round(request)).filter(pk__in=versions))
    if len(found) != len(versions):
        raise Http404("没有这条校验结果，或不在您的查看范围内。")
    alone = found[0] if len(found) == 1 else None
    try:
        if not found:
            raise Impossible("请先在列表中勾选要处理的校验结果。")
        finding_actions.act(request.actor, [(each, versions[each.pk]) for each in found], step, text)
    except Impossible as refusal:
        if alone:
            alone.refresh_from_db()
            return _page(request, alone, str(refusal), text)
        return _list(request, school, str(refusal), text)
    messages.success(request, f"已{finding_actions.ACTIONS[step][1].label} {len(found)} 条校验结果")
    query = "" if request.actor.is_school else f"?school={school.pk}"
    target = reverse("quality:finding", args=[alone.pk]) if alone else reverse("quality:list")
    return HttpResponseRedirect(target + query)


def _chosen(request: ActorRequest) -> dict[int, int]:
    """Findings posted with the version each was read at: ``finding=12:3``."""
    versions = {}
    for text in request.POST.getlist("finding")[:MOST_AT_ONCE]:
        number, version = map(whole_number, text.partition(":")[::2])
        if number is not None and version is not None:
            versions[number] = version
    return versions


@business("change", methods=POST)
def check(request: ActorRequest) -> HttpResponse:
    """Ask for another check of the school, for those who can change what it finds; a worker does it."""
    school, filing = school_of(request, request.actor), selected_round(request)
    try:
        check_requests.ask(school, filing)
    except check_requests.NotNow as refusal:
        messages.info(request, str(refusal))
    else:
        record(Event.RULES, org=school, subject="重新校验", detail={"round": filing.key})
        messages.success(request, "已开始按最新数据重新校验，一般一分钟内完成，请稍后刷新本页查看结果。")
    query = "" if request.actor.is_school else f"?school={school.pk}"
    return HttpResponseRedirect(reverse("quality:list") + query)


@business("export", methods=GET_POST)
def export(request: ActorRequest, fmt: str) -> HttpResponseBase:
    """The findings of the query as a file; those of forms the actor may export."""
    if fmt not in WRITERS:
        raise Http404("只能导出 xlsx 或 csv 格式。")
    school, asked = school_of(request, request.actor), FindingQuery.read(request.GET)
    wanted = exported_files.findings_wanted(request.actor, school, selected_round(request), asked, fmt)
    return hand_out(request, wanted)

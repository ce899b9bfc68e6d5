"""Pages of a school's findings: the list, one finding, explaining, reviewing, checking again, export."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from zhijiao.accounts.gate import business
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.catalogue.matrix import Round, current_round, round_of_year
from zhijiao.filing import access, registry
from zhijiao.filing.desk import school_of, selected_year
from zhijiao.filing.files import file
from zhijiao.filing.table import Page
from zhijiao.orgs.models import Org
from zhijiao.quality import area_pages, book, checking, handling, listing, sight
from zhijiao.quality.handling import Impossible
from zhijiao.quality.listing import Asked, Line
from zhijiao.quality.models import Finding, SchoolCheck

MOST_AT_ONCE = 500


def filing_of(request: HttpRequest) -> Round:
    """The round of the year chosen in the top bar."""
    return round_of_year(selected_year(request)) or current_round()


@business("view")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Findings of the school; above the schools an overview of the area."""
    if not request.actor.is_school and not request.GET.get("school"):
        return area_pages.overview(request, filing_of(request))
    return _list(request, school_of(request, request.actor))


def _list(request: HttpRequest, school: Org, error: str = "", text: str = "") -> HttpResponse:
    """The list; with what was wrong with a step on several findings."""
    actor, filing = request.actor, filing_of(request)
    asked = Asked.read(request.GET)
    found = sight.findings(actor, school, filing)
    narrowed = listing.order(asked.narrow(found))
    query = asked.query(school=None if actor.is_school else school.pk)
    size = next((n for n in Page.sizes if str(n) == request.GET.get("size")), Page.sizes[0])
    page = Page.at(request.GET.get("page", "1"), narrowed.count(), size, query)
    lines = listing.lines(actor, list(narrowed[page.first : page.first + page.size]))
    steps = {step for line in lines for step in line.steps}
    context = {
        "school": school,
        "own": actor.is_school,
        "round": filing,
        "asked": asked,
        "page": page,
        "lines": lines,
        "steps": [step for step in handling.ACTIONS if step in steps],
        "classes": listing.classes(found, asked, school if not actor.is_school else None),
        "states": listing.states(found, asked, school if not actor.is_school else None),
        "rules": listing.rule_choices(found),
        "forms": listing.form_choices(found),
        "check": SchoolCheck.objects.filter(school=school, round=filing.key).first(),
        "error": error,
        "text": text,
        "may_export": actor.may_somewhere("export"),
        "here": f"?{query}",
    }
    return render(request, "quality/list.html", context, status=422 if error else 200)


def _get(request: HttpRequest, finding_id: int) -> Finding:
    """A finding the actor may see, or 404."""
    school = school_of(request, request.actor)
    for key in {
        filing_of(request).key,
        *Finding.objects.filter(pk=finding_id).values_list("round", flat=True),
    }:
        found = sight.findings(request.actor, school, listing.round_of(key)).filter(pk=finding_id).first()
        if found:
            return found
    raise Http404("没有这条校验结果，或不在您的查看范围内。")


@business("view")
@require_safe
def finding(request: HttpRequest, finding_id: int) -> HttpResponse:
    """One finding: what is wrong, where, since when, and what was done about it."""
    return _page(request, _get(request, finding_id))


def _page(request: HttpRequest, found: Finding, error: str = "", text: str = "") -> HttpResponse:
    (line,) = listing.lines(request.actor, [found])
    school = found.school
    context = {
        "line": line,
        "finding": found,
        "rule": line.rule,
        "module": book.module_of(line.rule),
        "column": line.form.columns[line.rule.column],
        "school": school,
        "own": request.actor.is_school,
        "others": [_linked(request, other) for other in sight.others(request.actor, found)],
        "events": list(found.events.order_by("-pk")),
        "error": error,
        "text": text,
        "query": "" if request.actor.is_school else f"?school={school.pk}",
    }
    return render(request, "quality/finding.html", context, status=422 if error else 200)


def _linked(request: HttpRequest, other: dict[str, Any]) -> dict[str, Any]:
    """Addresses of the further records."""
    query = "" if request.actor.is_school else f"?school={other.get('school_id')}"
    records = [
        (registry.get(form).label, title, reverse("filing:view", args=[form, pk]) + query)
        for form, pk, title in other["records"]
    ]
    return {"school": other["school"], "records": records}


@business("change")
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Explain or take note, for the school."""
    return _act(request, handling.SCHOOL_STEPS)


@business("audit")
@require_POST
def review(request: HttpRequest) -> HttpResponse:
    """Accept or send back, for the school's supervisor and the authorities."""
    return _act(request, [step for step in handling.ACTIONS if step not in handling.SCHOOL_STEPS])


def _act(request: HttpRequest, allowed: Any) -> HttpResponse:
    """Take a step on the findings posted; what was typed comes back where it cannot be done."""
    school = school_of(request, request.actor)
    step, text = request.POST.get("step", ""), request.POST.get("text", "")
    if step not in allowed:
        raise Http404("没有这种处理方式。")
    versions = _chosen(request)
    found = list(sight.findings(request.actor, school, filing_of(request)).filter(pk__in=versions))
    if len(found) != len(versions):
        raise Http404("没有这条校验结果，或不在您的查看范围内。")
    alone = found[0] if len(found) == 1 else None
    try:
        if not found:
            raise Impossible("请先在列表中勾选要处理的校验结果。")
        handling.act(request.actor, [(each, versions[each.pk]) for each in found], step, text)
    except Impossible as refusal:
        if alone:
            alone.refresh_from_db()
            return _page(request, alone, str(refusal), text)
        return _list(request, school, str(refusal), text)
    messages.success(request, f"已{handling.ACTIONS[step][1].label} {len(found)} 条校验结果")
    query = "" if request.actor.is_school else f"?school={school.pk}"
    target = reverse("quality:finding", args=[alone.pk]) if alone else reverse("quality:list")
    return HttpResponseRedirect(target + query)


def _chosen(request: HttpRequest) -> dict[int, int]:
    """Findings posted with the version each was read at: ``finding=12:3``."""
    versions = {}
    for text in request.POST.getlist("finding")[:MOST_AT_ONCE]:
        number, _, version = text.partition(":")
        if number.isdecimal() and version.isdecimal() and len(number) < 19 and len(version) < 10:
            versions[int(number)] = int(version)
    return versions


@business("view")
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Check the school again, now."""
    school, filing = school_of(request, request.actor), filing_of(request)
    checking.check_school(school, filing)
    record(Event.RULES, org=school, subject="重新校验", detail={"round": filing.key})
    messages.success(request, "已按最新数据重新校验")
    query = "" if request.actor.is_school else f"?school={school.pk}"
    return HttpResponseRedirect(reverse("quality:list") + query)


HEADS = ("类别", "规则", "问题", "表单", "指标", "记录", "状态", "情况说明", "说明人", "首次发现", "处理办法")


@business("export")
@require_safe
def export(request: HttpRequest, fmt: str) -> HttpResponse:
    """The findings of the query as a file; those of forms the actor may export."""
    actor, school, filing = request.actor, school_of(request, request.actor), filing_of(request)
    asked = Asked.read(request.GET)
    open_forms = [form.key for form in access.forms(actor, "export")]
    found = asked.narrow(sight.findings(actor, school, filing)).filter(form__in=open_forms)
    lines = listing.lines(actor, list(listing.order(found)))
    record(Event.EXPORT, org=school, subject="数据校验结果", detail={"rows": len(lines), "round": filing.key})
    return file(fmt, f"数据校验_{school.name}_{filing.key}", HEADS, (_cells(line) for line in lines))


def _cells(line: Line) -> list[str]:
    each, rule = line.finding, line.rule
    return [
        rule.level.label,
        rule.title,
        line.message,
        line.form.label,
        line.form.columns[rule.column].label,
        line.title,
        each.get_state_display(),
        each.explanation,
        each.explainer,
        f"{each.first_seen:%Y-%m-%d}",
        rule.remedy,
    ]

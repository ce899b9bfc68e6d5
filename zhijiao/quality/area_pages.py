"""Pages above the schools: where findings are in an area, read from counters."""

from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from zhijiao.catalogue.matrix import Round
from zhijiao.files.answers import hand_out
from zhijiao.filing.pages.context import selected_round
from zhijiao.filing.records import access
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import GET_POST, business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.paging import page_of
from zhijiao.kit.text import fold
from zhijiao.quality import area_counts, exported_files, visibility
from zhijiao.quality.models import RuleCount
from zhijiao.quality.rule import Rule
from zhijiao.workbooks.writing import WRITERS

SIZES = (20,)


def overview(request: ActorRequest, filing: Round) -> HttpResponse:
    """The schools of the area with their counts, or its rules with theirs; all from counters."""
    actor = request.actor
    by_rule = request.GET.get("by") == "rule"
    rule = next((r for r in visibility.rules(actor, filing) if r.key == request.GET.get("rule")), None)
    asked = fold(request.GET.get("q", "")[:60])
    schools = access.schools(actor).active()
    if asked:
        schools = schools.filter(Q(name__contains=asked) | Q(code__startswith=asked))
    context: dict[str, Any] = {
        "round": filing,
        "q": asked,
        "by_rule": by_rule,
        "rule": rule,
        "totals": _totals(actor, filing),
        "matches": visibility.matches(actor, filing).count(),
        "may_export": actor.may_somewhere("export"),
    }
    if by_rule:
        context["rules"] = _by_rule(actor, filing, schools)
    elif rule:
        context["page"] = page_of(_of_rule(rule, filing, schools), request.GET, sizes=SIZES)
    else:
        context["page"] = page_of(area_counts.by_school(actor, filing, schools), request.GET, sizes=SIZES)
    return render(request, "quality/area.html", context)


def _totals(actor: Actor, filing: Round) -> dict[str, int]:
    """Findings of the area that wait, by class, and explanations that wait for review; from counters."""
    rows = area_counts.by_school(actor, filing, access.schools(actor).active()).order_by()
    return rows.aggregate(**{name: Sum(f"{name}_number", default=0) for name in area_counts.FIGURES})


def _of_rule(rule: Rule, filing: Round, schools: QuerySet) -> QuerySet:
    """Schools with findings of one rule."""
    rows = RuleCount.objects.filter(round=filing.key, rule=rule.key, school__in=schools)
    return rows.select_related("school").order_by("-waiting", "school__path")


def _by_rule(actor: Actor, filing: Round, schools: QuerySet) -> list[dict[str, Any]]:
    """Rules with findings: how many wait, are explained, accepted, in how many schools."""
    seen = {rule.key: rule for rule in visibility.rules(actor, filing)}
    rows = RuleCount.objects.filter(round=filing.key, school__in=schools, rule__in=seen).order_by()
    counted = {
        row["rule"]: row
        for row in rows.values("rule").annotate(
            all_waiting=Sum("waiting"),
            all_explained=Sum("explained"),
            all_accepted=Sum("accepted"),
            schools=Sum(F("waiting") * 0 + 1),
        )
    }
    return [{"item": rule, **counted[key]} for key, rule in seen.items() if key in counted]


@business("export", methods=GET_POST)
def export(request: ActorRequest, fmt: str) -> HttpResponseBase:
    """The counts of every school of the area as a file; of a school, its own."""
    if fmt not in WRITERS:
        raise Http404("只能导出 xlsx 或 csv 格式。")
    return hand_out(request, exported_files.area_wanted(request.actor, selected_round(request), fmt))

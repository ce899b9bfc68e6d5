"""Pages above the schools: where findings are in an area, read from counters."""

from typing import Any
from urllib.parse import urlencode

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
HEADS = (
    ("school", "学校"),
    ("logic", "逻辑校验"),
    ("experience", "经验校验"),
    ("explained", "已说明待审核"),
    ("hint", "提示"),
    ("checked", "校验时间"),
)


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
        context |= _schools(request, actor, filing, schools, asked)
    return render(request, "quality/area.html", context)


def _schools(
    request: ActorRequest, actor: Actor, filing: Round, schools: QuerySet, asked: str
) -> dict[str, Any]:
    """The schools as they are asked for: sorted, and without those of which there is nothing to say unless wanted."""
    everyone, sort = bool(asked) or request.GET.get("all") == "1", request.GET.get("sort", "")
    rows = area_counts.sorted_by(area_counts.by_school(actor, filing, schools), sort)
    kept = {"q": asked, "all": "1" if everyone and not asked else "", "sort": sort}
    query = urlencode({name: value for name, value in kept.items() if value})
    return {
        "page": page_of(
            rows if everyone else area_counts.with_findings(rows), request.GET, sizes=SIZES, query=query
        ),
        "everyone": everyone,
        "sort": sort,
        "heads": [_head(name, label, sort, kept) for name, label in HEADS],
    }


def _head(name: str, label: str, sort: str, kept: dict[str, str]) -> dict[str, str]:
    """A head that sorts: numbers the most first, then the fewest; names and days the other way round."""
    first, second = (name, f"-{name}") if name == "school" else (f"-{name}", name)
    wanted = {**kept, "sort": second if sort == first else first}
    direction = "descending" if sort == f"-{name}" else "ascending" if sort == name else ""
    query = urlencode({key: value for key, value in wanted.items() if value})
    return {"name": name, "label": label, "url": f"?{query}", "direction": direction}


def _totals(actor: Actor, filing: Round) -> dict[str, int]:
    """Findings of the area that wait, by class, and explanations that wait for review; from counters."""
    rows = area_counts.by_school(actor, filing, access.schools(actor).active()).order_by()
    return rows.aggregate(**{name: Sum(f"{name}_number", default=0) for name in area_counts.FIGURES})


def _of_rule(rule: Rule, filing: Round, schools: QuerySet) -> QuerySet:
    """Schools with findings of one rule."""
    rows = RuleCount.objects.filter(round=filing.key, rule=rule.key, school__in=schools)
    rows = rows.filter(Q(waiting__gt=0) | Q(explained__gt=0) | Q(accepted__gt=0))
    return rows.select_related("school").order_by("-waiting", "school__path")


def _by_rule(actor: Actor, filing: Round, schools: QuerySet) -> list[dict[str, Any]]:
    """Rules with findings, the most frequent first: how many wait, their share, how many are explained, accepted, in
    how many schools.
    """
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
    told = {
        key: row
        for key, row in counted.items()
        if row["all_waiting"] or row["all_explained"] or row["all_accepted"]
    }
    whole = sum(row["all_waiting"] for row in told.values())
    found = [
        {"item": rule, **told[key], "share": round(100 * told[key]["all_waiting"] / whole) if whole else 0}
        for key, rule in seen.items()
        if key in told
    ]
    return sorted(found, key=lambda row: -row["all_waiting"])


@business("export", methods=GET_POST)
def export(request: ActorRequest, fmt: str) -> HttpResponseBase:
    """The counts of every school of the area as a file; of a school, its own."""
    if fmt not in WRITERS:
        raise Http404("只能导出 xlsx 或 csv 格式。")
    return hand_out(request, exported_files.area_wanted(request.actor, selected_round(request), fmt))

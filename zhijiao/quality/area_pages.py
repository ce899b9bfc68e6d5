"""Pages above the schools: where findings are in an area, read from counters."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhijiao.accounts.actor import Actor
from zhijiao.accounts.gate import business
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.catalogue.matrix import Round, current_round, round_of_year
from zhijiao.filing import access
from zhijiao.filing.desk import selected_year
from zhijiao.filing.files import file
from zhijiao.kit.text import fold
from zhijiao.quality import book, sight
from zhijiao.quality.models import RuleCount, SchoolCheck
from zhijiao.quality.rule import Level, Rule

PAGE = 20
FIGURES = (*Level.values, "explained")
HEADS = ("学校标识码", "学校", "逻辑校验待改正", "经验校验待处理", "已说明待审核", "提示", "校验日期")


def overview(request: HttpRequest, filing: Round) -> HttpResponse:
    """The schools of the area with their counts, or its rules with theirs; all from counters."""
    actor = request.actor
    by_rule = request.GET.get("by") == "rule"
    rule = next((r for r in sight.rules(actor, filing) if r.key == request.GET.get("rule")), None)
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
        "may_export": actor.may_somewhere("export"),
    }
    if by_rule:
        context["rules"] = _by_rule(actor, filing, schools)
    elif rule:
        context["page"] = Paginator(_of_rule(rule, filing, schools), PAGE).get_page(request.GET.get("page"))
    else:
        context["page"] = Paginator(_by_school(actor, filing, schools), PAGE).get_page(
            request.GET.get("page")
        )
    return render(request, "quality/area.html", context)


def _totals(actor: Actor, filing: Round) -> dict[str, int]:
    """Findings of the area that wait, by class, and explanations that wait for review; from counters."""
    rows = _by_school(actor, filing, access.schools(actor).active()).order_by()
    return rows.aggregate(**{name: Sum(f"{name}_number", default=0) for name in FIGURES})


def _by_school(actor: Actor, filing: Round, schools: QuerySet) -> QuerySet:
    """Schools with findings first, the gravest on top; figures of the rules the actor may see."""
    rows = SchoolCheck.objects.filter(round=filing.key, school__in=schools, checked_at__isnull=False)
    figures = _figures(sight.rules(actor, filing), filing)
    return (
        rows.annotate(**figures)
        .select_related("school")
        .order_by("-logic_number", "-experience_number", "-explained_number", "school__path")
    )


def _figures(seen: list[Rule], filing: Round) -> dict[str, Any]:
    """The counts of a school: as they are summed up for those who see every rule, else summed over the rules seen."""
    if len(seen) == len(book.in_force(filing)):
        return {f"{name}_number": F(name) for name in FIGURES}
    keys = [rule.key for rule in seen]
    mine = RuleCount.objects.filter(round=filing.key, rule__in=keys, school=OuterRef("school")).order_by()
    sums = {name: (mine.filter(level=name), "waiting") for name in Level.values}
    sums["explained"] = (mine, "explained")
    return {
        f"{name}_number": Coalesce(
            Subquery(rows.values("school").annotate(number=Sum(item)).values("number")), 0
        )
        for name, (rows, item) in sums.items()
    }


def _of_rule(rule: Rule, filing: Round, schools: QuerySet) -> QuerySet:
    """Schools with findings of one rule."""
    rows = RuleCount.objects.filter(round=filing.key, rule=rule.key, school__in=schools)
    return rows.select_related("school").order_by("-waiting", "school__path")


def _by_rule(actor: Actor, filing: Round, schools: QuerySet) -> list[dict[str, Any]]:
    """Rules with findings: how many wait, are explained, accepted, in how many schools."""
    seen = {rule.key: rule for rule in sight.rules(actor, filing)}
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


@business("export")
@require_safe
def export(request: HttpRequest, fmt: str) -> HttpResponse:
    """The counts of every school of the area as a file; of a school, its own."""
    actor, filing = request.actor, _filing(request)
    rows = _by_school(actor, filing, access.schools(actor).active())
    names = ("logic", "experience", "explained", "hint")
    cells = (
        [
            row.school.code,
            row.school.name,
            *(getattr(row, f"{name}_number") for name in names),
            f"{row.checked_at:%Y-%m-%d}",
        ]
        for row in rows.iterator(chunk_size=500)
    )
    record(Event.EXPORT, org=actor.org_id, subject="各校数据校验情况", detail={"round": filing.key})
    return file(fmt, f"各校数据校验情况_{filing.key}", HEADS, cells)


def _filing(request: HttpRequest) -> Round:
    return round_of_year(selected_year(request)) or current_round()

"""Counts of the schools of an area: figures that the rules an actor may see have left in the counters."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from zhijiao.catalogue.matrix import Round
from zhijiao.identity.actor import Actor
from zhijiao.quality import rule_registry, visibility
from zhijiao.quality.models import RuleCount, SchoolCheck
from zhijiao.quality.rule import Rule, Severity

FIGURES = (*Severity.values, "explained")


USUAL = ("-logic_number", "-experience_number", "-explained_number", "school__path")
SORTS = {
    **{name: f"{name}_number" for name in FIGURES},
    "checked": "checked_at",
    "school": "school__path",
}
"""Name in an address → what schools are sorted by."""


def sorted_by(rows: QuerySet, asked: str) -> QuerySet:
    """Counted schools as an address asks for them: ``logic`` the fewest first, ``-logic`` the most; else as usual."""
    column = SORTS.get(asked.removeprefix("-"))
    return rows.order_by(("-" if asked.startswith("-") else "") + column, *USUAL) if column else rows


def with_findings(rows: QuerySet) -> QuerySet:
    """Counted schools of which anything is said at all."""
    return rows.filter(reduce(or_, (Q(**{f"{name}_number__gt": 0}) for name in FIGURES)))


def by_school(actor: Actor, filing: Round, schools: QuerySet) -> QuerySet:
    """Schools with findings first, the gravest on top; figures of the rules the actor may see."""
    rows = SchoolCheck.objects.filter(round=filing.key, school__in=schools, checked_at__isnull=False)
    figures = _figures(visibility.rules(actor, filing), filing)
    counted: QuerySet[Any] = rows.annotate(**figures)
    return counted.select_related("school").order_by(*USUAL)


def _figures(seen: list[Rule], filing: Round) -> dict[str, Any]:
    """The counts of a school: as they are summed up for those who see every rule, else summed over the rules seen."""
    if len(seen) == len(rule_registry.in_force(filing)):
        return {f"{name}_number": F(name) for name in FIGURES}
    keys = [rule.key for rule in seen]
    mine = RuleCount.objects.filter(round=filing.key, rule__in=keys, school=OuterRef("school")).order_by()
    sums = {name: (mine.filter(level=name), "waiting") for name in Severity.values}
    sums["explained"] = (mine, "explained")
    return {
        f"{name}_number": Coalesce(
            Subquery(rows.values("school").annotate(number=Sum(item)).values("number")), 0
        )
        for name, (rows, item) in sums.items()
    }

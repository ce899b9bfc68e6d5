"""Checking schools: the rules of a round run over a school, over an area, or over what has changed."""

from collections import Counter
from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from zhijiao.catalogue.matrix import Round
from zhijiao.filing.schema.registry import registry
from zhijiao.kit import bulk
from zhijiao.orgs.models import Org
from zhijiao.quality import cross_school, evaluate, finding_sync, match_limits, rule_registry
from zhijiao.quality.models import SchoolCheck
from zhijiao.quality.rule import Rule, RuleKind
from zhijiao.quality.rule_data import RuleData

SCHOOLS_AT_ONCE = 20


def check_school(school: Org, filing: Round) -> None:
    """Run every rule over one school, and the rules across schools over its numbers."""
    check_schools([school.pk], filing)
    for rule in cross_school.area_rules(rule_registry.in_force(filing)):
        compare(rule, filing, cross_school.links_of_school(rule, school.pk))


def check_schools(ids: Sequence[int], filing: Round) -> None:
    """Run the rules that look at one school at a time over several, set-wise."""
    SchoolCheck.objects.filter(round=filing.key, school__in=ids).update(pending=False)
    rules = rule_registry.in_force(filing)
    bulk.know_tables(
        registry().by_model(label).model for label in {label for rule in rules for label in rule.forms}
    )
    found = evaluate.run(RuleData(Org.objects.filter(pk__in=ids), filing), cross_school.school_rules(rules))
    across = [rule.key for rule in cross_school.area_rules(rules)]
    finding_sync.settle(filing, Q(school__in=ids) & ~Q(rule__in=across), found, ids)


def check_area(schools: QuerySet, filing: Round) -> None:
    """Run every rule over all schools of a query, some at a time."""
    ids = list(schools.order_by("path").values_list("pk", flat=True))
    for start in range(0, len(ids), SCHOOLS_AT_ONCE):
        check_schools(ids[start : start + SCHOOLS_AT_ONCE], filing)
    for rule in cross_school.area_rules(rule_registry.in_force(filing)):
        compare(rule, filing, None)


def compare(rule: Rule, filing: Round, links: Collection[str] | None) -> None:
    """Run a rule across schools for some numbers (None: all), and bring the findings about these in line."""
    if links is not None and not links:
        return
    judged = Q(rule=rule.key) if links is None else Q(rule=rule.key, link__in=set(links))
    with transaction.atomic():
        found = match_limits.admit(rule, filing, cross_school.breaks(rule, filing, links))
        finding_sync.settle(filing, judged, found, ())


def dry_run(rule: Rule, filing: Round, schools: QuerySet) -> dict[int, int]:
    """How many findings a rule would give, by school id; nothing is stored."""
    across = rule.kind is RuleKind.AREA
    found = (
        cross_school.breaks(rule, filing, among=schools)
        if across
        else evaluate.breaks(RuleData(schools, filing), rule)
    )
    return Counter(each.school_id for each in found)

"""Checking schools: the rules of a round run over a school, over an area, or over what has changed."""

from collections import Counter
from collections.abc import Collection, Sequence

from django.db.models import Q, QuerySet

from zhijiao.catalogue.matrix import Round
from zhijiao.filing.registry import registry
from zhijiao.kit import bulk
from zhijiao.orgs.models import Org
from zhijiao.quality import area, book, evaluate, ledger
from zhijiao.quality.data import Data
from zhijiao.quality.models import SchoolCheck
from zhijiao.quality.rule import Kind, Rule

SCHOOLS_AT_ONCE = 20


def check_school(school: Org, filing: Round) -> None:
    """Run every rule over one school, and the rules across schools over its numbers."""
    check_schools([school.pk], filing)
    for rule in area.area_rules(book.in_force(filing)):
        compare(rule, filing, area.links_of_school(rule, school.pk))


def check_schools(ids: Sequence[int], filing: Round) -> None:
    """Run the rules that look at one school at a time over several, set-wise."""
    SchoolCheck.objects.filter(round=filing.key, school__in=ids).update(pending=False)
    rules = book.in_force(filing)
    bulk.know_tables(
        registry().by_model(label).model for label in {label for rule in rules for label in rule.forms}
    )
    found = evaluate.run(Data(Org.objects.filter(pk__in=ids), filing), area.school_rules(rules))
    across = [rule.key for rule in area.area_rules(rules)]
    ledger.settle(filing, Q(school__in=ids) & ~Q(rule__in=across), found, ids)


def check_area(schools: QuerySet, filing: Round) -> None:
    """Run every rule over all schools of a query, some at a time."""
    ids = list(schools.order_by("path").values_list("pk", flat=True))
    for start in range(0, len(ids), SCHOOLS_AT_ONCE):
        check_schools(ids[start : start + SCHOOLS_AT_ONCE], filing)
    for rule in area.area_rules(book.in_force(filing)):
        compare(rule, filing, None)


def compare(rule: Rule, filing: Round, links: Collection[str] | None) -> None:
    """Run a rule across schools for some numbers (None: all), and bring the findings about these in line."""
    if links is not None and not links:
        return
    judged = Q(rule=rule.key) if links is None else Q(rule=rule.key, link__in=set(links))
    ledger.settle(filing, judged, area.breaks(rule, filing, links), ())


def dry_run(rule: Rule, filing: Round, schools: QuerySet) -> dict[int, int]:
    """How many findings a rule would give, by school id; nothing is stored."""
    across = rule.kind is Kind.AREA
    found = (
        area.breaks(rule, filing, among=schools) if across else evaluate.breaks(Data(schools, filing), rule)
    )
    return Counter(each.school_id for each in found)

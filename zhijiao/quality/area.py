"""Rules across schools: the same private number with records of two schools, found by blind index alone.

The rule's function says which records count (those enrolled, those at work); this module finds equal numbers among
them. Only blind indexes are compared, so nothing is decrypted, and only those that changed need comparing again.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from zhijiao.catalogue.matrix import Round
from zhijiao.filing.registry import Form
from zhijiao.orgs.models import Org
from zhijiao.quality import book
from zhijiao.quality.data import Data
from zhijiao.quality.evaluate import Break
from zhijiao.quality.models import Finding
from zhijiao.quality.rule import Kind, Rule
from zhijiao.search.models import BlindEntry


def area_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Those of the rules that compare schools."""
    return [rule for rule in rules if rule.kind is Kind.AREA]


def school_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Those of the rules that look at one school at a time."""
    return [rule for rule in rules if rule.kind is not Kind.AREA]


def holder(rule: Rule) -> Form:
    """The form that holds the private number."""
    return book.form_of(rule).columns[rule.person].target


def entries(rule: Rule) -> QuerySet:
    """Blind indexes of the number, of all schools."""
    return BlindEntry.objects.filter(form=holder(rule).key, column=rule.number)


def links_of_school(rule: Rule, school_id: int) -> set[str]:
    """Numbers of a school to compare: those other schools hold too, and those its findings are about."""
    own = entries(rule).filter(school_id=school_id).values("blind")
    shared = entries(rule).filter(blind__in=own).exclude(school_id=school_id)
    before = Finding.objects.filter(rule=rule.key, school_id=school_id).exclude(link="")
    return {*shared.values_list("blind", flat=True), *before.values_list("link", flat=True)}


def links_of_changes(rule: Rule, school_id: int, changed: dict[str, set[int]]) -> set[str]:
    """Numbers touched by changed records: those the records lead to now, and those of findings about them."""
    form, persons = book.form_of(rule), set(changed.get(holder(rule).key, ()))
    own = set(changed.get(form.key, ()))
    rows = form.model.unscoped.filter(school_id=school_id)
    own |= set(rows.filter(**{f"{rule.person}__in": persons}).values_list("pk", flat=True))
    persons |= set(rows.filter(pk__in=own).values_list(f"{rule.person}_id", flat=True))
    now = entries(rule).filter(school_id=school_id, record_id__in=persons).values_list("blind", flat=True)
    before = Finding.objects.filter(rule=rule.key, school_id=school_id, record_id__in=own)
    return {*now, *before.exclude(link="").values_list("link", flat=True)}


@dataclass(frozen=True)
class Holding:
    """One record that counts: the school, the record of the rule's form, the number's blind index."""

    school_id: int
    record_id: int
    blind: str


def breaks(
    rule: Rule, filing: Round, links: Collection[str] | None = None, among: QuerySet | None = None
) -> list[Break]:
    """Records whose number is also that of a record of another school.

    ``links`` narrows to numbers (None: all of them), ``among`` the schools whose findings are wanted; the other school
    may be anywhere.
    """
    asked = entries(rule) if links is None else entries(rule).filter(blind__in=set(links))
    grouped = asked.order_by().values("blind").annotate(schools=Count("school", distinct=True))
    shared = grouped.filter(schools__gt=1).values("blind")
    found = list(entries(rule).filter(blind__in=shared).values_list("school_id", "record_id", "blind"))
    if not found:
        return []
    holdings = _counted(rule, filing, found)
    by_blind: dict[str, list[Holding]] = {}
    for holding in holdings:
        by_blind.setdefault(holding.blind, []).append(holding)
    kept = None if among is None else set(among.values_list("pk", flat=True))
    key = book.form_of(rule).key
    return [
        Break(
            rule,
            each.school_id,
            each.record_id,
            {name: str(len(schools)) for name in rule.names},
            tuple(sorted((o.school_id, key, o.record_id) for o in group if o.school_id != each.school_id)),
            each.blind,
        )
        for group in by_blind.values()
        if len(schools := {each.school_id for each in group}) > 1
        for each in group
        if kept is None or each.school_id in kept
    ]


def _counted(rule: Rule, filing: Round, found: list[tuple[int, int, str]]) -> list[Holding]:
    """Which of the persons found have records that count, in schools the rule holds for; one query."""
    blinds = {(school_id, person): blind for school_id, person, blind in found}
    schools = Org.objects.filter(pk__in={school_id for school_id, _, _ in found}, school_type__in=rule.types)
    rows = rule.run(Data(schools, filing)).filter(**{f"{rule.person}__in": {each[1] for each in found}})
    return [
        Holding(school_id, record_id, blinds[school_id, person])
        for school_id, record_id, person in rows.order_by("pk").values_list(
            "school_id", "pk", f"{rule.person}_id"
        )
        if (school_id, person) in blinds
    ]

"""Rules across schools: the same private number with records of two schools, found by blind index alone.

The rule's function says which records count (those enrolled, those at work); this module finds equal numbers among
them. Only blind indexes are compared, so nothing is decrypted, and only those that changed need comparing again. Of
equal numbers the one that came last is in doubt and alone gets a finding (`match_order`).
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, cast

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Count, QuerySet

from zhijiao.catalogue.matrix import Round
from zhijiao.filing.schema.columns.base import RecordForm
from zhijiao.orgs.models import Org
from zhijiao.quality import match_order, rule_registry
from zhijiao.quality.evaluate import Break
from zhijiao.quality.match_order import Holding
from zhijiao.quality.models import Finding
from zhijiao.quality.rule import Rule, RuleKind
from zhijiao.quality.rule_data import RuleData
from zhijiao.search.models import BlindEntry


def area_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Those of the rules that compare schools."""
    return [rule for rule in rules if rule.kind is RuleKind.AREA]


def school_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Those of the rules that look at one school at a time."""
    return [rule for rule in rules if rule.kind is not RuleKind.AREA]


def holder(rule: Rule) -> RecordForm:
    """The form that holds the private number."""
    holder = rule_registry.form_of(rule).columns[rule.person].target
    if holder is None:
        raise ImproperlyConfigured(f"Rule {rule.key}: person={rule.person!r} is no reference to people.")
    return holder


def index_entries(rule: Rule) -> QuerySet:
    """Blind indexes of the number, of all schools."""
    return BlindEntry.objects.filter(form=holder(rule).key, column=rule.number)


def links_of_school(rule: Rule, school_id: int) -> set[str]:
    """Numbers of a school to compare: those other schools hold too, and those its findings are about."""
    own = index_entries(rule).filter(school_id=school_id).values("blind")
    shared = index_entries(rule).filter(blind__in=own).exclude(school_id=school_id)
    before = Finding.objects.filter(rule=rule.key, school_id=school_id).exclude(link="")
    return {*shared.values_list("blind", flat=True), *before.values_list("link", flat=True)}


def links_of_changes(rule: Rule, school_id: int, changed: dict[str, set[int]]) -> set[str]:
    """Numbers touched by changed records: those the records lead to now, and those of findings about them."""
    form, persons = rule_registry.form_of(rule), set(changed.get(holder(rule).key, ()))
    own = set(changed.get(form.key, ()))
    rows = form.model.unscoped.filter(school_id=school_id)
    own |= set(rows.filter(**{f"{rule.person}__in": persons}).values_list("pk", flat=True))
    persons |= set(rows.filter(pk__in=own).values_list(f"{rule.person}_id", flat=True))
    now = (
        index_entries(rule).filter(school_id=school_id, record_id__in=persons).values_list("blind", flat=True)
    )
    before = Finding.objects.filter(rule=rule.key, school_id=school_id, record_id__in=own)
    return {*now, *before.exclude(link="").values_list("link", flat=True)}


def breaks(
    rule: Rule, filing: Round, links: Collection[str] | None = None, among: QuerySet | None = None
) -> list[Break]:
    """Records whose number a record of another school had first.

    ``links`` narrows to numbers (None: all of them), ``among`` to schools: of numbers that a school outside holds too,
    nothing is said then, because whoever asks is not above both.
    """
    asked = index_entries(rule) if links is None else index_entries(rule).filter(blind__in=set(links))
    grouped = asked.order_by().values("blind").annotate(schools=Count("school", distinct=True))
    shared = grouped.filter(schools__gt=1).values("blind")
    found = list(index_entries(rule).filter(blind__in=shared).values_list("school_id", "record_id", "blind"))
    if not found:
        return []
    holdings = _counted(rule, filing, found)
    by_blind: dict[str, list[Holding]] = {}
    for holding in holdings:
        by_blind.setdefault(holding.blind, []).append(holding)
    kept = None if among is None else set(among.values_list("pk", flat=True))
    said = match_order.verdicts(rule, by_blind)
    paths = match_order.paths_of(each.school_id for each in holdings)
    return [
        each
        for blind, group in by_blind.items()
        if len(schools := {each.school_id for each in group}) > 1 and (kept is None or schools <= kept)
        for each in _doubts(rule, group, match_order.doubted(group, said.get(blind, ())), paths)
    ]


def _doubts(rule: Rule, group: list[Holding], doubted: set[int], paths: dict[int, str]) -> Iterator[Break]:
    """Findings of the schools whose record is in doubt."""
    schools, key = {each.school_id for each in group}, rule_registry.form_of(rule).key
    above = match_order.above_all(schools, paths)
    for each in group:
        if each.school_id in doubted:
            yield Break(
                rule,
                each.school_id,
                each.record_id,
                {name: str(len(schools)) for name in rule.names},
                tuple(
                    sorted((o.school_id, key, o.record_id) for o in group if o.school_id != each.school_id)
                ),
                each.blind,
                above,
            )


def _counted(rule: Rule, filing: Round, found: list[tuple[int, int, str]]) -> list[Holding]:
    """Which of the persons found have records that count, in schools the rule holds for."""
    blinds = {(school_id, person): blind for school_id, person, blind in found}
    schools = Org.objects.filter(pk__in={school_id for school_id, _, _ in found}, school_type__in=rule.types)
    counting = cast("QuerySet[Any]", rule.run(RuleData(schools, filing)))  # the registry has made sure
    rows = counting.filter(**{f"{rule.person}__in": {each[1] for each in found}})
    since = match_order.claimed(holder(rule), rule.number, list(blinds))
    return [
        Holding(school_id, record_id, blinds[school_id, person], max(since[school_id, person], made))
        for school_id, record_id, person, made in rows.order_by("pk").values_list(
            "school_id", "pk", f"{rule.person}_id", "created_at"
        )
        if (school_id, person) in since
    ]

"""Running rules: what breaks them now. Nothing is stored here, so a dry run is the same as a run."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from zhijiao.quality import applicability, rule_registry
from zhijiao.quality.rule import Hit, Rule
from zhijiao.quality.rule_data import RuleData

LONGEST_VALUE = 60
MOST_LISTED = 500
"""Records that one finding lists; it says how many there are."""


@dataclass(frozen=True, slots=True)
class Break:
    """One record that breaks a rule, with the values as the message says them."""

    rule: Rule
    school_id: int
    record_id: int
    values: dict[str, str]
    others: tuple[tuple[int, str, int], ...] = ()
    link: str = ""
    #: The department above all schools concerned, of a match between schools.
    referred_to: int | None = None

    @property
    def key(self) -> tuple[int, str, int]:
        """What makes two findings the same."""
        return self.school_id, self.rule.key, self.record_id


def run(data: RuleData, rules: Iterable[Rule]) -> list[Break]:
    """What breaks the rules in the schools of ``data``."""
    return [found for rule in rules for found in breaks(data, rule)]


def breaks(data: RuleData, rule: Rule) -> Iterator[Break]:
    """What breaks one rule, in the schools it holds for."""
    meant = applicability.judged(data, rule)
    if not meant:
        return
    found = rule.run(data)
    hits = _rows(found, rule) if isinstance(found, QuerySet) else found
    if rule.together:
        hits = _gathered(hits, rule_registry.key_of(rule.form))
    for hit in hits:
        if hit.school_id in meant:
            yield Break(rule, hit.school_id, hit.record_id, _texts(rule, hit), hit.others, hit.link)


def _rows(found: QuerySet, rule: Rule) -> Iterator[Hit]:
    """The rows of a query as hits; one query."""
    names = () if rule.together else rule.names
    for school_id, record_id, *values in found.order_by().values_list("school_id", "pk", *names):
        yield Hit(school_id, record_id, dict(zip(names, values, strict=True)))


def _gathered(hits: Iterable[Hit], form: str) -> Iterator[Hit]:
    """One hit per school, which lists its records."""
    by_school: dict[int, list[int]] = {}
    for hit in hits:
        by_school.setdefault(hit.school_id, []).append(hit.record_id)
    for school_id, ids in by_school.items():
        listed = sorted(ids)[:MOST_LISTED]
        others = tuple((school_id, form, record_id) for record_id in listed)
        yield Hit(school_id, 0, {"rows": len(ids)}, others)


def _texts(rule: Rule, hit: Hit) -> dict[str, str]:
    """The values of a hit as text: items as their column shows them, figures as people write them."""
    form = rule_registry.form_of(rule)
    texts = {}
    for name in rule.names:
        column = rule_registry.column_at(form, name)
        value = hit.values.get(name)
        shown = value if column is None else column.text(value)
        texts[name] = _said(shown)[:LONGEST_VALUE]
    return texts


def _said(value: Any) -> str:
    """A value in a sentence."""
    if value in (None, ""):
        return "（未填）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal | float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)

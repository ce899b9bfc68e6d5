"""For which schools a rule holds: the requirement matrix says what can be set against what.

A form that a kind of school need not fill in may be half empty, and one that tells of the whole institution cannot be
set against one that tells of its secondary part; to judge either would blame a school that has followed the guide.
"""

from zhijiao.catalogue.matrix import Extent, Round, round_in
from zhijiao.quality import rule_registry
from zhijiao.quality.rule import Rule
from zhijiao.quality.rule_data import RuleData


def judged(data: RuleData, rule: Rule) -> set[int]:
    """Ids of the schools that the rule may judge in the round."""
    kinds = {facts.school_type for facts in data.facts.values()}
    alike = {kind for kind in kinds & set(rule.types) if _same_extent(data.round, rule, kind)}
    keys = [rule_registry.key_of(label) for label in rule.compares]
    found = {pk for pk, facts in data.facts.items() if facts.school_type in alike}
    for label, key in zip(rule.compares, keys, strict=True):
        found &= _asked(data, label, key)
    return found


def kinds_of_school(rule: Rule, filing: Round) -> list[str]:
    """Kinds of school that the rule can hold for in a round, for readers of the catalogue."""
    return [
        kind
        for kind in rule.types
        if _same_extent(filing, rule, kind)
        and all(_asks(filing, rule_registry.key_of(label), kind, filled=True) for label in rule.compares)
    ]


def _same_extent(filing: Round, rule: Rule, kind: str) -> bool:
    """Whether the forms compared tell of the same part of the institution.

    Forms without a qualifier tell of the secondary part or of all; they are never set against 全校信息.
    """
    if not rule.compares:
        return True
    labels = (rule.form, *rule.compares)
    extents = {_extent(filing, rule_registry.key_of(label), kind) for label in labels}
    return len(extents) == 1 or Extent.WHOLE not in extents


def _extent(filing: Round, key: str, kind: str) -> Extent:
    return next((owed.extent for owed in filing.obligations(key, kind)), Extent.UNSTATED)


def _asked(data: RuleData, label: str, key: str) -> set[int]:
    """Schools that the round asks for a form."""
    kinds = {pk: (facts.school_type, facts.province_id) for pk, facts in data.facts.items()}
    always, if_filled = (
        {
            (kind, province)
            for kind, province in set(kinds.values())
            if _asks(round_in(data.round, province), key, kind, filled=filled)
        }
        for filled in (False, True)
    )
    filled = data.filled(label) if if_filled - always else set()
    return {pk for pk, kind in kinds.items() if kind in always or (kind in if_filled and pk in filled)}


def _asks(filing: Round, key: str, kind: str, *, filled: bool) -> bool:
    """Whether a kind of school is asked for a form; for one outside the round's matrix, only if it is filled."""
    owed = filing.obligations(key, kind)
    return any(each.asked(filled) for each in owed) if owed else filled

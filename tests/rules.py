"""Cases for single rules: rows that break one, what it says of them, and what mends it.

Rows go past the validator, with only what the rule looks at. A value ``"@name"`` is the record made under that name.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.utils import timezone

from zhijiao.catalogue.matrix import current_round
from zhijiao.filing.schema import registry
from zhijiao.orgs.models import Org
from zhijiao.quality import evaluate, rule_registry
from zhijiao.quality.rule_data import RuleData

Row = tuple[str, str, dict[str, Any]]


def row(label: str, form: str, /, **values: Any) -> Row:
    """One row, under a name that other rows can refer to."""
    return label, form, values


@dataclass(frozen=True)
class Case:
    """A rule, rows that break it, its message; and changes by row name, or further rows, that mend it.

    ``kind`` is the kind of school, where the matrix asks the usual one for less.
    """

    rule: str
    rows: list[Row]
    says: str
    mend: dict[str, dict[str, Any]] = field(default_factory=dict)
    more: list[Row] = field(default_factory=list)
    kind: str = "continuing"

    def __str__(self) -> str:
        return self.rule


@pytest.fixture
def breaks(school):
    """Messages of a rule over the school's records, in order of the records; with ``of`` for another school."""

    def said(key, of=None):
        data = RuleData(Org.objects.filter(pk=(of or school).pk), current_round())
        found = evaluate.breaks(data, rule_registry.rules()[key])
        return [each.rule.say(each.values) for each in sorted(found, key=lambda each: each.record_id)]

    return said


@pytest.fixture
def tried(school, breaks):
    """Try a case: it is told once and with its message, and no more when mended."""

    def run(case: Case) -> None:
        made: dict[str, Any] = {}
        Org.objects.filter(pk=school.pk).update(school_type=case.kind)
        _enter(school, case.rows, made)
        assert breaks(case.rule) == [case.says]
        for name, values in case.mend.items():
            for item, value in values.items():
                setattr(made[name], item, _real(value, made))
            made[name].save()
        _enter(school, case.more, made)
        assert breaks(case.rule) == []

    return run


def _enter(school, rows: list[Row], made: dict[str, Any]) -> None:
    now = timezone.now()
    for name, form, values in rows:
        real = {item: _real(value, made) for item, value in values.items()}
        model = registry.get(form).model
        made[name] = model.unscoped.create(school=school, created_at=now, updated_at=now, **real)


def _real(value: Any, made: dict[str, Any]) -> Any:
    return made[value[1:]] if isinstance(value, str) and value.startswith("@") else value

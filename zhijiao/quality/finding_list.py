"""The list of findings: what is asked for, in which order, and each finding as the page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.urls import reverse

from zhijiao.catalogue.matrix import Round, current_round, filing_round, round_keys
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org
from zhijiao.quality import finding_actions, rule_registry, visibility
from zhijiao.quality.models import WAITING, Finding, FindingState
from zhijiao.quality.rule import Rule, Severity

WAITING_WORD, EVERY = "waiting", "all"
STATES = {
    WAITING_WORD: ("待处理", WAITING),
    FindingState.EXPLAINED.value: ("已说明待审核", (FindingState.EXPLAINED,)),
    "settled": ("已认可或知悉", (FindingState.ACCEPTED, FindingState.DISMISSED, FindingState.CLEARED)),
    FindingState.REFERRED.value: ("待主管部门核对", (FindingState.REFERRED,)),
    FindingState.RESOLVED.value: ("已消除", (FindingState.RESOLVED,)),
}


def round_of(key: str) -> Round:
    """The round a finding belongs to; the current one for a key that is no round any more."""
    return filing_round(key) if key in round_keys() else current_round()


@dataclass(frozen=True, slots=True)
class FindingQuery:
    """What the list is narrowed to; whatever cannot be read counts as not asked."""

    state: str = WAITING_WORD
    level: str = ""
    form: str = ""
    rule: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "FindingQuery":
        """The conditions that an address holds."""
        state, level = query.get("state", ""), query.get("level", "")
        form, rule = query.get("form", ""), query.get("rule", "")
        return cls(
            state if state in STATES else WAITING_WORD,
            level if level in Severity.values else "",
            form if form in registry.forms() else "",
            rule if rule in rule_registry.rules() else "",
        )

    def narrow(self, found: QuerySet, *, states: bool = True) -> QuerySet:
        """Findings that are asked for."""
        wanted = {"level": self.level, "form": self.form, "rule": self.rule}
        found = found.filter(**{name: value for name, value in wanted.items() if value})
        return found.filter(state__in=STATES[self.state][1]) if states else found

    def query(self, **more: Any) -> str:
        """The conditions as part of an address."""
        parts = {"state": self.state, "level": self.level, "form": self.form, "rule": self.rule, **more}
        if parts["state"] == WAITING_WORD:
            parts["state"] = ""
        return urlencode({name: value for name, value in parts.items() if value})


def by_gravity(found: QuerySet) -> QuerySet:
    """The gravest class first, then rule by rule."""
    rank = Case(
        *(When(level=level.value, then=Value(level.rank)) for level in Severity), output_field=IntegerField()
    )
    return found.order_by(rank, "rule", "record_id", "pk")


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding as the page shows it."""

    finding: Finding
    rule: Rule
    form: Form
    message: str
    title: str
    view_url: str
    edit_url: str
    steps: tuple[str, ...]


def lines(actor: Actor, findings: Sequence[Finding]) -> list[FindingLine]:
    """Findings of one school with what names their records and where these can be mended."""
    if not findings:
        return []
    school_id = findings[0].school_id
    titles = visibility.record_titles(actor, school_id, {(each.form, each.record_id) for each in findings})
    return [_line(actor, each, titles.get((each.form, each.record_id), "")) for each in findings]


def _line(actor: Actor, finding: Finding, title: str) -> FindingLine:
    form, rule = registry.record_form(finding.form), rule_registry.rules()[finding.rule]
    query = "" if actor.is_school else f"?school={finding.school_id}"
    edit = ""
    if actor.is_school and access.can(actor, form, "change"):
        if form.single:
            edit = reverse("filing:edit_single", args=[form])
        elif finding.record_id and title:
            edit = reverse("filing:edit", args=[form, finding.record_id])
        edit = edit and f"{edit}#f-{rule.column}"
    one = title and finding.record_id and not form.single
    view = (
        reverse("filing:view", args=[form, finding.record_id]) if one else reverse("filing:list", args=[form])
    )
    missing = "（记录已删除或不可查看）" if finding.record_id else f"{form.label}（全表）"
    return FindingLine(
        finding, rule, form, rule.say(finding.values), title or missing, view + query, edit,
        tuple(finding_actions.possible(actor, finding)),
    )  # fmt: skip


# Switches and boxes above the list --------------------------------------------------------------------------------


def classes(found: QuerySet, asked: FindingQuery, school: Org | None) -> list[tuple[str, str, bool, int]]:
    """Switch between the classes, with the number that wait in each."""
    counted = _counts(replace(asked, level="").narrow(found), "level")
    every = ("全部", _to(replace(asked, level=""), school), not asked.level, sum(counted.values()))
    return [every] + [
        (
            level.label,
            _to(replace(asked, level=level.value), school),
            asked.level == level,
            counted.get(level, 0),
        )
        for level in Severity
    ]


def states(found: QuerySet, asked: FindingQuery, school: Org | None) -> list[tuple[str, str, bool, int]]:
    """Switch between the states, with the number in each."""
    counted = _counts(asked.narrow(found, states=False), "state")
    return [
        (
            label,
            _to(replace(asked, state=key), school),
            asked.state == key,
            sum(counted.get(state, 0) for state in members),
        )
        for key, (label, members) in STATES.items()
        if school is not None or key != FindingState.REFERRED
    ]


def rule_choices(found: QuerySet) -> list[tuple[str, str]]:
    """Rules that have findings, gravest first."""
    present = set(found.order_by().values_list("rule", flat=True).distinct())
    return [
        (key, f"{rule.level.label}·{rule.title}")
        for key, rule in rule_registry.rules().items()
        if key in present
    ]


def form_choices(found: QuerySet) -> list[tuple[str, str]]:
    """Forms that have findings, in the order of the menu."""
    present = set(found.order_by().values_list("form", flat=True).distinct())
    return [(key, registry.distinct_label(form)) for key, form in registry.forms().items() if key in present]


def _counts(found: QuerySet, by: str) -> dict[str, int]:
    return dict(found.order_by().values_list(by).annotate(number=Count("pk")))


def _to(asked: FindingQuery, school: Org | None) -> str:
    query = asked.query(school=school.pk if school else None)
    return f"?{query}" if query else reverse("quality:list")

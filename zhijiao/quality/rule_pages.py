"""The catalogue of rules: for readers in the business portal, for administrators of authorities in the manage portal.

Administrators see no records and no findings; a rule, and how many findings it would give, they may know.
"""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhijiao.catalogue.matrix import Round, filing_round
from zhijiao.filing.pages.context import selected_round
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column, RecordForm
from zhijiao.identity.gate import POST, Denied, business, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page
from zhijiao.orgs.models import SchoolType
from zhijiao.quality import applicability, rule_registry, school_checks, visibility
from zhijiao.quality.rule import Rule
from zhijiao.quality.thresholds import Threshold, thresholds

MOST_SCHOOLS = 20
READERS = {"rules": "quality:rules", "rule": "quality:rule", "trial": "quality:trial"}
MANAGERS = {"rules": "quality:manage_rules", "rule": "quality:manage_rule", "trial": "quality:manage_trial"}
Names = dict[str, str]


@business("view")
def catalogue(request: ActorRequest) -> HttpResponse:
    """All rules over forms the reader may view: class, what they say, owner, source."""
    return _catalogue(request, READERS)


@business("view")
def rule_page(request: ActorRequest, key: str) -> HttpResponse:
    """One rule: what it compares, by which source, with which figures."""
    return _rule(request, READERS, _named(request, READERS, key))


@business("view", methods=POST)
def dry_run(request: ActorRequest, key: str) -> HttpResponse:
    """How many findings the rule would give in the reader's area now; nothing is stored."""
    rule = _named(request, READERS, key)
    if request.actor.is_school:
        raise Denied("试算只对主管部门开放；本校的校验请用“重新校验”。", right="辖区试算")
    return _trial(request, READERS, rule)


@manage("orgs")
def manage_catalogue(request: ActorRequest) -> HttpResponse:
    """The catalogue of all rules in the manage portal."""
    return _catalogue(request, MANAGERS)


@manage("orgs")
def manage_rule(request: ActorRequest, key: str) -> HttpResponse:
    """The page of one rule in the manage portal."""
    return _rule(request, MANAGERS, _named(request, MANAGERS, key))


@manage("orgs", methods=POST)
def manage_trial(request: ActorRequest, key: str) -> HttpResponse:
    """The same trial, for administrators."""
    return _trial(request, MANAGERS, _named(request, MANAGERS, key))


def _rules(request: ActorRequest, names: Names) -> list[Rule]:
    filing = selected_round(request)
    return visibility.rules(request.actor, filing) if names is READERS else rule_registry.in_force(filing)


def _named(request: ActorRequest, names: Names, key: str) -> Rule:
    """A rule the reader may know of, or 404."""
    found = next((rule for rule in _rules(request, names) if rule.key == key), None)
    if found is None:
        raise Http404("没有这条校验规则。")
    return found


def _catalogue(request: ActorRequest, names: Names) -> HttpResponse:
    rules = _rules(request, names)
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(rule_registry.module_of(rule), []).append(rule)
    context = {
        "names": names,
        "reading": names is READERS,
        "groups": groups,
        "forms": {rule.key: rule_registry.form_of(rule) for rule in rules},
        "number": len(rules),
        "round": selected_round(request),
    }
    return render(request, "quality/rules.html", context)


def _trial(request: ActorRequest, names: Names, rule: Rule) -> HttpResponse:
    schools = access.schools(request.actor).active()
    found = school_checks.dry_run(rule, selected_round(request), schools)
    worst = sorted(found.items(), key=lambda pair: -pair[1])[:MOST_SCHOOLS]
    called = dict(schools.filter(pk__in=[pk for pk, _ in worst]).values_list("pk", "name"))
    link = f"{reverse('quality:list')}?rule={rule.key}&school=" if names is READERS else ""
    trial = {
        "schools": len(found),
        "findings": sum(found.values()),
        "worst": [(called[pk], number, link and f"{link}{pk}") for pk, number in worst],
    }
    return _rule(request, names, rule, trial)


@dataclass(frozen=True, kw_only=True)
class RulePage:
    """The page of one rule, with the result of a trial where one was made."""

    names: Names
    reading: bool
    rule: Rule
    form: RecordForm
    module: str
    column: Column
    kinds: list[str]
    reads: list[str]
    since: Round
    figures: list[Threshold]
    trial: dict[str, Any] | None
    may_try: bool


def _rule(
    request: ActorRequest, names: Names, rule: Rule, trial: dict[str, Any] | None = None
) -> HttpResponse:
    form, known = rule_registry.form_of(rule), registry.registry()
    drawn = RulePage(
        names=names,
        reading=names is READERS,
        rule=rule,
        form=form,
        module=rule_registry.module_of(rule),
        column=form.columns[rule.column],
        kinds=_kinds_of_school(request, rule),
        reads=[known.by_model(label).label for label in rule.forms],
        since=filing_round(rule.since),
        figures=[row for key in rule.figures for row in thresholds()[key]],
        trial=trial,
        may_try=not request.actor.is_school,
    )
    return render_page(request, "quality/rule.html", drawn)


def _kinds_of_school(request: ActorRequest, rule: Rule) -> list[str]:
    """Kinds of school the rule holds for in the round of the year chosen."""
    filing = selected_round(request)
    return [SchoolType(kind).label for kind in applicability.kinds_of_school(rule, filing)]

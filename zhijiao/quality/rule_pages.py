"""The catalogue of rules: for readers in the business portal, for administrators of authorities in the manage portal.

Administrators see no records and no findings; a rule, and how many findings it would give, they may know.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from zhijiao.accounts.gate import Denied, business, manage
from zhijiao.catalogue.matrix import current_round, filing_round, round_of_year
from zhijiao.filing import access, registry
from zhijiao.filing.desk import selected_year
from zhijiao.quality import book, checking, sight
from zhijiao.quality.rule import Rule
from zhijiao.quality.thresholds import thresholds

MOST_SCHOOLS = 20
READERS = {"rules": "quality:rules", "rule": "quality:rule", "trial": "quality:trial"}
MANAGERS = {"rules": "quality:manage_rules", "rule": "quality:manage_rule", "trial": "quality:manage_trial"}
Names = dict[str, str]


@business("view")
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """All rules over forms the reader may view: class, what they say, owner, source."""
    return _catalogue(request, READERS)


@business("view")
@require_safe
def rule_page(request: HttpRequest, key: str) -> HttpResponse:
    """One rule: what it compares, by which source, with which figures."""
    return _rule(request, READERS, _named(request, READERS, key))


@business("view")
@require_POST
def dry_run(request: HttpRequest, key: str) -> HttpResponse:
    """How many findings the rule would give in the reader's area now; nothing is stored."""
    rule = _named(request, READERS, key)
    if request.actor.is_school:
        raise Denied("试算只对主管部门开放；本校的校验请用“重新校验”。", right="辖区试算")
    return _trial(request, READERS, rule)


@manage("orgs")
@require_safe
def manage_catalogue(request: HttpRequest) -> HttpResponse:
    """All rules, for administrators."""
    return _catalogue(request, MANAGERS)


@manage("orgs")
@require_safe
def manage_rule(request: HttpRequest, key: str) -> HttpResponse:
    """One rule, for administrators."""
    return _rule(request, MANAGERS, _named(request, MANAGERS, key))


@manage("orgs")
@require_POST
def manage_trial(request: HttpRequest, key: str) -> HttpResponse:
    """The same trial, for administrators."""
    return _trial(request, MANAGERS, _named(request, MANAGERS, key))


def _rules(request: HttpRequest, names: Names) -> list[Rule]:
    filing = round_of_year(selected_year(request)) or current_round()
    return sight.rules(request.actor, filing) if names is READERS else book.in_force(filing)


def _named(request: HttpRequest, names: Names, key: str) -> Rule:
    """A rule the reader may know of, or 404."""
    found = next((rule for rule in _rules(request, names) if rule.key == key), None)
    if found is None:
        raise Http404("没有这条校验规则。")
    return found


def _catalogue(request: HttpRequest, names: Names) -> HttpResponse:
    rules = _rules(request, names)
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(book.module_of(rule), []).append(rule)
    context = {
        "names": names,
        "reading": names is READERS,
        "groups": groups,
        "forms": {rule.key: book.form_of(rule) for rule in rules},
        "number": len(rules),
        "round": round_of_year(selected_year(request)) or current_round(),
    }
    return render(request, "quality/rules.html", context)


def _trial(request: HttpRequest, names: Names, rule: Rule) -> HttpResponse:
    schools = access.schools(request.actor).active()
    found = checking.dry_run(rule, round_of_year(selected_year(request)) or current_round(), schools)
    worst = sorted(found.items(), key=lambda pair: -pair[1])[:MOST_SCHOOLS]
    called = dict(schools.filter(pk__in=[pk for pk, _ in worst]).values_list("pk", "name"))
    link = f"{reverse('quality:list')}?rule={rule.key}&school=" if names is READERS else ""
    trial = {
        "schools": len(found),
        "findings": sum(found.values()),
        "worst": [(called[pk], number, link and f"{link}{pk}") for pk, number in worst],
    }
    return _rule(request, names, rule, trial)


def _rule(
    request: HttpRequest, names: Names, rule: Rule, trial: dict[str, Any] | None = None
) -> HttpResponse:
    form, known = book.form_of(rule), registry.registry()
    context = {
        "names": names,
        "reading": names is READERS,
        "rule": rule,
        "form": form,
        "module": book.module_of(rule),
        "column": form.columns[rule.column],
        "reads": [known.by_model(label).label for label in rule.forms],
        "since": filing_round(rule.since),
        "figures": [row for key in rule.figures for row in thresholds()[key]],
        "trial": trial,
        "may_try": not request.actor.is_school,
    }
    return render(request, "quality/rule.html", context)

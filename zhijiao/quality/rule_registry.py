"""The book of rules: every rule of the installed modules, bound to its form."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from zhijiao.catalogue.matrix import Round, module_titles
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.filing.schema.describe import register_addition
from zhijiao.filing.schema.form import Form
from zhijiao.quality.rule import Rule, RuleKind, declared
from zhijiao.quality.thresholds import thresholds


@cache
def rules() -> dict[str, Rule]:
    """All rules by key: the gravest class first, then in the order of the menu."""
    for config in apps.get_app_configs():
        if config.name.startswith("zhijiao.modules.") and find_spec(f"{config.name}.rules"):
            import_module(f"{config.name}.rules")
    menu = list(registry.forms())
    found = sorted(
        declared().values(), key=lambda rule: (rule.level.rank, menu.index(form_of(rule).key), rule.key)
    )
    return {rule.key: rule for rule in found}


def in_force(filing: Round) -> list[Rule]:
    """Rules that hold in a round."""
    return [rule for rule in rules().values() if rule.since <= filing.key]


@cache
def ruled_forms(filing: str) -> frozenset[str]:
    """Keys of the forms that a rule of a round judges."""
    return frozenset(form_of(rule).key for rule in rules().values() if rule.since <= filing)


def form_of(rule: Rule) -> Form:
    """The form whose records the rule judges."""
    return registry.registry().by_model(rule.form)


def key_of(label: str) -> str:
    """The key of a form by its label."""
    return registry.registry().by_model(label).key


def module_of(rule: Rule) -> str:
    """Chinese title of the module that owns the rule."""
    module = form_of(rule).module
    return module_titles().get(module, module)


def column_at(form: FormLike, path: str) -> Column | None:
    """The column that a name of a message leads to (``teacher__name`` through a reference); None for other values."""
    first, _, rest = path.partition("__")
    column = form.columns.get(first)
    if column is None or not rest:
        return column
    return column_at(column.target, rest) if column.target else None


def problems() -> Iterator[str]:
    """What is wrong with the rules as they are declared."""
    known = registry.registry()
    for rule in rules().values():
        form = form_of(rule)
        for label in rule.forms:
            if known.by_model(label).declaration.private_form:
                yield f"rule {rule.key} reads {label}, which is private as a whole: findings would tell of it"
        for label in set(rule.compares) - set(rule.forms):
            yield f"rule {rule.key} compares {label}, which it does not read"
        if rule.column not in form.columns:
            yield f"rule {rule.key}: {rule.form} has no column {rule.column!r} to show the finding at"
        for name in rule.names:
            column = column_at(form, name)
            if column is not None and column.private:
                yield f"rule {rule.key}: the message names the private item {name}; findings must not hold it"
            if column is not None and column.target:
                yield f"rule {rule.key}: name an item of {name} ({name}__…) in the message, not the reference"
        if rule.together and set(rule.names) - {"rows"}:
            yield f"rule {rule.key} makes one finding of many records; its message can name no value but rows"
        yield from (
            f"rule {rule.key}: no threshold is called {key!r}"
            for key in rule.figures
            if key not in thresholds()
        )
        if rule.kind is RuleKind.AREA and not (rule.person and rule.number):
            yield f"rule {rule.key} compares schools; say by which private number of whom (person=, number=)"


@register_addition("rules")
def of_form(form_key: str) -> list[dict[str, Any]]:
    """The rules over a form, for the catalogue."""
    return [describe(rule) for rule in rules().values() if form_of(rule).key == form_key]


def describe(rule: Rule) -> dict[str, Any]:
    """One rule as plain data, for the catalogue."""
    return {
        "key": rule.key,
        "title": rule.title,
        "level": rule.level.value,
        "kind": rule.kind.value,
        "module": form_of(rule).module,
        "form": form_of(rule).key,
        "column": rule.column,
        "office": rule.office,
        "since": rule.since,
        "school_types": list(rule.types),
        "reads": [key_of(label) for label in rule.forms],
        "compares": [key_of(label) for label in rule.compares],
        "message": rule.message,
        "remedy": rule.remedy,
        "source": rule.source,
    }

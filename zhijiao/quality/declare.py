"""Everything a module needs to declare its rules; ``modules/*/rules.py`` imports from here."""

from django.db.models import CharField, Count, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Cast, Substr

from zhijiao.quality.rule import Found, Hit, RuleKind, Severity, rule
from zhijiao.quality.rule_data import RuleData

LOGIC, EXPERIENCE, HINT = Severity.LOGIC, Severity.EXPERIENCE, Severity.HINT


def year_of_month(item: str) -> Cast:
    """The year of a month (YYYY-MM) as the database computes it."""
    return Cast(Substr(item, 1, 4), IntegerField())


def year_of_day(item: str) -> Cast:
    """The year of a day, by its text: what extracts a year from a day is slow in SQLite."""
    return Cast(Substr(Cast(item, CharField()), 1, 4), IntegerField())


__all__ = [
    "Count",
    "EXPERIENCE",
    "HINT",
    "LOGIC",
    "Max",
    "Exists",
    "F",
    "Found",
    "Hit",
    "OuterRef",
    "RuleData",
    "RuleKind",
    "Severity",
    "Q",
    "QuerySet",
    "Sum",
    "rule",
    "year_of_day",
    "year_of_month",
]

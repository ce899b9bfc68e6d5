"""Everything a module needs to declare its rules; ``modules/*/rules.py`` imports from here."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from zhijiao.quality.data import Data
from zhijiao.quality.rule import Found, Hit, Kind, Level, rule

LOGIC, EXPERIENCE, HINT = Level.LOGIC, Level.EXPERIENCE, Level.HINT

__all__ = [
    "EXPERIENCE",
    "HINT",
    "LOGIC",
    "Data",
    "Exists",
    "F",
    "Found",
    "Hit",
    "Kind",
    "Level",
    "OuterRef",
    "Q",
    "QuerySet",
    "rule",
]

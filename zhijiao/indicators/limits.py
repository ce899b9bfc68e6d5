"""Which figure holds for a school: that of its province for its kind, else the national one, each with its document."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.db.models import Q, QuerySet

from zhijiao.indicators.book import INDICATORS
from zhijiao.indicators.models import OWN_FIGURES, Category, ProvinceFigure, SchoolCategory
from zhijiao.orgs.paths import path_ids
from zhijiao.quality import thresholds
from zhijiao.quality.rule_data import RuleData
from zhijiao.quality.thresholds import Threshold

FILE = Path(__file__).with_name("thresholds.csv")
PROFILE = "general.SchoolProfile"
TECHNICIAN_TYPE = "366"
"""技工学校 in the table of school types."""
JUDGED = ("continuing", "resumed")
"""Kinds of school for which the standards are meant; 附设中职班 and others keep none of their own."""
PROJECT_UNTIL = "2022-01"
"""达标工程 leaves out schools founded in this month or later."""


@cache
def national() -> dict[str, list[Threshold]]:
    """The figures of national documents and of the installation, by key, those that replace others last."""
    found = {key: list(rows) for key, rows in thresholds.thresholds().items()}
    for row in thresholds.read(FILE):
        found.setdefault(row.key, []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure with where it comes from."""

    value: Decimal
    unit: str
    document: str
    article: str
    seen: bool
    note: str = ""
    provincial: bool = False

    @classmethod
    def of_threshold(cls, row: Threshold, note: str = "") -> "Limit":
        """A figure of a data file."""
        said = "；".join(filter(None, (row.note, note)))
        return cls(row.value, row.unit, row.document, row.article, row.state == "seen", said)


@dataclass(frozen=True, slots=True)
class Scope:
    """A school as far as the standards ask: its kind, its type and province, and why 达标工程 leaves it out."""

    category: Category
    school_type: str
    region: str
    province: int | None
    outside: str = ""


class Limits:
    """The figures for some schools on the last day of the round's school year; three queries, whatever their number."""

    def __init__(self, data: RuleData) -> None:
        self._day = data.day
        self.scopes = _scopes(data)
        self._own = _province_figures({each.province for each in self.scopes.values()}, data.day)

    def of(self, key: str, school: int) -> Limit | None:
        """The figure of a school; None where none is meant for its kind."""
        scope = self.scopes[school]
        if scope.school_type not in JUDGED:
            return None
        return self._own.get((scope.province, key, scope.category)) or self._national(key, scope)

    def _national(self, key: str, scope: Scope) -> Limit | None:
        special = scope.category == Category.TECHNICIAN
        rows = national().get(f"{key}@{scope.category.value}" if special else key, [])
        row = thresholds.fitting(rows, scope.school_type, scope.region[:2], self._day)
        if row is None:
            return None
        left = scope.category in OWN_FIGURES
        return Limit.of_threshold(row, f"本省未另定{scope.category.label}标准，暂按一般类" if left else "")


def _scopes(data: RuleData) -> dict[int, Scope]:
    """What kind each school is."""
    profiles = {
        school: (kind or "", founded or "")
        for school, kind, founded in data.rows(PROFILE).values_list("school_id", "school_type", "founded")
    }
    named = dict(
        SchoolCategory.objects.filter(school__in=data.schools.order_by().values("pk")).values_list(
            "school_id", "category"
        )
    )
    paths = dict(data.schools.order_by().values_list("pk", "path"))
    made = {}
    for school, facts in data.facts.items():
        kind, founded = profiles.get(school, ("", ""))
        usual = Category.TECHNICIAN if kind == TECHNICIAN_TYPE else Category.GENERAL
        ids = path_ids(paths[school])
        made[school] = Scope(
            Category(named.get(school, usual)),
            facts.school_type,
            facts.region,
            ids[1] if len(ids) > 1 else None,
            _why_outside(facts.school_type, founded),
        )
    return made


def _why_outside(school_type: str, founded: str) -> str:
    if school_type not in JUDGED:
        return "附设中职班和其他教育机构不在达标工程范围"
    return "2022年以后新设的学校不在达标工程范围" if founded >= PROJECT_UNTIL else ""


def _province_figures(
    provinces: Iterable[int | None], day: date
) -> dict[tuple[int | None, str, Category], Limit]:
    rows = _valid(day).filter(province__in=[pk for pk in provinces if pk])
    return {
        (row.province_id, row.key, Category(row.category)): Limit(
            row.value, unit_of(row.key), row.document, row.article, True, row.note, provincial=True
        )
        for row in rows.order_by("valid_from")
    }


def _valid(day: date) -> QuerySet[ProvinceFigure]:
    return ProvinceFigure.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


def own_figures(data: RuleData) -> thresholds.Own:
    """The provinces' figures by school and key, for 数据校验, whose hints hold records against the same standards.

    Where no province has set any, one query.
    """
    figures = [(row.province_id, row.category, row.key, row.value) for row in _valid(data.day)]
    if not figures:
        return {}
    made: thresholds.Own = {}
    for school, scope in _scopes(data).items():
        if scope.school_type in JUDGED:
            place = scope.province, scope.category.value
            made[school] = {key: value for *of, key, value in figures if tuple(of) == place}
    return made


def unit_of(key: str) -> str:
    """The unit of a figure, as its national one has it."""
    return national()[key][0].unit


def figure_keys() -> tuple[str, ...]:
    """The figures that indicators ask for, in the order of the indicators."""
    return tuple(dict.fromkeys(key for each in INDICATORS.values() for key in each.figures))

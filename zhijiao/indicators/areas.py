"""Indicators of an area: amounts of its schools added up, and how many of them meet the standard. From stored rows.

An area's value is that of the sums, over the schools whose records tell both amounts.
"""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import StrIndex, Substr

from zhijiao.catalogue.matrix import Round
from zhijiao.indicators.book import INDICATORS
from zhijiao.indicators.declare import Condition
from zhijiao.indicators.models import IndicatorCheck, IndicatorValue, Verdict
from zhijiao.indicators.storing import met_project
from zhijiao.orgs.models import Level, Org, Status

GOALS = ((2023, Decimal(80)), (2025, Decimal(90)))
"""Percent of schools that have to meet all monitored indicators by the end of a year (达标工程)."""


@dataclass(frozen=True)
class AreaValue:
    """One indicator of an area."""

    indicator: Condition
    #: Schools that are in the sums.
    schools: int
    numerator: Decimal
    denominator: Decimal | None
    value: Decimal | None
    passed: int
    short: int
    incomplete: int
    unjudged: int

    @property
    def judged(self) -> int:
        """Schools for which there is a standard."""
        return self.passed + self.short + self.incomplete


def schools_of(area: Org) -> QuerySet[Org]:
    """The schools of an area that still work."""
    return Org.objects.subtree(area.path).schools().active()


def values(area: Org, filing: Round) -> dict[str, AreaValue]:
    """All indicators of an area; one query."""
    rows: Any = _stored(area, filing).order_by().values("key").annotate(**_FIGURES)
    found = {row["key"]: row for row in rows}
    return {key: _value(each, found.get(key)) for key, each in INDICATORS.items()}


def value(area: Org, filing: Round, key: str) -> AreaValue:
    """One indicator of an area; one query."""
    row: Any = _stored(area, filing).filter(key=key).aggregate(**_FIGURES)
    return _value(INDICATORS[key], row)


_KNOWN = Q(value__isnull=False)
_FIGURES: dict[str, Any] = {
    "schools": Count("pk", filter=_KNOWN),
    "over": Sum("numerator", filter=_KNOWN),
    "under": Sum("denominator", filter=_KNOWN),
    **{f"n_{verdict.value}": Count("pk", filter=Q(verdict=verdict)) for verdict in Verdict},
}


def _stored(area: Org, filing: Round) -> QuerySet[IndicatorValue]:
    return IndicatorValue.objects.filter(
        round=filing.key, school__path__under=area.path, school__status=Status.ACTIVE
    )


def _value(indicator: Condition, row: dict[str, Any] | None) -> AreaValue:
    if row is None:
        return AreaValue(indicator, 0, Decimal(0), None, None, 0, 0, 0, 0)
    over = Decimal(row["over"] or 0)
    under = Decimal(row["under"]) if indicator.under and row["under"] is not None else None
    counts = [row[f"n_{verdict.value}"] for verdict in Verdict]
    return AreaValue(indicator, row["schools"], over, under, sum_value(indicator, over, under), *counts)


def sum_value(indicator: Condition, over: Decimal, under: Decimal | None) -> Decimal | None:
    """The value that sums give; None where there is nothing to divide by."""
    if not indicator.under:
        return over
    return over * indicator.factor / under if under else None


@dataclass(frozen=True)
class Progress:
    """How schools stand: how many there are, are reckoned, are meant by 达标工程, meet all its indicators."""

    org: Org | None
    schools: int
    reckoned: int
    in_project: int
    met: int

    @property
    def share(self) -> Decimal | None:
        """Percent of the schools meant that meet all."""
        return Decimal(100) * self.met / self.in_project if self.in_project else None


_STANDING: dict[str, Any] = {
    "reckoned": Count("pk"),
    "meant": Count("pk", filter=Q(in_project=True)),
    "met": Count("pk", filter=met_project()),
}


def progress(area: Org, filing: Round) -> Progress:
    """How the schools of an area stand; two queries."""
    row = _checks(area, filing).aggregate(**_STANDING)
    return Progress(area, schools_of(area).count(), row["reckoned"], row["meant"], row["met"])


def _checks(area: Org, filing: Round) -> QuerySet[IndicatorCheck]:
    return IndicatorCheck.objects.filter(
        round=filing.key,
        school__path__under=area.path,
        school__status=Status.ACTIVE,
        computed_at__isnull=False,
    )


def parts(area: Org, filing: Round, key: str) -> list[tuple[Progress, AreaValue]]:
    """The areas right below, each with its standing and one indicator; four queries, whatever their number.

    Schools right below the area itself stand together, without an area.
    """
    below = {child.pk: child for child in area.children.exclude(level=Level.SCHOOL).order_by("path")}
    numbers = _by_part(schools_of(area), area, "path", {"schools": Count("pk")})
    standing = _by_part(_checks(area, filing), area, "school__path", _STANDING)
    found = _by_part(_stored(area, filing).filter(key=key), area, "school__path", _FIGURES)
    made = [
        (
            _progress(child, _one(numbers, {pk}), _one(standing, {pk})),
            _value(INDICATORS[key], _one(found, {pk})),
        )
        for pk, child in below.items()
    ]
    direct = numbers.keys() - below.keys()
    if direct:
        standing_here = _progress(None, _one(numbers, direct), _one(standing, direct))
        made.append((standing_here, _value(INDICATORS[key], _one(found, direct))))
    return made


Figures = dict[str, Any]


def _by_part(rows: QuerySet[Any], area: Org, path: str, figures: Figures) -> dict[int, Figures]:
    """Figures by the node right below the area that the path of a row leads through."""
    rest = Substr(path, len(area.path) + 1)
    head = Substr(rest, 1, StrIndex(rest, Value("/")) - 1)
    grouped = rows.order_by().annotate(head=head).values("head").annotate(**figures)
    return {int(row.pop("head")): row for row in grouped}


def _one(found: dict[int, Figures], nodes: Collection[int]) -> Figures | None:
    """The figures of some nodes added up; None where there are none."""
    mine = [found[pk] for pk in nodes if pk in found]
    if not mine:
        return None
    return {name: sum((row[name] or 0 for row in mine), 0) for name in mine[0]}


def _progress(org: Org | None, number: Figures | None, standing: Figures | None) -> Progress:
    known = standing or {"reckoned": 0, "meant": 0, "met": 0}
    return Progress(org, number["schools"] if number else 0, known["reckoned"], known["meant"], known["met"])


def falling_short(
    area: Org, filing: Round, key: str, verdict: str = "", sort: str = ""
) -> QuerySet[IndicatorValue]:
    """Schools with their value of one indicator, those with most to mend first unless asked otherwise."""
    found = _stored(area, filing).filter(key=key).select_related("school")
    if verdict:
        found = found.filter(verdict=verdict)
    return found.order_by(*ORDERS.get(sort, ORDERS[""]), "school__path")


ORDERS: dict[str, tuple[Any, ...]] = {
    "": (F("gap").desc(),),
    "gap": (F("gap").asc(),),
    "-gap": (F("gap").desc(),),
    "value": (F("value").asc(nulls_last=True),),
    "-value": (F("value").desc(nulls_last=True),),
    "needed": (F("needed").asc(),),
    "-needed": (F("needed").desc(),),
    "school": ("school__name",),
    "-school": ("-school__name",),
}
"""Orders of the list, by what an address calls them."""

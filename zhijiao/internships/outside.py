"""Students outside by place, and those without agreement or insurance: counts over placements that the gate has opened.

No item that is read here is private. Whoever is shown a number may open the list behind it, so that no number says
more than the rows do; who sees only own rows is shown numbers of those alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from zhijiao.catalogue.tables import table
from zhijiao.internships import tile_map
from zhijiao.internships.form_keys import ON_THE_JOB
from zhijiao.kit.dates import parse_date
from zhijiao.kit.periods import academic_span

UNSIGNED = Q(agreement=False, project__kind=ON_THE_JOB)
"""Posts without an agreement of the three parties."""
UNINSURED = Q(insured=False)
LACKING = UNSIGNED | UNINSURED

COUNTED = {
    "students": Count("pk"),
    "unsigned": Count("pk", filter=UNSIGNED),
    "uninsured": Count("pk", filter=UNINSURED),
}


@dataclass(frozen=True)
class Asked:
    """What is asked of the board: the school year, a day in it (else the whole year), a kind of internship."""

    year: int
    day: date | None
    kind: str
    #: The province whose cities are shown; empty where nobody has chosen one.
    province: str
    #: What was written as a day and is none of the year.
    misread: str = ""

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The placements that are meant."""
        found = rows.filter(year=self.year)
        if self.kind:
            found = found.filter(project__kind=self.kind)
        return found.filter(starts__lte=self.day, ends__gte=self.day) if self.day else found


def parse_asked(params: Mapping[str, str], year: int) -> Asked:
    """What an address asks for; unsaid, it is today if the year runs, else the whole year."""
    first, last = academic_span(year)
    text, today = params.get("day"), timezone.localdate()
    day, misread = today if text is None and first <= today <= last else None, ""
    if text:
        try:
            day = parse_date(text[:20])
        except ValueError:
            day = None
        if day is None or not first <= day <= last:
            day, misread = None, text[:20]
    kinds, regions = table("internship_kind"), table("regions")
    kind, province = params.get("kind", ""), params.get("province", "")
    return Asked(
        year,
        day,
        kind if kind in kinds else "",
        province if province.endswith("0000") and province in regions else "",
        misread,
    )


@dataclass
class RegionCount:
    """A region with its numbers."""

    code: str
    name: str
    students: int = 0
    unsigned: int = 0
    uninsured: int = 0

    def add(self, row: Mapping[str, Any]) -> None:
        """Take in the numbers of a part of the region."""
        self.students += row["students"]
        self.unsigned += row["unsigned"]
        self.uninsured += row["uninsured"]


@dataclass(frozen=True)
class Outside:
    """Placements by place: all, by province, by city and county of the province shown."""

    total: RegionCount
    provinces: list[RegionCount]
    shown: str
    cities: list[RegionCount] = field(default_factory=list)
    counties: list[RegionCount] = field(default_factory=list)
    #: Placements that name no place.
    nowhere: int = 0


def by_place(rows: QuerySet[Any], chosen: str) -> Outside:
    """Placements by place; one query. Without a province chosen that with most of them is shown."""
    counted = list(rows.order_by().values("region").annotate(**COUNTED))
    total = RegionCount("", "合计")
    for row in counted:
        total.add(row)
    placed = [row for row in counted if row["region"]]
    provinces = _added(placed, tile_map.province_of)
    shown = chosen or next((each.code for each in sorted(provinces, key=lambda p: -p.students)), "")
    inside = [row for row in placed if tile_map.province_of(row["region"]) == shown]
    return Outside(
        total,
        provinces,
        shown,
        _added(inside, tile_map.city_of),
        _added(inside, lambda code: code),
        sum(row["students"] for row in counted if not row["region"]),
    )


def _added(rows: Iterable[Mapping[str, Any]], key: Any) -> list[RegionCount]:
    """Numbers added up by a region further up, in the order of the codes."""
    regions, found = table("regions"), defaultdict[str, list[Mapping[str, Any]]](list)
    for row in rows:
        found[key(row["region"])].append(row)
    made = []
    for code in sorted(found):
        made.append(RegionCount(code, regions.full_name(code)))
        for row in found[code]:
            made[-1].add(row)
    return made


def companies(rows: QuerySet[Any]) -> int:
    """How many companies take students in; one query."""
    number: int = rows.order_by().aggregate(number=Count("company", distinct=True))["number"]
    return number


def lacking(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Placements without an agreement that they need, or without insurance."""
    return rows.filter(LACKING).order_by("project__number", "student__number", "pk")


def by_school(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same numbers by school, those with most to mend first."""
    counted = rows.order_by().values("school_id", name=F("school__name")).annotate(**COUNTED)
    return counted.annotate(lacking=Count("pk", filter=LACKING)).order_by("-lacking", "name", "school_id")

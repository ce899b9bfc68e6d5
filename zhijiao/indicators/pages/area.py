"""Indicators of an area, and the list of its schools by one of them; read from what is stored."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from zhijiao.catalogue.matrix import Round
from zhijiao.files.answers import hand_out
from zhijiao.filing.pages.context import selected_round
from zhijiao.identity.gate import GET_POST, business
from zhijiao.identity.requests import ActorRequest
from zhijiao.indicators import areas, exported_files, shown, visibility
from zhijiao.indicators.areas import AreaValue, Progress
from zhijiao.indicators.book import GROUPS, INGREDIENTS
from zhijiao.indicators.declare import Condition
from zhijiao.indicators.models import IndicatorCheck, Verdict
from zhijiao.indicators.pages.common import is_settled
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Level, Org
from zhijiao.workbooks.writing import WRITERS

SIZES = (20, 50, 100)


@dataclass(frozen=True)
class AreaLine:
    """One indicator of the area as the page shows it."""

    found: AreaValue
    value: str
    sums: str
    url: str


@dataclass(frozen=True)
class PartLine:
    """An area right below: how it stands, and the indicator chosen."""

    progress: Progress
    found: AreaValue
    value: str
    url: str
    share: str


@dataclass(frozen=True, kw_only=True)
class AreaPage:
    """The page of an area."""

    area: Org
    own: bool
    round: Round
    settled: bool
    progress: Progress
    share: str
    goals: list[tuple[int, str, bool]]
    pending: int
    groups: dict[str, list[AreaLine]]
    chosen: Condition
    choices: list[tuple[str, str]]
    below: list[PartLine]
    hidden: list[str]
    links: dict[str, str]


def overview(request: ActorRequest) -> HttpResponse:
    """The indicators of an area with the areas right below it."""
    seen = visibility.indicators(request.actor)
    if not seen:
        return _nothing(request)
    area, filing = area_of(request), selected_round(request)
    chosen = _chosen(request, seen)
    found, standing = areas.values(area, filing), areas.progress(area, filing)
    keys = {each.key for each in seen}
    waiting = IndicatorCheck.objects.filter(round=filing.key, pending=True, school__path__under=area.path)
    drawn = AreaPage(
        area=area,
        own=area.pk == request.actor.org_id,
        round=filing,
        settled=is_settled(filing),
        progress=standing,
        share=shown.with_unit(standing.share, "%"),
        goals=[
            (year, shown.with_unit(goal, "%"), (standing.share or 0) >= goal) for year, goal in areas.GOALS
        ],
        pending=waiting.count(),
        groups={
            title: [_line(request, area, found[key]) for key in mine if key in keys]
            for title, mine in GROUPS.items()
            if keys & set(mine)
        },
        chosen=chosen,
        choices=[(each.key, each.label) for each in seen],
        below=[_part(request, *part) for part in areas.parts(area, filing, chosen.key)],
        hidden=visibility.hidden_forms(request.actor),
        links=_links(request, area, chosen),
    )
    return render_page(request, "indicators/area.html", drawn)


def _nothing(request: ActorRequest) -> HttpResponse:
    return render_page(request, "indicators/nothing.html", Nothing(visibility.hidden_forms(request.actor)))


@dataclass(frozen=True)
class Nothing:
    """Somebody who may see none of the forms is told which."""

    hidden: list[str]


def area_of(request: ActorRequest) -> Org:
    """The area that is asked for, within the actor's own; 404 for any other."""
    asked = request.GET.get("area")
    if not asked:
        return Org.objects.get(pk=request.actor.org_id)
    number = whole_number(asked)
    within = Org.objects.subtree(request.actor.org_path).exclude(level=Level.SCHOOL)
    found = None if number is None else within.filter(pk=number).first()
    if found is None:
        raise Http404("没有这个地区，或不在您的管理范围内。")
    return found


def _chosen(request: ActorRequest, seen: list[Condition]) -> Condition:
    return next((each for each in seen if each.key == request.GET.get("key")), seen[0])


def _line(request: ActorRequest, area: Org, found: AreaValue) -> AreaLine:
    indicator = found.indicator
    sums = shown.with_unit(found.numerator, INGREDIENTS[indicator.over].unit)
    if indicator.under:
        sums += f" ÷ {shown.with_unit(found.denominator, INGREDIENTS[indicator.under].unit)}"
    return AreaLine(
        found,
        shown.value_of(indicator, found.value) if found.schools else shown.NOTHING,
        sums if found.schools else "",
        schools_url(request, area, key=indicator.key),
    )


def _part(request: ActorRequest, progress: Progress, found: AreaValue) -> PartLine:
    value = shown.value_of(found.indicator, found.value) if found.schools else shown.NOTHING
    url = "" if progress.org is None else _url(request, "list", progress.org, key=found.indicator.key)
    return PartLine(progress, found, value, url, shown.with_unit(progress.share, "%"))


def _links(request: ActorRequest, area: Org, chosen: Condition) -> dict[str, str]:
    return {
        "schools": schools_url(request, area, key=chosen.key, verdict=Verdict.SHORT),
        "history": _url(request, "history", area),
    }


def schools_url(request: ActorRequest, area: Org, **more: str) -> str:
    """The list of schools by an indicator."""
    return _url(request, "schools", area, **more)


def _url(request: ActorRequest, name: str, area: Org, **more: str) -> str:
    params = request.GET.copy()
    for key in list(params):
        if key != "year":
            params.pop(key)
    if area.pk != request.actor.org_id:
        params["area"] = str(area.pk)
    params.update({key: str(value) for key, value in more.items()})
    path = reverse(f"indicators:{name}")
    return f"{path}?{params.urlencode()}" if params else path


# The schools by one indicator ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class SchoolsPage:
    """Schools of an area with one indicator each."""

    area: Org
    own: bool
    round: Round
    chosen: Condition
    choices: list[tuple[str, str]]
    verdict: str
    switches: list[tuple[str, str, bool, int]]
    q: str
    sort: str
    page: Page
    lines: list["SchoolLine"]
    heads: dict[str, tuple[str, str]]
    total: AreaValue
    may_export: bool
    links: dict[str, str]


@dataclass(frozen=True)
class SchoolLine:
    """A school in the list."""

    name: str
    url: str
    value: str
    over: str
    under: str
    standard: str
    verdict: str
    kind: str
    said: str


@business("view")
def schools(request: ActorRequest) -> HttpResponse:
    """Who meets one indicator and who falls short by how much; can be sorted."""
    seen = visibility.indicators(request.actor)
    if not seen:
        return _nothing(request)
    area, filing, chosen = area_of(request), selected_round(request), _chosen(request, seen)
    verdict, asked, sort = _asked(request)
    total = areas.value(area, filing, chosen.key)
    found = _searched(areas.falling_short(area, filing, chosen.key, verdict, sort), asked)
    page = page_of(found, request.GET, sizes=SIZES)
    drawn = SchoolsPage(
        area=area,
        own=area.pk == request.actor.org_id,
        round=filing,
        chosen=chosen,
        choices=[(each.key, each.label) for each in seen],
        verdict=verdict,
        switches=_switches(request, area, chosen, verdict, total),
        q=asked,
        sort=sort,
        page=page,
        lines=[school_line(chosen, row) for row in page],
        heads={
            name: _head(request, area, chosen, verdict, sort, name) for name in ("school", "value", "gap")
        },
        total=total,
        may_export=request.actor.may_somewhere("export"),
        links={"list": _url(request, "list", area, key=chosen.key)}
        | {fmt: _export_url(request, area, chosen, verdict, sort, fmt) for fmt in WRITERS},
    )
    return render_page(request, "indicators/schools.html", drawn)


def _asked(request: ActorRequest) -> tuple[str, str, str]:
    """Verdict, words and order of an address; what is none is left out."""
    verdict, sort = request.GET.get("verdict", ""), request.GET.get("sort", "")
    asked = fold(request.GET.get("q", "")[:60])
    return (verdict if verdict in Verdict.values else "", asked, sort if sort in areas.ORDERS else "")


def _searched(rows: QuerySet[Any], asked: str) -> QuerySet[Any]:
    if not asked:
        return rows
    return rows.filter(Q(school__name__contains=asked) | Q(school__code__startswith=asked))


def _switches(
    request: ActorRequest, area: Org, chosen: Condition, verdict: str, total: AreaValue
) -> list[tuple[str, str, bool, int]]:
    numbers = {
        Verdict.SHORT: total.short,
        Verdict.INCOMPLETE: total.incomplete,
        Verdict.PASS: total.passed,
        Verdict.NONE: total.unjudged,
    }
    made = [("全部", schools_url(request, area, key=chosen.key), not verdict, sum(numbers.values()))]
    for each, number in numbers.items():
        url = schools_url(request, area, key=chosen.key, verdict=each)
        made.append((str(each.label), url, verdict == each, number))
    return made


def _head(
    request: ActorRequest, area: Org, chosen: Condition, verdict: str, sort: str, name: str
) -> tuple[str, str]:
    """Where a head of the table leads, and how it is sorted now."""
    down = f"-{name}"
    to = name if sort == down else down
    way = "descending" if sort == down else "ascending" if sort == name else ""
    more = {"key": chosen.key, "sort": to} | ({"verdict": verdict} if verdict else {})
    return schools_url(request, area, **more), way


def school_line(indicator: Condition, row: Any) -> SchoolLine:
    """A school's stored value as the list and the file show it."""
    short = row.verdict == Verdict.SHORT
    return SchoolLine(
        row.school.name,
        f"{reverse('indicators:list')}?school={row.school_id}",
        shown.value_of(indicator, row.value),
        shown.number(row.numerator),
        shown.number(row.denominator) if indicator.under else "",
        shown.standard_of(indicator, row.bound),
        Verdict(row.verdict).label,
        shown.KINDS[Verdict(row.verdict)],
        shown.missing(indicator, Decimal(row.gap), Decimal(row.needed)) if short else "",
    )


def _export_url(
    request: ActorRequest, area: Org, chosen: Condition, verdict: str, sort: str, fmt: str
) -> str:
    query = _url(request, "schools", area, key=chosen.key, verdict=verdict, sort=sort).partition("?")[2]
    return f"{reverse('indicators:export', args=[fmt])}?{query}"


@business("export", methods=GET_POST)
def export(request: ActorRequest, fmt: str) -> HttpResponseBase:
    """The list as a file."""
    if fmt not in WRITERS:
        raise Http404("只能导出 xlsx 或 csv 格式。")
    seen = visibility.indicators(request.actor, "export")
    if not seen:
        raise visibility.refused(request.actor)
    chosen = _chosen(request, seen)
    verdict, _, sort = _asked(request)
    wanted = exported_files.schools_wanted(
        request.actor, area_of(request), selected_round(request), chosen, verdict, sort, fmt
    )
    return hand_out(request, wanted)

"""The what-if box of a school, its history by year, and its sheet as a file."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase

from zhijiao.catalogue.matrix import Round, current_round, filing_round, round_keys, round_of_year
from zhijiao.files.answers import hand_out
from zhijiao.filing.models import FilingCount
from zhijiao.filing.pages.context import school_of, selected_round
from zhijiao.filing.schema.registry import registry
from zhijiao.identity.gate import GET_POST, business
from zhijiao.identity.requests import ActorRequest
from zhijiao.indicators import areas, exported_files, judging, shown, storing, visibility, what_if
from zhijiao.indicators.amounts import OfSchool, amounts
from zhijiao.indicators.book import EQUIPMENT, PREMISES
from zhijiao.indicators.declare import Condition
from zhijiao.indicators.limits import Limits
from zhijiao.indicators.models import IndicatorCheck, Verdict
from zhijiao.indicators.pages.area import area_of
from zhijiao.indicators.pages.common import address
from zhijiao.indicators.what_if import KNOBS, Knob
from zhijiao.kit.page_context import render_page
from zhijiao.kit.periods import year_label
from zhijiao.orgs.models import Org
from zhijiao.quality.rule_data import RuleData

YEARS_SHOWN = 5
SHEETS = ("xlsx", "csv", "pdf")


# What if -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Compared:
    """An indicator before and after."""

    indicator: Condition
    standard: str
    before: str
    after: str
    verdict_before: Verdict
    verdict_after: Verdict
    kind_before: str
    kind_after: str
    said: str
    moved: bool


@dataclass(frozen=True, kw_only=True)
class WhatIfPage:
    """What the indicators of a school would be."""

    school: Org
    own: bool
    round: Round
    fields: list[dict[str, Any]]
    lines: list[Compared]
    #: Whether anything was typed.
    asked: bool
    errors: list[tuple[str, str]]
    unknown: list[str]
    better: int
    back: str


@business("view")
def what_if_page(request: ActorRequest) -> HttpResponse:
    """What the indicators would be with so many students, teachers, square metres more."""
    seen = visibility.indicators(request.actor)
    school, filing = school_of(request, request.actor), selected_round(request)
    data = RuleData(Org.objects.filter(pk=school.pk), filing)
    now, limits = amounts(data)[school.pk], Limits(data)
    visible = {key for each in seen for key in each.ingredients}
    knobs = [knob for knob in KNOBS.values() if visible.issuperset(knob.moves)]
    supposed = what_if.read({knob.key: request.GET.get(knob.key, "") for knob in knobs}, now)
    changes = {} if supposed.errors else supposed.changes
    before = judging.sheet_of(now, limits, school.pk)
    after = judging.sheet_of(what_if.supposed(now, changes), limits, school.pk)
    lines = [_compared(each, before, after) for each in seen]
    drawn = WhatIfPage(
        school=school,
        own=request.actor.is_school,
        round=filing,
        fields=[_field(knob, now, request, supposed) for knob in knobs],
        lines=lines,
        asked=bool(changes),
        errors=[(key, KNOBS[key].label) for key in supposed.errors],
        unknown=what_if.unknown(now, changes),
        better=sum(line.verdict_after == Verdict.PASS != line.verdict_before for line in lines),
        back=address(request, "list", school),
    )
    return render_page(request, "indicators/what_if.html", drawn, status=422 if supposed.errors else 200)


def _field(knob: Knob, now: OfSchool, request: ActorRequest, supposed: what_if.Supposed) -> dict[str, Any]:
    """A box for a change: what is there now, what was typed, what is wrong with it."""
    error = supposed.errors.get(knob.key)
    return {
        "name": knob.key,
        "label": knob.label,
        "widget": "number",
        "unit": knob.unit,
        "maxlength": what_if.LONGEST + 1,
        "value": request.GET.get(knob.key, "")[: what_if.LONGEST + 1],
        "hint": f"现有 {shown.with_unit(now[knob.moves[0]].value, knob.unit)}",
        "errors": [error] if error else [],
    }


def _compared(indicator: Condition, before: judging.Sheet, after: judging.Sheet) -> Compared:
    was, then = before.results[indicator.key], after.results[indicator.key]
    return Compared(
        indicator,
        shown.standard_of(indicator, then.bound),
        shown.value_of(indicator, was.value),
        shown.value_of(indicator, then.value),
        was.verdict,
        then.verdict,
        shown.KINDS[was.verdict],
        shown.KINDS[then.verdict],
        shown.said(then),
        was.value != then.value or was.bound != then.bound,
    )


# History -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class YearCell:
    """An indicator in a year."""

    value: str
    verdict: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class HistoryPage:
    """Indicators by year: a column for each."""

    title: str
    own: bool
    school: Org | None
    area: Org | None
    heads: list[str]
    #: Label and a cell for each head.
    rows: list[tuple[str, list[YearCell]]]
    note: str
    back: str


@business("view")
def history(request: ActorRequest) -> HttpResponse:
    """The indicators year by year: of a school from its forms, of an area by its rounds."""
    if request.actor.is_school or request.GET.get("school"):
        return _school_history(request, school_of(request, request.actor))
    return _area_history(request, area_of(request))


def _school_history(request: ActorRequest, school: Org) -> HttpResponse:
    seen = visibility.indicators(request.actor)
    years = _years(school)
    sheets = [storing.sheet_of(school, _as_round(year)) for year in years]
    rows = [(each.label, [_cell(each, sheet) for sheet in sheets]) for each in seen]
    return render_page(
        request,
        "indicators/history.html",
        HistoryPage(
            title=school.name,
            own=request.actor.is_school,
            school=school,
            area=None,
            heads=[year_label(year) for year in years],
            rows=rows,
            note="每年按当年时点的人数和当年填报的场地、设备计算，标准按当年有效的文件。",
            back=address(request, "list", school),
        ),
    )


def _cell(indicator: Condition, sheet: judging.Sheet) -> YearCell:
    result = sheet.results.get(indicator.key)
    if result is None:
        return YearCell(shown.NOTHING, "没有计算", "mute")
    return YearCell(
        shown.value_of(indicator, result.value), str(result.verdict.label), shown.KINDS[result.verdict]
    )


def _years(school: Org) -> list[int]:
    """Years for which the school has told of its grounds or equipment, and that of the latest round; at most five."""
    forms = [registry().by_model(label).key for label in (PREMISES, EQUIPMENT)]
    filled = FilingCount.objects.filter(Q(rows__gt=0), school=school, form__in=forms)
    latest = current_round().academic_year
    years = {*filled.order_by().values_list("year", flat=True), latest}
    return sorted(year for year in years if year <= latest)[-YEARS_SHOWN:]


def _as_round(year: int) -> Round:
    """The round of a school year; for years before the first one, the same days of that year."""
    found = round_of_year(year)
    if found is not None:
        return found
    nearest = current_round()
    back = nearest.academic_year - year
    days = ("academic_from", "academic_to", "calendar_from", "calendar_to", "opens", "closes")
    moved: dict[str, Any] = {name: _earlier(getattr(nearest, name), back) for name in days}
    return replace(nearest, key=f"year-{year}", academic_year=year, **moved)


def _earlier(day: date, years: int) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if leap else day.day)


def _area_history(request: ActorRequest, area: Org) -> HttpResponse:
    seen = visibility.indicators(request.actor)
    rounds = [filing_round(key) for key in round_keys()][-YEARS_SHOWN:]
    reckoned = set(
        IndicatorCheck.objects.filter(school__path__under=area.path, computed_at__isnull=False)
        .order_by()
        .values_list("round", flat=True)
        .distinct()
    )
    rounds = [filing for filing in rounds if filing.key in reckoned]
    by_round = [areas.values(area, filing) for filing in rounds]
    rows = [
        (
            each.label,
            [
                YearCell(
                    shown.value_of(each, found[each.key].value),
                    f"{found[each.key].passed}/{found[each.key].judged} 所达到",
                    "mute",
                )
                for found in by_round
            ],
        )
        for each in seen
    ]
    return render_page(
        request,
        "indicators/history.html",
        HistoryPage(
            title=area.name,
            own=area.pk == request.actor.org_id,
            school=None,
            area=area,
            heads=[filing.title for filing in rounds],
            rows=rows if rounds else [],
            note="按各填报轮次保存的计算结果汇总；下一轮次开始后，上一轮次的结果不再变动。",
            back=address(request, "list", None, area="" if area.pk == request.actor.org_id else area.pk),
        ),
    )


# Files ---------------------------------------------------------------------------------------------------------------


@business("export", methods=GET_POST)
def sheet(request: ActorRequest, part: str) -> HttpResponseBase:
    """The sheet of a school as a file."""
    if part not in SHEETS:
        raise Http404("没有这种格式的办学条件表。")
    school = school_of(request, request.actor)
    wanted = exported_files.sheet_wanted(request.actor, school, selected_round(request), part)
    if not wanted.rows:
        raise visibility.refused(request.actor)
    return hand_out(request, wanted)

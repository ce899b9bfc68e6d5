"""The indicators of one school, live; and the records behind a number."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import Http404, HttpResponse
from django.urls import reverse

from zhijiao.catalogue.matrix import Round
from zhijiao.filing.pages.context import school_of, selected_round
from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import RecordForm
from zhijiao.filing.schema.registry import registry
from zhijiao.identity.gate import business
from zhijiao.identity.requests import ActorRequest
from zhijiao.indicators import amounts, shown, storing, visibility
from zhijiao.indicators.book import GROUPS, INGREDIENTS, PROJECT
from zhijiao.indicators.declare import Ingredient
from zhijiao.indicators.judging import Result, Sheet
from zhijiao.indicators.models import Verdict
from zhijiao.indicators.pages import area
from zhijiao.indicators.pages.common import address, amount_address, is_settled
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.orgs.models import Org
from zhijiao.quality.rule_data import RuleData

SIZES = (20, 50, 100)


@dataclass(frozen=True)
class AmountCell:
    """An amount with the way to its records."""

    label: str
    text: str
    url: str


@dataclass(frozen=True)
class Line:
    """One indicator as the page shows it."""

    result: Result
    value: str
    standard: str
    reckoned: str
    said: str
    kind: str
    amounts: list[AmountCell]
    bases: list[shown.Basis]


@dataclass(frozen=True, kw_only=True)
class SchoolPage:
    """The page of a school."""

    school: Org
    own: bool
    round: Round
    settled: bool
    sheet: Sheet
    groups: dict[str, list[Line]]
    counts: list[tuple[Verdict, int, str]]
    project: int
    project_met: int
    hidden: list[str]
    count_day: object
    may_export: bool
    links: dict[str, str]


@business("view")
def index(request: ActorRequest) -> HttpResponse:
    """The indicators of the school; above the schools those of the area."""
    if not request.actor.is_school and not request.GET.get("school"):
        return area.overview(request)
    return _sheet(request, school_of(request, request.actor), selected_round(request))


def _sheet(request: ActorRequest, school: Org, filing: Round) -> HttpResponse:
    sheet = storing.sheet_of(school, filing)
    seen = [each.key for each in visibility.indicators(request.actor) if each.key in sheet.results]
    lines = {key: _line(request, school, sheet.results[key], filing) for key in seen}
    groups = {title: [lines[key] for key in keys if key in lines] for title, keys in GROUPS.items()}
    verdicts = [sheet.results[key].verdict for key in seen]
    mine = [key for key in PROJECT if key in lines]
    names = ("history", "what_if")
    drawn = SchoolPage(
        school=school,
        own=request.actor.is_school,
        round=filing,
        settled=is_settled(filing),
        sheet=sheet,
        groups={title: found for title, found in groups.items() if found},
        counts=[(verdict, verdicts.count(verdict), shown.KINDS[verdict]) for verdict in Verdict],
        project=len(mine),
        project_met=sum(sheet.results[key].verdict == Verdict.PASS for key in mine),
        hidden=visibility.hidden_forms(request.actor),
        count_day=filing.academic_from,
        may_export=request.actor.may_somewhere("export"),
        links={name: address(request, name, school) for name in names}
        | {fmt: address(request, "sheet", school, part=fmt) for fmt in ("xlsx", "pdf")},
    )
    return render_page(request, "indicators/school.html", drawn)


def _line(request: ActorRequest, school: Org, result: Result, filing: Round) -> Line:
    found = [(result.indicator.over, result.over)]
    if result.under is not None:
        found.append((result.indicator.under, result.under))
    cells = [
        AmountCell(
            INGREDIENTS[key].label,
            shown.with_unit(amount.value, INGREDIENTS[key].unit),
            amount_address(request, school, key, filing.academic_year),
        )
        for key, amount in found
    ]
    indicator = result.indicator
    return Line(
        result,
        shown.value_of(indicator, result.value),
        shown.standard_of(indicator, result.bound),
        shown.reckoned(result),
        shown.said(result),
        shown.KINDS[result.verdict],
        cells,
        shown.bases(result),
    )


@dataclass(frozen=True, kw_only=True)
class RowsPage:
    """The records behind an amount."""

    school: Org
    own: bool
    round: Round
    ingredient: Ingredient
    form: RecordForm
    heads: list[str]
    #: Address and texts of each record; the first text names it.
    rows: list[tuple[str, list[str]]]
    page: Page
    count_day: object
    back: str


@business("view")
def rows(request: ActorRequest, part: str) -> HttpResponse:
    """The records of a school that an amount counts, as many as the number says."""
    ingredient = INGREDIENTS.get(part)
    if ingredient is None or ingredient.item:
        raise Http404("没有这一项数据。")
    visibility.require(request.actor, ingredient)
    school, filing = school_of(request, request.actor), selected_round(request)
    data = RuleData(Org.objects.filter(pk=school.pk), filing)
    form = registry().by_model(ingredient.form)
    counted = amounts.rows(data, ingredient).order_by().values("pk")
    found = access.rows(request.actor, form, "view").filter(school_id=school.pk, pk__in=counted)
    page = page_of(found.order_by(*form.ordering, "pk"), request.GET, sizes=SIZES)
    shown_now: Any = page.object_list
    columns = [column for column in form.listing_columns if not column.private]
    query = "" if request.actor.is_school else f"?school={school.pk}"
    lines = [
        (
            reverse("filing:view", args=[form.key, pk]) + query,
            [str(column.text(value)) for column, value in zip(columns, values, strict=True)],
        )
        for (pk,), values in form.fetch(shown_now, columns)
    ]
    drawn = RowsPage(
        school=school,
        own=request.actor.is_school,
        round=filing,
        ingredient=ingredient,
        form=form,
        heads=[column.label for column in columns],
        rows=lines,
        page=page,
        count_day=data.count_day,
        back=address(request, "list", school),
    )
    return render_page(request, "indicators/rows.html", drawn)

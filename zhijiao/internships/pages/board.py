"""The board of 实习分布: students outside on a map, and who lacks an agreement or insurance; of a school or an area."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse

from zhijiao.catalogue.tables import table
from zhijiao.filing.pages.context import FormContext, form_view, selected_year
from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import FormLike, RecordForm
from zhijiao.identity.requests import ActorRequest
from zhijiao.internships import outside, tile_map
from zhijiao.internships.form_keys import ON_THE_JOB
from zhijiao.internships.outside import Asked, Outside
from zhijiao.internships.tile_map import TileMap
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.kit.periods import academic_span, year_label

SIZES = (20, 50, 100)
SHOWN = ("student", "project", "company", "lacking")
WORDS = {"unsigned": "未签三方协议", "uninsured": "未投保实习责任保险"}


@dataclass(frozen=True)
class Lacking:
    """A student who lacks something: who, in which project, where, what, what the school says of it."""

    url: str
    student: str
    project: str
    company: str
    what: str
    said: str


@dataclass(frozen=True)
class Addresses:
    """The board, the list behind a number, and the same for another school: how their addresses go on."""

    school: str
    year: str
    asked: Asked
    #: Above the schools, where numbers lead to no list: it is another one school by school.
    area: bool = False

    def board(self, **changes: str) -> str:
        """The board with some conditions changed."""
        kept = {
            "school": self.school,
            "year": self.year,
            "kind": self.asked.kind,
            "province": self.asked.province,
            "day": self.asked.day.isoformat() if self.asked.day else "",
        } | changes
        pairs = [(key, value) for key, value in kept.items() if value or key == "day"]
        return "?" + urlencode(pairs)

    def records(self, **conditions: str) -> str:
        """The list of the placements behind a number; empty where there is none."""
        if self.area:
            return ""
        found = {f"f_{name}": text for name, text in conditions.items()}
        if self.asked.day:
            found |= {"f_starts": f"~{self.asked.day}", "f_ends": f"{self.asked.day}~"}
        parts = {"school": self.school, "year": self.year} | found
        pairs = [(key, value) for key, value in parts.items() if value]
        return reverse("filing:list", args=["internship_placement"]) + (
            "?" + urlencode(pairs) if pairs else ""
        )


@dataclass(frozen=True, kw_only=True)
class BoardPage:
    """The board as its template draws it."""

    form: FormLike
    crumbs: list[tuple[str, str | None]]
    sub: str
    asked: Asked
    span: tuple[date, date]
    kinds: list[tuple[str, str]]
    #: 人 on a day, 人次 in a year.
    unit: str
    found: Outside
    companies: int
    country: TileMap
    cities: TileMap | None
    shown: str
    go: Addresses
    #: What is hidden in the form of the conditions.
    hidden: list[tuple[str, str]]
    page: Page
    lacking: list[Lacking]
    #: Above the schools: numbers by school instead of students.
    area: bool


def _above(request: ActorRequest, form: FormLike) -> HttpResponse:
    """The board of an area: the schools that the actor may see."""
    asked = outside.parse_asked(request.GET, selected_year(request))
    rows = asked.narrow(access.rows(request.actor, form, "view"))
    go = Addresses("", request.GET.get("year", "") and str(asked.year), asked, area=True)
    page = page_of(outside.by_school(rows), request.GET, sizes=SIZES)
    return _draw(request, form, rows, go, page, [], "辖区各校合计")


@form_view("view", above_schools=_above)
def board(ctx: FormContext) -> HttpResponse:
    """The board of a school."""
    asked = outside.parse_asked(ctx.request.GET, ctx.year)
    rows = asked.narrow(ctx.rows())
    go = Addresses(
        "" if ctx.own else str(ctx.school.pk), ctx.request.GET.get("year", "") and str(ctx.year), asked
    )
    page = page_of(outside.lacking(rows), ctx.request.GET, sizes=SIZES)
    named = "" if ctx.own else ctx.school.name
    return _draw(ctx.request, ctx.form, rows, go, page, _lacking(ctx, page), named)


def _draw(
    request: ActorRequest,
    form: FormLike,
    rows: QuerySet[Any],
    go: Addresses,
    page: Page,
    lacking: list[Lacking],
    named: str,
) -> HttpResponse:
    asked = go.asked
    found = outside.by_place(rows, asked.province)
    place = next(iter(form.places), None)
    drawn = BoardPage(
        form=form,
        crumbs=[(label, None) for label in place.path[:-1]] if place else [],
        sub=" · ".join(filter(None, (named, year_label(asked.year)))),
        asked=asked,
        span=academic_span(asked.year),
        kinds=[(code, label) for code, label, _ in table("internship_kind").choices()],
        unit="人" if asked.day else "人次",
        found=found,
        companies=outside.companies(rows),
        country=tile_map.country({each.code: each.students for each in found.provinces}),
        cities=tile_map.province(found.shown, {each.code: each.students for each in found.cities})
        if found.shown
        else None,
        shown=table("regions").name(found.shown),
        go=go,
        hidden=[(name, text) for name, text in (("school", go.school), ("year", go.year)) if text],
        page=page,
        lacking=lacking,
        area=go.area,
    )  # fmt: skip
    return render_page(request, "internships/board.html", drawn)


def _lacking(ctx: FormContext, page: Page) -> list[Lacking]:
    """The students on a page of those who lack something; one query."""
    form: RecordForm = ctx.record_form
    columns = [form.columns[name] for name in SHOWN]
    extra = ("pk", "agreement", "insured", "project__kind")
    made = []
    rows: Any = page.object_list
    for (row_id, agreement, insured, kind), values in form.fetch(rows, columns, extra):
        student, project, company, said = (
            column.text(value) for column, value in zip(columns, values, strict=True)
        )
        what = [WORDS["unsigned"]] if agreement is False and kind == ON_THE_JOB else []
        what += [WORDS["uninsured"]] if insured is False else []
        url = ctx.address(reverse("filing:view", args=[form, row_id]))
        made.append(Lacking(url, student, project, company, "、".join(what), said))
    return made

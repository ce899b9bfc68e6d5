"""Published reports: who has one, reading it, its papers, and the table of indicators of an area."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from zhijiao.annual_reports import exported_files, visibility
from zhijiao.annual_reports.content import Content
from zhijiao.annual_reports.models import Report, State, Step
from zhijiao.annual_reports.pages import svg
from zhijiao.documents.writing import PAPERS
from zhijiao.files.answers import hand_out
from zhijiao.filing.pages.context import selected_year
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import GET_POST, business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.kit.periods import year_label
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org
from zhijiao.workbooks.writing import WRITERS

SIZES = (20, 50)


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Reports of a year: of the schools of an area with those that have none, or of the province to read."""

    own: bool
    year: int
    label: str
    q: str
    which: str
    page: Page
    published: int
    may_export: bool
    may_build: bool


@business("view")
def listing(request: ActorRequest) -> HttpResponse:
    """Who has published the report of the year."""
    actor, year = request.actor, selected_year(request)
    asked = fold(request.GET.get("q", "")[:60])
    which = request.GET.get("which", "")
    schools = access.schools(actor).active()
    if actor.is_school:
        schools = Org.objects.subtree(visibility.province_path(actor.org_path)).schools().active()
        which = "published"
    published = Report.objects.filter(year=year, state=State.PUBLISHED, school__in=schools)
    if asked:
        schools = schools.filter(Q(name__contains=asked) | Q(code__startswith=asked))
    drawn = ListPage(
        own=actor.is_school,
        year=year,
        label=year_label(year),
        q=asked,
        which=which,
        page=page_of(_with_reports(schools, year, which), request.GET, sizes=SIZES),
        published=published.count(),
        may_export=actor.may_somewhere("export"),
        may_build=actor.is_school and access.can(actor, registry.get(visibility.FORM), "view"),
    )
    return render_page(request, "annual_reports/list.html", drawn)


def _with_reports(schools: QuerySet[Org], year: int, which: str) -> QuerySet[Org]:
    """Schools with the report they have published, if any."""
    of_school = Report.objects.filter(school=OuterRef("pk"), year=year, state=State.PUBLISHED)
    if which in ("published", "none"):
        having = Report.objects.filter(year=year, state=State.PUBLISHED).values("school")
        schools = schools.filter(pk__in=having) if which == "published" else schools.exclude(pk__in=having)
    return schools.annotate(
        report_id=Subquery(of_school.values("pk")[:1]),
        edition=Subquery(of_school.values("edition")[:1]),
        published_at=Subquery(of_school.values("published_at")[:1]),
    ).order_by("path")


@dataclass(frozen=True, kw_only=True)
class ReadPage:
    """A published report."""

    report: Report
    made: Content
    charts: dict[str, list[svg.Svg]]
    own: bool
    #: Whether the reader is of the school or above it, who see the steps and the rows behind figures.
    inside: bool
    steps: list[Step]
    rows_url: str
    query: str


@business("view")
def read(request: ActorRequest, report_id: int) -> HttpResponse:
    """One report, to everybody who may read it."""
    actor = request.actor
    report = visibility.read(actor, report_id)
    inside = actor.covers(report.school.path)
    form = registry.get(visibility.FORM)
    drawn = ReadPage(
        report=report,
        made=report.content,
        charts=svg.charts(report.content),
        own=actor.is_school and inside,
        inside=inside,
        steps=list(_steps(report)) if inside else [],
        rows_url=_rows_url(actor) if inside and access.can(actor, form, "view") else "",
        query=f"?year={report.year}" + ("" if actor.is_school else f"&school={report.school_id}"),
    )
    return render_page(request, "annual_reports/read.html", drawn)


def _steps(report: Report) -> QuerySet[Step]:
    return Step.objects.filter(school=report.school_id, report=report).order_by("-pk")


def _rows_url(actor: Actor) -> str:
    return reverse("annual_reports:rows", args=[visibility.FORM, "KEY"])


@business("view", methods=GET_POST)
def paper(request: ActorRequest, report_id: int, kind: str) -> HttpResponseBase:
    """The report as a file."""
    report = visibility.read(request.actor, report_id)
    if kind not in PAPERS:
        raise Http404("只能下载 pdf 或 docx 格式。")
    return hand_out(request, exported_files.paper_wanted(report, kind))


@business("export", methods=GET_POST)
def export(request: ActorRequest, fmt: str) -> HttpResponseBase:
    """The indicators of the schools of the area."""
    if fmt not in WRITERS:
        raise Http404("只能导出 xlsx 或 csv 格式。")
    wanted: Any = exported_files.table_wanted(request.actor, selected_year(request), fmt)
    return hand_out(request, wanted)

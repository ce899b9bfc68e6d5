"""The library of 典型案例: search and reading of what has been selected."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import Http404, HttpResponse
from django.urls import reverse

from zhijiao.cases import published
from zhijiao.cases.form_keys import TYPICAL
from zhijiao.cases.models import Publication
from zhijiao.catalogue.tables import table
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.kit.rich_text import sanitise
from zhijiao.kit.text import fold

SIZES = (20, 50)
CAP = 1000
CASE_OF = {typical: form for form, typical in TYPICAL.items()}


@dataclass(frozen=True)
class Found:
    """A case in the list, with its tags."""

    publication: Publication
    level: str
    tags: list[str]
    url: str


@dataclass(frozen=True, kw_only=True)
class LibraryPage:
    """The library as its template draws it."""

    form: FormLike
    crumbs: list[tuple[str, str | None]]
    asked: str
    level: str
    levels: list[tuple[str, str]]
    page: Page
    found: list[Found]
    cut: bool
    list_url: str
    school: str


@dataclass(frozen=True, kw_only=True)
class ReadPage:
    """A selected case as its template draws it."""

    form: FormLike
    crumbs: list[tuple[str, str | None]]
    publication: Publication
    facts: list[tuple[str, str]]
    tags: list[tuple[str, str]]
    sections: list[tuple[str, str, str]]
    pictures: list[tuple[str, str]]


def _above(request: ActorRequest, form: FormLike) -> HttpResponse:
    return _library(request, form, "")


@form_view("view", above_schools=_above)
def library(ctx: FormContext) -> HttpResponse:
    """What has been selected, by words."""
    return _library(ctx.request, ctx.form, "" if ctx.own else str(ctx.school.pk))


def _library(request: ActorRequest, form: FormLike, school: str) -> HttpResponse:
    asked = fold(request.GET.get("q", "")[:60])
    level = request.GET.get("level", "")
    levels = [(code, label) for code, label, _ in table("case_level").choices()]
    rows = published.visible(request.actor, CASE_OF[form.key])
    rows = published.search(rows, asked) if asked else rows
    if level in dict(levels):
        rows = rows.filter(level=level)
    total = len(rows.values_list("pk", flat=True)[: CAP + 1])
    page = page_of(rows, request.GET, sizes=SIZES, total=min(total, CAP))
    drawn = LibraryPage(
        form=form,
        crumbs=_crumbs(form),
        asked=asked,
        level=level,
        levels=levels,
        page=page,
        found=[_found(each, form, school) for each in page.object_list],
        cut=total > CAP,
        list_url=_address(reverse("filing:list", args=[form]), school),
        school=school,
    )
    return render_page(request, "cases/library.html", drawn)


def _read_above(request: ActorRequest, form: FormLike) -> HttpResponse:
    number = request.resolver_match.kwargs["number"] if request.resolver_match else 0
    return _read(request, form, number)


@form_view("view", above_schools=_read_above)
def read(ctx: FormContext, number: int) -> HttpResponse:
    """One selected case: the published items and pictures, and nothing else of it."""
    return _read(ctx.request, ctx.form, number)


def _read(request: ActorRequest, form: FormLike, number: int) -> HttpResponse:
    found = published.visible(request.actor, CASE_OF[form.key]).defer("text", "terms").filter(pk=number)
    publication = found.defer(None).defer("text", "terms").select_related("selector").first()
    if publication is None:
        raise Http404("没有这个典型案例，可能已撤销入选，或不在您所在地区公布的范围内。")
    library_url = reverse("cases:library", args=[form])
    drawn = ReadPage(
        form=form,
        crumbs=[*_crumbs(form), ("检索与阅读", library_url), (publication.title, None)],
        publication=publication,
        facts=_facts(publication),
        tags=[(tag, f"{library_url}?{urlencode({'q': tag})}") for tag in _tags(publication)],
        sections=[
            (item["label"], item["text"], sanitise.show(item["html"]))
            for item in publication.items
            if item["name"] not in ("kind", "keywords", "started")
        ],
        pictures=[
            (file["name"].rpartition(".")[0], reverse("cases:picture", args=[file["number"]]))
            for file in publication.pictures
        ],
    )
    return render_page(request, "cases/read.html", drawn)


def _facts(publication: Publication) -> list[tuple[str, str]]:
    facts: list[tuple[str, Any]] = [
        ("学校", publication.school_name),
        ("学年", f"{publication.year}学年"),
        ("类别", publication.kind),
        ("入选级别", table("case_level").name(publication.level)),
        ("选用部门", publication.selector.name),
        ("入选日期", f"{publication.selected_on:%Y-%m-%d}"),
        ("公布文号", publication.document),
    ]
    return [(label, value) for label, value in facts if value]


def _tags(publication: Publication) -> list[str]:
    return [tag for tag in publication.keywords.split("、") if tag]


def _found(publication: Publication, form: FormLike, school: str) -> Found:
    url = _address(reverse("cases:read", args=[form, publication.pk]), school)
    return Found(publication, table("case_level").name(publication.level), _tags(publication), url)


def _crumbs(form: FormLike) -> list[tuple[str, str | None]]:
    place = next(iter(form.places), None)
    return [(label, None) for label in place.path] if place else []


def _address(path: str, school: str) -> str:
    return f"{path}?school={school}" if school else path

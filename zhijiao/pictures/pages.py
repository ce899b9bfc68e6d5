"""数据图表: the pictures of a school, of one form of it, and of an area."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from zhijiao.catalogue.matrix import current_round, round_of_year
from zhijiao.filing.pages.context import FormContext, FormConverter, form_view, school_of, selected_year
from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.gate import business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page
from zhijiao.kit.periods import year_label
from zhijiao.oversight import scope as oversight_scope
from zhijiao.pictures import area
from zhijiao.pictures.book import BARS, SECTIONS, pictures_of
from zhijiao.pictures.reading import Asked, Figure, Mark, ShownPicture, shown
from zhijiao.quality import visibility
from zhijiao.quality.rule import Severity


class PicturedConverter(FormConverter):
    """``<pictured:form>`` in a URL: the key of a form that pictures are drawn from."""

    def to_python(self, value: str) -> FormLike:
        """The form; any other key matches no URL."""
        if not pictures_of(value):
            raise ValueError(value)
        return super().to_python(value)


@dataclass(frozen=True, kw_only=True)
class PicturesPage:
    """Sections of pictures below a heading."""

    title: str
    sub: str
    crumbs: list[tuple[str, str | None]]
    sections: list[tuple[str, list[ShownPicture]]]
    own_only: bool = False


@business("view")
def overview(request: ActorRequest) -> HttpResponse:
    """All pictures of a school; for authorities that have chosen none, those of their area."""
    if not request.actor.is_school and not request.GET.get("school"):
        return _of_area(request)
    school = school_of(request, request.actor)
    asked = Asked(request.actor, school, selected_year(request))
    sections = [(title, _drawn(asked, pictures)) for title, pictures in SECTIONS.items()]
    sections.append(("数据校验", _findings(asked)))
    drawn = PicturesPage(
        title="数据图表",
        sub=f"{school.name} · {year_label(asked.year)}",
        crumbs=[("数据图表", None)],
        sections=[(title, found) for title, found in sections if found],
        own_only=access.sees_own_rows_only(request.actor),
    )
    return render_page(request, "pictures/page.html", drawn)


@form_view("view")
def of_form(ctx: FormContext) -> HttpResponse:
    """The pictures of one form."""
    if not access.opens_records(ctx.actor, ctx.form):
        raise Http404(f"“{ctx.form.label}”的记录由学校自己保管，没有图表。")
    asked = Asked(ctx.actor, ctx.school, ctx.year)
    drawn = PicturesPage(
        title=f"{ctx.form.label}图表",
        sub=f"{ctx.school.name} · {year_label(ctx.year)}",
        crumbs=[(ctx.form.label, ctx.url("list")), ("图表", None)],
        sections=[("", _drawn(asked, pictures_of(ctx.form.key)))],
        own_only=access.sees_own_rows_only(ctx.actor),
    )
    return render_page(ctx.request, "pictures/page.html", drawn)


def _drawn(asked: Asked, pictures: Any) -> list[ShownPicture]:
    """Pictures that the actor may see and that have a figure."""
    found = [shown(asked, picture) for picture in pictures]
    return [picture for picture in found if picture is not None and picture.marks]


def _findings(asked: Asked) -> list[ShownPicture]:
    """Findings that wait for the school, by class; from its counters."""
    filing = round_of_year(asked.year) or current_round()
    counted = visibility.waiting(asked.actor, asked.school, filing)
    above = {} if asked.actor.is_school else {"school": str(asked.school.pk)}
    marks = tuple(
        Mark(
            str(level.label),
            (Figure(number, f"{reverse('quality:list')}?{urlencode({'level': level.value, **above})}"),),
        )
        for level in Severity
        if (number := counted.get(level.value, 0))
    )
    if not marks:
        return []
    return [
        ShownPicture(
            "findings", "待处理的校验问题", "还有多少问题没有处理？", BARS, "类别", ("条数",), "", marks
        )
    ]


def _of_area(request: ActorRequest) -> HttpResponse:
    asked = oversight_scope.read(request)
    drawn = PicturesPage(
        title="数据图表",
        sub=f"{asked.node.name} · {asked.filing.title}",
        crumbs=[("督导看板", reverse("oversight:board") + asked.query()), ("数据图表", None)],
        sections=[("", area.shown(asked))],
    )
    return render_page(request, "pictures/page.html", drawn)

"""Writing a chapter: its texts and the indicators that people type, beside those that the forms hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone

from zhijiao.annual_reports import drafting, live_text, outline
from zhijiao.annual_reports.content import Material
from zhijiao.annual_reports.drafting import Impossible, Wrong
from zhijiao.annual_reports.models import OPEN, Chapter, Report
from zhijiao.annual_reports.outline import Indicator
from zhijiao.annual_reports.pages.builder import back, current, own_school, query_of
from zhijiao.annual_reports.typed import LONGEST_ESSAY, LONGEST_TEXT
from zhijiao.documents.wording import shown as written
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.gate import GET_POST, POST
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.kit.periods import year_label


@dataclass(frozen=True)
class Line:
    """An indicator of the chapter."""

    each: Indicator
    value: str
    last: str
    error: str
    #: Rows behind a computed figure; empty where there are none, or the reader may not see them.
    url: str
    seen: bool


@dataclass(frozen=True)
class Essay:
    """A text of the chapter, as typed and as it would read."""

    key: str
    title: str
    text: str
    preview: str
    error: str
    unknown: list[str]


@dataclass(frozen=True, kw_only=True)
class ChapterPage:
    """A chapter to write in."""

    form: FormLike
    label: str
    report: Report
    key: str
    title: str
    version: int
    essays: list[Essay]
    sections: dict[str, list[Line]]
    #: Names that may stand in a text, with their figures.
    names: list[tuple[str, str]]
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    error: str
    errors: list[tuple[str, str]]
    query: str
    draft_url: str
    longest_text: int
    longest_essay: int


@form_view("change", methods=GET_POST)
def chapter(ctx: FormContext, chapter: str) -> HttpResponse:
    """Read it, or save it."""
    own_school(ctx)
    if chapter not in outline.chapters():
        raise Http404("质量年报没有这一章。")
    report = drafting.unfinished(ctx.school, ctx.year)
    if report is None or report.state not in OPEN:
        messages.info(ctx.request, "现在不能修改：年报尚未开始编制，或正在审核、发布。")
        return back(ctx)
    if ctx.request.method != "POST":
        return _page(ctx, report, chapter)
    sent = ctx.request.POST
    try:
        drafting.save_chapter(ctx.actor, report, chapter, whole_number(sent.get("version")) or 0, sent)
    except Wrong as wrong:
        return _page(ctx, report, chapter, sent=sent, problems=wrong.problems)
    except Impossible as refusal:
        return _page(ctx, report, chapter, sent=sent, error=str(refusal))
    messages.success(ctx.request, f"已保存“{outline.chapters()[chapter]}”")
    return HttpResponseRedirect(ctx.request.get_full_path())


@form_view("change", methods=POST)
def autosave(ctx: FormContext, chapter: str) -> JsonResponse:
    """Keep what is being typed."""
    if chapter not in outline.chapters():
        raise Http404("质量年报没有这一章。")
    report, sent = current(ctx), ctx.request.POST
    try:
        drafting.save_chapter(ctx.actor, report, chapter, whole_number(sent.get("version")) or 0, sent)
    except Wrong as wrong:
        return JsonResponse({"message": "未暂存：" + "；".join(list(wrong.problems.values())[:3])})
    except Impossible as refusal:
        return JsonResponse({"message": f"未暂存：{refusal}"})
    return JsonResponse({"kept": f"{timezone.localtime():%H:%M}"})


def _page(
    ctx: FormContext,
    report: Report,
    key: str,
    *,
    sent: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    error: str = "",
) -> HttpResponse:
    saved = Chapter.objects.get(school=ctx.school, report=report, key=key)
    material = drafting.material(report, ctx.actor)
    texts = saved.values | (dict(sent.items()) if sent else {})
    wrong = problems or {}
    titles = list(outline.chapters().items())
    place = [name for name, _ in titles].index(key)
    labels = {each.key: each.item for found in outline.of_chapter(key).values() for each in found}
    drawn = ChapterPage(
        form=ctx.form,
        label=year_label(ctx.year),
        report=report,
        key=key,
        title=outline.chapters()[key],
        # A page that is shown again with somebody else's changes is saved over them, knowingly.
        version=saved.version,
        essays=[_essay(name, title, texts, material, wrong) for name, title in outline.essays(key).items()],
        sections={
            name: [_line(ctx, each, texts, material, wrong) for each in found]
            for name, found in outline.of_chapter(key).items()
        },
        names=[(name, material.text(figure)) for name, figure in outline.names().items()],
        before=titles[place - 1] if place else None,
        after=titles[place + 1] if place + 1 < len(titles) else None,
        error=error,
        errors=[(name, labels.get(name) or outline.essays(key)[name]) for name in wrong],
        query=query_of(ctx),
        draft_url=reverse("annual_reports:autosave", args=[ctx.form, key]) + query_of(ctx),
        longest_text=LONGEST_TEXT,
        longest_essay=LONGEST_ESSAY,
    )
    return render_page(
        ctx.request, "annual_reports/chapter.html", drawn, status=422 if wrong else 409 if error else 200
    )


def _essay(
    key: str, title: str, texts: Mapping[str, str], material: Material, wrong: Mapping[str, str]
) -> Essay:
    text = texts.get(key, "")
    live = "【" in text
    preview = live_text.filled(text, material.text) if live else ""
    return Essay(
        key, title, text, preview, wrong.get(key, ""), [str(each) for each in live_text.unknown(text)]
    )


def _line(
    ctx: FormContext, each: Indicator, texts: Mapping[str, str], material: Material, wrong: Mapping[str, str]
) -> Line:
    seen = each.key not in material.hidden
    last = _text(material.of(each.key, material.last))
    if each.typed:
        return Line(each, texts.get(each.key, ""), last, wrong.get(each.key, ""), "", True)
    url = reverse("annual_reports:rows", args=[ctx.form, each.key]) + query_of(ctx) if seen else ""
    return Line(each, _text(material.values.get(each.key)) if seen else "", last, "", url, seen)


def _text(value: Decimal | str | None) -> str:
    return "" if value is None else written(value)

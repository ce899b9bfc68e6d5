"""The draft of a school: how far it is, what has to be done next, and by whom."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.annual_reports import drafting, outline, steps
from zhijiao.annual_reports.content import Content, content
from zhijiao.annual_reports.drafting import Impossible
from zhijiao.annual_reports.models import KEPT, OPEN, Report, State, Step
from zhijiao.annual_reports.pages import svg
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.gate import POST, Denied
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.kit.periods import year_label
from zhijiao.orgs.models import Org

CHOOSE = "请用页面上的按钮选择处理方式。"
RETURNED = "已退回修改"


@dataclass(frozen=True)
class ChapterLine:
    """A chapter in the list: how many indicators people type and have typed, how long its texts are."""

    key: str
    title: str
    url: str
    typed: int
    asked: int
    computed: int
    letters: int
    changed_by: str
    changed_at: Any


@dataclass(frozen=True, kw_only=True)
class BuilderPage:
    """The page of a draft."""

    form: FormLike
    school: Org
    own: bool
    label: str
    report: Report | None
    lines: list[ChapterLine]
    editions: list[Report]
    steps: list[Step]
    #: What the reader may do now: write, begin, send, audit, publish, send_back, withdraw.
    may: set[str]
    #: What keeps it from being sent.
    problems: list[str]
    published: Report | None
    error: str
    text: str
    query: str


def to_published(request: ActorRequest, form: FormLike) -> HttpResponse:
    """Above the schools one reads what is published."""
    return HttpResponseRedirect(reverse("annual_reports:list"))


@form_view("view", above_schools=to_published)
def builder(ctx: FormContext) -> HttpResponse:
    """How far the report of the year is."""
    return page(ctx)


def page(ctx: FormContext, error: str = "", text: str = "") -> HttpResponse:
    """The page, with what was wrong with a step."""
    found = list(drafting.editions(ctx.school, ctx.year).select_related("school"))
    kept = [each for each in found if each.state in KEPT]
    report = next((each for each in found if each.state not in KEPT), None) if ctx.own else None
    may = _may(ctx, report, kept)
    notes = Step.objects.filter(school=ctx.school, report__in=found if ctx.own else kept)
    drawn = BuilderPage(
        form=ctx.form,
        school=ctx.school,
        own=ctx.own,
        label=year_label(ctx.year),
        report=report,
        lines=list(_lines(ctx, report)) if report else [],
        editions=kept,
        steps=list(notes.select_related("report").order_by("-pk")[:50]),
        may=may,
        problems=steps.problems(report) if report and may & {"send", "publish"} else [],
        published=next((each for each in kept if each.state == State.PUBLISHED), None),
        error=error,
        text=text,
        query=query_of(ctx),
    )
    return render_page(ctx.request, "annual_reports/builder.html", drawn, status=422 if error else 200)


def query_of(ctx: FormContext) -> str:
    """School and year of a page, for its addresses."""
    school = "" if ctx.own else f"school={ctx.school.pk}&"
    return f"?{school}year={ctx.year}"


def back(ctx: FormContext) -> HttpResponseRedirect:
    """To the page of the draft."""
    return HttpResponseRedirect(reverse("annual_reports:builder", args=[ctx.form]) + query_of(ctx))


def own_school(ctx: FormContext) -> None:
    """Only people of the school work on its report.

    Raises:
        Denied: somebody above it asks.
    """
    if not ctx.own:
        raise Denied("质量年报由学校编制、审核和发布，主管部门可以查看已发布的年报。")


def current(ctx: FormContext) -> Report:
    """The edition that is being made, or 404."""
    own_school(ctx)
    report = drafting.unfinished(ctx.school, ctx.year)
    if report is None:
        raise Http404("本学年没有正在编制的质量年报。")
    return report


def _may(ctx: FormContext, report: Report | None, kept: list[Report]) -> set[str]:
    if not ctx.own:
        return set()
    state = report.state if report else None
    rights = {action for action in ("change", "audit", "submit") if ctx.can(action)}
    by_right = {
        "change": {"begin"} if report is None else {"write", "send"} if state in OPEN else set(),
        "audit": {"audit"}
        if report and state == State.AUDITING and ctx.actor.user_id not in report.writers
        else set(),
        "submit": {"publish", "send_back"} if state == State.APPROVED else set(),
    }
    may = {step for right in rights for step in by_right[right]}
    if "submit" in rights and any(each.state == State.PUBLISHED for each in kept):
        may.add("withdraw")
    return may


def _lines(ctx: FormContext, report: Report) -> Any:
    saved = {each.key: each for each in report.chapters.filter(school=ctx.school)}
    for key, title in outline.chapters().items():
        found = [each for section in outline.of_chapter(key).values() for each in section]
        chapter = saved.get(key)
        values = chapter.values if chapter else {}
        yield ChapterLine(
            key,
            title,
            reverse("annual_reports:chapter", args=[ctx.form, key]) + query_of(ctx),
            sum(bool(values.get(each.key)) for each in found if each.typed),
            sum(each.typed for each in found),
            sum(not each.typed for each in found),
            sum(len(values.get(name, "")) for name in outline.essays(key)),
            chapter.changed_by if chapter else "",
            chapter.changed_at if chapter and chapter.changed_by else None,
        )


# Steps ---------------------------------------------------------------------------------------------------------------


@form_view("change", methods=POST)
def begin(ctx: FormContext) -> HttpResponse:
    """Begin an edition."""
    own_school(ctx)
    return _done(ctx, lambda: drafting.begin(ctx.actor, ctx.school, ctx.year), "已开始编制，可逐章填写")


@form_view("change", methods=POST)
def send(ctx: FormContext) -> HttpResponse:
    """Hand it to those who audit."""
    report = current(ctx)
    return _done(ctx, lambda: steps.send(ctx.actor, report, _version(ctx)), "已提交审核")


@form_view("audit", methods=POST)
def audit(ctx: FormContext) -> HttpResponse:
    """Pass it or return it."""
    report, text, step = current(ctx), ctx.request.POST.get("text", ""), _step(ctx)
    if step not in ("pass", "return"):
        return page(ctx, CHOOSE, text)
    passed = step == "pass"
    said = "审核通过，等待校领导发布" if passed else RETURNED
    return _done(ctx, lambda: steps.audit(ctx.actor, report, _version(ctx), passed, text), said, text)


@form_view("submit", methods=POST)
def publish(ctx: FormContext) -> HttpResponse:
    """Publish it, or return it."""
    report, text, step = current(ctx), ctx.request.POST.get("text", ""), _step(ctx)
    if step not in ("publish", "return"):
        return page(ctx, CHOOSE, text)
    if step == "publish":
        return _done(ctx, lambda: steps.publish(ctx.actor, report, _version(ctx)), "已发布")
    return _done(ctx, lambda: steps.send_back(ctx.actor, report, _version(ctx), text), RETURNED, text)


@form_view("submit", methods=POST)
def withdraw(ctx: FormContext) -> HttpResponse:
    """Withdraw what is published."""
    own_school(ctx)
    report = drafting.editions(ctx.school, ctx.year).filter(state=State.PUBLISHED).first()
    if report is None:
        raise Http404("本学年没有已发布的质量年报。")
    text = ctx.request.POST.get("text", "")
    return _done(ctx, lambda: steps.withdraw(ctx.actor, report, _version(ctx), text), "已撤回", text)


def _done(ctx: FormContext, act: Any, said: str, text: str = "") -> HttpResponse:
    try:
        act()
    except Impossible as refusal:
        return page(ctx, str(refusal), text)
    messages.success(ctx.request, said)
    return back(ctx)


def _version(ctx: FormContext) -> int:
    return whole_number(ctx.request.POST.get("version")) or 0


def _step(ctx: FormContext) -> str:
    return ctx.request.POST.get("step", "")


# Preview -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PreviewPage:
    """The draft as it would read."""

    form: FormLike
    label: str
    report: Report
    made: Content
    charts: dict[str, list[svg.Svg]]
    hidden: int
    query: str
    rows_url: str


@form_view("view", above_schools=to_published)
def preview(ctx: FormContext) -> HttpResponse:
    """The draft with the figures of now."""
    if not ctx.own:
        return to_published(ctx.request, ctx.form)
    report = drafting.unfinished(ctx.school, ctx.year)
    if report is None:
        return back(ctx)
    material = drafting.material(report, ctx.actor)
    made = content(material)
    drawn = PreviewPage(
        form=ctx.form,
        label=year_label(ctx.year),
        report=report,
        made=made,
        charts=svg.charts(made),
        hidden=len(material.hidden),
        query=query_of(ctx),
        rows_url=reverse("annual_reports:rows", args=[ctx.form, "KEY"]),
    )
    return render_page(ctx.request, "annual_reports/preview.html", drawn)

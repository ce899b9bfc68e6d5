"""Copying as pages: what would be copied and what not, and why; then it is done as one batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from zhijiao.filing.pages.bulk import flash_with_undo
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.heading import FormPage, page_heading
from zhijiao.filing.records.writer import StaleRecord
from zhijiao.identity.gate import GET_POST
from zhijiao.kit.numbers import whole_number, whole_numbers
from zhijiao.kit.page_context import render_page
from zhijiao.timetable.changes import Changes, Clashing, Refused, save
from zhijiao.timetable.copying import CopyPlan, ExtendPlan, plan_term, plan_week, sources
from zhijiao.timetable.pages.addresses import page_url
from zhijiao.timetable.terms import TermFrame, chosen_term, term_frames

LISTED = 100


@dataclass(frozen=True, kw_only=True)
class CopyPage(FormPage):
    """What copying would do; ``plan`` is None where there is nothing to copy from."""

    frame: TermFrame
    #: Value, what it is called, whether chosen.
    sources: list[tuple[str, str, bool]]
    plan: CopyPlan | None
    listed: int
    week_url: str
    extend_url: str
    settings_ready: bool


@dataclass(frozen=True, kw_only=True)
class ExtendPage(FormPage):
    """Lessons that have ended, and until when they would go on."""

    frame: TermFrame
    plan: ExtendPlan
    week_url: str


def _frame(ctx: FormContext) -> TermFrame:
    return chosen_term(term_frames(ctx), ctx.year, ctx.request.GET.get("term"))


@form_view("add", methods=GET_POST)
def copy_term(ctx: FormContext) -> HttpResponse:
    """Another term's timetable into this one; posting copies it for the classes ticked."""
    frame = _frame(ctx)
    offered = sources(ctx, frame)
    asked = ctx.request.GET.get("from", "")
    before = [each for each in offered if each[:2] < (frame.year, frame.term)]
    usual = next(iter(before or offered), None)
    source = next((each for each in offered if f"{each[0]}-{each[1]}" == asked), usual)
    plan = plan_term(ctx, frame, source[:2]) if source and frame.ready else None
    week_url = page_url(ctx, "week", frame)
    if ctx.request.method == "POST":
        chosen = whole_numbers(ctx.request.POST.getlist("class"))
        changes = plan.changes(chosen) if plan else Changes()
        return _done(ctx, frame, changes, week_url)
    drawn = CopyPage(
        **page_heading(ctx),
        frame=frame,
        sources=[
            (f"{year}-{term}", name, source is not None and (year, term) == source[:2])
            for year, term, name in offered
        ],
        plan=plan,
        listed=LISTED,
        week_url=week_url,
        extend_url=page_url(ctx, "extend", frame) if ctx.can("change") else "",
        settings_ready=frame.ready,
    )
    return render_page(ctx.request, "timetable/copy.html", drawn)


@form_view("change", methods=GET_POST)
def extend_week(ctx: FormContext) -> HttpResponse:
    """Last week's lessons that have ended go on; posting writes it for the lessons ticked."""
    frame = _frame(ctx)
    week = max(whole_number(ctx.request.GET.get("week", ""), frame.weeks) or 2, 2)
    until = max(whole_number(ctx.request.GET.get("until", ""), frame.weeks) or week, week)
    plan = plan_week(ctx, frame, week, until)
    week_url = page_url(ctx, "week", frame, week=week)
    if ctx.request.method == "POST":
        return _done(ctx, frame, plan.changes(whole_numbers(ctx.request.POST.getlist("lesson"))), week_url)
    drawn = ExtendPage(**page_heading(ctx), frame=frame, plan=plan, week_url=week_url)
    return render_page(ctx.request, "timetable/extend.html", drawn)


def _done(ctx: FormContext, frame: TermFrame, changes: Changes, week_url: str) -> HttpResponse:
    """Write what was planned, and go on to the week; what has come between is said on the page of the plan."""
    here = HttpResponseRedirect(ctx.request.get_full_path())
    if not changes.added and not changes.moved:
        messages.error(ctx.request, "没有选中要复制的课程，没有改动。")
        return here
    try:
        text, batch = save(ctx, frame, changes)
    except (Clashing, Refused, StaleRecord) as refused:
        messages.error(ctx.request, _why(refused))
        return here
    flash_with_undo(ctx, text, batch)
    return HttpResponseRedirect(week_url)


def _why(refused: Any) -> str:
    """The first thing that is in the way."""
    said: Sequence[str] = ["有的课程刚被他人改动"]
    if isinstance(refused, Clashing):
        said = [clash.sentence(refused.hidden) for _, clash in refused.found]
    elif isinstance(refused, Refused):
        said = [text for _, text in refused.problems]
    more = f"，另有 {len(said) - 1} 处" if len(said) > 1 else ""
    return f"没有复制任何一条：{said[0]}{more}。请核对下面的预览后重试。"

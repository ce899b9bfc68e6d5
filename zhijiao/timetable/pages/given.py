"""实际授课情况 week by week: lessons of a class, a teacher or the whole school; only differences are typed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone

from zhijiao.catalogue.tables import table
from zhijiao.filing.models import ImportBatch
from zhijiao.filing.pages.bulk import flash_with_undo
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.heading import FormPage, page_heading
from zhijiao.filing.records import access, undo, writer
from zhijiao.identity.gate import GET_POST
from zhijiao.kit.numbers import whole_number, whole_numbers
from zhijiao.kit.page_context import render_page
from zhijiao.timetable.given_lessons import (
    COMING,
    INCOMPLETE,
    OPEN,
    RECORDED,
    TYPED,
    Given,
    given_in_week,
    log_cells,
)
from zhijiao.timetable.lessons import CLASS, DAYS, TEACHER, TIMETABLE, Lesson, term_lessons
from zhijiao.timetable.pages.addresses import page_url, term_tabs
from zhijiao.timetable.pages.week import choose_school
from zhijiao.timetable.terms import TermFrame, chosen_term, term_frames
from zhijiao.timetable.week_table import offered, owner_key

ALL = "all"
WORDS = {OPEN: "待记录", RECORDED: "已记录", COMING: "还没到", INCOMPLETE: "课程表不完整"}


@dataclass
class GivenRow:
    """A lesson of the week as the page shows it: what is typed or usual, and what is wrong with it."""

    given: Given
    values: dict[str, str]
    ticked: bool = True
    problems: list[str] = field(default_factory=list)

    @property
    def day_name(self) -> str:
        """The day with its weekday."""
        day = self.given.day
        return f"{day.month}月{day.day}日 {DAYS[day.isoweekday()]}"


@dataclass(frozen=True)
class ClassCount:
    """A class of the whole school's week: lessons to be recorded, recorded, still to come."""

    id: int
    name: str
    open: int
    recorded: int
    coming: int


@dataclass(frozen=True, kw_only=True)
class GivenPage(FormPage):
    """The lessons of a week, to be recorded."""

    frame: TermFrame
    week: int
    by: str
    of: str
    kinds: list[tuple[str, str, bool, None]]
    terms_shown: list[tuple[str, str, bool, None]]
    choices: list[tuple[str, str]]
    rows: list[GivenRow]
    counts: list[ClassCount]
    statuses: list[tuple[str, str, str]]
    words: dict[str, str]
    week_url: str
    can_add: bool


def timetable_of(ctx: FormContext) -> FormContext:
    """The same request on the timetable, which it reads.

    Raises:
        access.Denied: the actor may not see it.
    """
    form = ctx.form.registry.by_model(TIMETABLE)
    access.require(ctx.actor, form, "view")
    return replace(ctx, form=form, action="view")


@form_view("view", above_schools=choose_school, methods=GET_POST)
def week(ctx: FormContext) -> HttpResponse:
    """Lessons of a week that are not recorded yet; posting records those ticked."""
    plan = timetable_of(ctx)
    frame = chosen_term(term_frames(plan), ctx.year, ctx.request.GET.get("term"))
    today = timezone.localdate()
    number = whole_number(ctx.request.GET.get("week", ""), frame.weeks) or frame.week_of(today)
    lessons = term_lessons(plan, frame)
    by = ctx.request.GET.get("by", CLASS)
    by = by if by in (CLASS, TEACHER, ALL) else CLASS
    choices = [] if by == ALL else offered(by, lessons, None)
    asked = ctx.request.GET.get("of", "")[:80]
    of = asked if asked in dict(choices) else next(iter(dict(choices)), "")
    shown = [lesson for lesson in lessons if by == ALL or owner_key(lesson, by) == of]
    rows = [GivenRow(each, dict(each.usual)) for each in given_in_week(ctx, frame, number, shown, today)]
    status = 200
    if ctx.request.method == "POST":
        ctx = ctx.acting("add")
        _read(ctx, rows, by)
        answer = _record(ctx, frame, rows)
        if answer is not None:
            return answer
        status = 422
    query = {"week": number}
    drawn = GivenPage(
        **page_heading(ctx),
        frame=frame,
        week=number,
        by=by,
        of=of,
        kinds=[
            (name, page_url(ctx, "given", frame, "lesson_log", by=kind, **query), kind == by, None)
            for kind, name in ((CLASS, "按班级"), (TEACHER, "按教师"), (ALL, "全校"))
        ],
        terms_shown=term_tabs(ctx, "given", frame, "lesson_log", by=by),
        choices=choices,
        rows=[] if by == ALL and status == 200 else [row for row in rows if by != ALL or row.problems],
        counts=_counts(rows) if by == ALL else [],
        statuses=table("lesson_status").choices(),
        words=WORDS,
        week_url=page_url(ctx, "week", frame, week=number),
        can_add=ctx.own and ctx.can("add"),
    )
    return render_page(ctx.request, "timetable/given.html", drawn, status=status)


def _read(ctx: FormContext, rows: Sequence[GivenRow], by: str) -> None:
    """What was ticked and typed; of the whole school whole classes are ticked and nothing is typed."""
    post = ctx.request.POST
    if by == ALL:
        classes = set(whole_numbers(post.getlist("class")))
        for row in rows:
            lesson = row.given.lesson
            row.ticked = bool(lesson.school_class) and lesson.school_class.id in classes
        return
    ticked = set(whole_numbers(post.getlist("take")))
    for row in rows:
        row.ticked = row.given.lesson.id in ticked
        for name in TYPED:
            row.values[name] = post.get(f"{name}-{row.given.lesson.id}", row.values[name])


def _record(ctx: FormContext, frame: TermFrame, rows: Sequence[GivenRow]) -> HttpResponse | None:
    """Write the rows ticked as one batch; None if something is wrong with one, which the row then says."""
    taken = [row for row in rows if row.ticked and row.given.state == OPEN]
    here = HttpResponseRedirect(ctx.request.get_full_path())
    if not taken:
        messages.error(ctx.request, "没有选中可以记录的课，没有保存。")
        return here
    cells = [log_cells(frame, row.given, row.values) for row in taken]
    raw: dict[str, list[Any]] = {name: [each[name] for each in cells] for name in cells[0]}
    try:
        batch = _write(ctx, raw, len(taken))
    except writer.WriteRefused as refused:
        for problem in refused.problems:
            taken[problem.row].problems.append(str(problem))
        return None
    flash_with_undo(ctx, f"{ctx.form.label}：已记录 {len(taken)} 条", batch)
    return here


@transaction.atomic
def _write(ctx: FormContext, raw: dict[str, list[Any]], number: int) -> ImportBatch:
    frame = ctx.validate(raw, ids=[None] * number)
    if not frame.clean:
        raise writer.WriteRefused(frame.problems)
    batch = undo.open_batch(ctx.actor, ctx.school, ctx.record_form, ImportBatch.Kind.GRID.value, number)
    writer.write(ctx.actor, ctx.school, frame, batch_id=batch.pk)
    return batch


def _counts(rows: Sequence[GivenRow]) -> list[ClassCount]:
    """The week of the whole school, class by class."""
    classes: dict[int, Lesson] = {}
    states: dict[int, list[str]] = {}
    for row in rows:
        lesson = row.given.lesson
        if lesson.school_class:
            classes.setdefault(lesson.school_class.id, lesson)
            states.setdefault(lesson.school_class.id, []).append(row.given.state)
    return [
        ClassCount(
            number,
            lesson.school_class.label,
            *(states[number].count(each) for each in (OPEN, RECORDED, COMING)),
        )
        for number, lesson in classes.items()
    ]

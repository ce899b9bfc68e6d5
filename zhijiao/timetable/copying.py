"""Copying: the timetable of another term into this one, and lessons of last week that have ended into this week.

Both are planned first and shown; what would clash, has no room in the term or is there already is left out and named.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from zhijiao.filing.pages.context import FormContext
from zhijiao.kit.week_slots import EVERY_WEEK, Slot
from zhijiao.timetable.changes import Changes, Moved, everything
from zhijiao.timetable.clash_report import clashes
from zhijiao.timetable.hours import planned_courses
from zhijiao.timetable.lessons import Lesson, read_lessons, term_lessons
from zhijiao.timetable.terms import TERM_NAMES, TermFrame

NOT_COPIED = ("year", "term", "chosen")
"""Items of a lesson that another term does not take over: its own, and how many students have chosen the course."""


@dataclass(frozen=True)
class LeftOut:
    """A lesson that is not copied, and why."""

    lesson: Lesson
    reason: str


@dataclass
class CopyOfClass:
    """What a class gets: lessons to be copied, and those left out."""

    id: int
    name: str
    lessons: list[Lesson] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


@dataclass(frozen=True)
class CopyPlan:
    """Classes with what would be copied for each; ``cells`` are the rows to be written, by lesson."""

    classes: list[CopyOfClass]
    cells: dict[int, dict[str, Any]]

    def changes(self, chosen: Iterable[int]) -> Changes:
        """What copying for these classes writes."""
        wanted = set(chosen)
        return Changes(
            added=[
                self.cells[lesson.id] for each in self.classes if each.id in wanted for lesson in each.lessons
            ]
        )


def sources(ctx: FormContext, frame: TermFrame) -> list[tuple[int, str, str]]:
    """Other terms that have a timetable, the latest first: year, term, what it is called; one query."""
    found = ctx.rows("view").filter(term__in=TERM_NAMES).values_list("year", "term").distinct()
    terms = sorted(
        ((year, term) for year, term in found if (year, term) != (frame.year, frame.term)), reverse=True
    )
    return [(year, term, TermFrame(year, term).label) for year, term in terms]


def plan_term(ctx: FormContext, frame: TermFrame, source: tuple[int, str]) -> CopyPlan:
    """Each lesson of the other term as it would stand in this one.

    Only courses that the class has by 教学进程 are copied, where that form may be seen.
    """
    form = ctx.record_form
    rows = ctx.rows("view").filter(year=source[0], term=source[1], school_class__isnull=False)
    columns = [column for column in ctx.typed_columns if column.name not in NOT_COPIED]
    cells = {
        row_id: {column.name: column.cell(value) for column, value in zip(columns, values, strict=True)}
        for (row_id,), values in form.fetch(rows, columns, ("pk",))
    }
    former = [_fitted(lesson, frame) for lesson in read_lessons(form, rows)]
    now, hidden = everything(ctx, frame)
    there = {_key(lesson) for lesson in now}
    planned = planned_courses(ctx, frame)
    courses = None if planned is None else {(row.school_class.id, row.course.id) for row in planned}

    def reason(lesson: Lesson) -> str:
        if lesson.slot is None or lesson.course is None:
            return "时间或课程没有填写"
        if _key(lesson) in there:
            return "本学期已有这一条"
        if courses is not None and (lesson.school_class.id, lesson.course.id) not in courses:
            return "不在本学期的教学进程之中"
        slot = lesson.slot
        wrong = frame.outside(int(slot.weekday), slot.first_period, slot.last_period, slot.last_week)
        return wrong[1] if wrong else "" if slot.weeks else "起始周在本学期教学周之后"

    kept, out = _sorted_out(former, reason, now, hidden)
    for lesson in kept:
        if lesson.slot:
            cells[-lesson.id]["last_week"] = str(lesson.slot.last_week)
    classes: dict[int, CopyOfClass] = {}
    for lesson in former:
        reference = lesson.school_class
        classes.setdefault(reference.id, CopyOfClass(reference.id, reference.label))
    for lesson in kept:
        classes[lesson.school_class.id].lessons.append(lesson)
    for left in out:
        classes[left.lesson.school_class.id].left_out.append(left)
    return CopyPlan(list(classes.values()), {-row_id: row for row_id, row in cells.items()})


def _fitted(lesson: Lesson, frame: TermFrame) -> Lesson:
    """A lesson of another term under a number that no record has, ending with this term at the latest."""
    slot = lesson.slot
    if slot and slot.last_week > frame.weeks:
        slot = replace(slot, last_week=frame.weeks)
    return replace(lesson, id=-lesson.id, slot=slot)


def _key(lesson: Lesson) -> tuple[Any, ...]:
    slot = lesson.slot
    return lesson.number, lesson.owner("class"), slot and slot.weekday, slot and slot.first_period


def _sorted_out(
    wanted: Sequence[Lesson],
    reason: Callable[[Lesson], str],
    now: Sequence[Lesson],
    hidden: frozenset[int],
) -> tuple[list[Lesson], list[LeftOut]]:
    """Lessons that can be written, and the others with the reason; of two that clash the later one stays behind."""
    possible, out = [], []
    for lesson in wanted:
        if said := reason(lesson):
            out.append(LeftOut(lesson, said))
        else:
            possible.append(lesson)
    among = {lesson.id for lesson in possible}
    clashing: dict[int, str] = {}
    for clash in clashes([*now, *possible], among):
        clashing.setdefault(clash.lesson.id, clash.sentence(hidden))
    out += [LeftOut(lesson, clashing[lesson.id]) for lesson in possible if lesson.id in clashing]
    return [lesson for lesson in possible if lesson.id not in clashing], out


@dataclass(frozen=True)
class ExtendPlan:
    """Lessons of last week that have ended, and that would go on until ``until``."""

    week: int
    until: int
    lessons: list[Lesson]
    left_out: list[LeftOut]

    def changes(self, chosen: Iterable[int]) -> Changes:
        """What going on with these lessons writes."""
        wanted = set(chosen)
        cells = {"last_week": str(self.until)}
        return Changes(
            moved=[Moved(each.id, each.version, cells) for each in self.lessons if each.id in wanted]
        )


def plan_week(ctx: FormContext, frame: TermFrame, week: int, until: int) -> ExtendPlan:
    """Lessons that ended with the week before (every other week: with the last one before it), going on.

    A lesson that has not ended is in the week already; one that is there every other week returns by itself.
    """
    ended = [
        lesson for lesson in term_lessons(ctx, frame, "change") if lesson.slot and _ended(lesson.slot, week)
    ]
    longer = [replace(lesson, slot=replace(lesson.slot, last_week=until)) for lesson in ended if lesson.slot]
    now, hidden = everything(ctx, frame)
    among = {lesson.id for lesson in longer}
    others = [lesson for lesson in now if lesson.id not in among]
    kept, out = _sorted_out(longer, lambda lesson: "", others, hidden)
    return ExtendPlan(week, until, kept, out)


def _ended(slot: Slot, week: int) -> bool:
    back = 1 if slot.week_kind == EVERY_WEEK else 2
    return week - back <= slot.last_week < week and any(slot.given_in(week - n) for n in range(1, back + 1))

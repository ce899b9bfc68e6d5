"""实际授课情况 of a week from the timetable: lessons not yet recorded, filled in as they were planned."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.records import access
from zhijiao.timetable.lessons import Lesson
from zhijiao.timetable.terms import TermFrame

LOG, CLASSES = "teaching.LessonLog", "general.SchoolClass"
OPEN, RECORDED, COMING, INCOMPLETE = "open", "recorded", "coming", "incomplete"
AS_PLANNED, CANCELLED = "1", "5"
FACE_TO_FACE = "1"
USUAL_CONTENT = "按授课计划进行"
TYPED = (
    "held", "first_period", "status", "teacher", "hours", "content", "expected", "present", "late", "absent", "remarks",
)  # fmt: skip
"""Items of a lesson that may be typed; everything else is as the timetable has it."""
NOTHING_WHEN_CANCELLED = ("hours", "present")


@dataclass(frozen=True)
class Given:
    """A lesson of the timetable on its day of the week asked for, and whether it is recorded."""

    lesson: Lesson
    day: date
    state: str
    #: Items as they are if all went as planned.
    usual: dict[str, str]


def given_in_week(
    ctx: FormContext, frame: TermFrame, week: int, lessons: Sequence[Lesson], today: date
) -> list[Given]:
    """Lessons of a teaching week in the order of days and periods; two queries.

    A lesson that was moved (调课) within the week is recorded under another day or period: a record of the same class
    and 课序号 that fits no place of the timetable stands for one that lacks.
    """
    days = {weekday: frame.day(week, weekday) for weekday in range(1, 8)}
    placed = [
        (day, lesson)
        for lesson in lessons
        if lesson.slot and lesson.slot.given_in(week) and (day := days[int(lesson.slot.weekday)])
    ]
    placed.sort(key=lambda pair: (pair[0], pair[1].slot.first_period if pair[1].slot else 0, pair[1].number))
    recorded = _recorded(ctx, frame, [day for day in days.values() if day])
    fitting = {_key(day, lesson) for day, lesson in placed}
    elsewhere = Counter((number, school_class) for *when, number, school_class in recorded - fitting)
    sizes = _sizes(ctx, lessons)
    found = []
    for day, lesson in placed:
        state, which = OPEN, (lesson.number, lesson.owner("class"))
        if not (lesson.course and lesson.school_class and lesson.number):
            state = INCOMPLETE
        elif _key(day, lesson) in recorded:
            state = RECORDED
        elif elsewhere[which] > 0:
            elsewhere[which] -= 1
            state = RECORDED
        elif day > today:
            state = COMING
        found.append(Given(lesson, day, state, usual_items(lesson, day, sizes)))
    return found


def _key(day: date, lesson: Lesson) -> tuple[Any, ...]:
    return day, lesson.slot and lesson.slot.first_period, lesson.number, lesson.owner("class")


def _recorded(ctx: FormContext, frame: TermFrame, days: Sequence[date]) -> set[tuple[Any, ...]]:
    """Day, period, 课序号 and class of all records of these days, whoever entered them: only that they are there."""
    reader = access.preparation_reader(ctx.actor, ctx.form, frame.year, ctx.school)
    rows = reader.rows(LOG).filter(year=frame.year, term=frame.term, held__in=days)
    return set(rows.values_list("held", "first_period", "number", "school_class_id"))


def _sizes(ctx: FormContext, lessons: Sequence[Lesson]) -> Mapping[int, int]:
    """How many students the classes have, for those who may see the classes."""
    form = ctx.form.registry.by_model(CLASSES)
    if not ctx.can("view", form):
        return {}
    wanted = {lesson.school_class.id for lesson in lessons if lesson.school_class}
    rows = access.rows(ctx.actor, form, "view").filter(
        school_id=ctx.school.pk, pk__in=wanted, total__isnull=False
    )
    return dict(rows.values_list("pk", "total"))


def usual_items(lesson: Lesson, day: date, sizes: Mapping[int, int]) -> dict[str, str]:
    """What is recorded if all went as planned and everybody was there."""
    size = sizes.get(lesson.school_class.id) if lesson.school_class else None
    students = "" if size is None else str(size)
    return {
        "held": day.isoformat(),
        "first_period": str(lesson.slot.first_period) if lesson.slot else "",
        "status": AS_PLANNED,
        "teacher": lesson.teacher.key if lesson.teacher else "",
        "hours": str(lesson.slot.periods) if lesson.slot else "",
        "content": USUAL_CONTENT,
        "expected": students,
        "present": students,
        "late": "0",
        "absent": "0",
        "remarks": "",
    }


def log_cells(frame: TermFrame, given: Given, typed: Mapping[str, str]) -> dict[str, Any]:
    """The cells of a record: what was typed, the rest as planned. A cancelled lesson has no hours and nobody there."""
    items = given.usual | {name: text.strip() for name, text in typed.items() if name in TYPED}
    if items["status"] == CANCELLED:
        for name in NOTHING_WHEN_CANCELLED:
            if items[name] == given.usual[name]:
                items[name] = "0"
    lesson = given.lesson
    return {
        "term": frame.term,
        "periods": str(lesson.slot.periods) if lesson.slot else "",
        "number": lesson.number,
        "course": lesson.course.key,
        "school_class": lesson.school_class.key,
        "mode": FACE_TO_FACE,
        "practice_hours": "0",
        "incident": "0",
        **items,
    }

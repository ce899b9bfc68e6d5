"""Hours of a class against 教学进程: what each course is to have in the term, what it has, what lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.records import access
from zhijiao.kit.week_slots import EVERY_WEEK
from zhijiao.timetable.lessons import Lesson
from zhijiao.timetable.terms import TermFrame

SCHEDULE = "teaching.TeachingSchedule"
COLUMNS = ("school_class", "course", "weekly_hours", "first_week", "last_week", "hours", "block", "teacher")
NUMBER_LENGTH = 20


@dataclass(frozen=True)
class CourseHours:
    """A course of a class: hours a week and in the term, planned and placed; ``number`` is its 课序号 or a new one."""

    course: Any
    teacher: Any
    weekly: Decimal
    weekly_placed: Decimal
    planned: int
    placed: int
    first_week: int
    last_week: int
    number: str = ""
    #: Whether 教学进程 has the course in this term.
    scheduled: bool = True

    @property
    def lacking(self) -> bool:
        """Whether the timetable gives the course less than planned."""
        return self.placed < self.planned

    @property
    def state(self) -> tuple[str, str]:
        """A word and its look."""
        if not self.scheduled:
            return "不在教学进程", "warn"
        if self.lacking:
            return f"缺 {self.planned - self.placed} 学时", "warn"
        return (
            ("已排足", "ok")
            if self.placed == self.planned
            else (f"多 {self.placed - self.planned} 学时", "mute")
        )


@dataclass(frozen=True)
class PlannedCourse:
    """A row of 教学进程 that is taught by the week."""

    school_class: Any
    course: Any
    weekly_hours: Decimal
    first_week: int
    last_week: int
    hours: int
    teacher: Any


def planned_courses(ctx: FormContext, frame: TermFrame) -> list[PlannedCourse] | None:
    """教学进程 of a term without whole weeks of practice, one query; None for those who may not see that form."""
    form = ctx.form.registry.by_model(SCHEDULE)
    if not ctx.can("view", form):
        return None
    rows = access.rows(ctx.actor, form, "view").filter(
        school_id=ctx.school.pk,
        year=frame.year,
        term=frame.term,
        school_class__isnull=False,
        course__isnull=False,
    )
    columns = [form.columns[name] for name in COLUMNS]
    found = []
    for _, (school_class, course, weekly, first, last, hours, block, teacher) in form.fetch(
        rows.order_by("school_class__number", "course__number"), columns
    ):
        if not block:
            found.append(
                PlannedCourse(
                    school_class,
                    course,
                    weekly or Decimal(0),
                    first or 1,
                    last or frame.weeks,
                    hours or 0,
                    teacher,
                )
            )
    return found


def class_hours(
    class_id: int, planned: Sequence[PlannedCourse], lessons: Sequence[Lesson]
) -> list[CourseHours]:
    """The courses of a class: those of 教学进程, then those that only the timetable has."""
    own = [lesson for lesson in lessons if lesson.school_class and lesson.school_class.id == class_id]
    found = []
    for row in planned:
        if row.school_class.id == class_id:
            given = [lesson for lesson in own if lesson.course and lesson.course.id == row.course.id]
            weekly, placed = _placed(given)
            number = next((lesson.number for lesson in given if lesson.number), "") or _new_number(
                row, lessons
            )
            found.append(
                CourseHours(
                    row.course, row.teacher, row.weekly_hours, weekly, row.hours, placed, row.first_week,
                    row.last_week, number,
                )
            )  # fmt: skip
    known = {each.course.id for each in found}
    others: dict[int, list[Lesson]] = {}
    for lesson in own:
        if lesson.course and lesson.course.id not in known:
            others.setdefault(lesson.course.id, []).append(lesson)
    for given in others.values():
        weekly, placed = _placed(given)
        found.append(
            CourseHours(
                given[0].course, None, Decimal(0), weekly, 0, placed, 1, 1, given[0].number, scheduled=False
            )
        )
    return found


def _placed(lessons: Sequence[Lesson]) -> tuple[Decimal, int]:
    """Hours a week (half of those given every other week) and in the whole term."""
    slots = [lesson.slot for lesson in lessons if lesson.slot]
    weekly = sum(
        (Decimal(slot.periods) / (1 if slot.week_kind == EVERY_WEEK else 2) for slot in slots), Decimal(0)
    )
    return weekly, sum(slot.periods * slot.weeks.bit_count() for slot in slots)


def _new_number(row: PlannedCourse, lessons: Sequence[Lesson]) -> str:
    """A 课序号 that no other course or class of the term has: class and course, shortened where it must be."""
    taken = {lesson.number for lesson in lessons}
    full = f"{row.school_class.key}-{row.course.key}"
    tries = [full, *(f"{row.course.key[: NUMBER_LENGTH - 4]}-{number}" for number in range(1, 1000))]
    return next((text for text in tries if len(text) <= NUMBER_LENGTH and text not in taken), "")

"""Lessons of a term's timetable, read at once: whatever the number of classes, one query."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import RecordForm
from zhijiao.kit.week_slots import Slot
from zhijiao.timetable.terms import TermFrame

TIMETABLE = "teaching.Timetable"
WHEN = ("weekday", "first_period", "periods", "week_kind", "first_week", "last_week")
WHAT = (
    "number",
    "group",
    "course",
    "school_class",
    "teacher",
    "place",
    "training_base",
    "campus",
    "elective",
)
DAYS = ("", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
CLASS, TEACHER, ROOM = "class", "teacher", "room"
KINDS = {CLASS: "班级", TEACHER: "教师", ROOM: "教室"}
"""What a week may be drawn for, and whom a lesson may clash for."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One place of the timetable. ``slot`` is None where the record does not say when; references may lack as well."""

    id: int
    version: int
    number: str
    group: str
    course: Any
    school_class: Any
    teacher: Any
    place: str
    training_base: Any
    campus: Any
    elective: bool | None
    slot: Slot | None

    def owner(self, kind: str) -> Hashable | None:
        """Which class, teacher or room it takes; None if the record does not say."""
        if kind == ROOM:
            return (self.campus.id if self.campus else 0, "".join(self.place.split())) if self.place else None
        found = self.school_class if kind == CLASS else self.teacher
        return found.id if found else None

    def owner_name(self, kind: str) -> str:
        """What that is called."""
        if kind == ROOM:
            return (
                self.place
                if self.campus is None
                else f"{self.place}（{self.campus.title or self.campus.key}）"
            )
        found = self.school_class if kind == CLASS else self.teacher
        return (found.title or found.key) if found else ""

    @property
    def course_name(self) -> str:
        """What is taught."""
        return (self.course.title or self.course.key) if self.course else self.number

    @property
    def when(self) -> str:
        """Day and periods: 星期一第1–2节."""
        return when(self.slot) if self.slot else "时间未定"

    @property
    def weeks(self) -> str:
        """The weeks it is given in: 1–18周, 单周."""
        if self.slot is None:
            return ""
        kind = {"2": "单周", "3": "双周"}.get(self.slot.week_kind, "")
        return f"{self.slot.first_week}–{self.slot.last_week}周{kind}"


def when(slot: Slot) -> str:
    """Day and periods of a place in words."""
    periods = f"{slot.first_period}–{slot.last_period}" if slot.periods > 1 else str(slot.first_period)
    return f"{DAYS[int(slot.weekday)]}第{periods}节"


def read_lessons(form: RecordForm, rows: QuerySet[Any]) -> list[Lesson]:
    """Lessons of a query, in the order of classes and the week; one query."""
    columns = [form.columns[name] for name in (*WHAT, *WHEN)]
    ordered = rows.order_by("school_class__number", "weekday", "first_period", "number", "pk")
    return [
        Lesson(id=row_id, version=version, slot=_slot(values[len(WHAT) :]), **_named(values[: len(WHAT)]))
        for (row_id, version), values in form.fetch(ordered, columns, ("pk", "version"))
    ]


def _named(values: list[Any]) -> dict[str, Any]:
    """Values of WHAT by name; texts that lack are empty."""
    texts = ("number", "group", "place")
    return {
        name: "" if value is None and name in texts else value
        for name, value in zip(WHAT, values, strict=True)
    }


def _slot(values: list[Any]) -> Slot | None:
    return None if None in values else Slot(*values)


def term_lessons(ctx: FormContext, frame: TermFrame, action: str = "view") -> list[Lesson]:
    """Lessons of a term on which the actor may act."""
    rows = ctx.rows(action).filter(year=frame.year, term=frame.term)
    return read_lessons(ctx.record_form, rows)


def school_lessons(ctx: FormContext, frame: TermFrame) -> list[Lesson]:
    """All lessons of a term, whoever entered them: to find clashes, which name nothing that the actor may not see."""
    reader = access.preparation_reader(ctx.actor, ctx.form, frame.year, ctx.school)
    return read_lessons(ctx.record_form, reader.rows(TIMETABLE).filter(year=frame.year, term=frame.term))

"""Lessons as events of a calendar: each repeats by the week from its first day on.

Holidays are no part of it: 放假调休安排 is a text that no program can follow, and the file says so.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from zhijiao.kit.icalendar import Event
from zhijiao.kit.week_slots import EVERY_WEEK, Slot
from zhijiao.orgs.models import Org
from zhijiao.timetable.lessons import CLASS, TEACHER, Lesson
from zhijiao.timetable.terms import TermFrame

NOTE = "按学期课程表生成，未扣除节假日和调休，以学校通知为准。"


def lesson_events(school: Org, frame: TermFrame, lessons: Sequence[Lesson]) -> list[Event]:
    """An event per lesson that has its time; whole days where the term does not say when its bells ring."""
    bells = frame.bells()
    found = []
    for lesson in lessons:
        weeks = given_weeks(lesson.slot)
        day = frame.day(weeks[0], int(lesson.slot.weekday)) if lesson.slot and weeks else None
        if lesson.slot is None or day is None:
            continue
        first, last = bells.get(lesson.slot.first_period), bells.get(lesson.slot.last_period)
        timed = first is not None and last is not None
        people = [lesson.owner_name(CLASS), lesson.owner_name(TEACHER)]
        found.append(
            Event(
                uid=f"lesson-{school.pk}-{lesson.id}@zhijiao",
                name=lesson.course_name if timed else f"{lesson.when[3:]} {lesson.course_name}",
                begins=_at(day, first[0]) if first and timed else day,
                ends=_at(day, last[1]) if last and timed else day + timedelta(days=1),
                place=lesson.place,
                text="\n".join([*(part for part in people if part), lesson.when, NOTE]),
                times=len(weeks),
                weeks=1 if lesson.slot.week_kind == EVERY_WEEK else 2,
                sequence=lesson.version,
            )
        )
    return found


def given_weeks(slot: Slot | None) -> list[int]:
    """The teaching weeks of a lesson."""
    return (
        [week for week in range(slot.first_week, slot.last_week + 1) if slot.given_in(week)] if slot else []
    )


def _at(day: date, clock: time) -> datetime:
    """A time of a day where the school is."""
    return timezone.make_aware(datetime.combine(day, clock))

"""The week of one class, teacher or room as a table, for the screen and for paper, and whose weeks there are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from zhijiao.timetable.hours import PlannedCourse
from zhijiao.timetable.lessons import CLASS, DAYS, ROOM, TEACHER, Lesson
from zhijiao.timetable.terms import TermFrame

LAST_DAY, LAST_PERIOD = 7, 16


@dataclass(frozen=True)
class Block:
    """A lesson as a cell shows it."""

    lesson: Lesson
    #: Address of the record.
    url: str
    #: What stands under the course: teacher, class, room, weeks.
    lines: list[str]
    clashes: list[str]

    @property
    def name(self) -> str:
        """Everything in one sentence, for those who hear the page."""
        parts = [self.lesson.course_name, *self.lines, self.lesson.when, self.lesson.weeks]
        return "，".join(dict.fromkeys(part for part in parts if part))


@dataclass(frozen=True)
class Cell:
    """A period of a day: lessons that begin in it, and lessons that go on from above."""

    day: int
    period: int
    begins: list[Block]
    goes_on: list[Block]


@dataclass(frozen=True)
class PeriodRow:
    """A period with its part of the day, its bells, and its cells."""

    number: int
    part: str
    bell: tuple[time, time] | None
    cells: list[Cell]


@dataclass(frozen=True)
class WeekTable:
    """The week of one class, teacher or room."""

    title: str
    days: list[tuple[str, date | None]]
    rows: list[PeriodRow]
    #: Lessons whose records do not say when.
    unplaced: list[Block]


def owner_key(lesson: Lesson, by: str) -> str:
    """Class, teacher or room as the address names it."""
    owner = lesson.owner(by)
    if owner is None:
        return ""
    return f"{owner[0]}:{owner[1]}" if isinstance(owner, tuple) else str(owner)


def offered(
    by: str, lessons: Sequence[Lesson], planned: Sequence[PlannedCourse] | None
) -> list[tuple[str, str]]:
    """Whose week can be chosen: all that the term's lessons name, and classes and teachers of its 教学进程."""
    found: dict[str, tuple[str, str]] = {}
    for row in planned or ():
        reference = {CLASS: row.school_class, TEACHER: row.teacher}.get(by)
        if reference:
            found[str(reference.id)] = (reference.key, reference.label)
    for lesson in lessons:
        key = owner_key(lesson, by)
        if key and key not in found:
            reference = lesson.school_class if by == CLASS else lesson.teacher
            name = lesson.owner_name(ROOM)
            found[key] = (name, name) if by == ROOM else (reference.key, reference.label)
    return [(key, label) for key, (_, label) in sorted(found.items(), key=lambda item: item[1])]


def week_table(
    frame: TermFrame,
    by: str,
    title: str,
    lessons: Sequence[Lesson],
    *,
    week: int | None = None,
    told: Mapping[int, list[str]] | None = None,
    url: Callable[[Lesson], str] = lambda lesson: "",
) -> WeekTable:
    """The cells of a week; days and periods that records take beyond the term's settings are there as well."""
    shown = [lesson for lesson in lessons if lesson.slot and (week is None or lesson.slot.given_in(week))]
    slots = [lesson.slot for lesson in shown if lesson.slot]
    days = min(max([frame.days, *(int(slot.weekday) for slot in slots)]), LAST_DAY)
    periods = min(max([frame.periods, *(slot.last_period for slot in slots)]), LAST_PERIOD)
    blocks = [
        Block(lesson, url(lesson), _lines(lesson, by, frame), (told or {}).get(lesson.id, []))
        for lesson in shown
    ]
    begins: dict[tuple[int, int], list[Block]] = {}
    goes_on: dict[tuple[int, int], list[Block]] = {}
    for block in blocks:
        slot = block.lesson.slot
        if slot:
            day = int(slot.weekday)
            begins.setdefault((day, slot.first_period), []).append(block)
            for period in range(slot.first_period + 1, slot.last_period + 1):
                goes_on.setdefault((day, period), []).append(block)
    bells = frame.bells()
    rows = [
        PeriodRow(
            period,
            frame.part_of_day(period),
            bells.get(period),
            [
                Cell(day, period, begins.get((day, period), []), goes_on.get((day, period), []))
                for day in range(1, days + 1)
            ],
        )
        for period in range(1, periods + 1)
    ]
    unplaced = [
        Block(lesson, url(lesson), _lines(lesson, by, frame), []) for lesson in lessons if lesson.slot is None
    ]
    heads = [(DAYS[day], frame.day(week, day) if week else None) for day in range(1, days + 1)]
    return WeekTable(title, heads, rows, unplaced)


def _lines(lesson: Lesson, by: str, frame: TermFrame) -> list[str]:
    """What stands under the course: those of class, teacher and room whom the page is not about, and unusual weeks."""
    others = [lesson.owner_name(kind) for kind in (CLASS, TEACHER, ROOM) if kind != by]
    slot = lesson.slot
    usual = slot and slot.week_kind == "1" and slot.first_week == 1 and slot.last_week >= frame.weeks
    return [line for line in (*others, "" if usual else lesson.weeks) if line]

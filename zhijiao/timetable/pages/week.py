"""The week of a class, a teacher or a room: three views of the records of 学期课程表, and what is done on them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.heading import FormPage, page_heading
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.timetable.changes import everything
from zhijiao.timetable.clash_report import Clash, clashes
from zhijiao.timetable.hours import CourseHours, PlannedCourse, class_hours, planned_courses
from zhijiao.timetable.lessons import CLASS, DAYS, KINDS, ROOM, TEACHER, Lesson
from zhijiao.timetable.pages.addresses import page_url
from zhijiao.timetable.terms import TERM_NAMES, TermFrame, chosen_term, term_frames

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


@dataclass(frozen=True, kw_only=True)
class WeekPage(FormPage):
    """The page of a week."""

    frame: TermFrame
    by: str
    of: str
    week: int | None
    #: Label, address, whether chosen.
    terms_shown: list[tuple[str, str, bool, None]]
    kinds: list[tuple[str, str, bool, None]]
    kind_name: str
    #: Value, label.
    choices: list[tuple[str, str]]
    table: WeekTable | None
    clashes: list[str]
    hours: list[CourseHours] | None
    #: What a new lesson of the class has: class, its name, the room it is taught in most.
    class_key: str = ""
    group: str = ""
    usual_place: str = ""
    can_edit: bool = False
    #: Other pages: label, address.
    tools: list[tuple[str, str]] = field(default_factory=list)
    can: dict[str, bool] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """What an address asks for: which view, of whom, in which week."""

    by: str
    of: str
    week: int | None


def asked_week(ctx: FormContext, frame: TermFrame) -> Asked:
    """What the address asks for; a word that means nothing is the usual."""
    given = ctx.request.GET
    by = given.get("by", CLASS)
    week = whole_number(given.get("week", ""), frame.weeks)
    return Asked(by if by in KINDS else CLASS, given.get("of", "")[:80], week or None)


def choose_school(request: ActorRequest, form: FormLike) -> HttpResponse:
    """Above the schools the list's own page asks for the school."""
    return HttpResponseRedirect(reverse("filing:list", args=[form]))


@form_view("view", above_schools=choose_school)
def week(ctx: FormContext) -> HttpResponse:
    """The week grid; the address says for whom."""
    frames = term_frames(ctx)
    frame = chosen_term(frames, ctx.year, ctx.request.GET.get("term"))
    asked = asked_week(ctx, frame)
    lessons, hidden = everything(ctx, frame)
    seen = [lesson for lesson in lessons if lesson.id not in hidden]
    planned = planned_courses(ctx, frame)
    choices = offered(asked.by, seen, planned)
    of = asked.of if asked.of in dict(choices) else next(iter(dict(choices)), "")
    own = [lesson for lesson in seen if owner_key(lesson, asked.by) == of] if of else []
    found = list(clashes(lessons, {lesson.id for lesson in own}))
    told = told_of(found, {lesson.id for lesson in own}, hidden)
    table = week_table(ctx, frame, asked, dict(choices).get(of, ""), own, told) if of else None
    can = {action: ctx.own and frame.ready and ctx.can(action) for action in ("add", "change", "delete")}
    hours = None
    if asked.by == CLASS and of and planned is not None:
        hours = class_hours(int(of), planned, seen)
    class_key, group = _class_named(of, seen, planned) if asked.by == CLASS else ("", "")
    drawn = WeekPage(
        **page_heading(ctx),
        frame=frame,
        by=asked.by,
        of=of,
        week=asked.week,
        terms_shown=[
            (
                name,
                page_url(ctx, "week", TermFrame(ctx.year, term), by=asked.by, of=of),
                term == frame.term,
                None,
            )
            for term, name in TERM_NAMES.items()
        ],
        kinds=[
            (name, page_url(ctx, "week", frame, by=kind), kind == asked.by, None)
            for kind, name in KINDS.items()
        ],
        kind_name=KINDS[asked.by],
        choices=choices,
        table=table,
        clashes=sorted({sentence for sentences in told.values() for sentence in sentences}),
        hours=hours,
        class_key=class_key,
        group=group,
        usual_place=_usual_place(own),
        can_edit=can["change"],
        can=can | {"export": ctx.can("export")},
        links=_links(ctx, frame, asked.by, of),
    )
    return render_page(ctx.request, "timetable/week.html", drawn)


def _class_named(
    of: str, lessons: Sequence[Lesson], planned: Sequence[PlannedCourse] | None
) -> tuple[str, str]:
    """Number and name of the class chosen."""
    references = [row.school_class for row in planned or ()]
    references += [lesson.school_class for lesson in lessons if lesson.school_class]
    found = next((each for each in references if str(each.id) == of), None)
    return (found.key, found.title or found.key) if found else ("", "")


def _usual_place(lessons: Sequence[Lesson]) -> str:
    """Where most lessons of the class are."""
    places = Counter(lesson.place for lesson in lessons if lesson.place)
    return places.most_common(1)[0][0] if places else ""


def _links(ctx: FormContext, frame: TermFrame, by: str, of: str) -> dict[str, str]:
    """Addresses of what is done on the page."""
    links = {name: page_url(ctx, name, frame) for name in ("save", "busy")}
    return links | {
        "week": page_url(ctx, "week", frame, by=by),
        "list": ctx.url("list"),
        "settings": ctx.address(reverse("filing:list", args=["term_settings"])),
        "schedule": ctx.address(reverse("filing:list", args=["teaching_schedule"])),
    }


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


def told_of(found: Sequence[Clash], own: set[int], hidden: frozenset[int]) -> dict[int, list[str]]:
    """Sentences about the clashes of lessons shown, by lesson."""
    told: dict[int, list[str]] = {}
    for clash in found:
        sides = [clash, Clash(clash.kind, clash.other, clash.lesson)]
        for side in sides:
            if side.lesson.id in own:
                told.setdefault(side.lesson.id, []).append(side.sentence(hidden))
    return told


def week_table(
    ctx: FormContext,
    frame: TermFrame,
    asked: Asked,
    title: str,
    lessons: Sequence[Lesson],
    told: dict[int, list[str]],
) -> WeekTable:
    """The cells of a week; days and periods that records take beyond the term's settings are there as well."""
    shown = [
        lesson
        for lesson in lessons
        if lesson.slot and (asked.week is None or lesson.slot.given_in(asked.week))
    ]
    slots = [lesson.slot for lesson in shown if lesson.slot]
    days = min(max([frame.days, *(int(slot.weekday) for slot in slots)]), LAST_DAY)
    periods = min(max([frame.periods, *(slot.last_period for slot in slots)]), LAST_PERIOD)
    blocks = [
        Block(lesson, _record_url(ctx, lesson), _lines(lesson, asked.by, frame), told.get(lesson.id, []))
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
        Block(lesson, _record_url(ctx, lesson), _lines(lesson, asked.by, frame), [])
        for lesson in lessons
        if lesson.slot is None
    ]
    heads = [(DAYS[day], frame.day(asked.week, day) if asked.week else None) for day in range(1, days + 1)]
    return WeekTable(title, heads, rows, unplaced)


def _record_url(ctx: FormContext, lesson: Lesson) -> str:
    return ctx.address(ctx.path("view", lesson.id))


def _lines(lesson: Lesson, by: str, frame: TermFrame) -> list[str]:
    """What stands under the course: those of class, teacher and room whom the page is not about, and unusual weeks."""
    others = [lesson.owner_name(kind) for kind in (CLASS, TEACHER, ROOM) if kind != by]
    slot = lesson.slot
    usual = slot and slot.week_kind == "1" and slot.first_week == 1 and slot.last_week >= frame.weeks
    return [line for line in (*others, "" if usual else lesson.weeks) if line]

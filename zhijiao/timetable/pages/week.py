"""The week of a class, a teacher or a room: three views of the records of 学期课程表, and what is done on them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.heading import FormPage, page_heading
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.timetable import week_draft
from zhijiao.timetable.changes import everything
from zhijiao.timetable.clash_report import Clash, clashes
from zhijiao.timetable.hours import CourseHours, PlannedCourse, class_hours, planned_courses
from zhijiao.timetable.lessons import CLASS, KINDS, Lesson
from zhijiao.timetable.pages.addresses import page_url, term_tabs
from zhijiao.timetable.terms import TermFrame, chosen_term, term_frames
from zhijiao.timetable.week_draft import WeekDraft
from zhijiao.timetable.week_table import WeekTable, offered, owner_key, week_table


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
    #: Changes not yet saved; they can be put back where all weeks are shown, else at this address.
    draft: WeekDraft | None = None
    draft_url: str = ""
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
    table = None
    if of:
        table = week_table(
            frame, asked.by, dict(choices).get(of, ""), own, week=asked.week, told=told,
            url=lambda lesson: _record_url(ctx, lesson),
        )  # fmt: skip
    can = {action: ctx.own and frame.ready and ctx.can(action) for action in ("add", "change", "delete")}
    hours = None
    if asked.by == CLASS and of and planned is not None:
        hours = class_hours(int(of), planned, seen)
    class_key, group = _class_named(of, seen, planned) if asked.by == CLASS else ("", "")
    draft = week_draft.recall(ctx, week_draft.Week(frame, asked.by, of)) if can["change"] else None
    drawn = WeekPage(
        **page_heading(ctx),
        frame=frame,
        by=asked.by,
        of=of,
        week=asked.week,
        terms_shown=term_tabs(ctx, "week", frame, by=asked.by, of=of),
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
        draft=draft,
        draft_url=page_url(ctx, "week", frame, by=asked.by, of=of) if draft and asked.week else "",
        tools=_tools(ctx, frame, asked, of),
        can=can,
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


def _tools(ctx: FormContext, frame: TermFrame, asked: Asked, of: str) -> list[tuple[str, str]]:
    """Other pages that start from here."""
    found = []
    if ctx.own and ctx.can("add"):
        found.append(("复制课程表", page_url(ctx, "copy", frame)))
    if of and ctx.can("export"):
        one, name = {"by": asked.by, "of": of}, KINDS[asked.by]
        found.append((f"打印本{name}课表", page_url(ctx, "print", frame, **one)))
        found.append((f"打印全部{name}", page_url(ctx, "print", frame, by=asked.by)))
        if frame.starts:
            found.append(("下载日历文件", page_url(ctx, "calendar", frame, **one)))
    return found


def _links(ctx: FormContext, frame: TermFrame, by: str, of: str) -> dict[str, str]:
    """Addresses of what is done on the page."""
    links = {name: page_url(ctx, name, frame, by=by, of=of) for name in ("save", "busy", "draft")}
    return links | {
        "week": page_url(ctx, "week", frame, by=by),
        "list": ctx.url("list"),
        "settings": ctx.address(reverse("filing:list", args=["term_settings"])),
        "schedule": ctx.address(reverse("filing:list", args=["teaching_schedule"])),
    }


def told_of(found: Sequence[Clash], own: set[int], hidden: frozenset[int]) -> dict[int, list[str]]:
    """Sentences about the clashes of lessons shown, by lesson."""
    told: dict[int, list[str]] = {}
    for clash in found:
        sides = [clash, Clash(clash.kind, clash.other, clash.lesson)]
        for side in sides:
            if side.lesson.id in own:
                told.setdefault(side.lesson.id, []).append(side.sentence(hidden))
    return told


def _record_url(ctx: FormContext, lesson: Lesson) -> str:
    return ctx.address(ctx.path("view", lesson.id))

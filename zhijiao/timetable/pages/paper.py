"""The week for the wall and for the telephone: printed per class, teacher or room, and as an iCalendar file."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.heading import FormPage, page_heading
from zhijiao.kit.icalendar import calendar
from zhijiao.kit.page_context import render_page
from zhijiao.looks.log import record_look
from zhijiao.looks.models import Kind
from zhijiao.timetable.lessons import KINDS, Lesson, term_lessons
from zhijiao.timetable.pages.addresses import page_url
from zhijiao.timetable.pages.week import asked_week, choose_school
from zhijiao.timetable.school_calendar import lesson_events
from zhijiao.timetable.terms import TermFrame, chosen_term, term_frames
from zhijiao.timetable.week_table import WeekTable, offered, owner_key, week_table

MOST_TABLES = 120
"""Weeks of one print at most; each is a sheet of paper."""


@dataclass(frozen=True, kw_only=True)
class PaperPage(FormPage):
    """Weeks as they are printed, one to a sheet."""

    frame: TermFrame
    kind_name: str
    tables: list[WeekTable]
    #: How many are left out.
    cut: int
    week_url: str


@dataclass(frozen=True)
class Chosen:
    """Whose weeks leave, with their lessons."""

    frame: TermFrame
    by: str
    #: Key, name and lessons of each.
    weeks: list[tuple[str, str, list[Lesson]]]


def _chosen(ctx: FormContext) -> Chosen:
    """What the address names: one class (teacher, room), or all of the kind."""
    frame = chosen_term(term_frames(ctx), ctx.year, ctx.request.GET.get("term"))
    asked = asked_week(ctx, frame)
    lessons = term_lessons(ctx, frame, "export")
    names = offered(asked.by, lessons, None)
    of: dict[str, list[Lesson]] = {}
    for lesson in lessons:
        of.setdefault(owner_key(lesson, asked.by), []).append(lesson)
    weeks = [(key, name, of[key]) for key, name in names if asked.of in ("", key)]
    return Chosen(frame, asked.by, weeks)


def _tell(ctx: FormContext, kind: Kind, chosen: Chosen, way: str) -> None:
    """What leaves in a list is told, as of every list."""
    ids = [lesson.id for _, _, lessons in chosen.weeks for lesson in lessons]
    detail = {"by": way, "conditions": [KINDS[chosen.by]]}
    record_look(kind, org=ctx.school, subject=ctx.form.label, form=ctx.form.key, records=ids, detail=detail)


@form_view("export", above_schools=choose_school)
def paper(ctx: FormContext) -> HttpResponse:
    """One week, or those of all classes, teachers or rooms, each on a sheet of its own."""
    chosen = _chosen(ctx)
    chosen = Chosen(chosen.frame, chosen.by, chosen.weeks[: MOST_TABLES + 1])
    shown = Chosen(chosen.frame, chosen.by, chosen.weeks[:MOST_TABLES])
    _tell(ctx, Kind.PRINT, shown, "打印周课表")
    drawn = PaperPage(
        **page_heading(ctx),
        frame=shown.frame,
        kind_name=KINDS[shown.by],
        tables=[week_table(shown.frame, shown.by, name, lessons) for _, name, lessons in shown.weeks],
        cut=len(chosen.weeks) - len(shown.weeks),
        week_url=page_url(ctx, "week", shown.frame, by=shown.by),
    )
    return render_page(ctx.request, "timetable/paper.html", drawn)


@form_view("export", above_schools=choose_school)
def calendar_file(ctx: FormContext) -> HttpResponse:
    """The lessons of one class, teacher or room as an iCalendar file.

    Raises:
        Http404: none is named, or the term has no first day.
    """
    chosen = _chosen(ctx)
    if len(chosen.weeks) != 1 or not ctx.request.GET.get("of"):
        raise Http404("请先在周课表中选一个班级、教师或教室，再下载日历文件。")
    if chosen.frame.starts is None:
        raise Http404("“教学运行基础信息设置”中没有本学期的开始日期，请先填写，再下载日历文件。")
    _, name, lessons = chosen.weeks[0]
    _tell(ctx, Kind.EXPORT, chosen, "下载日历文件")
    title = f"{name} {chosen.frame.label}"
    made = calendar(title, lesson_events(ctx.school, chosen.frame, lessons), timezone.now(), "zhijiao")
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, f"{title}.ics")
    return answer

"""What the week's script asks: where a lesson has no room, and to save what was moved, added and removed."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone

from zhijiao.filing.models import Change
from zhijiao.filing.pages.bulk import flash_with_undo
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.grid_payload import Malformed
from zhijiao.filing.records import writer
from zhijiao.identity.gate import POST
from zhijiao.kit.numbers import whole_number
from zhijiao.timetable import week_draft
from zhijiao.timetable.changes import Clashing, Refused, everything, parse_changes
from zhijiao.timetable.changes import save as save_changes
from zhijiao.timetable.clash_report import ARGUABLE
from zhijiao.timetable.hours import planned_courses
from zhijiao.timetable.lessons import CLASS, KINDS, ROOM, TEACHER, Lesson
from zhijiao.timetable.pages.addresses import page_url
from zhijiao.timetable.pages.week import asked_week
from zhijiao.timetable.terms import TermFrame, chosen_term, term_frames
from zhijiao.timetable.week_table import offered

LISTED = 100


@form_view("change", methods=POST, large=True)
def save(ctx: FormContext) -> HttpResponse:
    """Save a set of changes; all or none, and what is wrong with which lesson."""
    frame = _frame(ctx)
    try:
        changes = parse_changes(ctx, ctx.request.body)
        if changes.added:
            ctx.acting("add")
        text, batch = save_changes(ctx, frame, changes)
    except Malformed as malformed:
        return JsonResponse({"text": str(malformed)}, status=400)
    except writer.StaleRecord as stale:
        return JsonResponse({"stale": _told_of_stale(ctx, stale.ids)}, status=409)
    except Refused as refused:
        problems = [{"place": place, "text": text} for place, text in refused.problems[:LISTED]]
        return JsonResponse({"problems": problems, "more": len(refused.problems) - len(problems)}, status=422)
    except Clashing as clashing:
        return JsonResponse(_told_of_clashes(clashing), status=422)
    week_draft.discard(ctx, _week(ctx, frame))
    flash_with_undo(ctx, text, batch)
    return JsonResponse({"text": text})


@form_view("change", methods=POST, large=True)
def draft(ctx: FormContext) -> HttpResponse:
    """Keep changes that are not saved yet; none, or ``discard``, forget them."""
    frame = _frame(ctx)
    week = _week(ctx, frame)
    if "discard" in ctx.request.POST:
        week_draft.discard(ctx, week)
        return HttpResponseRedirect(page_url(ctx, "week", frame, by=week.by, of=week.of))
    text = ctx.request.POST.get("changes", "")
    if text and not _is_offered(ctx, week):
        return JsonResponse({"text": "本学期没有这份课表，请刷新页面后重试。"}, status=400)
    try:
        kept = week_draft.keep(ctx, week, text)
    except (ValueError, TypeError):
        return JsonResponse({"text": "提交的内容不完整，请刷新页面后重试。"}, status=400)
    return JsonResponse({"kept": f"{timezone.localtime(kept):%H:%M}" if kept else ""})


def _frame(ctx: FormContext) -> TermFrame:
    """The term that is written to.

    Raises:
        Http404: it is not set up.
    """
    frame = chosen_term(term_frames(ctx), ctx.year, ctx.request.GET.get("term"))
    if not frame.ready:
        raise Http404("“教学运行基础信息设置”中没有这个学期，请先设置。")
    return frame


def _week(ctx: FormContext, frame: TermFrame) -> week_draft.Week:
    """Whose week the page shows."""
    asked = asked_week(ctx, frame)
    return week_draft.Week(frame, asked.by, asked.of)


def _is_offered(ctx: FormContext, week: week_draft.Week) -> bool:
    """Whether the page shows such a week to the actor; nothing is kept for invented ones."""
    lessons, hidden = everything(ctx, week.frame)
    seen = [lesson for lesson in lessons if lesson.id not in hidden]
    return week.of in dict(offered(week.by, seen, planned_courses(ctx, week.frame)))


def _told_of_clashes(clashing: Clashing) -> dict[str, Any]:
    """Each clash at the lesson it concerns; kinds that may be meant are named, if no other is in the way."""
    kinds = {clash.kind for _, clash in clashing.found}
    told = [
        {"place": place, "kind": clash.kind, "text": clash.sentence(clashing.hidden)}
        for place, clash in clashing.found[:LISTED]
    ]
    return {
        "problems": told,
        "more": len(clashing.found) - len(told),
        "arguable": sorted(kinds) if kinds <= ARGUABLE else [],
        "kinds": "、".join(KINDS[kind] for kind in (TEACHER, CLASS, ROOM) if kind in kinds),
    }


def _told_of_stale(ctx: FormContext, ids: list[int]) -> list[dict[str, Any]]:
    """Who has changed or removed which of the records, and when; one query."""
    logged = Change.objects.filter(school=ctx.school, form=ctx.form.key, record_id__in=ids).order_by("id")
    latest = {change.record_id: change for change in logged}
    return [
        {
            "id": row_id,
            "who": latest[row_id].actor_name if row_id in latest else "他人",
            "at": f"{timezone.localtime(latest[row_id].at):%Y-%m-%d %H:%M}" if row_id in latest else "",
            "done": latest[row_id].get_action_display() if row_id in latest else "修改",
        }
        for row_id in ids
    ]


@form_view("change")
def busy(ctx: FormContext) -> HttpResponse:
    """Where a lesson's class, teacher or room is taken by others: day, period and what stands there."""
    number = whole_number(ctx.request.GET.get("lesson", ""))
    frame = chosen_term(term_frames(ctx), ctx.year, ctx.request.GET.get("term"))
    lessons, hidden = everything(ctx, frame)
    lesson = next((each for each in lessons if each.id == number and each.id not in hidden), None)
    if lesson is None or lesson.slot is None:
        return JsonResponse({"busy": []})
    taken: dict[tuple[int, int], list[str]] = {}
    for other in lessons:
        if other.id == lesson.id or other.slot is None or not other.slot.weeks & lesson.slot.weeks:
            continue
        for text in _in_the_way(lesson, other, hidden):
            for period in range(other.slot.first_period, other.slot.last_period + 1):
                taken.setdefault((int(other.slot.weekday), period), []).append(text)
    return JsonResponse({"busy": [[day, period, "；".join(texts)] for (day, period), texts in taken.items()]})


def _in_the_way(lesson: Lesson, other: Lesson, hidden: frozenset[int]) -> list[str]:
    """Why one lesson cannot be given at the time of another."""
    found = []
    for kind in (TEACHER, CLASS, ROOM):
        together = kind != CLASS and lesson.number == other.number
        if lesson.owner(kind) is not None and lesson.owner(kind) == other.owner(kind) and not together:
            what = (
                "已有他人安排的课" if other.id in hidden else f"{other.owner_name(CLASS)} {other.course_name}"
            )
            found.append(f"{KINDS[kind]}“{lesson.owner_name(kind)}”：{what}")
    return found

"""Addresses of the timetable's pages: each is of one form, whose gate it passes, and keeps school, year and term."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from zhijiao.filing.pages.context import FormContext, FormConverter
from zhijiao.timetable.terms import TERM_NAMES, TermFrame


class TimetableForm(FormConverter):
    """``<timetable:form>``: 学期课程表."""

    regex = "timetable"


class LessonLogForm(FormConverter):
    """``<lesson_log:form>``: 实际授课情况."""

    regex = "lesson_log"


def page_url(ctx: FormContext, name: str, frame: TermFrame, form: str = "timetable", **query: Any) -> str:
    """Address of a page of the timetable in the school, year and term of this one."""
    place = (
        {"year": frame.year, "term": frame.term} if ctx.own else {"school": ctx.school.pk, "year": frame.year}
    )
    asked = {
        **place,
        "term": frame.term,
        **{key: value for key, value in query.items() if value not in ("", None)},
    }
    return f"{reverse(f'timetable:{name}', args=[form])}?{urlencode(asked)}"


def term_tabs(
    ctx: FormContext, name: str, frame: TermFrame, form: str = "timetable", **query: Any
) -> list[tuple[str, str, bool, None]]:
    """The terms of the year to choose from, each with the same page's address there; the frame's own is chosen."""
    return [
        (word, page_url(ctx, name, TermFrame(ctx.year, term), form, **query), term == frame.term, None)
        for term, word in TERM_NAMES.items()
    ]

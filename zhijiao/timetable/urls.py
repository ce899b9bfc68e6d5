"""Addresses of the timetable, beside those of its two forms."""

from django.urls import path, register_converter

from zhijiao.timetable.pages import copying, given, paper, saving, week
from zhijiao.timetable.pages.addresses import LessonLogForm, TimetableForm

register_converter(TimetableForm, "timetable")
register_converter(LessonLogForm, "lesson_log")

app_name = "timetable"

urlpatterns = [
    path("forms/<timetable:form>/week/", week.week, name="week"),
    path("forms/<timetable:form>/week/save/", saving.save, name="save"),
    path("forms/<timetable:form>/week/draft/", saving.draft, name="draft"),
    path("forms/<timetable:form>/week/busy/", saving.busy, name="busy"),
    path("forms/<timetable:form>/week/print/", paper.paper, name="print"),
    path("forms/<timetable:form>/week/calendar/", paper.calendar_file, name="calendar"),
    path("forms/<timetable:form>/week/copy/", copying.copy_term, name="copy"),
    path("forms/<timetable:form>/week/extend/", copying.extend_week, name="extend"),
    path("forms/<lesson_log:form>/week/", given.week, name="given"),
]

"""Addresses of the timetable, beside those of its two forms."""

from django.urls import path, register_converter

from zhijiao.timetable.pages import copying, paper, saving, week
from zhijiao.timetable.pages.addresses import TimetableForm

register_converter(TimetableForm, "timetable")

app_name = "timetable"

urlpatterns = [
    path("forms/<timetable:form>/week/", week.week, name="week"),
    path("forms/<timetable:form>/week/save/", saving.save, name="save"),
    path("forms/<timetable:form>/week/busy/", saving.busy, name="busy"),
    path("forms/<timetable:form>/week/print/", paper.paper, name="print"),
    path("forms/<timetable:form>/week/calendar/", paper.calendar_file, name="calendar"),
    path("forms/<timetable:form>/week/copy/", copying.copy_term, name="copy"),
    path("forms/<timetable:form>/week/extend/", copying.extend_week, name="extend"),
]

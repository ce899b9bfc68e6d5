"""Application configuration of zhijiao.timetable."""

from django.apps import AppConfig


class TimetableConfig(AppConfig):
    """The week grid; it has no tables of its own."""

    name = "zhijiao.timetable"
    label = "timetable"
    verbose_name = "周课表"

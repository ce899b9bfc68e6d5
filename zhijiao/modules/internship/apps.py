"""Application configuration of zhijiao.modules.internship."""

from django.apps import AppConfig


class InternshipConfig(AppConfig):
    """Forms of the module 实习实训."""

    name = "zhijiao.modules.internship"
    label = "internship"
    verbose_name = "实习实训"

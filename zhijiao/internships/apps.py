"""Application configuration of zhijiao.internships."""

from django.apps import AppConfig


class InternshipsConfig(AppConfig):
    """The boards of 实习实训; they have no tables of their own."""

    name = "zhijiao.internships"
    label = "internships"
    verbose_name = "实习看板"

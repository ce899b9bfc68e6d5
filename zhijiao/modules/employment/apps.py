"""Application configuration of zhijiao.modules.employment."""

from django.apps import AppConfig


class EmploymentConfig(AppConfig):
    """Forms of the module 就业创业."""

    name = "zhijiao.modules.employment"
    label = "employment"
    verbose_name = "就业创业"

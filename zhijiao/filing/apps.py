"""Application configuration of zhijiao.filing."""

from django.apps import AppConfig


class FilingConfig(AppConfig):
    """The engine behind every form."""

    name = "zhijiao.filing"
    label = "filing"
    verbose_name = "填报"

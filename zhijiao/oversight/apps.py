"""Application configuration of zhijiao.oversight."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Figures of schools and areas in a round, and the boards that show them."""

    name = "zhijiao.oversight"
    label = "oversight"
    verbose_name = "督导看板"

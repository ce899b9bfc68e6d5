"""Application configuration of zhijiao.rounds."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """Filing rounds, obligations and submission up the tree."""

    name = "zhijiao.rounds"
    label = "rounds"
    verbose_name = "填报轮次"

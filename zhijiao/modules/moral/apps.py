"""Application configuration of zhijiao.modules.moral."""

from django.apps import AppConfig


class MoralConfig(AppConfig):
    """Forms of the module 德育工作."""

    name = "zhijiao.modules.moral"
    label = "moral"
    verbose_name = "德育工作"

"""Application configuration of zhijiao.modules.party."""

from django.apps import AppConfig


class PartyConfig(AppConfig):
    """Forms of the module 党建工作."""

    name = "zhijiao.modules.party"
    label = "party"
    verbose_name = "党建工作"

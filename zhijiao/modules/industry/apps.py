"""Application configuration of zhijiao.modules.industry."""

from django.apps import AppConfig


class IndustryConfig(AppConfig):
    """Forms of the module 产教融合."""

    name = "zhijiao.modules.industry"
    label = "industry"
    verbose_name = "产教融合"

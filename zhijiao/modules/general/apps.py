"""Application configuration of zhijiao.modules.general."""

from django.apps import AppConfig


class GeneralConfig(AppConfig):
    """Forms of the module 综合信息."""

    name = "zhijiao.modules.general"
    label = "general"
    verbose_name = "综合信息"

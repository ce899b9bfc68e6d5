"""Application configuration of zhijiao.modules.teaching."""

from django.apps import AppConfig


class TeachingConfig(AppConfig):
    """Forms of the module 教学管理."""

    name = "zhijiao.modules.teaching"
    label = "teaching"
    verbose_name = "教学管理"

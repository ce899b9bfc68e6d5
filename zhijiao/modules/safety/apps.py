"""Application configuration of zhijiao.modules.safety."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    """Forms of the module 安全管理."""

    name = "zhijiao.modules.safety"
    label = "safety"
    verbose_name = "安全管理"

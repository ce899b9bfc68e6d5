"""Application configuration of zhijiao.modules.publicity."""

from django.apps import AppConfig


class PublicityConfig(AppConfig):
    """Forms of the module 职教宣传."""

    name = "zhijiao.modules.publicity"
    label = "publicity"
    verbose_name = "职教宣传"

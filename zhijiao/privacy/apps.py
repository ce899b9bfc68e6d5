"""Application configuration of zhijiao.privacy."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Encrypted columns, blind indexes and their keys."""

    name = "zhijiao.privacy"
    label = "privacy"
    verbose_name = "隐私数据"

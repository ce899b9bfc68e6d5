"""Application configuration of zhijiao.privacy."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Encrypted columns, blind indexes and their keys."""

    name = "zhijiao.privacy"
    label = "privacy"
    verbose_name = "隐私数据"

    def ready(self):
        """Refuse to start with a master key that could not protect anything."""
        from zhijiao.privacy.keys import check_master_key

        check_master_key()

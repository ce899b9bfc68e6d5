"""Application configuration of zhijiao.config."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """What concerns the whole installation and holds no tables: its commands and checks."""

    name = "zhijiao.config"
    label = "config"
    verbose_name = "系统配置"

    def ready(self):
        """Register the checks of the installation."""
        from zhijiao.config import system_checks  # noqa: F401  they register themselves

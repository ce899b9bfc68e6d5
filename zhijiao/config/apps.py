"""Application configuration of zhijiao.config."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """What concerns the whole installation and holds no tables: its commands."""

    name = "zhijiao.config"
    label = "config"
    verbose_name = "系统配置"

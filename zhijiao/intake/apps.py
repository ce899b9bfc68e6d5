"""Application configuration of zhijiao.intake."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """From an uploaded workbook to the formal table."""

    name = "zhijiao.intake"
    label = "intake"
    verbose_name = "初始化数据"

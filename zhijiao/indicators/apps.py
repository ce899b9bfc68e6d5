"""Application configuration of zhijiao.indicators."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Indicators of 办学条件 with their figures by province and their stored values."""

    name = "zhijiao.indicators"
    label = "indicators"
    verbose_name = "办学条件"

"""Application configuration of zhijiao.indicators."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Indicators of 办学条件 with their figures by province and their stored values."""

    name = "zhijiao.indicators"
    label = "indicators"
    verbose_name = "办学条件"

    def ready(self) -> None:
        """Let the hints of 数据校验 hold records against the provinces' figures as well."""
        from zhijiao.indicators import limits
        from zhijiao.quality import thresholds

        thresholds.replaced_by(limits.own_figures)

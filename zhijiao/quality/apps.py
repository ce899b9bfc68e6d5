"""Application configuration of zhijiao.quality."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """Rules over records, their findings, explanations and reviews."""

    name = "zhijiao.quality"
    label = "quality"
    verbose_name = "数据校验"

    def ready(self) -> None:
        """Check the rules at start, and let the pages of a form tell of findings."""
        from zhijiao.private.sealed_stores import holds_blinds
        from zhijiao.quality import record_notices, system_checks  # noqa: F401
        from zhijiao.quality.models import Finding, MatchVerdict

        holds_blinds(Finding, "link")
        holds_blinds(MatchVerdict, "link")

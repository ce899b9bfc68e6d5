"""Application configuration of zhijiao.manual."""

from django.apps import AppConfig


class ManualConfig(AppConfig):
    """操作手册; answers are looked up in it before a question is sent."""

    name = "zhijiao.manual"
    label = "manual"
    verbose_name = "操作手册"

    def ready(self) -> None:
        """Check the chapters at start, and let 在线支持 look answers up."""
        from zhijiao.manual import checks  # noqa: F401
        from zhijiao.manual.finding import suggestions
        from zhijiao.support.suggesting import answer_from

        answer_from(suggestions)

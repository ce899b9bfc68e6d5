"""Application configuration of zhijiao.pictures."""

from django.apps import AppConfig


class PicturesConfig(AppConfig):
    """Charts of a school's forms, and of an area's progress."""

    name = "zhijiao.pictures"
    label = "pictures"
    verbose_name = "数据图表"

    def ready(self) -> None:
        """Check what is declared at the start."""
        from zhijiao.pictures import system_checks  # noqa: F401

"""Django app of 谁查看过."""

from django.apps import AppConfig


class LooksConfig(AppConfig):
    """Looks at records, counted per person and day, and the alerts that follow from unusual amounts."""

    name = "zhijiao.looks"
    label = "looks"
    verbose_name = "谁查看过"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the line on the first page of the manage portal."""
        from zhijiao.identity.admin_notices import notice_source
        from zhijiao.looks import notices

        notice_source(notices.notice)

"""Django app of the self-check of rights."""

from django.apps import AppConfig


class SelfcheckConfig(AppConfig):
    """What the nightly self-check has found."""

    name = "zhijiao.selfcheck"
    label = "selfcheck"
    verbose_name = "权限自检"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the line on the first page of the manage portal."""
        from zhijiao.identity.admin_notices import notice_source
        from zhijiao.selfcheck import nightly

        notice_source(nightly.notice)

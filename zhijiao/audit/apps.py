"""Django app of the audit log."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """The append-only record of sign-ins, reveals, changes of rights, imports, exports and the like."""

    name = "zhijiao.audit"
    label = "audit"
    verbose_name = "审计日志"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the log append-only wherever its tables are made."""
        from zhijiao.audit import triggers

        post_migrate.connect(triggers.after_migrate, sender=self, dispatch_uid="audit.triggers")

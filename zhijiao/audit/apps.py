"""Django app of the audit log."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """The append-only record of sign-ins, reveals, changes of rights, imports, exports and the like."""

    name = "zhijiao.audit"
    label = "audit"
    verbose_name = "审计日志"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Make the log append-only wherever its tables are made, and register its duties."""
        from zhijiao.audit import duties, guard  # noqa: F401  the duties register themselves

        post_migrate.connect(guard.after_migrate, sender=self, dispatch_uid="audit.guard")

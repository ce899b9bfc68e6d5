"""Django app of the audit log."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The append-only record of sign-ins, reveals, changes of rights, imports, exports and the like."""

    name = "zhijiao.audit"
    label = "audit"
    verbose_name = "审计日志"
    default_auto_field = "django.db.models.BigAutoField"

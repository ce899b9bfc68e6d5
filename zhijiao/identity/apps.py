"""Django app of identity."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IdentityConfig(AppConfig):
    """Accounts, roles and what they may do."""

    name = "zhijiao.identity"
    label = "identity"
    verbose_name = "账号与权限"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the check of the gate, and keep the built-in roles in step with the code."""
        from zhijiao.audit import wording
        from zhijiao.identity import gate  # noqa: F401  it registers its check
        from zhijiao.identity.custom_roles import grants_in_words
        from zhijiao.identity.role_setup import ensure_roles

        wording.told_by("grants", grants_in_words)
        post_migrate.connect(ensure_roles, sender=self, dispatch_uid="identity.builtin_roles")

"""Django app of users, roles and sign-in."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    """Users and what they may do."""

    name = "zhijiao.accounts"
    label = "accounts"
    verbose_name = "账号"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Keep the built-in roles in step with the code, and say where sealed texts are."""
        from zhijiao.accounts import gate, sealed, sessions  # noqa: F401  they register a check and stores
        from zhijiao.accounts.setup import ensure_roles

        user_logged_in.connect(sessions.begin, dispatch_uid="accounts.session_begins")
        post_migrate.connect(ensure_roles, sender=self, dispatch_uid="accounts.builtin_roles")

"""Django app of signing in."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class SignInConfig(AppConfig):
    """App of sessions, second step and mail."""

    name = "zhijiao.signin"
    label = "signin"
    verbose_name = "登录"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Say where sealed texts are, and note every session that begins."""
        from zhijiao.signin import sealed_stores, sessions  # noqa: F401  the stores register themselves

        user_logged_in.connect(sessions.begin, dispatch_uid="signin.session_begins")

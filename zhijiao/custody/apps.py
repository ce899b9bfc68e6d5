"""Django app of custody."""

from django.apps import AppConfig


class CustodyConfig(AppConfig):
    """The changing of keys."""

    name = "zhijiao.custody"
    label = "custody"
    verbose_name = "密钥更换"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Let the background worker go on with a change of keys."""
        from zhijiao.custody import rotation  # noqa: F401

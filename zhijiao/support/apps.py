"""Application configuration of zhijiao.support."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """在线支持; what people write is sealed, since they write more than they should."""

    name = "zhijiao.support"
    label = "support"
    verbose_name = "在线支持"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the sealed columns known to the changing of keys."""
        from zhijiao.support import sealed_stores  # noqa: F401

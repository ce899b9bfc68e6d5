"""Django app of the API."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Records for programs, and the answers that are kept for requests sent twice."""

    name = "zhijiao.api"
    label = "api"
    verbose_name = "数据接口"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the sealed columns, so that a change of keys renews them."""
        from zhijiao.api import sealed_stores  # noqa: F401

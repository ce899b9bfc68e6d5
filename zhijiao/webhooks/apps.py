"""Django app of 事件推送."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Who wants to be told, of what, and what became of it."""

    name = "zhijiao.webhooks"
    label = "webhooks"
    verbose_name = "事件推送"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the sealed columns, so that a change of keys renews them."""
        from zhijiao.webhooks import sealed_stores  # noqa: F401

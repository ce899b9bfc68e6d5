"""Application configuration of zhijiao.notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The inbox; the number of unread messages comes with the account of each request."""

    name = "zhijiao.notices"
    label = "notices"
    verbose_name = "消息"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the number of unread messages fetched with the account, and alerts told to who settles them."""
        from django.db.models.signals import post_save

        from zhijiao.identity.backends import carry
        from zhijiao.looks.models import LookAlert
        from zhijiao.notices import alerts
        from zhijiao.notices.inbox import unread_of

        carry("unread_messages", unread_of)
        post_save.connect(alerts.told, sender=LookAlert, dispatch_uid="notices.alerts")

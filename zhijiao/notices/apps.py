"""Application configuration of zhijiao.notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The inbox; the number of unread messages comes with the account of each request."""

    name = "zhijiao.notices"
    label = "notices"
    verbose_name = "消息"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the number of unread messages fetched with the account."""
        from zhijiao.identity.backends import carry
        from zhijiao.notices.inbox import unread_of

        carry("unread_messages", unread_of)

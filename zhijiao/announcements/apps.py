"""Application configuration of zhijiao.announcements."""

from django.apps import AppConfig


class AnnouncementsConfig(AppConfig):
    """通知公告; how many are unread, or must be read, comes with the account of each request."""

    name = "zhijiao.announcements"
    label = "announcements"
    verbose_name = "通知公告"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the numbers that every page shows fetched with the account."""
        from zhijiao.announcements.reading import must_read_of, unread_of
        from zhijiao.identity.backends import carry

        carry("unread_announcements", unread_of)
        carry("must_read_announcements", must_read_of)

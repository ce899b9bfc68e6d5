"""Application configuration of zhijiao.tours."""

from django.apps import AppConfig


class ToursConfig(AppConfig):
    """The tours; whether an account has seen those of its portals comes with the account of each request."""

    name = "zhijiao.tours"
    label = "tours"
    verbose_name = "系统指引"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the version that was seen fetched with the account, so that no page asks for it."""
        from zhijiao.identity.actor import PORTALS
        from zhijiao.identity.backends import carry
        from zhijiao.tours.showing import attribute, seen_by

        for portal in PORTALS:
            carry(attribute(portal), seen_by(portal))

"""Django app of signing in from outside."""

from django.apps import AppConfig


class SsoConfig(AppConfig):
    """App of identity providers and of accounts bound to them."""

    name = "zhijiao.sso"
    label = "sso"
    verbose_name = "统一身份认证"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Refuse to start with providers that cannot be used; offer the others on the pages of signing in."""
        from zhijiao.signin import other_ways
        from zhijiao.sso import offers, providers

        providers.every()
        other_ways.register(offers.OFFERS)

"""Django app of the exchange between installations."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Packages between the installations of provinces and the ministry's."""

    name = "zhijiao.exchange"
    label = "exchange"
    verbose_name = "数据报送"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let a change of keys know what is sealed here."""
        from zhijiao.exchange import sealed_stores  # noqa: F401  the stores register themselves

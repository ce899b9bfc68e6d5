"""Django app of reveals."""

from django.apps import AppConfig


class RevealConfig(AppConfig):
    """The pages that show a private value."""

    name = "zhijiao.reveal"
    label = "reveal"
    verbose_name = "查看隐私数据"

    def ready(self):
        """Say where records keep sealed texts and blind indexes."""
        from zhijiao.reveal import sealed  # noqa: F401

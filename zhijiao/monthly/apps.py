"""Application configuration of zhijiao.monthly."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MonthlyConfig(AppConfig):
    """Monthly reports of the provinces, and milestones."""

    name = "zhijiao.monthly"
    label = "monthly"
    verbose_name = "月报表"

    def ready(self) -> None:
        """See after each migration that the shipped items are there."""
        from zhijiao.monthly.items import ensure_items

        post_migrate.connect(ensure_items, sender=self, dispatch_uid="monthly.items")

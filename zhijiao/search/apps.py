"""Application configuration of zhijiao.search."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    """App of the search for names across schools."""

    name = "zhijiao.search"
    label = "search"
    verbose_name = "检索"

    def ready(self) -> None:
        """Have the full-text index of the name search made wherever the tables are made."""
        from zhijiao.search.index import after_migrate  # models are ready only now

        post_migrate.connect(after_migrate, sender=self)

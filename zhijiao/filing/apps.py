"""Application configuration of zhijiao.filing."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FilingConfig(AppConfig):
    """The engine behind every form."""

    name = "zhijiao.filing"
    label = "filing"
    verbose_name = "填报"

    def ready(self):
        """Have the full-text index of the name search made wherever the tables are made."""
        from zhijiao.filing.search_index import after_migrate  # models are ready only now

        post_migrate.connect(after_migrate, sender=self)

"""Django app of the catalogue: code tables from files, and rounds from files and from the database."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Code tables, the requirement matrix and the ``codes`` command."""

    name = "zhijiao.catalogue"
    label = "catalogue"
    verbose_name = "代码表与填报轮次"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A job works with the rounds as they are when it starts."""
        from django_tasks.signals import task_started

        from zhijiao.catalogue import kept_rounds

        task_started.connect(kept_rounds.look, dispatch_uid="catalogue.kept_rounds")

"""Django app of snapshots."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SnapshotsConfig(AppConfig):
    """What schools have filed, frozen."""

    name = "zhijiao.snapshots"
    label = "snapshots"
    verbose_name = "填报快照"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make snapshots append-only wherever their tables are made; let a change of keys know what they seal."""
        from zhijiao.snapshots import sealed_stores, triggers  # noqa: F401  the stores register themselves

        post_migrate.connect(triggers.after_migrate, sender=self, dispatch_uid="snapshots.triggers")

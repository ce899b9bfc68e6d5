"""Django app of the distribution over machines."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import pre_migrate

from zhijiao.kit.machines import distributed


class ShardingConfig(AppConfig):
    """The command `zhijiao distribute`; no tables of its own."""

    name = "zhijiao.sharding"
    label = "sharding"
    verbose_name = "数据分布"

    def ready(self) -> None:
        """Let migrations of a cluster leave references to `zhijiao distribute`."""
        pre_migrate.connect(leave_references, sender=self)


def leave_references(using: str, **kwargs: Any) -> None:
    """On a cluster a migration makes no foreign keys: they name the school, and are made by `zhijiao distribute do`."""
    if distributed(using):
        connections[using].features.supports_foreign_keys = False

"""Django app of the distribution over machines."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.signals import pre_migrate

from zhijiao.kit.machines import distributed


class ShardingConfig(AppConfig):
    """The command `zhijiao distribute`; no tables of its own."""

    name = "zhijiao.sharding"
    label = "sharding"
    verbose_name = "数据分布"

    def ready(self) -> None:
        """Let migrations of a cluster leave references to `zhijiao distribute`, and saves name the school."""
        from zhijiao.sharding import layout

        pre_migrate.connect(leave_references, sender=self)
        for model in layout.models():
            if layout.place(model) is layout.Place.SCHOOL:
                save_within_school(model)


def leave_references(using: str, **kwargs: Any) -> None:
    """On a cluster a migration makes no foreign keys: they name the school, and are made by `zhijiao distribute do`."""
    if distributed(using):
        connections[using].features.supports_foreign_keys = False


def save_within_school(model: type[Model]) -> None:
    """On a cluster let `save` of a model say whose row it changes.

    Django writes every column, the school too, which Citus refuses unless the condition names the same school; and
    with the school in it, one machine is asked instead of all.
    """
    saved: Any = model
    anywhere = saved._do_update

    def _do_update(self: Any, base_qs: QuerySet[Any], using: str, *args: Any) -> Any:
        rows = base_qs.filter(school_id=self.school_id) if distributed(using) else base_qs
        return anywhere(self, rows, using, *args)

    saved._do_update = _do_update

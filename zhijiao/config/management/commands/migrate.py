"""`zhijiao migrate`: Django's, but a table that is new or changed is drawn alone."""

import contextlib
from collections.abc import Callable, Iterator
from functools import partialmethod

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.state import ModelState, ProjectState

from zhijiao.config import former_labels

Key = tuple[str, str]
"""App label and name of a model."""


class Command(migrate.Command):
    """Builds an empty database in a time that grows with the number of changes, not with that of tables as well.

    Django draws every model anew that is related to a new or changed one, and all forms are related through the school.
    """

    def handle(self, *args, **options):
        """Rename tables that carry former app labels, then migrate with the short ways of drawing models."""
        former_labels.rename(connections[options["database"]])
        former_labels.drop_former_schedules(connections[options["database"]])
        with drawn_alone():
            return super().handle(*args, **options)


@contextlib.contextmanager
def drawn_alone() -> Iterator[None]:
    """A block in which states draw only the model that is added, or changed in what no other model refers to."""
    ways = {"add_model": _add_alone, "_find_reload_model": _to_draw}
    usual = {name: getattr(ProjectState, name) for name in ways}
    for name, way in ways.items():
        setattr(ProjectState, name, partialmethod(way, usual[name]))
    try:
        yield
    finally:
        for name, way in usual.items():
            setattr(ProjectState, name, way)


def _add_alone(state: ProjectState, usual: Callable[..., None], model: ModelState) -> None:
    """Nothing refers to a table before it exists."""
    drawn = state.__dict__.pop("apps", None)
    usual(state, model)
    if drawn is not None:
        state.apps = drawn
        drawn.render_multiple([model])


def _to_draw(
    state: ProjectState, usual: Callable[..., set[Key]], app_label: str, model_name: str, delay: bool = False
) -> set[Key]:
    """What to draw anew; Django says ``delay`` of what others do not refer to.

    Others that are drawn already keep the former model behind their references and know its table and key by it,
    which are the same. What a migration's own code gets to see is drawn as a whole: Django asks ``is_delayed``.
    """
    if not delay or _is_moved(state, app_label, model_name):
        return usual(state, app_label, model_name, delay)
    state.is_delayed = True
    return {(app_label, model_name)}


def _is_moved(state: ProjectState, app_label: str, model_name: str) -> bool:
    """Whether the table of a model gets another name, by which references know it."""
    table = state.apps.get_model(app_label, model_name)._meta.db_table
    return table != state.models[app_label, model_name].options.get("db_table", f"{app_label}_{model_name}")

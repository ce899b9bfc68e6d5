"""`zhijiao migrate`: Django's, but a new table is drawn alone."""

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.state import ProjectState

from zhijiao.config import former_labels


class Command(migrate.Command):
    """Builds an empty database in a time that grows with the number of tables, not with its square.

    Django draws every model that is related to a new one anew, and all forms are related through the school. Nothing
    refers to a table before it exists, so nothing but the table itself needs to be drawn.
    """

    def handle(self, *args, **options):
        """Rename tables that carry former app labels, then migrate with the short way of adding a model."""
        former_labels.rename(connections[options["database"]])
        former_labels.drop_former_schedules(connections[options["database"]])
        usual = ProjectState.add_model

        def add_alone(state: ProjectState, model) -> None:
            drawn = state.__dict__.pop("apps", None)
            usual(state, model)
            if drawn is not None:
                state.apps = drawn
                drawn.render_multiple([model])

        ProjectState.add_model = add_alone
        try:
            return super().handle(*args, **options)
        finally:
            ProjectState.add_model = usual

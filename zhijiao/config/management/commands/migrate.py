"""`zhijiao migrate`: Django's, but a new table is drawn alone."""

from django.core.management.commands import migrate
from django.db.migrations.state import ProjectState


class Command(migrate.Command):
    """Builds an empty database in a time that grows with the number of tables, not with its square.

    Django draws every model that is related to a new one anew, and all forms are related through the school. Nothing
    refers to a table before it exists, so nothing but the table itself needs to be drawn.
    """

    def handle(self, *args, **options):
        """Migrate with the short way of adding a model."""
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

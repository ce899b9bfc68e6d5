"""Migration operations for many columns of one table: Django's own draw up the models anew for each single one.

With ninety forms that refer to each other, that takes a second a column; these do it once a table.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models
from django.db.migrations.operations.base import Operation


class _ManyColumns(Operation):
    """What both directions share."""

    reversible = True

    def __init__(self, model_name: str, fields: "Mapping[str, models.Field[Any, Any]]") -> None:
        self.model_name = model_name
        self.fields = dict(fields)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """As it was written."""
        return type(self).__name__, [self.model_name, self.fields], {}

    def _drawn(self, app_label: str, state: Any) -> None:
        """Draw up the model of a state after its fields have changed."""
        related = any(field.is_relation for field in self.fields.values())
        state.reload_model(app_label, self.model_name, delay=not related)

    def _put(self, app_label: str, editor: Any, old: Any, new: Any) -> None:
        """Add the columns that the new state has."""
        before, after = (state.apps.get_model(app_label, self.model_name) for state in (old, new))
        if self.allow_migrate_model(editor.connection.alias, after):
            for name in self.fields:
                editor.add_field(before, after._meta.get_field(name))

    def _take(self, app_label: str, editor: Any, old: Any, new: Any) -> None:
        """Remove the columns that the old state has, the last first: SQLite makes the table anew for a reference."""
        before = old.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(editor.connection.alias, before):
            for name in reversed(self.fields):
                editor.remove_field(before, before._meta.get_field(name))


class AddColumns(_ManyColumns):
    """Adds columns, every one of which may be empty."""

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model gets the fields."""
        state.models[app_label, self.model_name].fields.update(self.fields)
        self._drawn(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """One statement a column."""
        self._put(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Take them away again."""
        self._take(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What `migrate` and `showmigrations` say."""
        return f"Add {len(self.fields)} columns to {self.model_name}"


class RemoveColumns(_ManyColumns):
    """Removes columns; the fields are given, so that it can be taken back."""

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model loses the fields."""
        for name in self.fields:
            del state.models[app_label, self.model_name].fields[name]
        self._drawn(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """One statement a column."""
        self._take(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make them again, empty."""
        self._put(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What `migrate` and `showmigrations` say."""
        return f"Remove {len(self.fields)} columns from {self.model_name}"

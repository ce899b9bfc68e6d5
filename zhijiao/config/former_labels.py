"""Databases made before accounts, private data and signing in became packages of their own.

Their tables carry the former app labels. `zhijiao migrate` renames them before it looks at migrations, in one
transaction and without touching a row; a database that has been renamed, or is new, is left alone.
"""

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

FORMER = {
    "identity": ("accounts", ["User", "Role", "RoleGrant", "SignInTally", "ApiToken", "PasswordHistory"]),
    "signin": (
        "accounts",
        ["UserSession", "Authenticator", "RecoveryCode", "SecondStepArea", "QueuedMail", "SentMail"],
    ),
    "private": ("accounts", ["DataPassword", "RevealTally"]),
}
"""App label now → the label its models had before, and these models."""
FORMER_KEYS = {"DataKey": "privacy", "KeyRotation": "custody"}
"""Models of `private` that had labels of their own."""


def former_tables() -> list[tuple[type[models.Model], str]]:
    """Each model that moved, with the name its table had."""
    moved = [(label, former, name) for label, (former, names) in FORMER.items() for name in names]
    moved += [("private", former, name) for name, former in FORMER_KEYS.items()]
    found = []
    for label, former, name in moved:
        model = apps.get_model(label, name)
        found.append((model, f"{former}_{name.lower()}"))
        found += [
            (field.remote_field.through, f"{former}_{name.lower()}_{field.name}")
            for field in model._meta.local_many_to_many
        ]
    return found


def rename(connection: BaseDatabaseWrapper) -> bool:
    """Rename the tables of a database that still has the former labels; false if there is nothing to do."""
    there = set(connection.introspection.table_names())
    if "accounts_user" not in there:
        return False
    with connection.schema_editor() as editor:
        for model, former in former_tables():
            editor.alter_db_table(model, former, model._meta.db_table)
        for model, former in former_tables():
            for constraint in model._meta.constraints:
                _rename_constraint(editor, model, constraint, former.split("_")[0])
        applied = MigrationRecorder(connection)
        for label in ("accounts", "privacy", "custody"):
            applied.record_unapplied(label, "0001_initial")
        for label in ("identity", "signin", "private"):
            applied.record_applied(label, "0001_initial")
    return True


def drop_former_schedules(connection: BaseDatabaseWrapper) -> None:
    """Remove the clocks of the package `duties`, whose work `jobs` does; every periodic job is simply due at once."""
    if "duties_dutyclock" in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.execute("DROP TABLE duties_dutyclock")
            MigrationRecorder(connection).record_unapplied("duties", "0001_initial")


def _rename_constraint(editor, model: type[models.Model], constraint, former: str) -> None:
    """Give a constraint whose name begins with the app's label its present name."""
    label = model._meta.app_label
    if not constraint.name.startswith(f"{label}_"):
        return
    before = constraint.clone()
    before.name = former + constraint.name.removeprefix(label)
    editor.remove_constraint(model, before)
    editor.add_constraint(model, constraint)

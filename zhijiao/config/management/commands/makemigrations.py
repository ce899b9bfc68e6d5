"""`zhijiao makemigrations`: Django's, with indexes and constraints written into the table they belong to."""

from collections.abc import Sequence
from typing import Any

from django.core.management.commands import makemigrations
from django.db.migrations import AddConstraint, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation


class Command(makemigrations.Command):
    """Folds each new migration before it is written.

    Django leaves an index outside as soon as another table refers to the one it is on, and then draws every
    related model anew for each: four fifths of the time to build an empty database.
    """

    help = "按模型的改动生成数据库迁移文件（开发者使用）"

    def write_migration_files(self, changes, *args, **kwargs):
        """Write the files with indexes and constraints folded into the creation of their table."""
        for migrations in changes.values():
            for migration in migrations:
                migration.operations = fold(migration.operations)
        super().write_migration_files(changes, *args, **kwargs)


def fold(operations: Sequence[Operation]) -> list[Operation]:
    """Return the operations with plain indexes and constraints moved into the creation of their table."""
    made: dict[str, CreateModel] = {}
    kept = []
    for operation in operations:
        if isinstance(operation, CreateModel):
            made[operation.name_lower] = operation
        option, item = _addition(operation)
        table = made.get(getattr(operation, "model_name_lower", "")) if option else None
        if table and {name.lstrip("-") for name in item.fields} <= {name for name, _ in table.fields}:
            table.options.setdefault(option, []).append(item)
        else:
            kept.append(operation)
    return kept


def _addition(operation: Operation) -> tuple:
    """Return option and item of an addition that names all it needs by its fields; (None, None) for others."""
    item: Any
    if isinstance(operation, AddIndex):
        option, item = "indexes", operation.index
    elif isinstance(operation, AddConstraint):
        option, item = "constraints", operation.constraint
    else:
        return None, None
    plain = getattr(item, "fields", ()) and not item.expressions and not item.condition
    return (option, item) if plain else (None, None)

"""When items are required that are not always: `row_checks.RequiredIf` in words, for whatever asks for the item.

The page follows while somebody chooses, and grid, template, API and data dictionary say it; what is required the
validator decides.
"""

from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.row_checks import RequiredIf


def requirements(column: Column) -> list[RequiredIf]:
    """The conditions under which an item is required; none for items that always or never are."""
    checks = getattr(getattr(column.form, "declaration", None), "checks", ())
    return [check for check in checks if isinstance(check, RequiredIf) and check.field == column.name]


def required_when(column: Column) -> str:
    """When an item is required, in words; empty where it does not depend on another one."""
    found = [requirement.words(column.form) for requirement in requirements(column)]
    return f"{'；或'.join(found)}时必填" if found else ""

"""What the page of a record posts: by column, as cells for the validator, and as the page shows it again."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from zhijiao.filing.pages import file_boxes
from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.pages.fieldset import PageValues
from zhijiao.filing.schema.columns.base import Column

UNTOUCHED: tuple[Any, ...] = ("", [], [""])
"""What the control of a private item posts when nobody has touched it."""


def typed(columns: Iterable[Column], post: QueryDict) -> dict[str, Any]:
    """What was typed, by column: a list for items with several values, else text."""
    raw: dict[str, Any] = {}
    for column in columns:
        if column.name in post:
            raw[column.name] = post.getlist(column.name) if column.several else post[column.name]
        elif column.several and f"has-{column.name}" in post:
            raw[column.name] = []
    return raw


def as_cells(ctx: FormContext, raw: Mapping[str, Any], stored: PageValues) -> dict[str, list[Any]]:
    """Typed values as one row of cells; an untouched private item is sent as its mask, which means: keep.

    Where the page showed private values in clear, an empty box empties the item.
    """
    cells: dict[str, list[Any]] = {}
    for name, value in raw.items():
        column = ctx.form.columns[name]
        if column.holds_files:
            cells[name] = [file_boxes.cell(ctx, column, value, stored)]
            continue
        kept = column.private and value in UNTOUCHED and not stored.clear
        cells[name] = [stored.shown.get(name) if kept else value]
    return file_boxes.untouched(ctx, stored) | cells


def page_values(ctx: FormContext, raw: dict[str, Any], stored: PageValues) -> PageValues:
    """What the page shows after typing: the typed values over the stored ones."""
    values = PageValues({**stored.raw, **raw}, dict(stored.shown), stored.clear, stored.held)
    for name, value in raw.items():
        column = ctx.form.columns[name]
        if not column.private and value != stored.raw.get(name):
            values.shown[name] = column.raw_text(value)
    return values

"""Records as lines of the grid: what stands in the cells, what references are called, what a column is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.schema.columns.base import Column, masked
from zhijiao.filing.schema.columns.cells import as_text
from zhijiao.filing.schema.requirements import required_when
from zhijiao.private.cipher import for_school

#: Longer texts are edited in a box of several lines.
LONG_TEXT = 200


@dataclass(frozen=True)
class GridLine:
    """One record in the grid: the texts of its cells, and what references are called; without number a new one."""

    id: int | None
    version: int | None
    texts: list[str]
    hints: list[str]


def describe_column(ctx: FormContext, column: Column) -> dict[str, Any]:
    """What the page needs to know of a column."""
    return {
        "name": column.name,
        "label": column.label,
        "required": column.required_for(ctx.school.school_type) or column in ctx.form.key_columns,
        "note": "".join(
            filter(None, (column.note, f"（单位：{column.unit}）" if column.unit else "", _when(column)))
        ),
        "key": column in ctx.form.key_columns,
        "pin": column in ctx.form.key_columns or column in ctx.form.title_columns,
        "right": column.align_right,
        "private": bool(column.private),
        "long": column.multiline or column.free_text and (column.facts.max_length or 0) > LONG_TEXT,
        "options": ctx.url("options", column.name) if column.single_choice else "",
        "by_key": column.target is not None,
    }


def _when(column: Column) -> str:
    """When an item is required that is not always."""
    words = required_when(column)
    return f"（{words}）" if words else ""


def cell_text(column: Column, value: Any) -> str:
    """A value as typed into the grid: reading the text back gives the same value. Private values come in clear."""
    if value is None or column.private:
        return (masked(column, value) or "") if value else ""
    if column.numeric:
        return column.text(value)
    cell = column.cell(value)
    return cell if isinstance(cell, str) else as_text(cell) or ""


def read_lines(ctx: FormContext, rows: QuerySet, columns: Sequence[Column]) -> list[GridLine]:
    """Records as lines of the grid; one query."""
    decrypt = for_school(ctx.school.pk).decrypt
    lines = []
    for (row_id, version), values in ctx.record_form.fetch(rows, columns, ("pk", "version")):
        clear = [
            decrypt(value) if column.private and value else value
            for column, value in zip(columns, values, strict=True)
        ]
        texts = [cell_text(column, value) for column, value in zip(columns, clear, strict=True)]
        hints = [
            str(value.title) if column.target and value else ""
            for column, value in zip(columns, clear, strict=True)
        ]
        lines.append(GridLine(row_id, version, texts, hints))
    return lines


def for_script(line: GridLine | None, columns: Sequence[Column]) -> dict[str, Any] | None:
    """A line as the script of the page takes it."""
    if line is None:
        return None
    names = [column.name for column in columns]
    return {
        "id": line.id,
        "version": line.version,
        "cells": dict(zip(names, line.texts, strict=True)),
        "hints": {name: hint for name, hint in zip(names, line.hints, strict=True) if hint},
    }

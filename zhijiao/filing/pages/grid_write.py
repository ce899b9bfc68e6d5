"""Writing rows of the grid: judged together, written as one batch that can be undone, all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import Http404

from zhijiao.filing.models import Change, ImportBatch
from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.pages.grid_payload import SentRow
from zhijiao.filing.records import undo, writer
from zhijiao.filing.schema.columns.base import Column, masked
from zhijiao.filing.schema.frame import Frame
from zhijiao.private.cipher import for_school


class GridConflict(RuntimeError):
    """Rows that somebody else has changed or deleted meanwhile, by their place among the rows sent."""

    def __init__(self, places: Sequence[int]) -> None:
        self.places = list(places)
        super().__init__(f"{len(self.places)} rows changed meanwhile")


@dataclass
class StoredRows:
    """Records as they stand now: version and cells by record."""

    versions: dict[int, int] = field(default_factory=dict)
    cells: dict[int, dict[str, Any]] = field(default_factory=dict)


def judge(ctx: FormContext, rows: Sequence[SentRow]) -> Frame:
    """What the one validator says of the rows, those cells that were not touched taken as they are stored.

    Raises:
        GridConflict: rows changed or gone since they were read.
        Http404: a record that this school never had.
    """
    columns = _needed(ctx, rows)
    stored = _stored(ctx, rows, columns)
    changed = [i for i, row in enumerate(rows) if row.id and stored.versions.get(row.id) != row.version]
    if changed:
        raise GridConflict(changed)
    raw = {
        column.name: [
            row.cells[column.name]
            if column.name in row.cells
            else stored.cells.get(row.id or 0, {}).get(column.name)
            for row in rows
        ]
        for column in columns
    }
    return ctx.validate(raw, ids=[row.id for row in rows])


@transaction.atomic
def write(ctx: FormContext, rows: Sequence[SentRow]) -> tuple[writer.Outcome, ImportBatch | None]:
    """Judge and write the rows as one batch.

    Raises:
        GridConflict: rows changed or gone since they were read.
        writer.WriteRefused: something is wrong; all problems of all rows.
    """
    frame = judge(ctx, rows)
    if not frame.clean:
        raise writer.WriteRefused(frame.problems)
    writing = sum(status in ("new", "changed") for status in frame.status)
    batch = None
    if writing:
        batch = undo.open_batch(ctx.actor, ctx.school, ctx.record_form, ImportBatch.Kind.GRID.value, writing)
    versions = [row.version for row in rows]
    outcome = writer.write(
        ctx.actor, ctx.school, frame, versions=versions, batch_id=batch.pk if batch else None
    )
    return outcome, batch


def _needed(ctx: FormContext, rows: Sequence[SentRow]) -> list[Column]:
    """Columns to be read: all of them for new rows, else those touched anywhere."""
    if any(row.id is None for row in rows):
        return ctx.typed_columns
    return [column for column in ctx.typed_columns if any(column.name in row.cells for row in rows)]


def _stored(ctx: FormContext, rows: Sequence[SentRow], columns: Sequence[Column]) -> StoredRows:
    """What the records hold now, as cells that read back to the same values; private ones masked, which keeps them.

    Raises:
        Http404: a record that this school never had.
    """
    wanted = [row.id for row in rows if row.id is not None]
    found = StoredRows()
    if not wanted:
        return found
    decrypt = for_school(ctx.school.pk).decrypt
    fetched = ctx.record_form.fetch(ctx.rows("change").filter(pk__in=wanted), columns, ("pk", "version"))
    for (row_id, version), values in fetched:
        found.versions[row_id] = version
        found.cells[row_id] = {
            column.name: (masked(column, decrypt(value)) if value else None)
            if column.private
            else column.cell(value)
            for column, value in zip(columns, values, strict=True)
        }
    lost = set(wanted) - found.versions.keys()
    if lost:
        deleted = Change.objects.filter(school=ctx.school, form=ctx.form.key, record_id__in=lost)
        if lost - set(deleted.values_list("record_id", flat=True)):
            raise Http404(f"“{ctx.form.label}”中没有这样的记录，或不在您可以修改的范围内。")
    return found

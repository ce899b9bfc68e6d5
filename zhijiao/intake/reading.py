"""One waiting row read by the reviewer: what it says, what there is already, how far through the rows he is."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from zhijiao.filing.models import StagedRow
from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.pages.fieldset import stored_values
from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import Frame, Problem
from zhijiao.intake import approval, review, staged_cells

_EXISTS = "exists"


@dataclass(frozen=True)
class Difference:
    """An item in which the row differs from the record that it would change."""

    label: str
    before: str
    after: str
    unit: str


@dataclass
class Reading:
    """A waiting row as its reading page shows it; private texts masked."""

    row: StagedRow
    title: str
    differences: list[Difference] = field(default_factory=list)
    #: Whether the record it would change may be seen by the reader.
    compared: bool = False
    #: Whether private items may differ too, of which nothing is said.
    quiet: bool = False
    sections: list[tuple[str, list[dict[str, Any]]]] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    own: bool = False


@dataclass(frozen=True)
class Place:
    """Where a row stands among those that wait: its neighbours, its number, how many there are and are marked."""

    previous: int | None
    next: int | None
    number: int
    total: int
    marked: int


def place_of(rows: QuerySet[StagedRow], row: StagedRow) -> Place:
    """Where a row stands among waiting ones, in the order of upload; three queries however many they are."""
    before = Q(batch_id__lt=row.batch_id) | Q(batch_id=row.batch_id, number__lt=row.number)
    after = Q(batch_id__gt=row.batch_id) | Q(batch_id=row.batch_id, number__gt=row.number)
    counted = rows.aggregate(
        total=Count("pk"),
        earlier=Count("pk", filter=before),
        marked=Count("pk", filter=Q(marked_by__isnull=False)),
    )
    numbers = rows.values_list("pk", flat=True)
    return Place(
        numbers.filter(before).order_by("-batch_id", "-number").first(),
        numbers.filter(after).order_by("batch_id", "number").first(),
        counted["earlier"] + 1,
        counted["total"],
        counted["marked"],
    )


def read(ctx: FormContext, row: StagedRow) -> Reading:
    """Everything there is to know of a row before it is passed, judged as passing it would judge it now."""
    form = ctx.record_form
    fields = [(row.pk, row.number, list(row.cells), row.record_id)]
    frame = approval.revalidate(row.batch, form, ctx.school, fields)
    shown = staged_cells.shown_row(form, row.batch.headers, row.cells, ctx.school.pk)
    broken = approval.broken_rows(frame, fields).get(row.pk, [])
    made = Reading(
        row,
        _title(form, shown),
        files=review.files_held(ctx.school, form, row),
        problems=[Problem.from_stored(kept) for kept in broken],
        own=approval.is_own(ctx.actor, row.batch, row.edited_by),
    )
    changed: set[str] = set()
    if row.record_id is not None and frame.ids[0] == row.record_id and access.can(ctx.actor, form, "view"):
        before = stored_values(ctx, row.record_id).shown
        columns = _differing(form, row, frame)
        made.compared = bool(before)
        made.differences = [
            Difference(c.label, before.get(c.name, ""), shown[c.name], c.unit or "")
            for c in columns
            if before
        ]
        changed = {column.name for column in columns if before}
        made.quiet = any(shown.get(c.name) for c in form.private_columns if c.name not in changed)
    made.sections = _sections(form, shown, changed)
    return made


def _title(form: Form, shown: dict[str, str]) -> str:
    """What the row is called: key and title, as lists have them."""
    names = dict.fromkeys(column.name for column in (*form.key_columns, *form.title_columns))
    return " ".join(filter(None, (shown.get(name, "") for name in names)))


def _differing(form: Form, row: StagedRow, frame: Frame) -> list[Column]:
    """Items that the row would change. Of private ones only what the check of the file was allowed to tell."""
    told = {
        name
        for kept in row.problems or ()
        if (problem := Problem.from_stored(kept)).code == _EXISTS
        for name in problem.differs
    }
    before = frame.existing[row.record_id or 0]
    return [
        column
        for column in form.stored
        if column.name in row.batch.headers
        and (column.name in told if column.private else frame.values[column.name][0] != before[column.name])
    ]


def _sections(
    form: Form, shown: dict[str, str], left_out: set[str]
) -> list[tuple[str, list[dict[str, Any]]]]:
    """The row's items as a page for reading takes them, without those that are shown elsewhere."""
    made = []
    for title, columns in form.sections.items():
        fields = [
            {
                "label": column.label,
                "display": shown[column.name],
                "unit": column.unit,
                "width": 3 if column.multiline else None,
            }
            for column in columns
            if column.name in shown and column.name not in left_out
        ]
        if fields:
            made.append((title, fields))
    return made

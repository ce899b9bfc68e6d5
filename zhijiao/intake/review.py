"""What the reviewer does with staged rows besides passing them: find, look, mend, throw out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet, Sum

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.filing.records import access
from zhijiao.filing.records.query import Query
from zhijiao.filing.records.row_reader import row_reader
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import CHANGED, Frame, Problem
from zhijiao.filing.schema.registry import distinct_label
from zhijiao.identity.actor import Actor
from zhijiao.intake import approval, batch_news, dependency_order, staged_cells
from zhijiao.kit.numbers import whole_number
from zhijiao.orgs.models import Org
from zhijiao.private import blind_index
from zhijiao.private.cipher import for_school

State, Row = ImportBatch.State, StagedRow.State
SETTLED = (Row.APPROVED, Row.REMOVED)
MOST_REASON = 200
RETURNED = "returned"
"""Code of the problem that holds a reviewer's reason."""


class StagedRowConflict(RuntimeError):
    """Somebody else has changed, passed or deleted the row meanwhile."""


@dataclass
class Staged:
    """One waiting row as a page shows it; private texts masked."""

    pk: int
    number: int
    version: int
    texts: dict[str, str]
    problems: list[Problem]
    updates: bool
    file_name: str
    #: Whether the reader has uploaded or changed it, and so cannot pass it.
    own: bool
    #: Whether a reviewer has set it aside.
    marked: bool


def waiting(school: Org, form: Form) -> QuerySet[StagedRow]:
    """Rows of a form that wait for review."""
    return StagedRow.objects.filter(
        school=school, batch__form=form.key, batch__state=State.REVIEW, state=Row.READY
    )


MARKED = Q(marked_by__isnull=False)


@dataclass(frozen=True)
class Waiting:
    """How many rows of a form wait and how many of them are marked, with sums by which any change of them shows."""

    rows: int = 0
    marked: int = 0
    ids: int = 0
    marked_ids: int = 0
    versions: int = 0

    @property
    def stamp(self) -> str:
        """What a page carries, so that an act on the whole list is one on what was shown."""
        return ".".join(map(str, (self.rows, self.marked, self.ids, self.marked_ids, self.versions)))


_SUMS = {
    "rows": Count("pk"),
    "marked": Count("pk", filter=MARKED),
    "ids": Sum("pk", default=0),
    "marked_ids": Sum("pk", filter=MARKED, default=0),
    "versions": Sum("version", default=0),
}


def counts(school: Org, form: Form) -> Waiting:
    """What waits of a form; one query."""
    return Waiting(**waiting(school, form).aggregate(**_SUMS))


class ListMoved(RuntimeError):
    """The waiting rows are not those that the page showed; nothing was done."""

    def __init__(self, form: Form, shown: str, now: Waiting) -> None:
        self.form = form
        before = [whole_number(part) for part in shown.split(".")]
        was = f"打开页面时 {before[0]} 行，现在 {now.rows} 行" if len(before) == 5 else f"现在 {now.rows} 行"
        same_rows = before[:3:2] == [now.rows, now.ids]
        if same_rows and before[4] is not None and now.versions > before[4]:
            was += f"，其间被修改 {now.versions - before[4]} 次"
        elif same_rows:
            was += "，其间标记有变动"
        super().__init__(
            f"“{distinct_label(form)}”的待复核数据已有变化（{was}），没有通过任何一行，请核对后再操作。"
        )


def as_seen(school: Org, form: Form, stamp: str, *, spare_marked: bool = False) -> approval.Choice:
    """All rows that a page with this stamp showed, each at the version it had then.

    Raises:
        ListMoved: rows have come, gone or changed since, or marks have.
    """
    rows = list(waiting(school, form).values_list("pk", "version", "marked_by"))
    marked = [pk for pk, _, by in rows if by is not None]
    ids, versions = sum(pk for pk, _, _ in rows), sum(version for _, version, _ in rows)
    now = Waiting(len(rows), len(marked), ids, sum(marked), versions)
    if now.stamp != stamp:
        raise ListMoved(form, stamp, now)
    kept = {pk: version for pk, version, _ in rows}
    return approval.Choice(versions=kept, spare_marked=spare_marked, whole=True)


def waiting_forms(actor: Actor, school: Org) -> list[tuple[Form, Waiting, int]]:
    """(form, what waits, batches) for the forms the actor may review, prerequisites first; one query."""
    counted: Any = (
        StagedRow.objects.filter(school=school, batch__state=State.REVIEW, state=Row.READY)
        .values("batch__form")
        .annotate(batches=Count("batch_id", distinct=True), **_SUMS)
    )
    found = {
        each["batch__form"]: (Waiting(**{name: each[name] for name in _SUMS}), each["batches"])
        for each in counted
    }
    forms = [registry.record_form(key) for key in found if key in registry.forms()]
    return [
        (form, *found[form.key])
        for form in dependency_order.sequence(forms)
        if access.can(actor, form, "review")
    ]


def search(school: Org, form: Form, asked: Query) -> QuerySet[StagedRow]:
    """Waiting rows that meet all conditions."""
    asked.must_be_open()
    rows = waiting(school, form)
    if not asked.filters and not asked.blinds:
        return rows
    batches = ImportBatch.objects.filter(school=school, form=form.key, state=State.REVIEW)
    any_batch = Q(pk__in=[])
    for batch_id, headers in batches.values_list("pk", "headers"):
        condition = Q(batch_id=batch_id)
        for name, text in asked.filters.items():
            condition &= _condition(school, form, form.columns[name], headers, text)
        for name, indexes in asked.blinds.items():
            condition &= Q(pk__in=_private(school, form, form.columns[name], headers, indexes))
        any_batch |= condition
    return rows.filter(any_batch)


def _condition(school: Org, form: Form, column: Column, headers: Sequence[str], text: str) -> Q:
    """One condition on the staged cells; what is looked up elsewhere can only be known of rows that exist already."""
    if not column.stored:
        return Q(record_id__in=column.filter(form.model.unscoped.filter(school=school), text).values("pk"))
    if column.name not in headers:
        return Q(pk__in=[])
    place = f"cells__{headers.index(column.name)}"
    if column.filter_kind == "range" and "~" in text:
        low, _, high = text.partition("~")
        bounds = Q(**{f"{place}__gte": _bound(column, low)}) if low else Q()
        return bounds & Q(**{f"{place}__lte": _bound(column, high, last=True)}) if high else bounds
    value = column.json_asked_for(text)
    return Q(**{f"{place}__icontains": text}) if value is None else Q(**{place: value})


def _bound(column: Column, text: str, *, last: bool = False) -> Any:
    """An end of a span in the kind the cells have: a number, or the beginning of a date."""
    if column.numeric:
        try:
            return float(text)
        except ValueError:
            return 0
    return text + "\uffff" if last else text


def _private(
    school: Org, form: Form, column: Column, headers: Sequence[str], indexes: Sequence[str]
) -> list[int]:
    """Rows whose private cell has one of these blind indexes; staged cells carry none and are opened one by one."""
    if column.name not in headers:
        return []
    place, cipher = headers.index(column.name), for_school(school.pk)
    kept = [
        (pk, row[place]) for pk, row in waiting(school, form).values_list("pk", "cells") if place < len(row)
    ]
    digests = blind_index.index_many(column.private, cipher.decrypt_many([token for _, token in kept]))
    return [pk for (pk, _), found in zip(kept, digests, strict=True) if found in indexes]


def as_shown(actor: Actor, school: Org, form: Form, rows: QuerySet[StagedRow]) -> list[Staged]:
    """Waiting rows as the page shows them to the actor, private values masked; one query."""
    cipher = for_school(school.pk)
    return [
        Staged(
            row.pk,
            row.number,
            row.version,
            {
                name: staged_cells.cell_text(form.columns[name], cell, cipher)
                for name, cell in zip(row.batch.headers, row.cells, strict=True)
            },
            [Problem.from_stored(kept) for kept in row.problems or ()],
            row.record_id is not None,
            row.batch.file_name,
            approval.is_own(actor, row.batch, row.edited_by),
            row.marked_by is not None,
        )
        for row in rows.select_related("batch").defer("batch__file")
    ]


def get(school: Org, form: Form, row_id: int) -> StagedRow | None:
    """One waiting row with its batch."""
    return waiting(school, form).filter(pk=row_id).select_related("batch").defer("batch__file").first()


def files_held(school: Org, form: Form, row: StagedRow) -> list[tuple[str, str]]:
    """Label and text of each item of attachments, of the record that the row updates; a new record has none yet."""
    columns = tuple(column for column in form.stored if column.holds_files)
    if not columns:
        return []
    reader = row_reader(form.key, tuple(column.name for column in columns), "text")
    rows = form.model.unscoped.filter(school_id=school.pk, pk=row.record_id)
    fetched = rows.values_list(*reader.paths).first()
    texts = reader.read(fetched, for_school(school.pk)) if fetched else [""] * len(columns)
    return [(column.label, text or "无") for column, text in zip(columns, texts, strict=True)]


@transaction.atomic
def give_back(actor: Actor, school: Org, form: Form, chosen: approval.Choice, reason: str) -> int:
    """退回: take rows out of their batches, counted and never forgotten. Whoever uploaded them is told and shown why.

    A row that was shown at another version stays: nothing is sent back that somebody has mended meanwhile.
    """
    access.require(actor, form, "review")
    batches = list(
        ImportBatch.objects.select_for_update()
        .filter(school=school, form=form.key, state=State.REVIEW)
        .defer("file")
        .order_by("pk")
    )
    thrown: dict[str, Any] = {"state": Row.REMOVED, "problems": [_returned(form, reason).stored()]}
    removed = 0
    shown = chosen.narrow(waiting(school, form)).values_list("batch_id", "pk", "version")
    fresh = [(batch_id, pk) for batch_id, pk, version in shown if not chosen.is_stale(pk, version)]
    for batch in batches:
        ids = [pk for batch_id, pk in fresh if batch_id == batch.pk]
        count = waiting(school, form).filter(pk__in=ids).update(**thrown) if ids else 0
        if count:
            removed += count
            ImportBatch.objects.filter(pk=batch.pk).update(removed=F("removed") + count)
            if not approval.close_if_done(batch):
                batch_news.returned(batch, count)
    if removed:
        record(
            Event.DELETION,
            org=school,
            subject=form.label,
            detail={"rows": removed, "from": "待复核数据（退回）"},
        )
    return removed


def _returned(form: Form, reason: str) -> Problem:
    """Why a reviewer has sent a row back, as the uploader finds it beside the row and in the marked workbook."""
    column = (form.key_columns or form.stored)[0]
    return Problem(
        0,
        column.name,
        column.label,
        "",
        f"复核退回：{reason[:MOST_REASON]}",
        "请核对修改后重新上传这一行",
        RETURNED,
    )


def mark(actor: Actor, school: Org, form: Form, row_id: int, *, on: bool) -> bool:
    """Set a waiting row aside, or take it back among the others; whether it still waits. Its version stays: what is
    read and typed remains good.
    """
    access.require(actor, form, "review")
    rows = waiting(school, form).filter(pk=row_id)
    by = (actor.user_id or 0) if on else None
    return rows.exists() and bool(rows.update(marked_by=by))


def check_edit(school: Org, form: Form, row: StagedRow, typed: Mapping[str, Any]) -> Frame:
    """The validator's opinion of a waiting row with some cells typed anew."""
    kept = staged_cells.raw_columns(form, row.batch.headers, [row.cells], for_school(school.pk))
    raw = {**kept, **{name: [cell] for name, cell in typed.items()}}
    frame = validate(
        form, school, raw, defaults=staged_cells.period_defaults(form, row.batch), numbers=[row.number]
    )
    column = frame.told_at
    if frame.clean and frame.status[0] == CHANGED and frame.ids[0] != row.record_id:
        frame.problem(
            0, column, "数据库已存在记录：正式库已有相同的记录", "请改用别的编号，或退回此行", "exists"
        )
    key = staged_cells.key_texts(frame)[0]
    twin = (
        waiting(school, form).filter(key_text=key).exclude(pk=row.pk).order_by("pk").first() if key else None
    )
    if frame.clean and twin is not None:
        frame.problem(
            0, column, f"与第 {twin.number} 行待复核数据相同", "请改用别的编号，或退回其中一行", "repeated"
        )
    return frame


@transaction.atomic
def save_edit(actor: Actor, school: Org, form: Form, row: StagedRow, frame: Frame, version: int) -> None:
    """Keep a mended row; it still has to be passed.

    Raises:
        Conflict: the row is no longer at the version that was edited.
    """
    access.require(actor, form, "review")
    # whoever passes or gives back holds the batch: an edit waits for it, and then finds the row settled
    own = ImportBatch.objects.filter(pk=row.batch_id, school_id=row.school_id)
    own.select_for_update().defer("file").first()
    names = list(row.batch.headers)
    added = [name for name in frame.raw if name not in names]
    if added:
        _widen(row.batch, names, added)
    (kept,) = zip(*staged_cells.staged_columns(frame, [*names, *added], for_school(school.pk)), strict=True)
    saved = (
        waiting(school, form)
        .filter(pk=row.pk, version=version)
        .update(
            cells=list(kept), key_text=staged_cells.key_texts(frame)[0], problems=None, version=F("version") + 1,
            record_id=frame.ids[0], edited_by=_editors(row, actor),
        )
    )  # fmt: skip
    if not saved:
        raise StagedRowConflict("这一行刚刚被他人修改、通过或退回，您的修改没有保存。请刷新后再看。")


def _editors(row: StagedRow, actor: Actor) -> list[int] | None:
    """Who has had a hand in the row, this time included; it is saved at the version that was read."""
    known = list(row.edited_by or ())
    if actor.user_id is None or actor.user_id in known:
        return known or None
    return [*known, actor.user_id]


def _widen(batch: ImportBatch, names: list[str], added: list[str]) -> None:
    """A column the sheet did not have: every row of the batch gets an empty cell for it."""
    own = ImportBatch.objects.filter(pk=batch.pk, school_id=batch.school_id)
    locked = own.select_for_update().defer("file").get()
    if list(locked.headers) != names:
        raise StagedRowConflict("这一批刚刚被他人修改，您的修改没有保存。请刷新后再试。")
    rows = StagedRow.objects.filter(school_id=batch.school_id, batch_id=batch.pk)
    for row in rows.only("pk", "cells", "school_id", "batch_id"):
        rows.filter(pk=row.pk).update(cells=[*row.cells, *([None] * len(added))])
    own.update(headers=[*names, *added])

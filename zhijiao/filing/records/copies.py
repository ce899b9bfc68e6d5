"""Records taken over from an earlier period, until somebody has confirmed their items one by one or as a whole.

A record with open items has one gap more than the validator counts: completeness is not reached by copying. Whoever
changes an item has confirmed it, on whatever way; an item that stays as it was is confirmed on the page of the record.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet

from zhijiao.filing.models import CopiedRecord
from zhijiao.filing.records import period_locks
from zhijiao.filing.records.change_log import WriteContext
from zhijiao.filing.records.counters import add_to_counts, period_slot
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.frame import Frame
from zhijiao.orgs.models import Org


def open_copies(school_id: int, form: FormLike) -> QuerySet[CopiedRecord]:
    """Copies of a form with items that nobody has confirmed, those of deleted records included."""
    return CopiedRecord.objects.filter(school_id=school_id, form=form.key, pending=True)


def open_copy(school: Org, form: FormLike, record_id: int) -> CopiedRecord | None:
    """What is open of one record; none where nothing is, or where the form has no periods. One query."""
    if not period_locks.dated(form):
        return None
    return open_copies(school.pk, form).filter(record_id=record_id).first()


def still_open(school: Org, form: FormLike, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Of some records those with open items."""
    return rows.filter(pk__in=open_copies(school.pk, form).values("record_id"))


def follow_write(context: WriteContext, frame: Frame, changed: Sequence[int]) -> None:
    """In a write: items that change are confirmed, and what stays open counts as a gap. Call it before the rows."""
    touched = {frame.record_id(i): i for i in changed} | {
        row_id: i for i, (row_id, *_) in frame.revived.items()
    }
    if not touched or not period_locks.dated(context.form):
        return
    marks = [mark for mark in open_copies(frame.school_id, context.form) if mark.record_id in touched]
    for mark in marks:
        i = touched[mark.record_id]
        if i not in frame.revived:
            _close(context, mark, _changed_items(frame, i))
        frame.gaps[i] += mark.pending
    if marks:
        CopiedRecord.objects.bulk_update(
            marks, ["open_items", "pending", "confirmer_name", "confirmed_at"], batch_size=500
        )


def _changed_items(frame: Frame, i: int) -> set[str]:
    stored = frame.stored_of(i)
    return {
        column.name for column in frame.form.stored if frame.values[column.name][i] != stored[column.name]
    }


def _close(context: WriteContext, mark: CopiedRecord, names: Collection[str]) -> None:
    mark.open_items = [name for name in mark.open_items if name not in names]
    mark.pending = bool(mark.open_items)
    if not mark.pending:
        mark.confirmer_name, mark.confirmed_at = context.actor.name, context.now


def confirm(context: WriteContext, record: Any, names: Collection[str]) -> int:
    """Somebody has compared items of a record and leaves them as they are; returns how many were open.

    Call it in the transaction of the save.

    Raises:
        period_locks.PeriodLocked: the year is closed.
    """
    if not names:
        return 0
    locks = period_locks.enter(context.school)
    _hold(context, [record.pk])
    found = open_copies(context.school.pk, context.form).select_for_update().filter(record_id=record.pk)
    mark = found.first()
    if mark is None:
        return 0
    period_locks.check(locks, context.school, context.form, {record.year})
    before = len(mark.open_items)
    _close(context, mark, names)
    mark.save(update_fields=["open_items", "pending", "confirmer_name", "confirmed_at"])
    if not mark.pending:
        _move_gaps(context, [record.pk], -1)
    return before - len(mark.open_items)


def mark_copied(
    context: WriteContext, taken: Mapping[int, tuple[int, Sequence[str]]], source_period: str
) -> None:
    """Note what was taken over into records just written, by record: its source and items. In the same transaction."""
    _hold(context, list(taken))
    known = {
        mark.record_id: mark
        for mark in CopiedRecord.objects.filter(
            school=context.school, form=context.form.key, record_id__in=list(taken)
        )
    }
    counted = [record_id for record_id in taken if record_id not in known or not known[record_id].pending]
    marks = []
    for record_id, (source_id, names) in taken.items():
        mark = known.get(record_id)
        open_items = [*(mark.open_items if mark else ()), *names]
        marks.append(
            CopiedRecord(
                school=context.school, form=context.form.key, record_id=record_id, source_id=source_id,
                source_period=source_period, open_items=list(dict.fromkeys(open_items)), pending=True,
                copier_name=context.actor.name, copied_at=context.now,
            )
        )  # fmt: skip
    CopiedRecord.objects.bulk_create(
        marks,
        update_conflicts=True,
        unique_fields=["school", "form", "record_id"],
        update_fields=["source_id", "source_period", "open_items", "pending", "copier_name", "copied_at"],
    )
    _move_gaps(context, counted, 1)


def _hold(context: WriteContext, ids: Sequence[int]) -> None:
    """Lock records before what is noted of them, as the writer does: two who did it the other way round would wait for
    each other.
    """
    rows = context.form.model.unscoped.filter(school_id=context.school.pk, pk__in=ids).order_by("pk")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(no_key=connection.features.has_select_for_no_key_update)
        list(rows.values_list("pk", flat=True))


def _move_gaps(context: WriteContext, ids: Sequence[int], by: int) -> None:
    """One gap more or less in some records; the counters count records with any."""
    rows = context.form.model.unscoped.filter(school_id=context.school.pk, pk__in=ids)
    names = PERIOD_FIELDS[context.form.period]
    border = max(0, -by)
    delta: dict[tuple[int, str], list[int]] = {}
    for period in rows.filter(gaps=border).values_list(*names):
        slot = period_slot(context.form, dict(zip(names, period, strict=True)))
        delta.setdefault(slot, [0, 0])[1] += by
    (rows.filter(gaps__gt=0) if by < 0 else rows).update(gaps=F("gaps") + by)
    add_to_counts(context, delta)

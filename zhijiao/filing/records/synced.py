"""Records that a source system delivers: their items from there are read only here (一数一源).

Schools say of themselves whether they have any (``Org.is_synced``), so that all others pay no query for it. A save
that was judged just before the first delivery arrived may still get through; the next delivery puts its items right
and tells of it.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from zhijiao.filing.models import SyncedRecord
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.frame import Frame
from zhijiao.identity.gate import Denied
from zhijiao.kit import bulk
from zhijiao.kit.statements import statement
from zhijiao.orgs.models import Org

OWNED = "owned"
"""Code of the problem of an item that belongs to a source system."""
REMEDY = "请保留原值；原值有误的，请在记录页面提出纠错申请"


def of_form(school: Org, form: FormLike) -> QuerySet[SyncedRecord]:
    """What is known of the school's delivered records of a form; nothing, without a query, where it has none."""
    if not school.is_synced:
        return SyncedRecord.objects.none()
    return SyncedRecord.objects.filter(school=school, form=form.key)


def of_record(school: Org, form: FormLike, record_id: int | None) -> SyncedRecord | None:
    """What is known of one record."""
    if not school.is_synced or not record_id:
        return None
    return next(iter(_mark(school.pk, form.key, record_id)), None)


@statement
def _mark(school: int, form: str, record: int) -> QuerySet[SyncedRecord]:
    return SyncedRecord.objects.filter(school_id=school, form=form, record_id=record)


def without_source(form: FormLike, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Of some records those that their source system no longer holds."""
    gone = SyncedRecord.objects.filter(form=form.key, gone_at__isnull=False)
    return rows.filter(Exists(gone.filter(school=OuterRef("school"), record_id=OuterRef("pk"))))


def owned_items(school: Org, form: FormLike, ids: Collection[int]) -> dict[int, tuple[str, list[str]]]:
    """System and items by record, of those records that are delivered; at most one query."""
    if not school.is_synced or not ids:
        return {}
    marks = of_form(school, form)
    if len(ids) <= 1000:
        marks = marks.filter(record_id__in=ids)
    known = marks.values_list("record_id", "system", "items")
    return {record: (system, items) for record, system, items in known if record in ids}


def keep_owned(frame: Frame, school: Org) -> None:
    """Refuse changes of items that a source system owns, unless it is the source that writes."""
    if not school.is_synced or frame.upstream:
        return
    touched = {row_id for row_id in frame.ids if row_id is not None}
    owned = owned_items(school, frame.form, touched)
    for i, row_id in enumerate(frame.ids):
        if row_id is None or row_id not in owned:
            continue
        system, items = owned[row_id]
        _refuse_changed(frame, i, SyncedRecord.System(system).label, items)


def _refuse_changed(frame: Frame, i: int, system: str, items: Sequence[str]) -> None:
    stored = frame.stored_of(i)
    for name in items:
        column = frame.form.columns.get(name)
        if column is None or frame.has_problem(i, name) or frame.values[name][i] == stored[name]:
            continue
        frame.problem(i, column, f"由{system}提供，不能在此修改", REMEDY, code=OWNED)


def refuse_deletion(school: Org, form: FormLike, ids: Collection[int]) -> None:
    """Refuse to delete what its source still holds: it would come back with the next delivery.

    What the source no longer holds goes, and what was known of it with it.

    Raises:
        Denied: says how many, of which system, and what to do.
    """
    if not school.is_synced:
        return
    marks = of_form(school, form).filter(record_id__in=ids)
    standing = list(marks.filter(gone_at=None).values_list("system", flat=True))
    if standing:
        system = SyncedRecord.System(standing[0]).label
        raise Denied(
            f"有 {len(standing)} 条记录由{system}提供，不能在此删除，没有做任何改动。",
            remedy=f"请在{system}中办理；下次同步后记录会标明“源头已无”，届时可以删除。",
        )
    marks.delete()


def mark_delivered(
    school: Org, form: FormLike, system: str, marks: Mapping[int, tuple[str, Sequence[str]]]
) -> int:
    """Note which records a delivery holds, by record: the source's key and the items it fills. In its transaction.

    Returns how many notes are new or other than before.
    """
    now = timezone.now()
    stored = SyncedRecord.objects.filter(school=school, form=form.key)
    known = {
        mark.record_id: mark
        for piece in bulk.portions(marks, 1000)
        for mark in stored.filter(record_id__in=piece)
    }
    moved = []
    for record_id, (source_key, items) in marks.items():
        mark = known.get(record_id)
        facts = (system, source_key, list(items), None)
        if mark is None or (mark.system, mark.source_key, mark.items, mark.gone_at) != facts:
            moved.append(
                SyncedRecord(
                    school=school, form=form.key, record_id=record_id, system=system, source_key=source_key,
                    items=list(items), synced_at=now, gone_at=None,
                )
            )  # fmt: skip
    SyncedRecord.objects.bulk_create(
        moved,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["school", "form", "record_id"],
        update_fields=["system", "source_key", "items", "synced_at", "gone_at"],
    )
    if moved and not school.is_synced:
        Org.objects.filter(pk=school.pk).update(is_synced=True)
        school.is_synced = True
    return len(moved)

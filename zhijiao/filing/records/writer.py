"""The one writer: every change of a record, by page, grid, workbook, API or command, ends here.

One transaction: rights → locks → versions → rows → change log → counters → search index → re-check of scope. Rows
are written in bulk, so that five thousand cost little more than one. There are no signals: what is not
called here does not happen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import repeat
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from zhijiao.filing.models import Change
from zhijiao.filing.records import access, attached, copies, period_locks, synced
from zhijiao.filing.records.change_log import WriteContext, append_changes, diff_of
from zhijiao.filing.records.counters import add_to_counts, count_written, period_slot
from zhijiao.filing.records.references import ReferenceUse, used_by
from zhijiao.filing.records.validation import blinds_of
from zhijiao.filing.schema.columns.base import Column, RecordForm
from zhijiao.filing.schema.facts import BLIND_SUFFIX
from zhijiao.filing.schema.frame import CHANGED, NEW, Frame, Problem
from zhijiao.identity.actor import Actor
from zhijiao.kit import bulk
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.search import finder


class WriteRefused(ValueError):
    """Rows with problems are never written; ``problems`` says what is wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(f"{len(self.problems)} problems")


class StaleRecord(RuntimeError):
    """Somebody else has saved the record since it was read; ``ids`` names the records."""

    def __init__(self, ids: Sequence[int]) -> None:
        self.ids = list(ids)
        super().__init__(f"{len(self.ids)} records changed meanwhile")


class InUse(RuntimeError):
    """Records that others refer to cannot be deleted; ``uses`` lists (form, column, number of rows, examples)."""

    def __init__(self, uses: Sequence["ReferenceUse"]) -> None:
        self.uses = list(uses)
        super().__init__("、".join(f"{use.label}（{use.number}）" for use in self.uses))


@dataclass
class Outcome:
    """What a write did. ``ids`` follows the rows of the frame (None for a row that was left out)."""

    created: int = 0
    changed: int = 0
    same: int = 0
    ids: list[int | None] = field(default_factory=list)


def write(
    actor: Actor,
    school: Org,
    frame: Frame,
    *,
    action: str = "",
    versions: Sequence[int | None] | None = None,
    batch_id: int | None = None,
) -> Outcome:
    """Write the new and changed rows of a validated frame.

    Args:
        actor: who writes.
        school: the school; must lie in the actor's scope.
        frame: from :func:`~zhijiao.filing.records.validation.validate`; rows that are the same are left alone.
        action: the right that carries the write; empty for ``add`` of new and ``change`` of existing rows.
        versions: version each row was read at, where the writer saw one.
        batch_id: import batch or mass edit this belongs to.

    Raises:
        Refused: the frame has problems.
        access.Denied: a right is missing.
        period_locks.PeriodLocked: the year has been submitted, or is closed.
        Stale: a record changed since ``versions``.
    """
    if not frame.clean:
        raise WriteRefused(frame.problems)
    context = WriteContext(actor, school, frame.form, batch_id)
    fresh = [i for i, status in enumerate(frame.status) if status == NEW]
    changed = [i for i, status in enumerate(frame.status) if status == CHANGED]
    for wanted, right in ((fresh, action or "add"), (changed, action or "change")):
        if wanted:
            access.require(actor, frame.form, right)
    if not actor.covers(school.path):
        raise access.ScopeViolation("school outside the actor's scope")
    try:
        with transaction.atomic():
            locks = period_locks.enter(school)
            period_locks.check(locks, school, frame.form, _years(frame, fresh, changed))
            _check_versions(frame, changed, versions)
            access.recheck(actor, frame.form, action or "change", (frame.record_id(i) for i in changed))
            brought = frame.brought_files((*fresh, *changed))
            if brought and (gone := attached.claim(frame.school_id, brought)):
                raise WriteRefused(gone)
            if changed or frame.revived:
                copies.follow_write(context, frame, changed)
            _insert(context, frame, fresh)
            _update(context, frame, changed)
            count_written(context, frame, fresh, changed)
            _index(context, frame, fresh, changed)
            access.recheck(
                actor, frame.form, action or "view", (frame.record_id(i) for i in (*fresh, *changed))
            )
    except IntegrityError as error:
        raise WriteRefused([_collision(frame)]) from error
    return Outcome(len(fresh), len(changed), frame.size - len(fresh) - len(changed), list(frame.ids))


def _collision(frame: Frame) -> Problem:
    """Somebody else wrote the same key, or deleted what is referred to, between validation and writing."""
    column = frame.told_at
    message = "刚刚被他人保存了相同的记录，或引用的记录已被删除"
    return Problem(0, column.name, column.label, "", message, "请刷新后重试", "collision")


def _years(frame: Frame, fresh: Sequence[int], changed: Sequence[int]) -> set[int]:
    """Years that a write touches: those the records come to, and those they leave."""
    if not period_locks.dated(frame.form):
        return set()
    years = frame.values["year"]
    return {years[i] for i in (*fresh, *changed)} | {frame.stored_of(i)["year"] for i in changed}


def _check_versions(frame: Frame, changed: Sequence[int], versions: Sequence[int | None] | None) -> None:
    """Lock the rows to be changed and compare their versions with what was read.

    How many gaps they have is read anew: confirming a copied record changes it, and not the version.
    """
    if not changed:
        return
    rows = frame.form.model.unscoped.filter(
        school_id=frame.school_id, pk__in=[frame.record_id(i) for i in changed]
    )
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(no_key=connection.features.has_select_for_no_key_update)
    current = {}
    for row_id, version, gaps in rows.order_by("pk").values_list("pk", "version", "gaps"):
        current[row_id] = version
        frame.existing[row_id]["gaps"] = gaps
    read = versions if versions is not None else frame.versions
    stale = [
        frame.record_id(i)
        for i in changed
        if not current.get(frame.record_id(i)) == frame.versions[i] == (read[i] or frame.versions[i])
    ]
    if stale:
        raise StaleRecord(stale)


def _encoded(frame: Frame, wanted: Sequence[int]) -> list[list[Any]]:
    """Stored columns of the wanted rows as the database takes them, then the blind indexes."""
    everything = len(wanted) == frame.size
    encoded = []
    for column in frame.form.stored:
        values = frame.values[column.name]
        values = values if everything else [values[i] for i in wanted]
        encoded.append(_encrypted(frame, column, wanted, values) if column.private else values)
    for column in _blind_columns(frame.form):
        blinds = blinds_of(frame, column)
        encoded.append(blinds if everything else [blinds[i] for i in wanted])
    return encoded


def _encrypted(
    frame: Frame, column: Column, wanted: Sequence[int], values: Sequence[Any]
) -> list[str | None]:
    """Ciphertext of private values; what the caller had encrypted before is not encrypted again."""
    tokens, raw = frame.tokens.get(column.name), frame.raw.get(column.name)
    ready: list[str | None] = [None] * len(wanted)
    if tokens and raw:
        ready = [
            tokens[i] if value is not None and value == raw[i] else None
            for i, value in zip(wanted, values, strict=True)
        ]
    open_values = [
        None if token else column.to_seal(value) for token, value in zip(ready, values, strict=True)
    ]
    made = for_school(frame.school_id).encrypt_many(open_values)
    return [token or new for token, new in zip(ready, made, strict=True)]


def _blind_columns(form: RecordForm) -> list[Column]:
    """Private columns that have a blind index."""
    return [column for column in form.private_columns if column.facts.exact]


def _attnames(form: RecordForm) -> list[str]:
    """Database attributes in the order of :func:`_encoded`."""
    return [
        *(column.attname for column in form.stored),
        *(column.name + BLIND_SUFFIX for column in _blind_columns(form)),
    ]


def _insert(context: WriteContext, frame: Frame, fresh: Sequence[int]) -> None:
    """New rows, with ids known beforehand, and their log; rows that come back (all of them do, or none) keep theirs."""
    if not fresh:
        return
    size, user = len(fresh), context.actor.user_id
    ids: Sequence[int]
    versions: Sequence[int]
    makers: Sequence[int | None]
    moments: Sequence[datetime]
    if frame.revived:
        action = Change.Action.RESTORE.value
        ids, versions, makers, moments = zip(*(frame.revived[i] for i in fresh), strict=True)
    else:
        action = Change.Action.ADD.value
        ids = bulk.allocate_ids(context.form.model, size)
        versions, makers, moments = [1] * size, [user] * size, [context.now] * size
    own = {
        "version": versions,
        "gaps": [frame.gaps[i] for i in fresh],
        "created_by": makers,
        "created_at": moments,
    }
    common = {
        "school_id": context.school.pk,
        "batch_id": context.batch_id,
        "updated_by": user,
        "updated_at": context.now,
    }
    rows = list(
        zip(
            ids,
            *own.values(),
            *(repeat(value, size) for value in common.values()),
            *_encoded(frame, fresh),
            strict=True,
        )
    )
    bulk.insert_rows(context.form.model, ["id", *own, *common, *_attnames(context.form)], rows)
    for i, new_id in zip(fresh, ids, strict=True):
        frame.ids[i] = new_id
    append_changes(
        context, [(new_id, version, action, None) for new_id, version in zip(ids, versions, strict=True)]
    )


def _update(context: WriteContext, frame: Frame, changed: Sequence[int]) -> None:
    """Changed rows: all their columns, the next version, and their log."""
    if not changed:
        return
    encoded = _encoded(frame, changed)
    common = (context.school.pk, context.batch_id, context.actor.user_id, context.now)
    ids, gaps = [frame.record_id(i) for i in changed], [frame.gaps[i] for i in changed]
    versions = [frame.version(i) + 1 for i in changed]
    rows = list(
        zip(ids, versions, gaps, *(repeat(value, len(changed)) for value in common), *encoded, strict=True)
    )
    names = [
        "id",
        "version",
        "gaps",
        "school_id",
        "batch_id",
        "updated_by",
        "updated_at",
        *_attnames(context.form),
    ]
    bulk.update_rows(context.form.model, names, rows, key=("school_id", "id"))
    tokens = {
        column.name: encoded[place] for place, column in enumerate(context.form.stored) if column.private
    }
    entries = [
        (frame.record_id(i), frame.version(i) + 1, Change.Action.CHANGE.value, diff_of(frame, i, n, tokens))
        for n, i in enumerate(changed)
    ]
    append_changes(context, entries)


def _index(context: WriteContext, frame: Frame, fresh: Sequence[int], changed: Sequence[int]) -> None:
    """Keep the cross-school search: names that are new or different, and blind indexes."""
    form, school = context.form, context.school
    column = form.search_column
    if column is not None:
        values = frame.values[column.name]
        renamed = [i for i in changed if frame.stored_of(i)[column.name] != values[i]]
        finder.index_many(form.key, school, [(frame.record_id(i), values[i]) for i in fresh])
        finder.index_many(
            form.key, school, [(frame.record_id(i), values[i]) for i in renamed], replacing=True
        )
    for column in _blind_columns(form):
        blinds = blinds_of(frame, column)
        for wanted, replacing in ((fresh, False), (changed, True)):
            pairs = [(frame.record_id(i), blinds[i]) for i in wanted]
            finder.index_blinds(form.key, school, column.name, column.private, pairs, replacing=replacing)


def delete(
    actor: Actor,
    school: Org,
    form: RecordForm,
    ids: Sequence[int],
    *,
    batch_id: int | None = None,
    action: str = "delete",
    versions: Mapping[int, int] | None = None,
) -> int:
    """Delete records that nobody refers to; all or none. ``versions`` are those at which somebody agreed to it.

    Raises:
        access.Denied: the right is missing, or a record stands in a state that its workflow keeps.
        period_locks.PeriodLocked: the year of some has been submitted, or is closed.
        StaleRecord: some changed since ``versions``.
        InUse: some are referred to, and by what.
    """
    context = WriteContext(actor, school, form, batch_id)
    try:
        rows = access.rows(actor, form, action).filter(school_id=school.pk, pk__in=set(ids))
        return _delete(context, rows, versions or {})
    except IntegrityError:
        raise InUse(used_by(form, school.pk, ids)) from None


@transaction.atomic
def _delete(context: WriteContext, rows: QuerySet[Any], versions: Mapping[int, int]) -> int:
    """Delete the rows of a scoped query, with log, counters and search."""
    form = context.form
    locks = period_locks.enter(context.school)
    attnames = [column.attname for column in form.stored]
    locked = rows.select_for_update() if connection.features.has_select_for_update else rows
    found = list(locked.order_by("pk").values_list("pk", "version", "gaps", *attnames))
    kept = [row[0] for row in found]
    if not kept:
        return 0
    if stale := [row_id for row_id, version, *_ in found if versions.get(row_id, version) != version]:
        raise StaleRecord(stale)
    _refuse_kept(form, rows)
    synced.refuse_deletion(context.school, form, kept)
    if uses := used_by(form, context.school.pk, kept):
        raise InUse(uses)
    delta: dict[tuple[int, str], list[int]] = {}
    entries = []
    for row_id, version, gaps, *values in found:
        stored = dict(zip((column.name for column in form.stored), values, strict=True))
        entry = delta.setdefault(period_slot(form, stored), [0, 0])
        entry[0] -= 1
        entry[1] -= gaps > 0
        filled = [column for column in form.stored if stored[column.name] is not None]
        diff = {column.name: [_logged(column, stored[column.name]), None] for column in filled}
        entries.append((row_id, version + 1, Change.Action.DELETE.value, diff))
    period_locks.check(locks, context.school, form, {year for year, _ in delta} - {0})
    form.model.unscoped.filter(school_id=context.school.pk, pk__in=kept)._raw_delete(using=connection.alias)
    append_changes(context, entries)
    add_to_counts(context, delta)
    if form.search_column is not None or _blind_columns(form):
        finder.remove(form.key, context.school, kept)
    return len(kept)


def _refuse_kept(form: RecordForm, rows: QuerySet[Any]) -> None:
    """Records that their workflow does not let go stay, and with them all that were to be deleted along."""
    workflow = form.declaration.workflow
    if workflow is None:
        return
    column = form.columns[workflow.column]
    state = (
        rows.exclude(**{f"{column.name}__in": workflow.removable}).values_list(column.name, flat=True).first()
    )
    if state is not None:
        raise access.Denied(
            f"有记录处于“{column.text(state)}”，不能删除，没有做任何改动。", remedy=workflow.remedy
        )


def _logged(column: Column, stored: Any) -> Any:
    """A stored value as the log keeps it; a private one is encrypted already."""
    return stored if column.private else column.json(stored)

"""The one writer: every change of a record, by page, grid, workbook, API or command, ends here.

One transaction: rights → versions → rows → change log → counters → search index → re-check of scope. Rows
are written in bulk, so that five thousand cost little more than one. There are no signals: what is not
called here does not happen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from zhijiao.accounts.actor import Actor
from zhijiao.filing import access, search
from zhijiao.filing.columns import Column
from zhijiao.filing.fields import BLIND_SUFFIX
from zhijiao.filing.models import Change, FilingCount
from zhijiao.filing.records import PERIOD_FIELDS
from zhijiao.filing.registry import Form
from zhijiao.filing.validation import CHANGED, NEW, Frame, Problem, blinds_of
from zhijiao.kit import bulk
from zhijiao.orgs.models import Org
from zhijiao.privacy.cipher import for_school

PLAIN_FIELDS = ("version", "gaps", "batch_id", "created_by", "created_at", "updated_by", "updated_at")


class Refused(ValueError):
    """Rows with problems are never written; ``problems`` says what is wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(f"{len(self.problems)} problems")


class Stale(RuntimeError):
    """Somebody else has saved the record since it was read; ``ids`` names the records."""

    def __init__(self, ids: Sequence[int]) -> None:
        self.ids = list(ids)
        super().__init__(f"{len(self.ids)} records changed meanwhile")


class InUse(RuntimeError):
    """Records that others refer to cannot be deleted; ``uses`` lists (form, column, number of rows, examples)."""

    def __init__(self, uses: Sequence["Use"]) -> None:
        self.uses = list(uses)
        super().__init__("、".join(f"{use.form.label}（{use.count} 条）" for use in self.uses))


@dataclass(frozen=True)
class Use:
    """Rows of a form that refer to a record: by which column, how many, the first few as (id, title)."""

    form: Form
    column: Column
    count: int
    examples: list[tuple[int, str]]


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
        frame: from :func:`~zhijiao.filing.validation.validate`; rows that are the same are left alone.
        action: the right that carries the write; empty for ``add`` of new and ``change`` of existing rows.
        versions: version each row was read at, where the writer saw one.
        batch_id: import batch or mass edit this belongs to.

    Raises:
        Refused: the frame has problems.
        access.Denied: a right is missing.
        Stale: a record changed since ``versions``.
    """
    if not frame.clean:
        raise Refused(frame.problems)
    form, now = frame.form, timezone.now()
    fresh = [i for i, status in enumerate(frame.status) if status == NEW]
    changed = [i for i, status in enumerate(frame.status) if status == CHANGED]
    for wanted, right in ((fresh, action or "add"), (changed, action or "change")):
        if wanted:
            access.require(actor, form, right)
    if not access.schools(actor).filter(pk=school.pk).exists():
        raise access.ScopeViolation("school outside the actor's scope")
    try:
        with transaction.atomic():
            _check_versions(frame, changed, versions)
            if changed:
                access.recheck(actor, form, action or "change", (frame.ids[i] for i in changed))
            encoded = _encode(frame, [*fresh, *changed])
            _insert(actor, school, frame, fresh, encoded, now, batch_id)
            _update(actor, frame, changed, encoded, now, batch_id)
            _log(actor, school, frame, fresh, changed, encoded, now, batch_id)
            _count(actor, school, frame, fresh, changed, now)
            _index(school, frame, fresh, changed)
            access.recheck(actor, form, action or "view", (frame.ids[i] for i in (*fresh, *changed)))
    except IntegrityError as error:
        raise Refused([_collision(frame)]) from error
    return Outcome(len(fresh), len(changed), frame.size - len(fresh) - len(changed), list(frame.ids))


def _collision(frame: Frame) -> Problem:
    """Somebody else wrote the same key, or deleted what is referred to, between validation and writing."""
    column = (frame.form.key_columns or frame.form.stored)[-1]
    message = "刚刚被他人保存了相同的记录，或引用的记录已被删除"
    return Problem(0, column.name, column.label, "", message, "请刷新后重试", "collision")


def _check_versions(frame: Frame, changed: Sequence[int], versions: Sequence[int | None] | None) -> None:
    """Lock the rows to be changed and compare their versions with what was read."""
    if not changed:
        return
    rows = frame.form.model.unscoped.filter(school_id=frame.school_id, pk__in=[frame.ids[i] for i in changed])
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(no_key=connection.features.has_select_for_no_key_update)
    current = dict(rows.order_by("pk").values_list("pk", "version"))
    expected = versions if versions is not None else frame.versions
    stale = [
        frame.ids[i]
        for i in changed
        if current.get(frame.ids[i]) != frame.versions[i]
        or (expected[i] is not None and expected[i] != frame.versions[i])
    ]
    if stale:
        raise Stale(stale)


def _encode(frame: Frame, wanted: Sequence[int]) -> dict[str, dict[int, Any]]:
    """Values as the database takes them, by column and row; private values encrypted. A kept value is not
    encrypted anew.
    """
    cipher = for_school(frame.school_id)
    encoded: dict[str, dict[int, Any]] = {}
    for column in frame.form.stored:
        values = frame.values[column.name]
        plain = [values[i] for i in wanted]
        encoded[column.name] = dict(
            zip(wanted, cipher.encrypt_many(plain) if column.private else plain, strict=True)
        )
    return encoded


def _attnames(frame: Frame) -> list[tuple[Column, str]]:
    """Database attributes that hold blind indexes, with their columns."""
    return [
        (column, column.name + BLIND_SUFFIX) for column in frame.form.private_columns if column.facts.exact
    ]


def _insert(
    actor: Actor,
    school: Org,
    frame: Frame,
    fresh: Sequence[int],
    encoded: dict,
    now: datetime,
    batch_id: int | None,
) -> None:
    """New rows, with ids known beforehand."""
    if not fresh:
        return
    form = frame.form
    blind_columns = _attnames(frame)
    names = [
        "id",
        "school_id",
        *PLAIN_FIELDS,
        *(column.attname for column in form.stored),
        *(name for _, name in blind_columns),
    ]
    ids = bulk.allocate_ids(form.model, len(fresh))
    by_column = [encoded[column.name] for column in form.stored]
    blinds = [blinds_of(frame, column) for column, _ in blind_columns]
    user, school_id = actor.user_id, school.pk
    rows = []
    for i, new_id in zip(fresh, ids, strict=True):
        frame.ids[i] = new_id
        rows.append(
            (
                new_id,
                school_id,
                1,
                frame.gaps[i],
                batch_id,
                user,
                now,
                user,
                now,
                *(values[i] for values in by_column),
                *(values[i] for values in blinds),
            )
        )
    bulk.insert_rows(form.model, names, rows)


def _update(
    actor: Actor, frame: Frame, changed: Sequence[int], encoded: dict, now: datetime, batch_id: int | None
) -> None:
    """Changed rows: all their columns, and the next version."""
    if not changed:
        return
    form = frame.form
    blind_columns = _attnames(frame)
    names = [
        "id",
        "school_id",
        "version",
        "gaps",
        "batch_id",
        "updated_by",
        "updated_at",
        *(column.attname for column in form.stored),
        *(name for _, name in blind_columns),
    ]
    blinds = [blinds_of(frame, column) for column, _ in blind_columns]
    rows = [
        (
            frame.ids[i],
            frame.school_id,
            frame.versions[i] + 1,
            frame.gaps[i],
            batch_id,
            actor.user_id,
            now,
            *(encoded[column.name][i] for column in form.stored),
            *(values[i] for values in blinds),
        )
        for i in changed
    ]
    bulk.update_rows(form.model, names, rows, key=("school_id", "id"))


def _log(
    actor: Actor,
    school: Org,
    frame: Frame,
    fresh: Sequence[int],
    changed: Sequence[int],
    encoded: dict,
    now: datetime,
    batch_id: int | None,
) -> None:
    """One entry per record."""
    form_key, name = frame.form.key, actor.name
    rows = [
        (
            school.pk,
            form_key,
            frame.ids[i],
            1,
            Change.Action.ADD.value,
            now,
            actor.user_id,
            name,
            batch_id,
            None,
        )
        for i in fresh
    ]
    if changed:
        cipher = for_school(school.pk)
        for i in changed:
            diff = _diff(frame, i, encoded, cipher)
            rows.append(
                (
                    school.pk,
                    form_key,
                    frame.ids[i],
                    frame.versions[i] + 1,
                    Change.Action.CHANGE.value,
                    now,
                    actor.user_id,
                    name,
                    batch_id,
                    diff,
                )
            )
    bulk.insert_rows(
        Change,
        (
            "school_id",
            "form",
            "record_id",
            "version",
            "action",
            "at",
            "actor_id",
            "actor_name",
            "batch_id",
            "diff",
        ),
        rows,
    )


def _diff(frame: Frame, i: int, encoded: dict, cipher: Any) -> dict[str, list[Any]]:
    """What changed, before and after; private values encrypted on both sides."""
    stored = frame.existing[frame.ids[i]]
    diff = {}
    for column in frame.form.stored:
        before, after = stored[column.name], frame.values[column.name][i]
        if before != after:
            pair = (
                [cipher.encrypt(before), encoded[column.name][i]]
                if column.private
                else [column.json(before), column.json(after)]
            )
            diff[column.name] = pair
    return diff


def _slot(form: Form, values: dict[str, Any]) -> tuple[int, str]:
    """Year and term a row counts under; 0 and empty for standing forms."""
    fields = PERIOD_FIELDS[form.period]
    return (values["year"] if "year" in fields else 0, values["term"] if "term" in fields else "")


def _count(
    actor: Actor, school: Org, frame: Frame, fresh: Sequence[int], changed: Sequence[int], now: datetime
) -> None:
    """Keep rows and gaps per period by what this write added and took away."""
    delta: dict[tuple[int, str], list[int]] = {}
    fields = PERIOD_FIELDS[frame.form.period]
    for i in (*fresh, *changed):
        entry = delta.setdefault(_slot(frame.form, {name: frame.values[name][i] for name in fields}), [0, 0])
        entry[0] += 1
        entry[1] += frame.gaps[i] > 0
    for i in changed:
        stored = frame.existing[frame.ids[i]]
        entry = delta.setdefault(_slot(frame.form, stored), [0, 0])
        entry[0] -= 1
        entry[1] -= stored["gaps"] > 0
    add_to_counts(actor, school.pk, frame.form, delta, now)


def add_to_counts(
    actor: Actor, school_id: int, form: Form, delta: dict[tuple[int, str], list[int]], now: datetime
) -> None:
    """Add to the counters of a form, one upsert per period touched."""
    for (year, term), (rows, gaps) in sorted(delta.items()):
        FilingCount.objects.get_or_create(
            school_id=school_id, form=form.key, year=year, term=term, defaults={"updated_at": now}
        )
        FilingCount.objects.filter(school_id=school_id, form=form.key, year=year, term=term).update(
            rows=F("rows") + rows, gaps=F("gaps") + gaps, updated_at=now, updated_by=actor.name
        )


def _index(school: Org, frame: Frame, fresh: Sequence[int], changed: Sequence[int]) -> None:
    """Keep the cross-school search: names that are new or different, and blind indexes of ID numbers."""
    form = frame.form
    column = form.search_column
    if column is not None:
        values = frame.values[column.name]
        renamed = [i for i in changed if frame.existing[frame.ids[i]][column.name] != values[i]]
        if renamed:
            search.remove(form.key, school, [frame.ids[i] for i in renamed])
        search.index_many(
            form.key, school, [(frame.ids[i], values[i]) for i in (*fresh, *renamed) if values[i]]
        )


def delete(
    actor: Actor,
    school: Org,
    form: Form,
    ids: Sequence[int],
    *,
    batch_id: int | None = None,
    action: str = "delete",
) -> int:
    """Delete records that nobody refers to; all or none.

    Raises:
        access.Denied: the right is missing.
        InUse: some are referred to, and by what.
    """
    try:
        return _delete(actor, school, form, ids, batch_id, action)
    except IntegrityError:
        raise InUse(used_by(form, school.pk, ids)) from None


@transaction.atomic
def _delete(
    actor: Actor, school: Org, form: Form, ids: Sequence[int], batch_id: int | None, action: str
) -> int:
    now = timezone.now()
    rows = access.rows(actor, form, action).filter(school_id=school.pk, pk__in=set(ids))
    attnames = [column.attname for column in form.stored]
    found = list(rows.order_by("pk").values_list("pk", "version", "gaps", *attnames))
    if not found:
        return 0
    kept = [row[0] for row in found]
    uses = used_by(form, school.pk, kept)
    if uses:
        raise InUse(uses)
    delta: dict[tuple[int, str], list[int]] = {}
    log = []
    for row_id, version, gaps, *values in found:
        stored = dict(zip((column.name for column in form.stored), values, strict=True))
        entry = delta.setdefault(_slot(form, stored), [0, 0])
        entry[0] -= 1
        entry[1] -= gaps > 0
        diff = {
            column.name: [column.json(stored[column.name]), None]
            for column in form.stored
            if stored[column.name] is not None
        }
        log.append(
            (
                school.pk,
                form.key,
                row_id,
                version + 1,
                Change.Action.DELETE.value,
                now,
                actor.user_id,
                actor.name,
                batch_id,
                diff,
            )
        )
    form.model.unscoped.filter(school_id=school.pk, pk__in=kept)._raw_delete(using=connection.alias)
    bulk.insert_rows(
        Change,
        (
            "school_id",
            "form",
            "record_id",
            "version",
            "action",
            "at",
            "actor_id",
            "actor_name",
            "batch_id",
            "diff",
        ),
        log,
    )
    add_to_counts(actor, school.pk, form, delta, now)
    if form.search_column is not None:
        search.remove(form.key, school, kept)
    return len(kept)


def used_by(form: Form, school_id: int, ids: Sequence[int], examples: int = 5) -> list[Use]:
    """Who refers to these records: two queries per form that could, none of them over other schools.

    Rows that are deleted along (a reference inside the same set) do not count.
    """
    uses = []
    for other, column in form.referring:
        rows = other.model.unscoped.filter(**{"school_id": school_id, f"{column.attname}__in": ids})
        if other is form:
            rows = rows.exclude(pk__in=ids)
        count = rows.count()
        if count:
            fetched = other.fetch(rows.order_by("pk")[:examples], other.title_columns)
            titles = [
                (
                    row_id,
                    " ".join(c.text(value) for c, value in zip(other.title_columns, values, strict=True)),
                )
                for (row_id,), values in fetched
            ]
            uses.append(Use(other, column, count, titles))
    return uses

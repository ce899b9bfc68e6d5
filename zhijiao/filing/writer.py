"""The one writer: every change of a record, by page, grid, workbook, API or command, ends here.

One transaction: rights → versions → rows → change log → counters → search index → re-check of scope. Rows
are written in bulk, so that five thousand cost little more than one. There are no signals: what is not
called here does not happen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import repeat
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from zhijiao.accounts.actor import Actor
from zhijiao.filing import access
from zhijiao.filing.columns import Column
from zhijiao.filing.fields import BLIND_SUFFIX
from zhijiao.filing.models import Change, FilingCount
from zhijiao.filing.records import PERIOD_FIELDS
from zhijiao.filing.registry import Form
from zhijiao.filing.validation import CHANGED, NEW, Frame, Problem, blinds_of
from zhijiao.kit import bulk
from zhijiao.orgs.models import Org
from zhijiao.privacy.cipher import for_school
from zhijiao.search import finder


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
        super().__init__("、".join(f"{use.form.label}（{use.number}）" for use in self.uses))


@dataclass(frozen=True)
class Use:
    """Rows of a form that refer to a record: by which column, how many, the first few as (id, title).

    The number is None for those who may not know it.
    """

    form: Form
    column: Column
    count: int | None
    examples: list[tuple[int, str]]

    @property
    def number(self) -> str:
        """How many, in words."""
        return "若干条" if self.count is None else f"{self.count:,} 条"


@dataclass
class Outcome:
    """What a write did. ``ids`` follows the rows of the frame (None for a row that was left out)."""

    created: int = 0
    changed: int = 0
    same: int = 0
    ids: list[int | None] = field(default_factory=list)


@dataclass(frozen=True)
class Hand:
    """Who writes, where, when, and as part of which batch."""

    actor: Actor
    school: Org
    form: Form
    batch_id: int | None
    now: datetime = field(default_factory=timezone.now)


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
    hand = Hand(actor, school, frame.form, batch_id)
    fresh = [i for i, status in enumerate(frame.status) if status == NEW]
    changed = [i for i, status in enumerate(frame.status) if status == CHANGED]
    for wanted, right in ((fresh, action or "add"), (changed, action or "change")):
        if wanted:
            access.require(actor, frame.form, right)
    if not actor.covers(school.path):
        raise access.ScopeViolation("school outside the actor's scope")
    try:
        with transaction.atomic():
            _check_versions(frame, changed, versions)
            access.recheck(actor, frame.form, action or "change", (frame.ids[i] for i in changed))
            _insert(hand, frame, fresh)
            _update(hand, frame, changed)
            _count(hand, frame, fresh, changed)
            _index(hand, frame, fresh, changed)
            access.recheck(actor, frame.form, action or "view", (frame.ids[i] for i in (*fresh, *changed)))
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
    read = versions if versions is not None else frame.versions
    stale = [
        frame.ids[i]
        for i in changed
        if not current.get(frame.ids[i]) == frame.versions[i] == (read[i] or frame.versions[i])
    ]
    if stale:
        raise Stale(stale)


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
    frame: Frame, column: Column, wanted: Sequence[int], values: Sequence[str | None]
) -> list[str | None]:
    """Ciphertext of private values; what the caller had encrypted before is not encrypted again."""
    tokens, raw = frame.tokens.get(column.name), frame.raw.get(column.name)
    ready: list[str | None] = [None] * len(wanted)
    if tokens and raw:
        ready = [
            tokens[i] if value is not None and value == raw[i] else None
            for i, value in zip(wanted, values, strict=True)
        ]
    open_values = [None if token else value for token, value in zip(ready, values, strict=True)]
    made = for_school(frame.school_id).encrypt_many(open_values)
    return [token or new for token, new in zip(ready, made, strict=True)]


def _blind_columns(form: Form) -> list[Column]:
    """Private columns that have a blind index."""
    return [column for column in form.private_columns if column.facts.exact]


def _attnames(form: Form) -> list[str]:
    """Database attributes in the order of :func:`_encoded`."""
    return [
        *(column.attname for column in form.stored),
        *(column.name + BLIND_SUFFIX for column in _blind_columns(form)),
    ]


def _insert(hand: Hand, frame: Frame, fresh: Sequence[int]) -> None:
    """New rows, with ids known beforehand, and their log; rows that come back (all of them do, or none) keep theirs."""
    if not fresh:
        return
    size, user = len(fresh), hand.actor.user_id
    if frame.revived:
        action = Change.Action.RESTORE.value
        ids, versions, makers, moments = zip(*(frame.revived[i] for i in fresh), strict=True)
    else:
        action = Change.Action.ADD.value
        ids = bulk.allocate_ids(hand.form.model, size)
        versions, makers, moments = [1] * size, [user] * size, [hand.now] * size
    own = {
        "version": versions,
        "gaps": [frame.gaps[i] for i in fresh],
        "created_by": makers,
        "created_at": moments,
    }
    common = {
        "school_id": hand.school.pk,
        "batch_id": hand.batch_id,
        "updated_by": user,
        "updated_at": hand.now,
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
    bulk.insert_rows(hand.form.model, ["id", *own, *common, *_attnames(hand.form)], rows)
    for i, new_id in zip(fresh, ids, strict=True):
        frame.ids[i] = new_id
    log(hand, [(new_id, version, action, None) for new_id, version in zip(ids, versions, strict=True)])


def _update(hand: Hand, frame: Frame, changed: Sequence[int]) -> None:
    """Changed rows: all their columns, the next version, and their log."""
    if not changed:
        return
    encoded = _encoded(frame, changed)
    common = (hand.school.pk, hand.batch_id, hand.actor.user_id, hand.now)
    ids, gaps = [frame.ids[i] for i in changed], [frame.gaps[i] for i in changed]
    versions = [frame.versions[i] + 1 for i in changed]
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
        *_attnames(hand.form),
    ]
    bulk.update_rows(hand.form.model, names, rows, key=("school_id", "id"))
    tokens = {column.name: encoded[place] for place, column in enumerate(hand.form.stored) if column.private}
    entries = [
        (frame.ids[i], frame.versions[i] + 1, Change.Action.CHANGE.value, _diff(frame, i, n, tokens))
        for n, i in enumerate(changed)
    ]
    log(hand, entries)


def log(hand: Hand, entries: Sequence[tuple[int, int, str, dict[str, Any] | None]]) -> None:
    """Append to the change log: (record id, version, action, diff) each."""
    names = (
        "record_id",
        "version",
        "action",
        "diff",
        "school_id",
        "form",
        "at",
        "actor_id",
        "actor_name",
        "batch_id",
    )
    common = (hand.school.pk, hand.form.key, hand.now, hand.actor.user_id, hand.actor.name, hand.batch_id)
    bulk.insert_rows(Change, names, [(*entry, *common) for entry in entries])


def _diff(frame: Frame, i: int, n: int, tokens: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """What changed in row ``i`` (the ``n``-th changed), before and after; private values encrypted on both sides."""
    stored = frame.existing[frame.ids[i]]
    cipher = for_school(frame.school_id)
    diff = {}
    for column in frame.form.stored:
        before, after = stored[column.name], frame.values[column.name][i]
        if before == after:
            continue
        if column.private:
            diff[column.name] = [cipher.encrypt(before), tokens[column.name][n]]
        else:
            diff[column.name] = [column.json(before), column.json(after)]
    return diff


def slot(form: Form, values: dict[str, Any]) -> tuple[int, str]:
    """Year and term a row counts under; 0 and empty for standing forms."""
    fields = PERIOD_FIELDS[form.period]
    return (values["year"] if "year" in fields else 0, values["term"] if "term" in fields else "")


def _count(hand: Hand, frame: Frame, fresh: Sequence[int], changed: Sequence[int]) -> None:
    """Keep rows and gaps per period by what this write added and took away."""
    delta: dict[tuple[int, str], list[int]] = {}
    fields = PERIOD_FIELDS[frame.form.period]
    for i in (*fresh, *changed):
        entry = delta.setdefault(slot(frame.form, {name: frame.values[name][i] for name in fields}), [0, 0])
        entry[0] += 1
        entry[1] += frame.gaps[i] > 0
    for i in changed:
        stored = frame.existing[frame.ids[i]]
        entry = delta.setdefault(slot(frame.form, stored), [0, 0])
        entry[0] -= 1
        entry[1] -= stored["gaps"] > 0
    add_to_counts(hand, delta)


def add_to_counts(hand: Hand, delta: dict[tuple[int, str], list[int]]) -> None:
    """Add to the counters of a form, one upsert per period touched."""
    for (year, term), (rows, gaps) in sorted(delta.items()):
        counts = FilingCount.objects.filter(school=hand.school, form=hand.form.key, year=year, term=term)
        change = {"rows": F("rows") + rows, "gaps": F("gaps") + gaps}
        while not counts.update(**change, updated_at=hand.now, updated_by=hand.actor.name):
            zero = FilingCount(
                school=hand.school, form=hand.form.key, year=year, term=term, updated_at=hand.now
            )
            FilingCount.objects.bulk_create([zero], ignore_conflicts=True)


def _index(hand: Hand, frame: Frame, fresh: Sequence[int], changed: Sequence[int]) -> None:
    """Keep the cross-school search: names that are new or different, and blind indexes."""
    form, school = hand.form, hand.school
    column = form.search_column
    if column is not None:
        values = frame.values[column.name]
        renamed = [i for i in changed if frame.existing[frame.ids[i]][column.name] != values[i]]
        finder.index_many(form.key, school, [(frame.ids[i], values[i]) for i in fresh])
        finder.index_many(form.key, school, [(frame.ids[i], values[i]) for i in renamed], replacing=True)
    for column in _blind_columns(form):
        blinds = blinds_of(frame, column)
        for wanted, replacing in ((fresh, False), (changed, True)):
            pairs = [(frame.ids[i], blinds[i]) for i in wanted]
            finder.index_blinds(form.key, school, column.name, column.private, pairs, replacing=replacing)


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
    hand = Hand(actor, school, form, batch_id)
    try:
        return _delete(hand, access.rows(actor, form, action).filter(school_id=school.pk, pk__in=set(ids)))
    except IntegrityError:
        raise InUse(used_by(form, school.pk, ids)) from None


@transaction.atomic
def _delete(hand: Hand, rows: QuerySet) -> int:
    """Delete the rows of a scoped query, with log, counters and search."""
    form = hand.form
    attnames = [column.attname for column in form.stored]
    found = list(rows.order_by("pk").values_list("pk", "version", "gaps", *attnames))
    kept = [row[0] for row in found]
    if not kept:
        return 0
    if uses := used_by(form, hand.school.pk, kept):
        raise InUse(uses)
    delta: dict[tuple[int, str], list[int]] = {}
    entries = []
    for row_id, version, gaps, *values in found:
        stored = dict(zip((column.name for column in form.stored), values, strict=True))
        entry = delta.setdefault(slot(form, stored), [0, 0])
        entry[0] -= 1
        entry[1] -= gaps > 0
        filled = [column for column in form.stored if stored[column.name] is not None]
        diff = {column.name: [column.json(stored[column.name]), None] for column in filled}
        entries.append((row_id, version + 1, Change.Action.DELETE.value, diff))
    form.model.unscoped.filter(school_id=hand.school.pk, pk__in=kept)._raw_delete(using=connection.alias)
    log(hand, entries)
    add_to_counts(hand, delta)
    if form.search_column is not None or _blind_columns(form):
        finder.remove(form.key, hand.school, kept)
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

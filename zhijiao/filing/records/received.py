"""Records that another installation keeps, taken over as they are: the second way into the tables beside the writer.

They come signed from a program that has judged and written them; here they keep their numbers, versions and gaps, and
nobody is asked for rights or locks. What the writer sees to in a transaction happens here as well, in the same order
and with the same helpers: rows → change log → counters → search index. Rows that differ are taken out and put in
again, so that two records may exchange their keys.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from zhijiao.filing.models import Change
from zhijiao.filing.records.change_log import WriteContext, append_changes
from zhijiao.filing.records.counters import add_to_counts, period_slot
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.facts import BLIND_SUFFIX
from zhijiao.kit import bulk
from zhijiao.orgs.models import Org
from zhijiao.private import blind_index
from zhijiao.private.cipher import SchoolCipher, for_school
from zhijiao.search import finder

Slots = dict[tuple[int, str], list[int]]
HEAD = ("pk", "version", "gaps")
Entry = tuple[int, int, str, dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """A record as it came; ``values`` are those of the form's stored columns in their order, private ones in clear."""

    id: int
    version: int
    gaps: int
    created_at: datetime
    updated_at: datetime
    values: tuple[Any, ...]


@dataclass
class Taken:
    """What became of the records of a form of one school."""

    created: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0

    def add(self, other: "Taken") -> None:
        """Count along what became of others."""
        self.created += other.created
        self.changed += other.changed
        self.removed += other.removed
        self.same += other.same


def take(context: WriteContext, rows: Sequence[ReceivedRow], gone: Collection[int], *, whole: bool) -> Taken:
    """Let these records stand in the school as they came, and those that are gone not at all.

    ``whole`` says that the school has no others of the form. Call it in a transaction, after
    :func:`~zhijiao.filing.records.period_locks.enter`; references between records are judged when it ends.
    """
    standing = _standing(context, {*(row.id for row in rows), *gone}, whole)
    _take_from_others(context, [row.id for row in rows if row.id not in standing])
    fresh = [row for row in rows if row.id not in standing]
    kept = [(row, standing.pop(row.id)) for row in rows if row.id in standing]
    cipher = for_school(context.school.pk)
    changed = [(row, before) for row, before in kept if _differs(context, cipher, row, before)]
    _remove(context, standing)
    _drop(context, [row.id for row, _ in changed])
    tokens = _insert(context, [*fresh, *(row for row, _ in changed)])
    _log(context, fresh, changed, tokens)
    _count(context, fresh, changed)
    _index(context, fresh, changed)
    return Taken(len(fresh), len(changed), len(standing), len(kept) - len(changed))


def _standing(context: WriteContext, ids: Collection[int], whole: bool) -> dict[int, Sequence[Any]]:
    """What stands of the records, by number: version, gaps, stored values."""
    found = context.form.model.unscoped.filter(school_id=context.school.pk)
    if not whole:
        if not ids:
            return {}
        found = bulk.among(found, ids)
    attnames = [column.attname for column in context.form.stored]
    return {row[0]: row[1:] for row in found.values_list(*HEAD, *attnames)}


def _differs(context: WriteContext, cipher: SchoolCipher, row: ReceivedRow, before: Sequence[Any]) -> bool:
    """Whether a record came otherwise than it stands."""
    if (row.version, row.gaps) != tuple(before[:2]):
        return True
    for column, value, stored in zip(context.form.stored, row.values, before[2:], strict=True):
        if value != (cipher.decrypt(stored) if column.private else stored):
            return True
    return False


def _take_from_others(context: WriteContext, ids: Collection[int]) -> None:
    """Records that stood at another school until now, to which they went with it, leave that one."""
    if not ids:
        return
    others = Org.objects.schools().exclude(pk=context.school.pk).values("pk")
    elsewhere = bulk.among(context.form.model.unscoped.filter(school_id__in=others), ids)
    attnames = [column.attname for column in context.form.stored]
    found: dict[int, dict[int, Sequence[Any]]] = defaultdict(dict)
    for school_id, row_id, *rest in elsewhere.values_list("school_id", *HEAD, *attnames):
        found[school_id][row_id] = rest
    for school in Org.objects.filter(pk__in=found):
        other = WriteContext(context.actor, school, context.form, context.batch_id, context.now)
        _remove(other, found[school.pk])


def _remove(context: WriteContext, gone: dict[int, Sequence[Any]]) -> None:
    """Records that are no more, with log, counters and search."""
    if not gone:
        return
    form, delta, entries = context.form, Slots(), []
    names = [column.name for column in form.stored]
    for row_id, (version, gaps, *values) in gone.items():
        stored = dict(zip(names, values, strict=True))
        _add(delta, period_slot(form, stored), -1, -(gaps > 0))
        diff = {
            column.name: [_logged(column, stored[column.name]), None]
            for column in form.stored
            if stored[column.name] is not None
        }
        entries.append((row_id, version + 1, Change.Action.DELETE.value, diff))
    _drop(context, list(gone))
    append_changes(context, entries)
    add_to_counts(context, delta)
    if form.search_column is not None or _exact(context):
        finder.remove(form.key, context.school, list(gone))


def _drop(context: WriteContext, ids: Sequence[int]) -> None:
    if ids:
        rows = context.form.model.unscoped.filter(school_id=context.school.pk)
        bulk.among(rows, ids)._raw_delete(using=connection.alias)


def _insert(context: WriteContext, rows: Sequence[ReceivedRow]) -> dict[str, list[str | None]]:
    """Put rows in with their numbers; returns what private columns hold now, in the order of the rows."""
    if not rows:
        return {}
    columns = list(context.form.stored)
    values: list[Sequence[Any]] = list(zip(*(row.values for row in rows), strict=True))
    cipher, tokens = for_school(context.school.pk), {}
    stored = list(values)
    for place, column in enumerate(columns):
        if column.private:
            stored[place] = tokens[column.name] = cipher.encrypt_many(values[place])
    exact = _exact(context)
    blinds = [
        blind_index.index_many(column.private, values[place])
        for place, column in enumerate(columns)
        if column in exact
    ]
    heads = [
        (row.id, row.version, row.gaps, None, row.created_at, context.school.pk, None, None, row.updated_at)
        for row in rows
    ]
    names = ["id", "version", "gaps", "created_by", "created_at", "school_id", "batch_id", "updated_by"]
    names += ["updated_at", *(column.attname for column in columns)]
    names += [column.name + BLIND_SUFFIX for column in exact]
    made = [(*head, *rest) for head, rest in zip(heads, zip(*stored, *blinds, strict=True), strict=True)]
    with bulk.own_numbers_kept(context.form.model):
        bulk.insert_rows(context.form.model, names, made)
    return tokens


def _log(
    context: WriteContext,
    fresh: Sequence[ReceivedRow],
    changed: Sequence[tuple[ReceivedRow, Sequence[Any]]],
    tokens: dict[str, list[str | None]],
) -> None:
    """A creation without what was entered, a change with both sides, as the writer logs them."""
    entries: list[Entry] = [(row.id, row.version, Change.Action.ADD.value, None) for row in fresh]
    cipher = for_school(context.school.pk)
    for n, (row, before) in enumerate(changed, start=len(fresh)):
        made = {name: column[n] for name, column in tokens.items()}
        diff = dict(_diff(context, cipher, row, before, made))
        entries.append((row.id, row.version, Change.Action.CHANGE.value, diff))
    append_changes(context, entries)


def _diff(
    context: WriteContext,
    cipher: SchoolCipher,
    row: ReceivedRow,
    before: Sequence[Any],
    tokens: dict[str, str | None],
) -> Iterator[tuple[str, list[Any]]]:
    for column, value, stored in zip(context.form.stored, row.values, before[2:], strict=True):
        if value == (cipher.decrypt(stored) if column.private else stored):
            continue
        after = tokens[column.name] if column.private else column.json(value)
        yield column.name, [_logged(column, stored), after]


def _logged(column: Column, stored: Any) -> Any:
    """A stored value as the log keeps it; a private one is encrypted already."""
    return stored if column.private or stored is None else column.json(stored)


def _count(
    context: WriteContext,
    fresh: Sequence[ReceivedRow],
    changed: Sequence[tuple[ReceivedRow, Sequence[Any]]],
) -> None:
    delta = Slots()
    for row in (*fresh, *(row for row, _ in changed)):
        _add(delta, _slot(context, row.values), 1, int(row.gaps > 0))
    for _, before in changed:
        _add(delta, _slot(context, before[2:]), -1, -(before[1] > 0))
    add_to_counts(context, delta)


def _slot(context: WriteContext, values: Sequence[Any]) -> tuple[int, str]:
    form = context.form
    wanted = set(PERIOD_FIELDS[form.period])
    pairs = zip(form.stored, values, strict=True)
    return period_slot(form, {column.name: value for column, value in pairs if column.name in wanted})


def _add(delta: Slots, slot: tuple[int, str], rows: int, gaps: int) -> None:
    entry = delta.setdefault(slot, [0, 0])
    entry[0] += rows
    entry[1] += gaps


def _exact(context: WriteContext) -> list[Column]:
    """Private columns that have a blind index."""
    return [column for column in context.form.private_columns if column.facts.exact]


def _index(
    context: WriteContext,
    fresh: Sequence[ReceivedRow],
    changed: Sequence[tuple[ReceivedRow, Sequence[Any]]],
) -> None:
    """Keep the search across schools: names and blind indexes that are new or different."""
    form, exact = context.form, _exact(context)
    for place, column in enumerate(form.stored):
        if column is form.search_column or column in exact:
            _index_column(context, column, [(row.id, row.values[place]) for row in fresh], replacing=False)
            other = _other_values(context, column, place, changed)
            _index_column(context, column, other, replacing=True)


def _other_values(
    context: WriteContext, column: Column, place: int, changed: Sequence[tuple[ReceivedRow, Sequence[Any]]]
) -> list[tuple[int, Any]]:
    """Numbers and values of the records of which this item has changed."""
    cipher = for_school(context.school.pk)
    pairs = ((row, before[2 + place]) for row, before in changed)
    return [
        (row.id, row.values[place])
        for row, stored in pairs
        if row.values[place] != (cipher.decrypt(stored) if column.private else stored)
    ]


def _index_column(
    context: WriteContext, column: Column, values: Sequence[tuple[int, Any]], *, replacing: bool
) -> None:
    if not values:
        return
    form, school = context.form, context.school
    if column is form.search_column:
        names = [(number, value or "") for number, value in values]
        finder.index_many(form.key, school, names, replacing=replacing)
    if column.private and column.facts.exact:
        blinds = blind_index.index_many(column.private, [value for _, value in values])
        pairs = list(zip((number for number, _ in values), blinds, strict=True))
        finder.index_blinds(form.key, school, column.name, column.private, pairs, replacing=replacing)

"""Comparing a form of a snapshot with what is there now, or with another snapshot: which records, and which items.

A record with the version of then has not changed, so that of thousands only those that were written to are read. The
name of a code is no part of its value: a table that calls it otherwise today changes nothing. A record that was deleted
and entered again is known by its natural key.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from zhijiao.filing.records import access
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actor import Actor
from zhijiao.kit import bulk
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.snapshots import blocks, reading, visibility
from zhijiao.snapshots.blocks import Block
from zhijiao.snapshots.models import Snapshot
from zhijiao.snapshots.reading import Facts, Rows
from zhijiao.snapshots.scope import of_year

PIECE = 2_000
"""Records that one query asks for."""
MOST_VALUES = 60_000
"""Values that are read and opened while somebody waits; about half a second of processor time."""


class TooMany(RuntimeError):
    """So many records were written to that comparing them is work for a job; ``number`` says how many."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"{number} records were written to")


@dataclass(frozen=True)
class Item:
    """One item of a changed record, before and after, as people read it. ``note`` says what cannot be compared."""

    label: str
    before: str
    after: str
    note: str = ""


@dataclass
class Difference:
    """What became of the records of a form: ids now added, ids then removed, pairs (then, now) of changed ones."""

    then: Rows
    now: Rows
    added: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    changed: list[tuple[int, int]] = field(default_factory=list)
    #: Columns of one side alone: name → label.
    new_columns: dict[str, str] = field(default_factory=dict)
    lost_columns: dict[str, str] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """How many records differ."""
        return len(self.added) + len(self.removed) + len(self.changed)

    @property
    def counts(self) -> tuple[int, int, int]:
        """Records added, changed, removed."""
        return len(self.added), len(self.changed), len(self.removed)

    def items(self, then: int, now: int) -> list[Item]:
        """The items of a changed record that differ."""
        return list(_items(self, then, now))


def with_now(
    actor: Actor, snapshot: Snapshot, form: Form, year: int | None, *, most: int | None = None
) -> Difference:
    """A form of a snapshot against the records of today that the actor may see; he has the right to view the form.

    Two queries where nothing was written to, one more per some thousand records that were; one for keys not known yet.

    Raises:
        TooMany: more than ``most`` values would have to be read.
    """
    then = reading.frozen_rows(actor, snapshot, form.key)
    holder = visibility.holder(snapshot.school)
    rows = _visible(actor, form, holder)
    present = dict(of_year(rows, year).order_by("pk").values_list("pk", "version"))
    if holder != snapshot.school:  # only what came along with the school is compared
        present = {pk: version for pk, version in present.items() if pk in then.versions}
    touched = [pk for pk, version in present.items() if then.versions.get(pk) != version]
    if most is not None and len(touched) * (1 + 2 * len(form.private_columns)) > most:
        raise TooMany(len(touched))
    return compare(then, _read(form, holder, rows, present, touched), form)


def between(actor: Actor, older: Snapshot, newer: Snapshot, form: Form) -> Difference:
    """A form of two snapshots; two queries."""
    then, now = (reading.frozen_rows(actor, each, form.key) for each in (older, newer))
    return compare(then, now, form)


def compare(then: Rows, now: Rows, form: Form) -> Difference:
    """What became of the records of a form between two moments."""
    found = Difference(then, now)
    if then.columns and now.columns:
        found.new_columns = _only(now.columns, then.columns)
        found.lost_columns = _only(then.columns, now.columns)
    gone = [pk for pk in then.versions if pk not in now.versions]
    come = [pk for pk in now.versions if pk not in then.versions]
    pairs = [(pk, pk) for pk, version in then.versions.items() if now.versions.get(pk, version) != version]
    if gone and come:
        pairs += _again(found, form, gone, come)
        known = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
        gone = [pk for pk in gone if pk not in known[0]]
        come = [pk for pk in come if pk not in known[1]]
    found.added, found.removed = come, gone
    found.changed = [pair for pair in pairs if next(_items(found, *pair), None) is not None]
    return found


def _again(found: Difference, form: Form, gone: list[int], come: list[int]) -> list[tuple[int, int]]:
    """Records that were deleted and entered again: those with the same natural key."""
    names = [column.name for column in form.key_columns]
    before = {reading.natural_key(names, found.then.values(pk)): pk for pk in gone}
    pairs = []
    for pk in come:
        other = before.pop(reading.natural_key(names, found.now.values(pk)), None)
        if other is not None:
            pairs.append((other, pk))
    return pairs


def _only(these: Mapping[str, Facts], those: Mapping[str, Facts]) -> dict[str, str]:
    return {name: column.label for name, column in these.items() if name not in those}


def _items(found: Difference, then: int, now: int) -> Iterator[Item]:
    """The items of a record that differ. What one side has no column for is told, where the other holds something."""
    before, after = found.then.values(then), found.now.values(now)
    for name, column in {**found.then.columns, **found.now.columns}.items():
        if name in found.lost_columns:
            continue
        old, new = before.get(name), after.get(name)
        if old == new or _same(old, new):
            continue
        new_column = name in found.new_columns
        shown = "" if new_column else found.then.columns[name].text(old, found.then.codes.get(name, {}))
        note = "封存时没有这个项目" if new_column else "隐私内容有变化，只显示掩码" if column.private else ""
        yield Item(column.label, shown, column.text(new, found.now.codes.get(name, {})), note)


def _same(old: Any, new: Any) -> bool:
    """Whether two references are to the same record, whatever it was called when."""
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new) == 3:
        return isinstance(old[0], int) and (old[0] == new[0] or old[1:] == new[1:])
    return False


# What is there now --------------------------------------------------------------------------------------------------


def _visible(actor: Actor, form: Form, school: Org) -> QuerySet[Any]:
    """Records of a school that the actor may see; of one that has left his part of the tree none."""
    return access.rows(actor, form, "view").filter(school_id=school.pk)


def _read(form: Form, school: Org, rows: QuerySet[Any], present: dict[int, int], touched: list[int]) -> Rows:
    """The records that were written to, read as a snapshot would take them; of the others only the versions."""
    block = Block(form.key, form.label, "")
    fetched = []
    for piece in bulk.portions(touched, PIECE):
        found = rows.filter(pk__in=piece).order_by("pk")
        fetched += form.fetch(found, form.stored, ("pk", "version", "created_by"))
    blocks.fill(block, form, for_school(school.pk), fetched)
    return reading.rows_of_block(block, present)

"""When two people edit one record: what the later one is told, and how both changes are brought together.

The change log since the version that was read tells what the record looked like then; an item changed by one side only
is taken from that side, an item changed by both is asked about. Nothing is overwritten in silence.
"""

from dataclasses import dataclass
from typing import Any

from zhijiao.filing.columns import Column, masked
from zhijiao.filing.desk import Desk
from zhijiao.filing.models import Change
from zhijiao.filing.validation import Frame
from zhijiao.privacy.cipher import for_school


@dataclass(frozen=True)
class Difference:
    """One item that the other side changed meanwhile."""

    column: Column
    before: str
    theirs: str
    mine: str
    conflict: bool


@dataclass(frozen=True)
class Merge:
    """Everything changed since the version read: by whom, when, and item by item."""

    version: int
    who: list[tuple[str, Any]]
    differences: list[Difference]

    @property
    def conflicts(self) -> list[Difference]:
        """Items both sides changed, and differently."""
        return [difference for difference in self.differences if difference.conflict]


def compare(desk: Desk, frame: Frame, read_version: int) -> Merge:
    """Compare the one row of a frame with what happened since ``read_version``."""
    record_id = frame.ids[0]
    changes = list(
        Change.objects.filter(
            school=desk.school, form=desk.form.key, record_id=record_id, version__gt=read_version
        )
        .exclude(diff=None)
        .order_by("version")
    )
    first: dict[str, Any] = {}
    for change in changes:
        for name, (before, _after) in change.diff.items():
            first.setdefault(name, before)
    stored = frame.existing[record_id]
    differences = [
        _difference(desk, frame, name, before, stored[name])
        for name, before in first.items()
        if name in stored
    ]
    who = [(change.actor_name, change.at) for change in changes]
    return Merge(frame.versions[0] or 0, who, [d for d in differences if d.before != d.theirs])


def _difference(desk: Desk, frame: Frame, name: str, before: Any, theirs: Any) -> Difference:
    column = desk.form.columns[name]
    if column.private:
        before = for_school(desk.school.pk).decrypt(before) if before else None
        mine = frame.values[name][0]
        conflict = not frame.kept(0, name) and mine not in (before, theirs)
        shown = [masked(column, value) or "" for value in (before, theirs, mine)]
        return Difference(column, *shown, conflict=conflict)
    mine = frame.values[name][0]
    conflict = column.json(mine) not in (before, column.json(theirs))
    return Difference(
        column,
        _text(desk, column, before),
        _text(desk, column, column.json(theirs)),
        _text(desk, column, column.json(mine)),
        conflict,
    )


def _text(desk: Desk, column: Column, logged: Any) -> str:
    """A value of the change log as text; references are named by the record they point to now."""
    if logged is None:
        return ""
    if column.ref:
        rows = column.target.model.unscoped.filter(school_id=desk.school.pk, pk=logged)
        row = rows.values_list(*column.target.reference_paths).first()
        return " / ".join(map(str, row)) if row else f"（已删除的记录 {logged}）"
    if column.type == "codes":
        return column.text(",".join(logged))
    if column.type in ("code", "region", "flag", "term"):
        return column.text(logged)
    return str(logged)

"""When two people edit one record: what the later one is told, and how both changes are brought together.

The change log since the version that was read tells what the record looked like then; an item changed by one side only
is taken from that side, an item changed by both is asked about. Nothing is overwritten in silence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from zhijiao.filing.models import Change
from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import Column, masked
from zhijiao.filing.schema.frame import Frame
from zhijiao.kit.numbers import whole_number
from zhijiao.private.cipher import for_school

THEIRS, MINE = "theirs", "mine"
"""What a merge posts for an item of which the stored value is taken, or the typed one."""
ASKED = "ask-merge"
"""Names the items about which a merge has asked."""


@dataclass(frozen=True)
class FieldDifference:
    """One item that the other side changed meanwhile."""

    column: Column
    before: str
    theirs: str
    mine: str
    conflict: bool


@dataclass(frozen=True)
class EditConflict:
    """Everything changed since the version read: by whom, when, and item by item."""

    version: int
    who: list[tuple[str, Any]]
    differences: list[FieldDifference]
    #: The version that the page of the later one began with.
    since: int
    #: Which side was chosen for an item, as far as it has been; nothing is chosen beforehand.
    chosen: Mapping[str, str] = field(default_factory=dict)
    #: Whether the page was sent back because a choice is missing.
    unanswered: bool = False

    @property
    def conflicts(self) -> list[FieldDifference]:
        """Items both sides changed, and differently."""
        return [difference for difference in self.differences if difference.conflict]


def compare(ctx: FormContext, frame: Frame, read_version: int) -> EditConflict:
    """Compare the one row of a frame with what happened since ``read_version``."""
    record_id = frame.ids[0]
    if record_id is None:
        raise ValueError("a new record has no versions to compare")
    changes = list(
        Change.objects.filter(
            school=ctx.school, form=ctx.form.key, record_id=record_id, version__gt=read_version
        )
        .exclude(diff=None)
        .order_by("version")
    )
    first: dict[str, Any] = {}
    for change in changes:
        for name, (before, _after) in (change.diff or {}).items():
            first.setdefault(name, before)
    stored = frame.existing[record_id]
    differences = [
        _difference(ctx, frame, name, before, stored[name])
        for name, before in first.items()
        if name in stored
    ]
    who = [(change.actor_name, change.at) for change in changes]
    seen = [
        d for d in differences if d.before != d.theirs or d.column.holds_files
    ]  # masks of files are alike
    return EditConflict(frame.versions[0] or 0, who, seen, read_version)


def asked_again(ctx: FormContext, record: Any, frame: Frame) -> EditConflict | None:
    """The choices of a merge once more, with those already made, while one is missing or something is wrong."""
    post = ctx.request.POST
    chosen = {name: post.get(f"merge-{name}", "") for name in post.getlist(ASKED)}
    unanswered = any(choice not in (THEIRS, MINE) for choice in chosen.values())
    since = whole_number(post.get("merge-since", ""))
    if record is None or since is None or not chosen or not (unanswered or not frame.clean):
        return None
    return replace(compare(ctx, frame, since), chosen=chosen, unanswered=unanswered)


def _difference(ctx: FormContext, frame: Frame, name: str, before: Any, theirs: Any) -> FieldDifference:
    column = ctx.form.columns[name]
    if column.private:
        before = column.from_seal(for_school(ctx.school.pk).decrypt(before)) if before else None
        mine = frame.values[name][0]
        # To those without the right even what is the same is in conflict, else they could try values without a trace.
        known = access.holds(ctx.actor, ctx.form, "reveal") and mine in (before, theirs)
        conflict = not frame.kept(0, name) and not known
        was, is_now, wanted = (
            masked(column, column.to_seal(value)) or "" for value in (before, theirs, mine)
        )
        return FieldDifference(column, was, is_now, wanted, conflict)
    mine = frame.values[name][0]
    conflict = column.json(mine) not in (before, column.json(theirs))
    return FieldDifference(
        column,
        _text(ctx, column, before),
        _text(ctx, column, column.json(theirs)),
        _text(ctx, column, column.json(mine)),
        conflict,
    )


def _text(ctx: FormContext, column: Column, logged: Any) -> str:
    """A value of the change log as text; references are named by the record they point to now."""
    if logged is None:
        return ""
    if column.target is not None:
        rows = column.target.model.unscoped.filter(school_id=ctx.school.pk, pk=logged)
        row = rows.values_list(*column.target.reference_paths).first()
        return " / ".join(map(str, row)) if row else f"（已删除的记录 {logged}）"
    return column.json_text(logged)

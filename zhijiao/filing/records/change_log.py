"""The change log: who wrote what, and what stood there before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from zhijiao.filing.models import Change
from zhijiao.filing.schema.columns.base import RecordForm
from zhijiao.filing.schema.frame import Frame
from zhijiao.identity.actor import Actor
from zhijiao.kit import bulk
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school


@dataclass(frozen=True)
class WriteContext:
    """Who writes, where, when, and as part of which batch."""

    actor: Actor
    school: Org
    form: RecordForm
    batch_id: int | None
    now: datetime = field(default_factory=timezone.now)


def append_changes(
    context: WriteContext, entries: Sequence[tuple[int, int, str, dict[str, Any] | None]]
) -> None:
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
    common = (
        context.school.pk,
        context.form.key,
        context.now,
        context.actor.user_id,
        context.actor.name,
        context.batch_id,
    )
    bulk.insert_rows(Change, names, [(*entry, *common) for entry in entries])


def diff_of(frame: Frame, i: int, n: int, tokens: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """What changed in row ``i`` (the ``n``-th changed), before and after; private values encrypted on both sides."""
    stored = frame.stored_of(i)
    cipher = for_school(frame.school_id)
    diff = {}
    for column in frame.form.stored:
        before, after = stored[column.name], frame.values[column.name][i]
        if before == after:
            continue
        if column.private:
            diff[column.name] = [cipher.encrypt(column.to_seal(before)), tokens[column.name][n]]
        else:
            diff[column.name] = [column.json(before), column.json(after)]
    return diff

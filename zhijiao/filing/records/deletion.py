"""What deleting some records would do, worked out before anybody is asked: what goes, what stays, and why.

The writer decides once more when it deletes; this only spares people a refusal they could not have foreseen.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhijiao.filing.records import access, period_locks
from zhijiao.filing.records.references import RecordUse, uses_of_each, visible_use
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.workflow import Workflow
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org


@dataclass(frozen=True)
class Obstacle:
    """Why a record stays, and what can be done about it; ``used`` where others refer to it."""

    why: str
    remedy: str
    used: bool = False


@dataclass(frozen=True)
class PlannedRecord:
    """One record chosen: at which version it was looked at, what names it, what keeps it."""

    id: int
    version: int
    name: str
    obstacles: tuple[Obstacle, ...] = ()


@dataclass(frozen=True)
class DeletionPlan:
    """What would become of the records chosen; ``missing`` of them are gone, or not the actor's to delete."""

    going: list[PlannedRecord] = field(default_factory=list)
    staying: list[PlannedRecord] = field(default_factory=list)
    missing: int = 0


def plan(actor: Actor, school: Org, form: Form, ids: Collection[int]) -> DeletionPlan:
    """Look before deleting: one query for the records, one per form that could refer to them.

    Raises:
        access.Denied: the right to delete is missing.
    """
    workflow, dated = form.declaration.workflow, period_locks.dated(form)
    named = [column for column in form.title_columns if not column.private]
    more = [*(["year"] if dated else []), *([workflow.column] if workflow else [])]
    rows = access.rows(actor, form, "delete").filter(school_id=school.pk, pk__in=set(ids)).order_by("pk")
    fetched = form.fetch(rows, named, ("pk", "version", *more))
    found: dict[int, list[Obstacle]] = {head[0]: [] for head, _ in fetched}
    if dated:
        _closed(school, form, {head[0]: head[2] for head, _ in fetched}, found)
    if workflow:
        _kept(form, workflow, {head[0]: head[-1] for head, _ in fetched}, found)
    _referred(actor, school, form, found)
    drawn = DeletionPlan(missing=len(set(ids)) - len(fetched))
    for (row_id, version, *_), values in fetched:
        name = " ".join(
            filter(None, (column.text(value) for column, value in zip(named, values, strict=True)))
        )
        planned = PlannedRecord(row_id, version, name, tuple(found[row_id]))
        (drawn.staying if planned.obstacles else drawn.going).append(planned)
    return drawn


def _closed(school: Org, form: Form, years: Mapping[int, int], found: dict[int, list[Obstacle]]) -> None:
    """Records of years that have been submitted, or are over."""
    locks = period_locks.locks_of(school)
    closed = {year: period_locks.closed(locks, school, form, year) for year in set(years.values())}
    for row_id, year in years.items():
        if lock := closed[year]:
            found[row_id].append(Obstacle(f"{lock.why}，已锁定", lock.remedy))


def _kept(
    form: Form, workflow: Workflow, states: Mapping[int, Any], found: dict[int, list[Obstacle]]
) -> None:
    """Records that their workflow does not let go."""
    for row_id, state in states.items():
        if state not in workflow.removable:
            word = form.columns[workflow.column].text(state)
            found[row_id].append(Obstacle(f"处于“{word}”，不能删除", workflow.remedy))


def _referred(actor: Actor, school: Org, form: Form, found: dict[int, list[Obstacle]]) -> None:
    """Records that others refer to; also those that a record refers to which is chosen but has to stay."""
    outside, inside = uses_of_each(form, school.pk, list(found))
    for row_id, uses in outside.items():
        found[row_id].append(_obstacle([visible_use(actor, use) for use in uses]))
    waiting = [row_id for row_id, obstacles in found.items() if obstacles]
    while waiting:
        for target in inside.get(waiting.pop(), ()):
            if not found[target]:
                waiting.append(target)
            note = Obstacle("被选中但不能删除的记录引用", "请先处理引用它的记录", used=True)
            if note not in found[target]:
                found[target].append(note)


def _obstacle(uses: Sequence[RecordUse]) -> Obstacle:
    """All who refer to a record, in one sentence."""
    named = "、".join(f"“{use.label}”{use.number}（{use.column.label}）" for use in uses)
    return Obstacle(f"被引用：{named}", "请先修改或删除这些记录", used=True)


def written(going: Sequence[PlannedRecord]) -> str:
    """What was agreed to, as the page posts it back: record and version of each."""
    return " ".join(f"{each.id}:{each.version}" for each in going)

"""Undoing a batch — an import, a save of the grid, a mass change, a deletion — as one, from the change log.

A batch can be undone as long as nothing newer stands on it: no later change of its records, nobody who refers to
what it added, no new owner of a key that would come back, no reference to something gone since. If anything does,
nothing is touched and the reasons are named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing.models import Change, ImportBatch
from zhijiao.filing.records import access, writer
from zhijiao.filing.records.references import visible_uses
from zhijiao.filing.records.validation import frame_of_stored
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import Frame
from zhijiao.identity import gate
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import SchoolCipher, for_school

Kind, State, Action = ImportBatch.Kind, ImportBatch.State, Change.Action
MOST_REASONS = 20
BORN = frozenset({Action.ADD.value, Action.RESTORE.value})


class UndoBlocked(RuntimeError):
    """The batch cannot be undone; ``reasons`` says what stands on it, each with its remedy."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = list(reasons)
        super().__init__("；".join(self.reasons))


@dataclass(frozen=True)
class Undone:
    """What undoing did: rows taken away again, put back to their former values, brought back."""

    removed: int = 0
    reverted: int = 0
    restored: int = 0

    def __str__(self) -> str:
        parts = (("恢复", self.restored), ("改回", self.reverted), ("去掉新增的", self.removed))
        return "，".join(f"{word} {count} 条" for word, count in parts if count) or "没有需要改回的内容"


@dataclass(frozen=True)
class RecordSteps:
    """What the batch did to one record: its entries in the change log, oldest first."""

    record_id: int
    entries: tuple[Change, ...]

    @property
    def born(self) -> bool:
        """Whether the record did not exist before the batch."""
        return self.entries[0].action in BORN

    @property
    def last(self) -> Change:
        """Where the batch left the record."""
        return self.entries[-1]

    @property
    def gone(self) -> bool:
        """Whether the batch left the record deleted."""
        return self.last.action == Action.DELETE.value

    def before(self) -> dict[str, Any]:
        """Values, as logged, that the batch replaced."""
        values: dict[str, Any] = {}
        for entry in reversed(self.entries):
            values |= {name: pair[0] for name, pair in (entry.diff or {}).items()}
        return values


def open_batch(actor: Actor, school: Org, form: Form, kind: str, rows: int) -> ImportBatch:
    """A batch for a mass change that is about to be written; call it in the transaction of the write."""
    now = timezone.now()
    return ImportBatch.objects.create(
        school=school, form=form.key, kind=kind, state=State.DONE, total=rows, progress=rows, good=rows,
        approved=rows, created_by=actor.user_id, creator_name=actor.name, created_at=now, finished_at=now,
    )  # fmt: skip


def undo(actor: Actor, school: Org, batch: ImportBatch, *, action: str) -> Undone:
    """Take back everything a batch did; all or nothing.

    Args:
        actor: who undoes.
        school: the batch's school; must lie in the actor's scope.
        batch: a batch that has written records.
        action: the right that carries it: the one that carried the batch.

    Raises:
        Blocked: something newer stands on the batch.
        access.Denied: the right is missing, or only own rows may be touched and the batch is somebody else's.
    """
    form = registry.record_form(batch.form)
    if access.sees_own_rows_only(actor) and batch.created_by != actor.user_id:
        raise gate.denied(actor, action, form.label)
    try:
        with transaction.atomic():
            _close(school, batch)
            steps = _steps(school, batch)
            if reasons := _newer(school, batch, steps):
                raise UndoBlocked(_first(reasons))
            born = [step.record_id for step in steps if step.born and not step.gone]
            outcome = _put_back(actor, school, form, [step for step in steps if not step.born], action)
            removed = writer.delete(actor, school, form, born, action=action) if born else 0
            if removed != len(born):
                raise UndoBlocked([f"{len(born) - removed} 条新增的记录不在您可以修改的范围内。"])
            undone = Undone(removed, outcome.changed, outcome.created)
            detail = {"done": str(undone), "batch": batch.pk, "kind": batch.get_kind_display()}
            record(Event.UNDO, org=school, subject=form.label, detail=detail)
    except writer.InUse as in_use:
        said = [
            f"“{use.label}”中有 {use.number}引用了这一批新增的记录，请先修改或删除。"
            for use in visible_uses(actor, in_use.uses)
        ]
        raise UndoBlocked(_first(said)) from None
    except writer.StaleRecord:
        raise UndoBlocked(["记录刚刚被他人修改，请刷新后再看。"]) from None
    except writer.WriteRefused as refused:
        raise UndoBlocked(_first([str(problem) for problem in refused.problems])) from None
    batch.state = State.UNDONE
    return undone


def blockers(school: Org, batch: ImportBatch) -> list[str]:
    """Later changes that stand on a batch, in words; empty if none is known before trying."""
    return _first(_newer(school, batch, _steps(school, batch)))


def _close(school: Org, batch: ImportBatch) -> None:
    """Mark the batch undone; of two who try at once, one succeeds."""
    standing = ImportBatch.objects.filter(pk=batch.pk, school=school, state__in=(State.DONE, State.REVIEW))
    if not standing.update(state=State.UNDONE):
        raise UndoBlocked(["这一批已经撤销过，或没有写入任何记录。"])


def _first(reasons: Sequence[str]) -> list[str]:
    """The first reasons, and how many more there are."""
    more = len(reasons) - MOST_REASONS
    return [*reasons[:MOST_REASONS], *([f"另有 {more} 条类似情况。"] if more > 0 else [])]


def _steps(school: Org, batch: ImportBatch) -> list[RecordSteps]:
    """What the batch did, record by record."""
    entries: dict[int, list[Change]] = {}
    logged = Change.objects.filter(school=school, batch_id=batch.pk, form=batch.form)
    for change in logged.order_by("record_id", "version"):
        entries.setdefault(change.record_id, []).append(change)
    return [RecordSteps(record_id, tuple(changes)) for record_id, changes in entries.items()]


def _newer(school: Org, batch: ImportBatch, steps: Sequence[RecordSteps]) -> list[str]:
    """Records of the batch that somebody has touched since: which, who, when."""
    first = {step.record_id: step.entries[0].version for step in steps}
    since = Change.objects.filter(
        school=school,
        form=batch.form,
        record_id__in=list(first),
        id__gt=min((s.entries[0].pk for s in steps), default=0),
    ).exclude(batch_id=batch.pk)
    latest = {
        change.record_id: change
        for change in since.order_by("id")
        if change.version > first[change.record_id]
    }
    if not latest:
        return []
    called = record_names(school, registry.record_form(batch.form), list(latest))
    return [
        f"{called.get(record_id, '记录')}：{change.actor_name} 于 "
        f"{timezone.localtime(change.at):%Y-%m-%d %H:%M} {change.get_action_display()}过，请先核对。"
        for record_id, change in latest.items()
    ]


def record_names(school: Org, form: Form, ids: Sequence[int]) -> dict[int, str]:
    """How records are named to a reader."""
    wanted = [column for column in form.title_columns if not column.private]
    fetched = form.fetch(form.model.unscoped.filter(school=school, pk__in=ids), wanted)
    return {
        row_id: " ".join(column.text(value) for column, value in zip(wanted, values, strict=True))
        for (row_id,), values in fetched
    }


def _put_back(
    actor: Actor, school: Org, form: Form, steps: Sequence[RecordSteps], action: str
) -> writer.Outcome:
    """Write former values, and bring back what was deleted."""
    if not steps:
        return writer.Outcome()
    cipher = for_school(school.pk)
    rows = [
        (
            step.record_id,
            {
                name: _value(form, form.columns[name], logged, cipher)
                for name, logged in step.before().items()
                if name in form.columns
            },
        )
        for step in steps
    ]
    frame = frame_of_stored(form, school, rows)
    if reasons := [*_taken(frame, rows), *_missing(form, school, rows)]:
        raise UndoBlocked(_first(reasons))
    _revive(frame, school, steps)
    return writer.write(actor, school, frame, action=action)


def _value(form: Form, column: Column, logged: Any, cipher: SchoolCipher) -> Any:
    """A value of the change log as the validator would give it."""
    if logged in (None, []):
        return None
    if column.private:
        return column.from_seal(cipher.decrypt(logged))
    logged = column.from_json(logged)
    field: Any = form.model._meta.get_field(column.name)
    return field.to_python(logged)


def _taken(frame: Frame, rows: Sequence[tuple[int, Mapping[str, Any]]]) -> list[str]:
    """Keys that somebody else's record holds by now."""
    keys = [frame.form.columns[name] for name in frame.form.declaration.key]
    named = [
        " ".join(
            column.text(frame.values[column.name][i])
            for column in keys
            if column.target is None and not column.private
        )
        for i in range(len(rows))
    ]
    return [f"{named[problem.row]}：{problem.message}，请先处理。" for problem in frame.problems]


def _missing(form: Form, school: Org, rows: Sequence[tuple[int, Mapping[str, Any]]]) -> list[str]:
    """References to records that have been deleted since; rows that come back together may refer to each other."""
    reasons = []
    coming = {row_id for row_id, _ in rows}
    for column in form.references:
        wanted = {values[column.name] for _, values in rows if values.get(column.name)}
        if not wanted:
            continue
        found = column.target.model.unscoped.filter(school=school, pk__in=wanted).values_list("pk", flat=True)
        gone = wanted - set(found) - (coming if column.target is form else set())
        if gone:
            reasons.append(
                f"“{column.label}”引用的 {len(gone)} 条“{column.target.label}”记录已被删除，请先恢复或重新新增。"
            )
    return reasons


def _revive(frame: Frame, school: Org, steps: Sequence[RecordSteps]) -> None:
    """Rows that are gone come back as they were: same id, next version, entered by whoever entered them."""
    gone = {i: step for i, step in enumerate(steps) if frame.ids[i] is None}
    entered = Change.objects.filter(
        school=school,
        form=frame.form.key,
        action=Action.ADD,
        record_id__in=[s.record_id for s in gone.values()],
    )
    makers = {record_id: (by, at) for record_id, by, at in entered.values_list("record_id", "actor_id", "at")}
    for i, step in gone.items():
        by, at = makers.get(step.record_id, (step.last.actor_id, step.last.at))
        frame.revived[i] = (step.record_id, step.last.version + 1, by, at)

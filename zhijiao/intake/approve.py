"""Passing staged rows into the formal table: validated once more, written by the one writer, all or none of a batch."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from zhijiao.accounts.actor import Actor
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing import access, registry, writer
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.filing.registry import Form
from zhijiao.filing.validation import CHANGED, NEW, Frame, Problem, validate
from zhijiao.intake import cells, order
from zhijiao.orgs.models import Org
from zhijiao.privacy.cipher import for_school

State, Row = ImportBatch.State, StagedRow.State


class Refused(ValueError):
    """Some rows cannot be written any more; nothing was. ``rows`` says how many, their problems are kept with them."""

    def __init__(self, rows: int, first: str) -> None:
        self.rows = rows
        super().__init__(
            f"有 {rows} 行不能写入正式库，这一批没有做任何改动。{first}请逐行编辑或删除后再通过。"
        )


@dataclass
class Passed:
    """What passing did."""

    created: int = 0
    changed: int = 0
    same: int = 0

    @property
    def total(self) -> int:
        """All rows passed."""
        return self.created + self.changed + self.same

    def add(self, other: "Passed") -> None:
        """Sum up several batches."""
        self.created += other.created
        self.changed += other.changed
        self.same += other.same


def pass_rows(actor: Actor, school: Org, form: Form, ids: Sequence[int] | None = None) -> Passed:
    """Pass waiting rows of a form: the chosen ones, or all; batch after batch in the order of upload.

    Raises:
        access.Denied: the actor may not review the form.
        Refused: a batch has rows that cannot be written; batches before it are done, it and those after it are not.
    """
    access.require(actor, form, "review")
    waiting = StagedRow.objects.filter(
        school=school, state=Row.READY, batch__form=form.key, batch__state=State.REVIEW
    )
    if ids is not None:
        waiting = waiting.filter(pk__in=ids)
    passed = Passed()
    for batch_id in waiting.order_by("batch_id").values_list("batch_id", flat=True).distinct():
        passed.add(_pass_batch(actor, school, form, batch_id, ids))
    return passed


def pass_everything(actor: Actor, school: Org) -> dict[Form, Passed]:
    """Pass all that waits, form after form in the order in which they depend on each other."""
    keys = (
        ImportBatch.objects.filter(school=school, state=State.REVIEW)
        .values_list("form", flat=True)
        .distinct()
    )
    forms = [registry.get(key) for key in keys if key in registry.forms()]
    allowed = [form for form in order.sequence(forms) if access.can(actor, form, "review")]
    return {form: pass_rows(actor, school, form) for form in allowed}


def _pass_batch(actor: Actor, school: Org, form: Form, batch_id: int, ids: Sequence[int] | None) -> Passed:
    broken: dict[int, list[dict[str, str]]] = {}
    try:
        with transaction.atomic():
            batch = ImportBatch.objects.select_for_update().defer("file").get(pk=batch_id, school=school)
            rows = _rows(batch, ids)
            if batch.state != State.REVIEW or not rows:
                return Passed()
            frame = revalidate(batch, form, school, rows)
            broken = broken_rows(frame, rows)
            if broken:
                raise writer.Refused(frame.problems)
            outcome = writer.write(actor, school, frame, action="review", batch_id=batch.pk)
            _mark(batch, rows, ids)
            detail = {"batch": batch.pk, "created": outcome.created, "updated": outcome.changed}
            record(Event.APPROVAL, org=school, subject=form.label, detail={"rows": len(rows), **detail})
            return Passed(outcome.created, outcome.changed, outcome.same)
    except writer.Refused as refused:
        if not broken:
            broken = {rows[0][0]: [_kept(problem) for problem in refused.problems]}
    except writer.Stale:
        raise Refused(1, "正式库的记录刚刚被他人修改，请刷新后再试。") from None
    _keep_problems(school, broken)
    first = next(iter(broken.values()))[0]
    number = (
        StagedRow.objects.filter(pk=next(iter(broken)), school=school)
        .values_list("number", flat=True)
        .first()
    )
    raise Refused(len(broken), f"第 {number} 行{first['l']}{first['m']}。")


def _rows(batch: ImportBatch, ids: Sequence[int] | None) -> list[tuple[int, int, list, int | None]]:
    rows = StagedRow.objects.filter(school_id=batch.school_id, batch_id=batch.pk, state=Row.READY)
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    return list(rows.order_by("number").values_list("pk", "number", "cells", "record_id"))


def revalidate(
    batch: ImportBatch, form: Form, school: Org, rows: Sequence[tuple[int, int, list, Any]]
) -> Frame:
    """The validator's present opinion of staged rows; tokens of private cells are passed on as they are."""
    names, kept = batch.headers, [row[2] for row in rows]
    raw = cells.raw_columns(form, names, kept, for_school(school.pk))
    columns = dict(zip(names, zip(*kept, strict=True), strict=True))
    tokens = {c.name: list(columns[c.name]) for c in form.private_columns if c.name in columns}
    return validate(
        form,
        school,
        raw,
        defaults=cells.defaults(form, batch),
        numbers=[row[1] for row in rows],
        tokens=tokens,
    )


def broken_rows(
    frame: Frame, rows: Sequence[tuple[int, int, list, int | None]]
) -> dict[int, list[dict[str, str]]]:
    """Problems by id of the staged row: what is wrong now, and records that came or went since the check."""
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    for problem in frame.problems:
        found[rows[problem.row][0]].append(_kept(problem))
    column = (frame.form.key_columns or frame.form.stored)[-1]
    for i, ((pk, _, _, record_id), status) in enumerate(zip(rows, frame.status, strict=True)):
        if status == CHANGED and record_id is None:
            message = "数据库已存在记录：复核前正式库中已新增了相同的记录"
            remedy = "请到正式库核对后删除此行，或重新上传文件选择覆盖更新"
        elif status == NEW and record_id is not None:
            message, remedy = "要更新的记录已从正式库中删除", "请删除此行，或重新上传文件"
        else:
            continue
        found[pk].append(
            _kept(Problem(i, column.name, column.label, frame.shown(i, column), message, remedy, "exists"))
        )
    return found


def _kept(problem: Problem) -> dict[str, str]:
    return {
        "c": problem.column, "l": problem.label, "v": problem.value, "m": problem.message, "r": problem.remedy,
        "k": problem.code,
    }  # fmt: skip


def _keep_problems(school: Org, broken: dict[int, list[dict[str, str]]]) -> None:
    """Leave what is wrong with the rows, for the reviewer to see and mend."""
    with transaction.atomic():
        for pk, problems in list(broken.items())[:500]:
            StagedRow.objects.filter(pk=pk, school=school, state=Row.READY).update(problems=problems)


def _mark(batch: ImportBatch, rows: Sequence[tuple], ids: Sequence[int] | None) -> None:
    waiting = StagedRow.objects.filter(school_id=batch.school_id, batch_id=batch.pk, state=Row.READY)
    chosen = waiting if ids is None else waiting.filter(pk__in=[row[0] for row in rows])
    chosen.update(state=Row.APPROVED, problems=None)
    ImportBatch.objects.filter(pk=batch.pk).update(approved=F("approved") + len(rows))
    close_if_done(batch)


def close_if_done(batch: ImportBatch) -> None:
    """A batch of which no row waits any longer is done."""
    waiting = StagedRow.objects.filter(school_id=batch.school_id, batch_id=batch.pk, state=Row.READY)
    if not waiting.exists():
        ImportBatch.objects.filter(pk=batch.pk, state=State.REVIEW).update(
            state=State.DONE, message="", finished_at=timezone.now()
        )

"""Passing staged rows into the formal table: validated once more, written by the one writer, all or none of a batch."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.filing.records import access, writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import CHANGED, NEW, Frame, Problem
from zhijiao.identity.actor import Actor
from zhijiao.intake import batch_news, dependency_order, staged_cells, word_mappings
from zhijiao.kit import bulk
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school

State, Row = ImportBatch.State, StagedRow.State
MOST_AT_ONCE = 5000
"""Rows after which passing everything stops for this time: about a second of processor time."""


class ApprovalRefused(ValueError):
    """Some rows cannot be written any more; nothing was. ``rows`` says how many, their problems are kept with them."""

    def __init__(self, rows: int, first: str) -> None:
        self.rows = rows
        super().__init__(
            f"有 {rows} 行不能写入正式库，这一批没有做任何改动。{first}请逐行编辑或退回后再通过。"
        )


@dataclass
class Passed:
    """What the passing of batches wrote and left behind."""

    created: int = 0
    changed: int = 0
    same: int = 0
    own: int = 0
    """Rows left waiting, because whoever passes has uploaded or changed them."""
    stale: int = 0
    """Rows left waiting, because somebody has changed them since they were shown."""

    @property
    def total(self) -> int:
        """How many rows were written, new and changed together."""
        return self.created + self.changed + self.same

    def add(self, other: "Passed") -> None:
        """Add what the passing of another batch did."""
        self.created += other.created
        self.changed += other.changed
        self.same += other.same
        self.own += other.own
        self.stale += other.stale


@dataclass(frozen=True)
class Choice:
    """Which of the waiting rows are meant: those with these ids (all, if None), unless they have been changed since
    they were shown at one of these versions; without those that a reviewer has marked, if they are spared.
    With ``whole`` the versions are those of all rows that were shown: one that is not among them came later.
    """

    ids: Sequence[int] | None = None
    versions: Mapping[int, int] | None = None
    spare_marked: bool = False
    whole: bool = False

    def narrow(self, rows: QuerySet[StagedRow]) -> QuerySet[StagedRow]:
        """The rows of a query that are meant, whatever their version."""
        if self.ids is not None:
            rows = rows.filter(pk__in=self.ids)
        return rows.filter(marked_by=None) if self.spare_marked else rows

    def is_stale(self, row_id: int, version: int) -> bool:
        """Whether the row is no longer what was shown."""
        unknown = None if self.whole else version
        return self.versions is not None and self.versions.get(row_id, unknown) != version


def pass_rows(
    actor: Actor, school: Org, form: Form, ids: Sequence[int] | None = None, chosen: Choice | None = None
) -> Passed:
    """Pass waiting rows of a form: the chosen ones, or all; batch after batch in the order of upload.

    Nobody passes what he has uploaded or changed himself: two people stand behind every row. Such rows keep waiting, as
    do those that somebody has changed since they were shown.

    Raises:
        access.Denied: the actor may not review the form.
        Refused: a batch has rows that cannot be written; batches before it are done, it and those after it are not.
    """
    access.require(actor, form, "review")
    waiting = StagedRow.objects.filter(
        school=school, state=Row.READY, batch__form=form.key, batch__state=State.REVIEW
    )
    chosen = chosen or Choice(ids)
    waiting = chosen.narrow(waiting)
    passed = Passed()
    for batch_id in waiting.order_by("batch_id").values_list("batch_id", flat=True).distinct():
        passed.add(_pass_batch(actor, school, form, batch_id, chosen))
    return passed


def forms_in_review(actor: Actor, school: Org) -> list[Form]:
    """Forms with rows that wait for the actor's review, prerequisites first."""
    keys = (
        ImportBatch.objects.filter(school=school, state=State.REVIEW)
        .values_list("form", flat=True)
        .distinct()
    )
    forms = [registry.record_form(key) for key in keys if key in registry.forms()]
    return [form for form in dependency_order.sequence(forms) if access.can(actor, form, "review")]


def pass_everything(
    actor: Actor, school: Org, seen: Mapping[Form, Choice] | None = None
) -> dict[Form, Passed]:
    """Pass what waits, or what of it was seen, prerequisites first, until some thousand rows are passed."""
    done: dict[Form, Passed] = {}
    for form in forms_in_review(actor, school):
        if sum(passed.total for passed in done.values()) >= MOST_AT_ONCE:
            break
        if seen is None or form in seen:
            done[form] = pass_rows(actor, school, form, chosen=seen[form] if seen else None)
    return done


def _pass_batch(actor: Actor, school: Org, form: Form, batch_id: int, chosen: Choice) -> Passed:
    broken: dict[int, list[dict[str, str]]] = {}
    try:
        with transaction.atomic():
            batch = ImportBatch.objects.select_for_update().defer("file").get(pk=batch_id, school=school)
            rows, left = _rows(actor, batch, chosen)
            if batch.state != State.REVIEW or not rows:
                return left if batch.state == State.REVIEW else Passed()
            frame = revalidate(batch, form, school, rows)
            mapped = batch.options.get(word_mappings.OPTION, {})
            frame.problems += word_mappings.outdated_cells(form, mapped, frame)
            broken = broken_rows(frame, rows)
            if broken:
                raise writer.WriteRefused(frame.problems)
            outcome = writer.write(actor, school, frame, action="review", batch_id=batch.pk)
            _mark(batch, rows)
            detail = {"batch": batch.pk, "created": outcome.created, "updated": outcome.changed}
            record(Event.APPROVAL, org=school, subject=form.label, detail={"rows": len(rows), **detail})
            return Passed(outcome.created, outcome.changed, outcome.same, left.own, left.stale)
    except writer.WriteRefused as refused:
        if not broken:
            broken = {rows[0][0]: [problem.stored() for problem in refused.problems]}
    except writer.StaleRecord:
        raise ApprovalRefused(1, "正式库的记录刚刚被他人修改，请刷新后再试。") from None
    _keep_problems(school, broken)
    problem = Problem.from_stored(next(iter(broken.values()))[0])
    number = (
        StagedRow.objects.filter(pk=next(iter(broken)), school=school)
        .values_list("number", flat=True)
        .first()
    )
    raise ApprovalRefused(len(broken), f"第 {number} 行{problem.named}。")


def is_own(actor: Actor, batch: ImportBatch, edited_by: Sequence[int] | None) -> bool:
    """Whether the actor has uploaded the batch, or changed the row of it; the program itself owns nothing."""
    return actor.user_id is not None and (
        batch.created_by == actor.user_id or actor.user_id in (edited_by or ())
    )


def _rows(
    actor: Actor, batch: ImportBatch, chosen: Choice
) -> tuple[list[tuple[int, int, list, int | None]], Passed]:
    """Waiting rows that the actor may pass, and how many are left: with a hand of his own in them, or changed since."""
    rows = StagedRow.objects.filter(school_id=batch.school_id, batch_id=batch.pk, state=Row.READY)
    fields = ("pk", "number", "cells", "record_id", "edited_by", "version")
    found, left = [], Passed()
    for *row, edited_by, version in chosen.narrow(rows).order_by("number").values_list(*fields):
        if is_own(actor, batch, edited_by):
            left.own += 1
        elif chosen.is_stale(row[0], version):
            left.stale += 1
        else:
            found.append((row[0], row[1], row[2], row[3]))
    return found, left


def revalidate(
    batch: ImportBatch, form: Form, school: Org, rows: Sequence[tuple[int, int, list, Any]]
) -> Frame:
    """The validator's present opinion of staged rows; tokens of private cells are passed on as they are."""
    names, kept = batch.headers, [row[2] for row in rows]
    raw = staged_cells.raw_columns(form, names, kept, for_school(school.pk))
    columns = dict(zip(names, zip(*kept, strict=True), strict=True))
    tokens = {c.name: list(columns[c.name]) for c in form.private_columns if c.name in columns}
    return validate(
        form,
        school,
        raw,
        defaults=staged_cells.period_defaults(form, batch),
        numbers=[row[1] for row in rows],
        tokens=tokens,
    )


def broken_rows(
    frame: Frame, rows: Sequence[tuple[int, int, list, int | None]]
) -> dict[int, list[dict[str, str]]]:
    """Problems by id of the staged row: what is wrong now, and records that came or went since the check."""
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    for problem in frame.problems:
        found[rows[problem.row][0]].append(problem.stored())
    column = frame.told_at
    for i, ((pk, _, _, record_id), status) in enumerate(zip(rows, frame.status, strict=True)):
        if status == CHANGED and record_id is None:
            message = "数据库已存在记录：复核前正式库中已新增了相同的记录"
            remedy = "请到正式库核对后退回此行，或重新上传文件选择覆盖更新"
        elif status == NEW and record_id is not None:
            message, remedy = "要更新的记录已从正式库中删除", "请退回此行，或重新上传文件"
        else:
            continue
        shown = frame.shown(i, column)
        found[pk].append(Problem(i, column.name, column.label, shown, message, remedy, "exists").stored())
    return found


def _keep_problems(school: Org, broken: dict[int, list[dict[str, str]]]) -> None:
    """Leave what is wrong with the rows, for the reviewer to see and mend."""
    with transaction.atomic():
        for pk, problems in list(broken.items())[:500]:
            StagedRow.objects.filter(pk=pk, school=school, state=Row.READY).update(problems=problems)


def _mark(batch: ImportBatch, rows: Sequence[tuple]) -> None:
    waiting = StagedRow.objects.filter(school_id=batch.school_id, batch_id=batch.pk, state=Row.READY)
    bulk.among(waiting, [row[0] for row in rows]).update(state=Row.APPROVED, problems=None)
    ImportBatch.objects.filter(pk=batch.pk).update(approved=F("approved") + len(rows))
    close_if_done(batch)


def close_if_done(batch: ImportBatch) -> bool:
    """A batch of which no row waits any longer is done, and the uploader is told; whether it is."""
    waiting = StagedRow.objects.filter(school_id=batch.school_id, batch_id=batch.pk, state=Row.READY)
    if waiting.exists():
        return False
    under_review = ImportBatch.objects.filter(pk=batch.pk, state=State.REVIEW)
    if under_review.update(state=State.DONE, message="", finished_at=timezone.now()):
        batch_news.reviewed(batch)
    return True

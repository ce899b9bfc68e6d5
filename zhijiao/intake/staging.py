"""Checking an uploaded workbook and laying its rows down for mending and review.

Runs in a worker, step by step, each step restartable: rows of an attempt that died are removed before the next one
starts, rows are laid down in pieces, and every piece proves by the lease that nobody else has taken over meanwhile.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhijiao.audit.context import AuditContext, acting
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.filing.records import access
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.columns.cells import as_text
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import CHANGED, NEW, SAME, WRONG, Frame, Problem
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import User
from zhijiao.identity.rights import build_actor
from zhijiao.intake import batch_news, lease, parse, row_findings, staged_cells, upload, word_mappings
from zhijiao.jobs import current_job
from zhijiao.kit import bulk
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.workbooks.markup import FileRefused
from zhijiao.workbooks.reading import read_book

PIECE = 2500
STATES = {
    NEW: StagedRow.State.READY,
    CHANGED: StagedRow.State.EXISTS,
    SAME: StagedRow.State.SAME,
    WRONG: StagedRow.State.WRONG,
}
FIELDS = ("school_id", "batch_id", "number", "state", "key_text", "cells", "problems", "record_id", "version")
State = ImportBatch.State


def run(batch: ImportBatch, held: lease.Lease) -> None:
    """Check a batch from its file to its next state."""
    try:
        sheet, form, school = _read(batch, held)
    except FileRefused as refused:
        refuse(batch, held, str(refused))
        return
    held.keep(total=sheet.size, headers=list(sheet.columns))
    frame = check(batch, form, school, sheet)
    problems = _by_row(frame, quiet=_settle_private(batch, school, frame))
    counts = {status: frame.status.count(status) for status in (NEW, CHANGED, SAME, WRONG)}
    held.keep(good=counts[NEW], existing=counts[CHANGED], same=counts[SAME], wrong=counts[WRONG])
    _lay_down(batch, held, frame, problems, list(sheet.columns))
    questions = [*sheet.questions, *row_findings.case_questions(frame)]
    notes = [*batch.options.get("notes", ()), *sheet.notes]
    batch.options["seen"] = {"sheet": sheet.name, "notes": notes, "questions": questions}
    _settle(batch, held, counts, asks=bool(questions))


def _settle_private(batch: ImportBatch, school: Org, frame: Frame) -> bool:
    """Count what the check tells whoever uploaded the file of private values, once however often it is checked.

    Returns whether nothing is said of how they compare with those stored; without a person to answer to, there is
    nobody to tell.
    """
    uploader = User.objects.filter(pk__in=[batch.created_by]).select_related("org").first()
    if uploader is None:
        return False
    actor = build_actor(uploader)
    with acting(AuditContext(uploader.pk, uploader.real_name, uploader.org_id)):
        already = batch.options.get("private_answers", 0)
        told = access.settle_private_answers(actor, school, frame, already=already)
        batch.options["private_answers"] = told
        return _keep_quiet(actor, school, frame)


def _keep_quiet(actor: Actor, school: Org, frame: Frame) -> bool:
    """Whether nothing is said of how private values compare with those stored; rows that are the same count as changed.

    Else a workbook of guesses would be answered row by row. That all of them are stored already is one answer of the
    day, so that a file sent twice still says so.
    """
    over = frame.retyped_private()
    if not over or access.holds(actor, frame.form, "reveal"):
        return False
    labels = {column.label for _, column, _ in over}
    if all(same for _, _, same in over) and access.count_stored_again(actor, school, frame.form, labels):
        return False
    for i in {row for row, _, _ in over}:
        if frame.status[i] == SAME:
            frame.status[i] = CHANGED
    return True


def refuse(batch: ImportBatch, held: lease.Lease, message: str) -> None:
    """End a batch with the reason; its file goes, unless other batches came with it."""
    gone = {} if batch.options.get("group") == batch.pk else {"file": None}
    _finish(batch, held, State.REFUSED, message=message[:500], finished_at=timezone.now(), **gone)


def _finish(batch: ImportBatch, held: lease.Lease, state: str, **facts: Any) -> None:
    """Put a batch into its next state, and tell those concerned in the same transaction."""
    with transaction.atomic():
        held.finish(state, **facts)
        batch_news.checked(batch, state, facts)


def _read(batch: ImportBatch, held: lease.Lease) -> tuple[parse.FormSheet, Form, Org]:
    with transaction.atomic():
        held.keep(total=0, progress=0, good=0, wrong=0, same=0, existing=0, approved=0, removed=0)
        StagedRow.objects.filter(school_id=batch.school_id, batch_id=batch.pk).delete()
    form, school = registry.record_form(batch.form), staged_cells.school_of(batch)
    data = upload.file_of(batch)
    if not data:
        raise FileRefused("上传的文件已不在系统中，请重新上传。")
    named = batch.options.get("sheet", "")
    book = read_book(data, batch.file_name, only=(named,) if named else None, skip=parse.OURS)
    sheet = parse.read_sheet(book, form, school, named, staged_cells.period_column_names(form, batch))
    return sheet, form, school


def check(batch: ImportBatch, form: Form, school: Org, sheet: parse.FormSheet) -> Frame:
    """Everything that is wrong with a sheet, all at once."""
    known = word_mappings.valid_pairs(school, form)
    frame = _judged(batch, form, school, sheet, known, sheet.columns, sheet.numbers)
    _overrule(
        frame,
        [
            Problem(
                p.i, p.column.name, p.column.label, frame.shown(p.i, p.column), p.message, p.remedy, p.code
            )
            for p in sheet.problems
        ],
    )
    _compare_lookups(frame, sheet)
    row_findings.summarise(frame, sheet.positions, partial(_judged, batch, form, school, sheet, known))
    _expect(frame, batch)
    _elsewhere(frame, batch)
    batch.options[word_mappings.OPTION] = word_mappings.pairs_used(frame, known)
    return frame


def _judged(
    batch: ImportBatch,
    form: Form,
    school: Org,
    sheet: parse.FormSheet,
    mappings: dict[tuple[str, str], str],
    columns: dict[str, list[Any]],
    numbers: Sequence[int] | None = None,
) -> Frame:
    """Columns of the sheet, judged."""
    return validate(
        form,
        school,
        columns,
        defaults=staged_cells.period_defaults(form, batch),
        mappings=mappings,
        epoch1904=sheet.epoch1904,
        numbers=numbers,
    )


def _overrule(frame: Frame, problems: Sequence[Problem]) -> None:
    """Say of a damaged cell what has damaged it, instead of what the checks made of the rest."""
    if not problems:
        return
    places = {(problem.row, problem.column) for problem in problems}
    frame.problems = [p for p in frame.problems if (p.row, p.column) not in places]
    add(frame, problems)


def add(frame: Frame, problems: Iterable[Problem]) -> None:
    """Report problems found outside the validator."""
    for problem in problems:
        frame.problems.append(problem)
        frame._wrong.add((problem.row, problem.column))
        frame.status[problem.row] = WRONG


def _compare_lookups(frame: Frame, sheet: parse.FormSheet) -> None:
    """A looked-up column that somebody has filled must agree with what the system knows."""
    for name, typed in sheet.lookups.items():
        column = frame.form.columns[name]
        through = column.looked_through
        if through is None or not any(typed):
            continue
        truths = column.looked_up(frame.values, frame.school_id)
        found = []
        for i, (cell, truth) in enumerate(zip(typed, truths, strict=True)):
            said = as_text(cell)
            if said is not None and truth and said != truth:
                message = f"对应的{column.label}是“{truth}”，文件中填的是“{said[:30]}”"
                remedy = f"请核对{through.label}，或把{column.label}留空"
                found.append(Problem(i, through.name, through.label, said[:60], message, remedy, "lookup"))
        add(frame, found)


def _expect(frame: Frame, batch: ImportBatch) -> None:
    """References to rows that came in the same workbook are kept for later: approval goes in order and looks again."""
    group = batch.options.get("group")
    wanted = [p for p in frame.problems if p.code == "ref"] if group else []
    if not wanted:
        return
    coming: dict[str, set[str]] = defaultdict(set)
    rows = StagedRow.objects.filter(
        school_id=batch.school_id, batch__digest=batch.digest, batch__state__in=[State.CHECKED, State.REVIEW]
    ).exclude(state__in=[StagedRow.State.WRONG, StagedRow.State.REMOVED])
    for form_key, text in rows.values_list("batch__form", "key_text"):
        coming[form_key].add(text)
    for problem in wanted:
        column = frame.form.columns[problem.column]
        typed = as_text(frame.raw[problem.column][problem.row])
        if (target := column.target) is None or typed is None:
            continue
        own = target is frame.form
        if typed in coming[target.key] or own and typed in set(staged_cells.key_texts(frame)):
            frame.problems.remove(problem)
            frame._wrong.discard((problem.row, problem.column))
    wrong = frame.wrong_rows
    for problem in wanted:
        if problem.row not in wrong:
            frame.status[problem.row] = NEW if frame.ids[problem.row] is None else CHANGED


def _elsewhere(frame: Frame, batch: ImportBatch) -> None:
    """Rows that wait for review in another batch of the form."""
    others = ImportBatch.objects.filter(
        school_id=batch.school_id, form=batch.form, state=State.REVIEW
    ).exclude(pk=batch.pk)
    named = {pk: (name, at) for pk, name, at in others.values_list("pk", "file_name", "created_at")}
    columns = frame.form.key_columns
    if not named or not columns:
        return
    rows = StagedRow.objects.filter(
        school_id=batch.school_id, batch_id__in=named, state=StagedRow.State.READY
    )
    waiting = {
        key: (pk, number) for key, pk, number in rows.values_list("key_text", "batch_id", "number") if key
    }
    names = "、".join(column.label for column in columns)
    found = []
    for i, key in enumerate(staged_cells.key_texts(frame)):
        if key in waiting and frame.status[i] != WRONG:
            pk, number = waiting[key]
            name, at = named[pk]
            found.append(
                Problem(
                    i,
                    columns[-1].name,
                    columns[-1].label,
                    _shown_key(frame, i)[:60],
                    f"与另一批待复核数据重复：{timezone.localtime(at):%m-%d %H:%M} 上传的"
                    f"“{name}”第 {number} 行有相同的{names}",
                    "请先请数据复核员复核那一批，或放弃那一批",
                    "waiting",
                )  # fmt: skip
            )
    add(frame, found)


def _by_row(frame: Frame, quiet: bool) -> dict[int, list[dict[str, str]]]:
    """Problems by row, as they are kept; for rows that exist, which record and what differs."""
    by_row: dict[int, list[Problem]] = defaultdict(list)
    for p in frame.problems:
        by_row[p.row].append(p)
    rows: dict[int, list[dict[str, str]]] = defaultdict(list)
    for i, found in row_findings.limited(by_row).items():
        rows[i] = [p.stored() for p in found]
    for i, status in enumerate(frame.status):
        if status == CHANGED:
            rows[i].append(_existing(frame, i, quiet).stored())
    return rows


def _existing(frame: Frame, i: int, quiet: bool) -> Problem:
    """What the formal table has for a row that differs from it; if `quiet`, private items are left out."""
    form, stored = frame.form, frame.existing[frame.ids[i] or 0]
    compared = [c for c in form.stored if not (quiet and c.private)]
    differing = [c for c in compared if frame.values[c.name][i] != stored[c.name]]
    keys = form.key_columns
    which = "，".join(f"{column.label} {_cell_text(frame, i, column)}" for column in keys)
    title = " ".join(
        column.text(stored[column.name])
        for column in form.title_columns
        if column not in keys and column.target is None and not column.private
    )
    listed = "、".join(column.label for column in differing[:8]) + ("等" if len(differing) > 8 else "")
    named = (which or form.label) + (f"（{title}）" if title.strip() else "")
    shown = keys[-1] if keys else form.stored[0]
    message = f"数据库已存在记录：正式库已有{named}"
    message += f"，{len(differing)} 项与文件不同：{listed}" if differing else ""
    message += "（隐私项不作比较）" if quiet else ""
    remedy, names = "请选择跳过，或用文件中的内容覆盖更新", tuple(column.name for column in differing)
    return Problem(i, shown.name, shown.label, "", message, remedy, "exists", names)


def _shown_key(frame: Frame, i: int) -> str:
    """The natural key as the sheet has it, for a message."""
    return " / ".join(_cell_text(frame, i, column) for column in frame.form.key_columns)


def _cell_text(frame: Frame, i: int, column: Column) -> str:
    """A key's text as the sheet has it; a private one masked."""
    if column.private:
        return frame.shown(i, column)
    raw = frame.raw.get(column.name)
    return (as_text(raw[i]) if raw is not None else frame.text_of(i, column)) or ""


def _lay_down(
    batch: ImportBatch, held: lease.Lease, frame: Frame, problems: dict[int, list], names: list[str]
) -> None:
    """Write the staged rows piece by piece; progress moves with what is committed."""
    columns = staged_cells.staged_columns(frame, names, for_school(batch.school_id))
    keys, numbers = staged_cells.key_texts(frame), frame.numbers or range(frame.size)
    update = batch.options.get("existing") == "update"
    skip = batch.options.get("existing") == "skip"
    rows: list[tuple[Any, ...]] = []
    for i, kept in enumerate(zip(*columns, strict=True)):
        state = STATES[frame.status[i]]
        if state == StagedRow.State.EXISTS and (update or skip):
            state = StagedRow.State.READY if update else StagedRow.State.REMOVED
        rows.append(
            (
                batch.school_id,
                batch.pk,
                numbers[i],
                state.value,
                keys[i],
                list(kept),
                problems.get(i),
                frame.ids[i] if frame.status[i] in (CHANGED, SAME) else None,
                1,
            )  # fmt: skip
        )
    for start in range(0, len(rows), PIECE):
        piece = rows[start : start + PIECE]
        with transaction.atomic():
            held.keep(progress=start + len(piece))
            bulk.insert_rows(StagedRow, FIELDS, piece)
        current_job.progress(start + len(piece), len(rows))


def _settle(batch: ImportBatch, held: lease.Lease, counts: dict[str, int], *, asks: bool) -> None:
    """The state that follows from what was found; a question waits for the uploader."""
    choice = batch.options.get("existing", "")
    undecided = counts[CHANGED] if not choice else 0
    writable = counts[NEW] + (counts[CHANGED] if choice == "update" else 0)
    removed = counts[CHANGED] if choice == "skip" else 0
    facts: dict[str, Any] = {"options": batch.options, "removed": removed}
    if asks and writable:
        _finish(batch, held, State.CHECKED, message="", good=writable, existing=undecided, **facts)
    elif not counts[WRONG] and not undecided and writable:
        said = "上传成功，等待数据复核员复核"
        _finish(batch, held, State.REVIEW, message=said, good=writable, existing=0, **facts)
    elif not counts[WRONG] and not undecided:
        said = "与正式库完全一致，没有需要写入的内容"
        _finish(batch, held, State.DONE, message=said, finished_at=timezone.now(), **facts)
    elif choice:
        _finish(batch, held, State.CHECKED, message="", good=writable, existing=0, **facts)
    else:
        _finish(batch, held, State.CHECKED, message="", **facts)

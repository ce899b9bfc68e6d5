"""Checking an uploaded workbook and laying its rows down for mending and review.

Runs in a worker, step by step, each step restartable: rows of an attempt that died are removed before the next one
starts, rows are laid down in pieces, and every piece proves by the lease that nobody else has taken over meanwhile.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhijiao.filing import registry
from zhijiao.filing.columns import Column, as_text, labels
from zhijiao.filing.models import ImportBatch, StagedRow, ValueMapping
from zhijiao.filing.registry import Form
from zhijiao.filing.validation import CHANGED, NEW, SAME, WRONG, Frame, Problem, validate
from zhijiao.intake import cells, lease, parse, upload
from zhijiao.intake.package import FileRefused, Package
from zhijiao.kit import bulk
from zhijiao.orgs.models import Org
from zhijiao.privacy.cipher import for_school

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
    problems = _by_row(frame)
    counts = {status: frame.status.count(status) for status in (NEW, CHANGED, SAME, WRONG)}
    held.keep(good=counts[NEW], existing=counts[CHANGED], same=counts[SAME], wrong=counts[WRONG])
    _lay_down(batch, held, frame, problems, list(sheet.columns))
    notes = [*batch.options.get("notes", ()), *sheet.notes]
    batch.options["seen"] = {"sheet": sheet.name, "notes": notes}
    _settle(batch, held, counts)


def refuse(batch: ImportBatch, held: lease.Lease, message: str) -> None:
    """End a batch with the reason; its file goes, unless other batches came with it."""
    gone = {} if batch.options.get("group") == batch.pk else {"file": None}
    held.finish(State.REFUSED, message=message[:500], finished_at=timezone.now(), **gone)


def _read(batch: ImportBatch, held: lease.Lease) -> tuple[parse.Sheet, Form, Org]:
    with transaction.atomic():
        held.keep(total=0, progress=0, good=0, wrong=0, same=0, existing=0, approved=0, removed=0)
        StagedRow.objects.filter(school_id=batch.school_id, batch_id=batch.pk).delete()
    form, school = registry.get(batch.form), cells.school_of(batch)
    data = upload.file_of(batch)
    if not data:
        raise FileRefused("上传的文件已不在系统中，请重新上传。")
    package = Package(data, batch.file_name)
    sheet = parse.read_sheet(package, form, school, batch.options.get("sheet", ""), cells.given(form, batch))
    return sheet, form, school


def check(batch: ImportBatch, form: Form, school: Org, sheet: parse.Sheet) -> Frame:
    """Everything that is wrong with a sheet, all at once."""
    mappings = ValueMapping.objects.filter(school=school, form=form.key).values_list("column", "text", "code")
    frame = validate(
        form,
        school,
        sheet.columns,
        defaults=cells.defaults(form, batch),
        mappings={(column, text): code for column, text, code in mappings},
        epoch1904=sheet.epoch1904,
        numbers=sheet.numbers,
    )
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
    _expect(frame, batch)
    _elsewhere(frame, batch)
    return frame


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


def _compare_lookups(frame: Frame, sheet: parse.Sheet) -> None:
    """A looked-up column that somebody has filled must agree with what the system knows."""
    for name, typed in sheet.lookups.items():
        column = frame.form.columns[name]
        through = frame.form.columns.get(column.through)
        if through is None or not any(typed):
            continue
        known = _looked_up(frame, column, through)
        found = []
        for i, (cell, truth) in enumerate(zip(typed, known, strict=True)):
            said = as_text(cell)
            if said is not None and truth and said != truth:
                message = f"对应的{column.label}是“{truth}”，文件中填的是“{said[:30]}”"
                remedy = f"请核对{through.label}，或把{column.label}留空"
                found.append(Problem(i, through.name, through.label, said[:60], message, remedy, "lookup"))
        add(frame, found)


def _looked_up(frame: Frame, column: Column, through: Column) -> list[str]:
    """What a looked-up column says of each row; empty where it says nothing. One query through a reference."""
    values = frame.values[through.name]
    if column.code is not None:
        return ["" if code is None else column.text(column.of_code(code)) for code in values]
    target = through.target
    rows = target.model.unscoped.filter(
        school_id=frame.school_id, pk__in={v for v in values if v is not None}
    )
    texts = {row_id: column.text(value) for (row_id,), (value,) in target.fetch(rows, [column.seen])}
    return [texts.get(row_id, "") for row_id in values]


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
        text = as_text(frame.raw[problem.column][problem.row])
        own = column.target is frame.form
        if text in coming[column.target.key] or own and text in set(cells.key_texts(frame)):
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
    names = labels([column.name for column in columns], frame.form)
    found = []
    for i, key in enumerate(cells.key_texts(frame)):
        if key in waiting and frame.status[i] != WRONG:
            pk, number = waiting[key]
            name, at = named[pk]
            found.append(
                Problem(
                    i,
                    columns[-1].name,
                    columns[-1].label,
                    key[:60],
                    f"与另一批待复核数据重复：{timezone.localtime(at):%m-%d %H:%M} 上传的"
                    f"“{name}”第 {number} 行有相同的{names}",
                    "请先请数据复核员复核那一批，或放弃那一批",
                    "waiting",
                )  # fmt: skip
            )
    add(frame, found)


def _by_row(frame: Frame) -> dict[int, list[dict[str, str]]]:
    """Problems by row, as they are kept; for rows that exist, which record and what differs."""
    rows: dict[int, list[dict[str, str]]] = defaultdict(list)
    for p in frame.problems:
        rows[p.row].append(
            {"c": p.column, "l": p.label, "v": p.value, "m": p.message, "r": p.remedy, "k": p.code}
        )
    for i, status in enumerate(frame.status):
        if status == CHANGED:
            rows[i].append(_existing(frame, i))
    return rows


def _existing(frame: Frame, i: int) -> dict[str, str]:
    """What the formal table has for a row that differs from it."""
    form, stored = frame.form, frame.existing[frame.ids[i]]
    differing = [c for c in form.stored if frame.values[c.name][i] != stored[c.name]]
    keys = form.key_columns
    which = "，".join(f"{column.label} {_cell_text(frame, i, column)}" for column in keys)
    title = " ".join(
        column.text(stored[column.name])
        for column in form.title_columns
        if column not in keys and not column.ref and not column.private
    )
    listed = "、".join(column.label for column in differing[:8]) + ("等" if len(differing) > 8 else "")
    named = (which or form.label) + (f"（{title}）" if title.strip() else "")
    shown = keys[-1] if keys else form.stored[0]
    return {
        "c": shown.name, "l": shown.label, "v": "", "k": "exists",
        "m": f"数据库已存在记录：正式库已有{named}，{len(differing)} 项与文件不同：{listed}",
        "r": "请选择跳过，或用文件中的内容覆盖更新", "d": ",".join(column.name for column in differing),
    }  # fmt: skip


def _cell_text(frame: Frame, i: int, column: Column) -> str:
    """A key's text as the sheet has it."""
    raw = frame.raw.get(column.name)
    return (as_text(raw[i]) if raw is not None else frame.text_of(i, column)) or ""


def _lay_down(
    batch: ImportBatch, held: lease.Lease, frame: Frame, problems: dict[int, list], names: list[str]
) -> None:
    """Write the staged rows piece by piece; progress moves with what is committed."""
    columns = cells.staged_columns(frame, names, for_school(batch.school_id))
    keys = cells.key_texts(frame)
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
                frame.numbers[i],
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


def _settle(batch: ImportBatch, held: lease.Lease, counts: dict[str, int]) -> None:
    """The state that follows from what was found."""
    choice = batch.options.get("existing", "")
    undecided = counts[CHANGED] if not choice else 0
    writable = counts[NEW] + (counts[CHANGED] if choice == "update" else 0)
    removed = counts[CHANGED] if choice == "skip" else 0
    facts: dict[str, Any] = {"options": batch.options, "removed": removed}
    if not counts[WRONG] and not undecided and writable:
        held.finish(State.REVIEW, message="上传成功，等待数据复核员复核", good=writable, existing=0, **facts)
    elif not counts[WRONG] and not undecided:
        held.finish(
            State.DONE, message="与正式库完全一致，没有需要写入的内容", finished_at=timezone.now(), **facts
        )
    elif choice:
        held.finish(State.CHECKED, message="", good=writable, existing=0, **facts)
    else:
        held.finish(State.CHECKED, message="", **facts)

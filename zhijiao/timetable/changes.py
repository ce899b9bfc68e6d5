"""A set of changes of a term's timetable — lessons moved, added, removed — saved as one batch or not at all.

Whoever saves takes the school's turn first, so that two who put different lessons into one room at once do not both
find it free. What is written passes the validator and the writer of the form; then the whole term is looked at once.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import Http404

from zhijiao.catalogue.tables import table
from zhijiao.filing.models import Change, ImportBatch
from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.pages.grid_payload import Malformed, is_record_number
from zhijiao.filing.records import access, undo, writer
from zhijiao.filing.schema.frame import Frame
from zhijiao.identity import gate
from zhijiao.kit.sent_json import read_sent
from zhijiao.orgs.models import Org
from zhijiao.timetable.clash_report import ARGUABLE, Clash, clashes
from zhijiao.timetable.lessons import WHEN, Lesson, school_lessons, term_lessons
from zhijiao.timetable.terms import TermFrame

MOST = 5_000
"""Lessons of one save at most: a school of a hundred classes made anew."""
MOVABLE = frozenset({*WHEN, "place", "teacher"})
"""Items of an existing lesson that the week changes; the rest is changed on the record's page."""

Cells = dict[str, Any]


@dataclass(frozen=True)
class Moved:
    """An existing lesson, the version it was read at, and the items touched."""

    id: int
    version: int
    cells: Cells


@dataclass(frozen=True)
class Changes:
    """What is to be saved; ``accepted`` are kinds of clashes that are meant."""

    moved: list[Moved] = field(default_factory=list)
    added: list[Cells] = field(default_factory=list)
    #: Record and the version it was read at.
    removed: dict[int, int] = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()

    @property
    def versions(self) -> dict[int, int]:
        """Versions that existing records were read at."""
        return {moved.id: moved.version for moved in self.moved} | self.removed


class Clashing(ValueError):
    """What was to be saved clashes: with what, by the place of the lesson among those sent (moved, then added)."""

    def __init__(self, found: Sequence[tuple[int, Clash]], hidden: frozenset[int]) -> None:
        self.found, self.hidden = list(found), hidden
        super().__init__(f"{len(self.found)} clashes")


class Refused(ValueError):
    """Lessons that the validator or the term refuses: place among those sent, and what to say."""

    def __init__(self, problems: Sequence[tuple[int, str]]) -> None:
        self.problems = list(problems)
        super().__init__(f"{len(self.problems)} problems")


def parse_changes(ctx: FormContext, body: bytes) -> Changes:
    """The changes sent, if they are well formed.

    Raises:
        Malformed: anything the page itself would not send.
    """
    try:
        sent = read_sent(body)
        moved = [Moved(row["id"], row["version"], dict(row["cells"])) for row in sent.get("moved", ())]
        added = [dict(cells) for cells in sent.get("added", ())]
        pairs = [(row["id"], row["version"]) for row in sent.get("removed", ())]
        accepted = frozenset(sent.get("accepted", ()))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Malformed("提交的内容不完整，请刷新页面后重试。") from None
    numbers = [*((row.id, row.version) for row in moved), *pairs]
    typed = {column.name for column in ctx.typed_columns} - {"term"}
    texts = [value for cells in (*(row.cells for row in moved), *added) for value in cells.values()]
    if (
        not all(is_record_number(part) for pair in numbers for part in pair)
        or not all(value is None or isinstance(value, str) for value in texts)
        or any(row.cells.keys() - MOVABLE or not row.cells for row in moved)
        or any(cells.keys() - typed or not cells for cells in added)
        or accepted - ARGUABLE
    ):
        raise Malformed("提交的内容与表单不符，表单可能已调整，请刷新页面后重试。")
    if len({row_id for row_id, _ in numbers}) != len(numbers):
        raise Malformed("同一条记录提交了两次，请刷新页面后重试。")
    if not numbers and not added:
        raise Malformed("没有需要保存的改动。")
    if len(numbers) + len(added) > MOST:
        raise Malformed(f"一次最多保存 {MOST} 条，请分几次保存。")
    return Changes(moved, added, dict(pairs), accepted)


@transaction.atomic
def save(ctx: FormContext, frame: TermFrame, changes: Changes) -> tuple[str, ImportBatch | None]:
    """Write the changes as one batch: what was done, and the batch (None if nothing differs).

    Raises:
        writer.StaleRecord: somebody else has changed or removed one of the records.
        Refused, Clashing: something is wrong; nothing is written.
        access.Denied: a right is missing.
    """
    _take_turn(ctx.school)
    if changes.removed:
        access.require(ctx.actor, ctx.form, "delete")
    _check_versions(ctx, frame, changes)
    judged, removed = _judge_moved(ctx, frame, changes)
    writing = sum(status == "changed" for status in judged.status) if judged else 0
    number = writing + len(removed) + len(changes.added)
    if not number:
        return "没有需要保存的改动", None
    batch = undo.open_batch(ctx.actor, ctx.school, ctx.record_form, ImportBatch.Kind.GRID.value, number)
    if removed:
        gone = writer.delete(ctx.actor, ctx.school, ctx.record_form, removed, batch_id=batch.pk)
        if gone != len(removed):
            raise gate.denied(ctx.actor, "delete", ctx.form.label)
    sent = _written(ctx, frame, changes, judged, batch.pk)
    _refuse_clashes(ctx, frame, sent, changes.accepted)
    parts = (("移动", writing), ("新增", len(changes.added)), ("删除", len(removed)))
    done = "，".join(f"{word} {count} 条" for word, count in parts if count)
    return f"{ctx.form.label}：已保存，{done}", batch


def _take_turn(school: Org) -> None:
    """Wait for whoever else saves a timetable of the school; other writes go on. (SQLite has one writer anyway.)

    Counters and versions make the second one wait as well, but late, and in an order that is not ours to rely on.
    """
    list(Org.objects.select_for_update(no_key=True).filter(pk=school.pk).values_list("pk"))


def _check_versions(ctx: FormContext, frame: TermFrame, changes: Changes) -> None:
    """Compare the records' versions with what was read.

    Raises:
        Http404: a record that this school and term never had.
        writer.StaleRecord: changed or removed meanwhile.
    """
    read = changes.versions
    rows = ctx.rows("change").filter(pk__in=read, year=frame.year, term=frame.term)
    now = dict(rows.values_list("pk", "version"))
    stale = [row_id for row_id, version in read.items() if now.get(row_id) != version]
    lost = [row_id for row_id in stale if row_id not in now]
    if set(lost) - _deleted(ctx, lost):
        raise Http404(f"“{ctx.form.label}”中没有这样的记录，或不在您可以修改的范围内。")
    if stale:
        raise writer.StaleRecord(stale)


def _deleted(ctx: FormContext, ids: Sequence[int]) -> set[int]:
    """Of these records those that the actor could see until somebody deleted them."""
    logged = Change.objects.filter(school=ctx.school, form=ctx.form.key, record_id__in=ids)
    gone = set(logged.filter(action=Change.Action.DELETE).values_list("record_id", flat=True))
    if access.sees_own_rows_only(ctx.actor):
        own = logged.filter(action=Change.Action.ADD, actor_id=ctx.actor.user_id)
        gone &= set(own.values_list("record_id", flat=True))
    return gone


def _judge_moved(ctx: FormContext, frame: TermFrame, changes: Changes) -> tuple[Frame | None, list[int]]:
    """Moved lessons as the validator sees them, and the records to be deleted.

    A lesson that moves to where another of the same class and 课序号 moves away from (or is removed) is written into
    that record: the natural key never changes hands.
    """
    if not changes.moved:
        return None, list(changes.removed)
    columns = ctx.typed_columns
    rows = ctx.rows("change").filter(pk__in=changes.versions)
    stored: dict[int, Cells] = {
        row_id: {column.name: column.cell(value) for column, value in zip(columns, values, strict=True)}
        for (row_id,), values in ctx.record_form.fetch(rows, columns, ("pk",))
    }
    contents = [stored[moved.id] | moved.cells for moved in changes.moved]
    records, removed = assign(
        [_key(cells) for cells in contents],
        [moved.id for moved in changes.moved],
        {_key(cells): row_id for row_id, cells in stored.items()},
    )
    raw = {column.name: [cells[column.name] for cells in contents] for column in columns}
    return _judged(ctx, frame, raw, records, 0), removed


def _key(cells: Mapping[str, Any]) -> tuple[str, ...]:
    """The natural key in the cells of a row; a day may be given by code or by name."""
    day = str(cells["weekday"] or "")
    code = table("weekday").find(day) if day else None
    number, school_class, begins = (
        str(cells[name] or "") for name in ("number", "school_class", "first_period")
    )
    return number, school_class, code or day, begins


def assign(
    wanted: Sequence[tuple[str, ...]], own: Sequence[int], holders: Mapping[tuple[str, ...], int]
) -> tuple[list[int], list[int]]:
    """Which record each lesson is written into, and which records are left over.

    ``wanted`` are the keys that the lessons come to have, ``own`` the records they stand in, ``holders`` the records
    that hold keys now, those to be removed among them.
    """
    chosen: list[int | None] = [holders.get(key) for key in wanted]
    times = Counter(chosen)
    chosen = [record if times[record] == 1 else None for record in chosen]
    free = set(holders.values()) - {record for record in chosen if record is not None}
    for place, record in enumerate(own):
        if chosen[place] is None and record in free:
            chosen[place] = record
            free.discard(record)
    others = iter([record for record in own if record in free])
    records = [next(others) if record is None else record for record in chosen]
    return records, sorted(set(holders.values()) - set(records))


def _judged(
    ctx: FormContext, frame: TermFrame, raw: dict[str, list[Any]], ids: Sequence[int | None], first: int
) -> Frame:
    """Rows as validator and term judge them; ``first`` is the place of the first one among those sent.

    Raises:
        Refused: something is wrong.
    """
    judged = ctx.validate(raw, ids=list(ids))
    problems = [(first + problem.row, str(problem)) for problem in judged.problems]
    for i, values in enumerate(zip(*(judged.values[name] for name in WHEN), strict=True)):
        if None in values:
            continue
        weekday, begins, periods, _, _, last_week = values
        if wrong := frame.outside(int(weekday), begins, begins + periods - 1, last_week):
            name, text = wrong
            problems.append(
                (first + i, f"{ctx.form.columns[name].label}：{text}，请调整，或先修改“教学运行基础信息设置”")
            )
    if problems:
        raise Refused(problems)
    return judged


def _written(
    ctx: FormContext, frame: TermFrame, changes: Changes, judged: Frame | None, batch_id: int
) -> list[int]:
    """Write moved and added lessons; the records in the order sent."""
    ids: list[int | None] = []
    try:
        if judged:
            ids += writer.write(ctx.actor, ctx.school, judged, batch_id=batch_id).ids
        if changes.added:
            names = dict.fromkeys(name for cells in changes.added for name in cells)
            raw: dict[str, list[Any]] = {name: [cells.get(name) for cells in changes.added] for name in names}
            raw["term"] = [frame.term] * len(changes.added)
            fresh = _judged(ctx, frame, raw, [None] * len(changes.added), len(changes.moved))
            ids += writer.write(ctx.actor, ctx.school, fresh, batch_id=batch_id).ids
    except writer.WriteRefused as refused:
        raise Refused([(problem.row, str(problem)) for problem in refused.problems]) from None
    return [row_id or 0 for row_id in ids]


def _refuse_clashes(
    ctx: FormContext, frame: TermFrame, sent: Sequence[int], accepted: frozenset[str]
) -> None:
    """Look at the whole term as it stands now; clashes that stood before, between other lessons, are let be.

    Raises:
        Clashing: lessons of this save clash with others, and it is not said that they are meant to.
    """
    places = {row_id: place for place, row_id in enumerate(sent)}
    lessons, hidden = everything(ctx, frame)
    found = [clash for clash in clashes(lessons, places.keys()) if clash.kind not in accepted]
    if found:
        raise Clashing([(places[clash.lesson.id], clash) for clash in found], hidden)


def everything(ctx: FormContext, frame: TermFrame) -> tuple[list[Lesson], frozenset[int]]:
    """All lessons of a term, and which of them the actor may not see."""
    if not access.sees_own_rows_only(ctx.actor):
        return term_lessons(ctx, frame), frozenset()
    lessons = school_lessons(ctx, frame)
    own = set(ctx.rows("view").filter(year=frame.year, term=frame.term).values_list("pk", flat=True))
    return lessons, frozenset(lesson.id for lesson in lessons if lesson.id not in own)

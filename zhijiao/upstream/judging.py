"""What rows of one part would do to the records of a school: whose they are, what changes, what is wrong.

The same for the preview and for writing. Everything goes through the one validator, form by form, whole columns at
once.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhijiao.filing.models import SyncedRecord
from zhijiao.filing.records import access
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.columns.cells import as_text
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import CHANGED, NEW, Frame, Problem
from zhijiao.orgs.models import Org
from zhijiao.upstream import matching
from zhijiao.upstream.layout import Field, Part, SourceSystem
from zhijiao.upstream.models import DeliveredRow

State = DeliveredRow.State
Cells = Mapping[str, Any]


@dataclass
class Surroundings:
    """What the parts before have brought: key texts still to be written, and what the source calls the records here."""

    coming: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    called: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))


@dataclass
class Verdict:
    """What is found of one row."""

    state: State = State.WAITING
    title: str = ""
    record_id: int | None = None
    source_key: str = ""
    doubts: tuple[tuple[int, str], ...] = ()
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Judged:
    """Rows of a part, judged. ``places`` are the rows that stand in the frames, in their order."""

    part: Part
    cells: Sequence[Cells]
    verdicts: list[Verdict]
    places: list[int]
    frames: dict[str, Frame] = field(default_factory=dict)
    marks: dict[str, dict[int, SyncedRecord]] = field(default_factory=dict)

    def filled(self, i: int, form_key: str) -> list[str]:
        """Items of a form that the source fills in a row, and so owns."""
        row = self.cells[i]
        return [
            f.item for f in self.part.of_form(form_key) if f.owned and as_text(row.get(f.name)) is not None
        ]


def judge(
    system: SourceSystem,
    part: Part,
    school: Org,
    cells: Sequence[Cells],
    numbers: Sequence[int],
    around: Surroundings,
) -> Judged:
    """Judge all rows of a part; a bounded number of queries."""
    verdicts = _whose(part, school, cells)
    _refuse_twice(part, verdicts, numbers)
    places = [i for i, found in enumerate(verdicts) if not found.doubts and not found.problems]
    judged = Judged(part, cells, verdicts, places)
    for form in part.forms:
        judged.marks[form.key] = _marks(school, form)
        judged.frames[form.key] = _frame(system, judged, school, form, numbers, around)
    _note_keys(judged, around)
    _settle(judged)
    return judged


# Whose ---------------------------------------------------------------------------------------------------------------


def _whose(part: Part, school: Org, cells: Sequence[Cells]) -> list[Verdict]:
    if part.of_people:
        known = matching.known_people(part, school)
        rows = [dict(row) for row in cells]
        verdicts = []
        for person, key in matching.people_of_source(part, school, rows):
            found = matching.find(person, key, known)
            title = " ".join(filter(None, (person.name, person.number)))[:120]
            verdicts.append(
                Verdict(title=title, record_id=found.record_id, source_key=key, doubts=found.doubts)
            )
        return verdicts
    if part.forms[0].single:
        existing = access.of_school(part.forms[0], school.pk).values_list("pk", flat=True).first()
        return [Verdict(title=school.name, record_id=existing) for _ in cells]
    return _by_keys(part, school, cells)


def _by_keys(part: Part, school: Org, cells: Sequence[Cells]) -> list[Verdict]:
    """Records by their number, else by what else names one of them alone (专业代码, 班级名称); one query."""
    fields = [each for what in ("key", "other") if (each := part.matching(what))]
    known: list[dict[str, list[int]]] = [defaultdict(list) for _ in fields]
    rows = access.of_school(part.forms[0], school.pk)
    for pk, *values in rows.values_list("pk", *(each.item for each in fields)):
        for by, value in zip(known, values, strict=True):
            by[str(value)].append(pk)
    verdicts = []
    for row in cells:
        texts = [as_text(row.get(each.name)) for each in fields]
        owners: list[int] = []
        for place, (by, text) in enumerate(zip(known, texts, strict=True)):
            code = _code(fields[place].column, text)
            if not owners and code and len(by.get(code, ())) == 1:
                owners = by[code]
        title = " ".join(filter(None, texts))[:120]
        verdicts.append(Verdict(title=title, record_id=owners[0] if owners else None))
    return verdicts


def _code(column: Column, text: str | None) -> str | None:
    """A text as the table keeps it: the code where the item is one."""
    if text is None or column.table is None:
        return text
    return column.table.find(text)


def _refuse_twice(part: Part, verdicts: Sequence[Verdict], numbers: Sequence[int]) -> None:
    first: dict[Any, int] = {}
    column = part.needed[0].column if part.needed else part.fields[0].column
    for i, found in enumerate(verdicts):
        key = found.record_id or (found.source_key or None)
        if key is None:
            continue
        if key in first:
            message = f"与第 {numbers[first[key]]} 行指向同一条记录"
            found.problems.append(
                Problem(i, column.name, column.label, "", message, "请在源头平台核对后只保留一行")
            )
        else:
            first[key] = i


# What would change ---------------------------------------------------------------------------------------------------


def _marks(school: Org, form: Form) -> dict[int, SyncedRecord]:
    return {mark.record_id: mark for mark in SyncedRecord.objects.filter(school=school, form=form.key)}


def _frame(
    system: SourceSystem,
    judged: Judged,
    school: Org,
    form: Form,
    numbers: Sequence[int],
    around: Surroundings,
) -> Frame:
    main = judged.part.forms[0]
    ids = [judged.verdicts[i].record_id for i in judged.places]
    raw: dict[str, list[Any]] = {}
    if form is not main:
        owner = form.columns[form.declaration.covers]
        raw[owner.name] = _key_texts(judged.frames[main.key])
        ids = _hanging(form, owner, school, ids)
    for each in judged.part.of_form(form.key):
        column = _column_of_cells(each, judged, ids, around)
        if any(cell is not None for cell in column):
            raw[each.item] = column
    frame = validate(
        form, school, raw, ids=ids, lenient=True, upstream=system.key,
        numbers=[numbers[i] for i in judged.places],
    )  # fmt: skip
    _expect(frame, around, main)
    return frame


def _column_of_cells(
    each: Field, judged: Judged, ids: Sequence[int | None], around: Surroundings
) -> list[Any]:
    """Cells of an item: what only new records take is left out of others, and what the source leaves out of new ones
    is what a page begins with.
    """
    column, called = each.column, {}
    if column.target is not None:
        called = around.called.get(column.target.key, {})
    found = []
    for i, row_id in zip(judged.places, ids, strict=True):
        cell = judged.cells[i].get(each.name)
        if row_id is not None and not each.owned:
            cell = None
        elif row_id is None and as_text(cell) is None:
            cell = column.facts.default
        found.append(called.get(cell, cell) if isinstance(cell, str) else cell)
    return found


def _key_texts(frame: Frame) -> list[str | None]:
    """What a row's record is called where others refer to it."""
    (column,) = frame.form.key_columns
    return [None if value is None else str(value) for value in frame.values[column.name]]


def _hanging(form: Form, owner: Column, school: Org, ids: Sequence[int | None]) -> list[int | None]:
    """Records of a further form that belong to those of the main one."""
    rows = access.of_school(form, school.pk).values_list(owner.attname, "pk")
    known = dict(rows)
    return [known.get(row_id) if row_id is not None else None for row_id in ids]


def _expect(frame: Frame, around: Surroundings, main: Form) -> None:
    """References to records that the same delivery brings are no mistake."""
    forgiven = []
    for problem in frame.problems:
        target = frame.form.columns[problem.column].target if problem.code == "ref" else None
        if target is not None:
            typed = as_text(frame.raw[problem.column][problem.row])
            if target is main or typed in around.coming.get(target.key, ()):
                forgiven.append(problem)
    frame.forgive(forgiven)


def _note_keys(judged: Judged, around: Surroundings) -> None:
    """Remember for the parts to come what rows are called at the source, and which are still to be written."""
    key, main = judged.part.matching("key"), judged.part.forms[0]
    if key is None or judged.part.of_people:
        return
    frame = judged.frames[main.key]
    wrong = frame.wrong_rows
    for n, (i, text) in enumerate(zip(judged.places, _key_texts(frame), strict=True)):
        if text is None or n in wrong:
            continue
        if frame.ids[n] is None:
            around.coming[main.key].add(text)
        elif (called := as_text(judged.cells[i].get(key.name))) and called != text:
            around.called[main.key][called] = text


def _settle(judged: Judged) -> None:
    """The state of each row from its frames."""
    place_of = {i: n for n, i in enumerate(judged.places)}
    for frame in judged.frames.values():
        for problem in frame.problems:
            judged.verdicts[judged.places[problem.row]].problems.append(problem)
    for i, found in enumerate(judged.verdicts):
        if found.doubts:
            found.state = State.DOUBTFUL
        elif found.problems:
            found.state = State.WRONG
        else:
            found.state = _state(judged, i, place_of[i])


def _state(judged: Judged, i: int, n: int) -> State:
    statuses = {frame.status[n] for frame in judged.frames.values()}
    if judged.frames[judged.part.forms[0].key].ids[n] is None:
        return State.NEW
    if statuses & {NEW, CHANGED}:
        return State.CHANGED
    return State.SAME if _is_noted(judged, i, n) else State.LINKED


def _is_noted(judged: Judged, i: int, n: int) -> bool:
    """Whether it is known already that the source delivers these records with these items."""
    for form_key, frame in judged.frames.items():
        mark = judged.marks[form_key].get(frame.record_id(n))
        if mark is None or mark.gone_at is not None or mark.items != judged.filled(i, form_key):
            return False
        if mark.source_key != judged.verdicts[i].source_key:
            return False
    return True

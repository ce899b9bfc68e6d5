"""The preview: what a delivery would change at a school, row by row, without changing anything."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from zhijiao.filing.models import SyncedRecord
from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import Column, masked
from zhijiao.filing.schema.frame import CHANGED, NEW, Frame
from zhijiao.jobs import current_job
from zhijiao.kit import bulk
from zhijiao.orgs.models import Org
from zhijiao.upstream import news
from zhijiao.upstream.judging import Judged, State, Surroundings, judge
from zhijiao.upstream.layout import Part, SourceSystem, systems
from zhijiao.upstream.models import DeliveredRow, Delivery
from zhijiao.upstream.sealing import open_cells

MOST_GONE_SHARE, MOST_GONE = 0.2, 10
"""Above both of them a person has to say that so many have left: a delivery may be cut off."""
DState = Delivery.State
STORED = ("id", "school_id", "state", "title", "record_id", "person_key", "changes", "problems", "candidates")


def rows_of(delivery: Delivery, part: Part) -> QuerySet[DeliveredRow]:
    """Rows of a part in their order."""
    found = DeliveredRow.objects.filter(school_id=delivery.school_id, delivery_id=delivery.pk, part=part.key)
    return found.order_by("number")


def compare(delivery: Delivery) -> None:
    """Judge all rows of a delivery and lay down what was found."""
    system, school = systems()[delivery.system], Org.objects.get(pk=delivery.school_id)
    around, counts = Surroundings(), Counter[str]()
    found: list[tuple[Any, ...]] = []
    for part in system.parts:
        fetched = list(rows_of(delivery, part).values_list("pk", "number", "cells"))
        if not fetched:
            continue
        current_job.check()
        cells = open_cells(school.pk, [token for _, _, token in fetched])
        judged = judge(system, part, school, cells, [number for _, number, _ in fetched], around)
        found += _laid_down(judged, school, [pk for pk, _, _ in fetched])
        counts.update(verdict.state.value for verdict in judged.verdicts)
        if delivery.complete:
            counts["gone"] += len(gone_of(school, system, part, judged))
            counts["known"] += _known(school, system, part)
    with current_job.fenced():
        locked = Delivery.objects.select_for_update().get(pk=delivery.pk, school=school)
        if locked.state != DState.COMPARING:
            return
        for start in range(0, len(found), 1000):
            bulk.update_rows(DeliveredRow, STORED, found[start : start + 1000], key=("school_id", "id"))
        _finish(locked, counts)


def nothing_to_do(counts: dict[str, int]) -> bool:
    """Whether writing would change nothing and nobody has to look at anything."""
    return not any(counts.get(each) for each in ("new", "changed", "linked", "doubtful", "wrong", "gone"))


def too_many_gone(counts: dict[str, int]) -> bool:
    """Whether so many records are missing that the delivery may be cut off."""
    gone = counts.get("gone", 0)
    return gone > MOST_GONE and gone > counts.get("known", 0) * MOST_GONE_SHARE


def _finish(delivery: Delivery, counts: Counter[str]) -> None:
    first = not delivery.counts
    delivery.counts = dict(counts)
    if nothing_to_do(delivery.counts):
        delivery.state, delivery.finished_at = DState.DONE, timezone.now()
        delivery.message = "与现有数据一致，没有需要写入的内容"
    elif delivery.at_once and not too_many_gone(delivery.counts):
        delivery.state, delivery.decider_name = DState.WRITING, "自动写入"
    else:
        delivery.state = DState.PREVIEW
        if too_many_gone(delivery.counts):
            delivery.message = f"有 {counts['gone']} 条已同步的记录不在这次数据中，请先核对数据是否完整"
    delivery.save(update_fields=["state", "counts", "message", "finished_at", "decider_name"])
    if first:  # who settles doubts looks at the page, and is not told again
        news.compared(delivery)


# Records that the source no longer holds --------------------------------------------------------------------------


def gone_of(school: Org, system: SourceSystem, part: Part, judged: Judged) -> list[SyncedRecord]:
    """Records that the system has delivered before and no longer holds, of all forms of a part.

    A row that is doubtful or wrong still says that its record is there.
    """
    main = part.forms[0].key
    present: dict[str, set[int]] = {key: set() for key in part.form_keys}
    for verdict in judged.verdicts:
        present[main] |= {verdict.record_id} if verdict.record_id else set()
        present[main] |= {record_id for record_id, _ in verdict.doubts}
    for key, frame in judged.frames.items():
        present[key] |= {pk for pk in frame.ids if pk is not None}
    keys = _source_keys(judged)
    gone = []
    for form in part.forms:
        owner = None if form.key == main else form.columns[form.declaration.covers]
        marks = SyncedRecord.objects.filter(school=school, form=form.key, system=system.key, gone_at=None)
        missing = [mark for mark in marks if mark.record_id not in present[form.key]]
        if owner is not None and missing:
            people = dict(
                access.of_school(form, school.pk)
                .filter(pk__in=[m.record_id for m in missing])
                .values_list("pk", owner.attname)
            )
            missing = [mark for mark in missing if people.get(mark.record_id) not in present[main]]
        gone += [mark for mark in missing if not mark.source_key or mark.source_key not in keys]
    return gone


def _source_keys(judged: Judged) -> set[str]:
    return {verdict.source_key for verdict in judged.verdicts if verdict.source_key}


def _known(school: Org, system: SourceSystem, part: Part) -> int:
    marks = SyncedRecord.objects.filter(school=school, form__in=part.form_keys, system=system.key)
    return marks.filter(gone_at=None).count()


# What is laid down -------------------------------------------------------------------------------------------------


def _laid_down(judged: Judged, school: Org, pks: list[int]) -> Iterator[tuple[Any, ...]]:
    place_of = {i: n for n, i in enumerate(judged.places)}
    names = names_of(judged, school)
    for i, (pk, verdict) in enumerate(zip(pks, judged.verdicts, strict=True)):
        changes = _changes(judged, place_of[i], names) if verdict.state is State.CHANGED else []
        yield (
            pk, school.pk, verdict.state.value, verdict.title, verdict.record_id, verdict.source_key, changes,
            [problem.stored() for problem in verdict.problems], [list(doubt) for doubt in verdict.doubts],
        )  # fmt: skip


Names = dict[str, dict[int, str]]


def _changes(judged: Judged, n: int, names: Names) -> list[list[str]]:
    """Form, item, text before and after of everything a row would change; private ones masked."""
    found = []
    for frame in judged.frames.values():
        if frame.status[n] == NEW:
            found.append([frame.form.label, "", "", "新增一条"])
        elif frame.status[n] == CHANGED:
            stored = frame.stored_of(n)
            for column in frame.form.stored:
                before, after = stored[column.name], frame.values[column.name][n]
                if before != after:
                    texts = [text_of(column, value, names) for value in (before, after)]
                    if column.target is not None and after is None:
                        texts[1] = frame.shown(n, column)
                    found.append([frame.form.label, column.label, *texts])
    return found


def text_of(column: Column, value: Any, names: Names) -> str:
    """A parsed value as a reader sees it; a private one masked."""
    if value is None:
        return ""
    if column.private:
        return masked(column, column.to_seal(value)) or ""
    if column.target is not None:
        return names.get(column.target.key, {}).get(value, "")
    return column.text(value)


def open_text(column: Column, value: Any, names: Names) -> str:
    """A parsed value in full, to be sealed; never empty."""
    text = column.to_seal(value) if column.private else text_of(column, value, names)
    return text or "（空）"


def names_of(judged: Judged, school: Org) -> Names:
    """How records that are referred to are called; one query per form that is."""
    wanted: dict[str, tuple[Any, set[int]]] = {}
    for frame in judged.frames.values():
        for column in frame.form.references:
            target = column.target
            if target and column.name in frame.raw and column.name != frame.form.declaration.covers:
                wanted.setdefault(target.key, (target, set()))[1].update(_referred(frame, column))
    found: Names = {}
    for key, (form, ids) in wanted.items():
        rows = bulk.among(access.of_school(form, school.pk), ids)
        paths = [*form.reference_paths, *form.title_paths]
        found[key] = {pk: " ".join(map(str, texts)) for pk, *texts in rows.values_list("pk", *paths)}
    return found


def _referred(frame: Frame, column: Column) -> set[int]:
    stored = {frame.existing[pk][column.name] for pk in frame.ids if pk is not None}
    return {value for value in (*frame.values[column.name], *stored) if value is not None}

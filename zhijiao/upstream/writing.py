"""Writing a delivery: part by part in pieces of one transaction each, by the one validator and the one writer.

Rows are judged once more before that, and again piece by piece in the transaction that writes them. What has been
found doubtful or wrong is left out. A worker killed between two pieces leaves the first written and the second to its
successor.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing.models import ImportBatch, SyncedRecord
from zhijiao.filing.records import synced, writer
from zhijiao.filing.records.undo import open_batch
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import CHANGED, NEW, SAME, Frame
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import Denied
from zhijiao.jobs import current_job
from zhijiao.kit import bulk
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.upstream import corrections
from zhijiao.upstream.comparing import Names, gone_of, names_of, open_text, rows_of
from zhijiao.upstream.judging import Judged, State, Surroundings, judge
from zhijiao.upstream.layout import Part, SourceSystem, systems
from zhijiao.upstream.models import DeliveredRow, Delivery, Overwritten
from zhijiao.upstream.sealing import open_cells

DState = Delivery.State
WORDS = (
    ("new", "新增"),
    ("changed", "更新"),
    ("linked", "纳入同步"),
    ("overwritten", "以源头为准改动原值"),
    ("gone", "标明源头已无"),
)
PIECE = 1000
"""Rows of one transaction: others can save in between."""
OPEN = "open"
"""Among the counts of a part: not all of its pieces have been written."""
IN_THE_WAY = "写入时有记录正被他人修改，已写入的保留，其余请再次确认"
WRITES = frozenset({State.NEW, State.CHANGED, State.LINKED})


def source_actor(school: Org, system: SourceSystem) -> Actor:
    """Who stands in the change log: the source system."""
    return replace(Actor.system(school), name=system.label)


def write_delivery(number: int) -> None:
    """Write what is left of a delivery, and close it; where somebody is in the way, hand it back to who decided."""
    delivery = Delivery.objects.select_related("school").get(pk=number)
    system = systems()[delivery.system]
    try:
        for part in system.parts:
            counts = delivery.written.get(part.key)
            if (counts is None or counts.get(OPEN)) and not _write_part(delivery, system, part):
                return
    except (writer.WriteRefused, writer.StaleRecord, Denied):
        _hand_back(number)
        return
    with current_job.fenced():
        delivery = held(number)
        if delivery.state != DState.WRITING:
            return
        delivery.state, delivery.finished_at = DState.DONE, timezone.now()
        delivery.message = summary(delivery)
        delivery.save(update_fields=["state", "finished_at", "message"])
        total = totals(delivery)
        detail = {"done": "写入", "number": delivery.pk, "created": total["new"], "updated": total["changed"]}
        record(Event.UPSTREAM, org=delivery.school_id, subject=system.label, detail=detail)


def held(number: int) -> Delivery:
    """A delivery, kept from others until the transaction ends."""
    school_id = Delivery.objects.values_list("school_id", flat=True).get(pk=number)
    return Delivery.objects.select_for_update().get(pk=number, school_id=school_id)


def _hand_back(number: int) -> None:
    """Let somebody confirm once more; what has been written stays."""
    with current_job.fenced():
        delivery = held(number)
        if delivery.state == DState.WRITING:
            delivery.state, delivery.message = DState.PREVIEW, IN_THE_WAY
            delivery.save(update_fields=["state", "message"])


def totals(delivery: Delivery) -> Counter[str]:
    """What has been written so far, over all parts."""
    return sum((Counter(counts) for counts in delivery.written.values()), Counter())


def summary(delivery: Delivery) -> str:
    """What writing did, in a sentence."""
    total = totals(delivery)
    said = "，".join(f"{word} {total[key]} 条" for key, word in WORDS if total[key]) or "没有改动"
    left = total["left"]
    return said + (f"；{left} 行没有采用" if left else "")


@dataclass
class _PartWriting:
    """One part on its way into the tables: its rows as they were judged just now, outside of any transaction."""

    number: int
    system: SourceSystem
    part: Part
    school: Org
    fetched: Sequence[tuple[int, int, str, str]]
    judged: Judged
    names: Names
    #: What the source no longer holds, found before anything new was noted.
    gone: Sequence[SyncedRecord]

    def piece(self, chosen: Sequence[int]) -> bool:
        """Write some rows in one transaction; False if the delivery is no longer to be written."""
        with current_job.fenced():
            delivery = held(self.number)
            if delivery.state != DState.WRITING:
                return False
            counts = Counter(delivery.written.get(self.part.key, {}))
            for form in self.part.forms:
                _write_form(delivery, self, form, chosen, counts)
            _say_written(self.school, [self.fetched[i][0] for i in chosen])
            delivery.written = {**delivery.written, self.part.key: {**counts, OPEN: 1}}
            delivery.save(update_fields=["written"])
        return True

    def close(self) -> bool:
        """Say what became of the other rows, and flag what the source no longer holds."""
        with current_job.fenced():
            delivery = held(self.number)
            if delivery.state != DState.WRITING:
                return False
            counts = Counter(delivery.written.get(self.part.key, {}))
            counts["gone"] += _flag_gone(self.gone)
            _settle_rows(self, counts)
            counts.pop(OPEN, None)
            delivery.written = {**delivery.written, self.part.key: dict(counts)}
            delivery.save(update_fields=["written"])
        return True


def _write_part(delivery: Delivery, system: SourceSystem, part: Part) -> bool:
    """Write one part piece by piece, so that others can save between two of them.

    Whoever goes on after a killed worker judges anew: what had been written is the same by then and is not chosen.
    """
    school = delivery.school
    fetched = list(rows_of(delivery, part).values_list("pk", "number", "cells", "state"))
    cells = open_cells(school.pk, [row[2] for row in fetched])
    around = _around(delivery, system, part, school)
    judged = judge(system, part, school, cells, [row[1] for row in fetched], around)
    gone = gone_of(school, system, part, judged) if delivery.complete and fetched else []
    names = names_of(judged, school) if fetched else {}
    writing = _PartWriting(delivery.pk, system, part, school, fetched, judged, names, gone)
    chosen = [i for i, verdict in enumerate(judged.verdicts) if verdict.state in WRITES]
    for start in range(0, len(chosen), PIECE):
        current_job.progress(start, len(chosen))
        if not writing.piece(chosen[start : start + PIECE]):
            return False
    return writing.close()


def _around(delivery: Delivery, system: SourceSystem, part: Part, school: Org) -> Surroundings:
    """What the parts written before are called at the source, as far as rows refer to them."""
    around = Surroundings()
    for earlier in system.parts[: system.parts.index(part)]:
        fetched = list(rows_of(delivery, earlier).values_list("number", "cells"))
        if fetched and not earlier.of_people:
            cells = open_cells(school.pk, [token for _, token in fetched])
            judge(system, earlier, school, cells, [number for number, _ in fetched], around)
    return Surroundings(called=around.called)


def _write_form(
    delivery: Delivery, writing: _PartWriting, form: Form, chosen: Sequence[int], counts: Counter[str]
) -> None:
    """Write the chosen rows of one form, with what is noted of them."""
    school, system, judged = writing.school, writing.system, writing.judged
    judging = judged.frames[form.key]
    place_of = {i: n for n, i in enumerate(judged.places)}
    picked = [place_of[i] for i in chosen]
    raw = {name: [cells[n] for n in picked] for name, cells in judging.raw.items()}
    frame = validate(
        form, school, raw, ids=[judging.ids[n] for n in picked], lenient=True, upstream=system.key,
        numbers=[judging.numbers[n] for n in picked] if judging.numbers else None,
    )  # fmt: skip
    overwritten = _gave_way(delivery, writing, frame, chosen)
    if any(status != SAME for status in frame.status):
        actor = source_actor(school, system)
        batch = open_batch(actor, school, form, ImportBatch.Kind.SYNC, frame.size)
        writer.write(actor, school, frame, batch_id=batch.pk)
    marks = {
        frame.record_id(n): (judged.verdicts[i].source_key, judged.filled(i, form.key))
        for n, i in enumerate(chosen)
    }
    synced.mark_delivered(school, form, system.key, marks)
    Overwritten.objects.bulk_create(overwritten, batch_size=500)
    counts["overwritten"] += len(overwritten)
    corrections.meet(school, system, frame)
    if form.key == judged.part.forms[0].key:
        counts.update(_counted(frame))


def _counted(frame: Frame) -> Counter[str]:
    words = {NEW: "new", CHANGED: "changed"}
    return Counter(words.get(status, "linked") for status in frame.status)


def _gave_way(
    delivery: Delivery, writing: _PartWriting, frame: Frame, chosen: Sequence[int]
) -> list[Overwritten]:
    """Values entered here before the source delivered the item for the first time, and other than the source's."""
    cipher, now, found = for_school(frame.school_id), timezone.now(), []
    judged = writing.judged
    marks = judged.marks[frame.form.key]
    for n, i in enumerate(chosen):
        if frame.status[n] != CHANGED:
            continue
        stored, mark = frame.stored_of(n), marks.get(frame.record_id(n))
        known = set(mark.items) if mark is not None else set()
        for name in judged.filled(i, frame.form.key):
            column, before, after = frame.form.columns[name], stored[name], frame.values[name][n]
            if name in known or before is None or before == after:
                continue
            texts = [open_text(column, value, writing.names) for value in (before, after)]
            found.append(
                Overwritten(
                    school_id=frame.school_id, system=delivery.system, form=frame.form.key,
                    record_id=frame.record_id(n), item=name, title=judged.verdicts[i].title,
                    before=cipher.encrypt_filled(texts[0]), after=cipher.encrypt_filled(texts[1]),
                    delivery_number=delivery.pk, at=now,
                )
            )  # fmt: skip
    return found


def _flag_gone(marks: Sequence[SyncedRecord]) -> int:
    now = timezone.now()
    for mark in marks:
        mark.gone_at = now
    SyncedRecord.objects.bulk_update(marks, ["gone_at"], batch_size=500)
    return len(marks)


def _say_written(school: Org, rows: Sequence[int]) -> None:
    """Note of rows that they have been written."""
    DeliveredRow.objects.filter(school=school, pk__in=rows).update(state=State.WRITTEN, problems=[])


def _settle_rows(writing: _PartWriting, counts: Counter[str]) -> None:
    """Say of the rows that were not written what was found of them just now; those that were written stay so."""
    chosen = {i for i, verdict in enumerate(writing.judged.verdicts) if verdict.state in WRITES}
    rows: list[tuple[Any, ...]] = []
    for i, (pk, _, _, before) in enumerate(writing.fetched):
        verdict = writing.judged.verdicts[i]
        if i in chosen or before == State.WRITTEN:
            continue
        counts["left"] += verdict.state in (State.DOUBTFUL, State.WRONG)
        problems = [problem.stored() for problem in verdict.problems]
        doubts = [list(doubt) for doubt in verdict.doubts]
        rows.append((pk, writing.school.pk, verdict.state.value, problems, doubts))
    names = ("id", "school_id", "state", "problems", "candidates")
    for start in range(0, len(rows), 1000):
        bulk.update_rows(DeliveredRow, names, rows[start : start + 1000], key=("school_id", "id"))

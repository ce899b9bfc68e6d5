"""Writing a delivery: part by part, each in one transaction, by the one validator and the one writer.

Rows are judged once more at that moment. What has been found doubtful or wrong is left out. A worker killed between two
parts leaves the first written and the second to its successor.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing.models import ImportBatch, SyncedRecord
from zhijiao.filing.records import synced, writer
from zhijiao.filing.records.undo import open_batch
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import CHANGED, NEW, Frame
from zhijiao.identity.actor import Actor
from zhijiao.jobs import current_job
from zhijiao.kit import bulk
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.upstream import corrections
from zhijiao.upstream.comparing import gone_of, names_of, open_text, rows_of
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
WRITES = frozenset({State.NEW, State.CHANGED, State.LINKED})


def source_actor(school: Org, system: SourceSystem) -> Actor:
    """Who stands in the change log: the source system."""
    return replace(Actor.system(school), name=system.label)


def write_delivery(number: int) -> None:
    """Write what is left of a delivery, and close it."""
    delivery = Delivery.objects.get(pk=number)
    system = systems()[delivery.system]
    for part in system.parts:
        if part.key not in delivery.written and not _write_part(number, system, part):
            return
    with current_job.fenced():
        delivery = _held(number)
        if delivery.state != DState.WRITING:
            return
        delivery.state, delivery.finished_at = DState.DONE, timezone.now()
        delivery.message = summary(delivery)
        delivery.save(update_fields=["state", "finished_at", "message"])
        total = totals(delivery)
        detail = {"done": "写入", "number": delivery.pk, "created": total["new"], "updated": total["changed"]}
        record(Event.UPSTREAM, org=delivery.school_id, subject=system.label, detail=detail)


def _held(number: int) -> Delivery:
    school_id = Delivery.objects.values_list("school_id", flat=True).get(pk=number)
    return Delivery.objects.select_for_update().get(pk=number, school_id=school_id)


def totals(delivery: Delivery) -> Counter[str]:
    """What has been written so far, over all parts."""
    return sum((Counter(counts) for counts in delivery.written.values()), Counter())


def summary(delivery: Delivery) -> str:
    """What writing did, in a sentence."""
    total = totals(delivery)
    said = "，".join(f"{word} {total[key]} 条" for key, word in WORDS if total[key]) or "没有改动"
    left = total["left"]
    return said + (f"；{left} 行没有采用" if left else "")


def _write_part(number: int, system: SourceSystem, part: Part) -> bool:
    """Write one part; False if the delivery is no longer to be written."""
    with current_job.fenced():
        delivery = _held(number)
        if delivery.state != DState.WRITING:
            return False
        if part.key in delivery.written:
            return True
        school = Org.objects.get(pk=delivery.school_id)
        fetched = list(rows_of(delivery, part).values_list("pk", "number", "cells"))
        counts = _written(delivery, system, part, school, fetched) if fetched else Counter[str]()
        delivery.written = {**delivery.written, part.key: dict(counts)}
        delivery.save(update_fields=["written"])
    return True


def _written(
    delivery: Delivery, system: SourceSystem, part: Part, school: Org, fetched: Sequence[tuple[int, int, str]]
) -> Counter[str]:
    cells = open_cells(school.pk, [token for _, _, token in fetched])
    numbers = [number for _, number, _ in fetched]
    judged = judge(system, part, school, cells, numbers, _around(delivery, system, part, school))
    counts: Counter[str] = Counter()
    if delivery.complete:
        counts["gone"] = _flag_gone(gone_of(school, system, part, judged))
    chosen = [i for i, verdict in enumerate(judged.verdicts) if verdict.state in WRITES]
    ids: list[int | None] = [judged.verdicts[i].record_id for i in chosen]
    wrong: set[int] = set()
    for form in part.forms:
        ids = _write_form(delivery, system, judged, school, form, chosen, ids, wrong, counts)
    _settle_rows(delivery, fetched, judged, chosen, counts)
    return counts


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
    delivery: Delivery,
    system: SourceSystem,
    judged: Judged,
    school: Org,
    form: Form,
    chosen: Sequence[int],
    main_ids: list[int | None],
    wrong: set[int],
    counts: Counter[str],
) -> list[int | None]:
    """Write the chosen rows of one form; returns the records of the main form."""
    judging = judged.frames[form.key]
    place_of = {i: n for n, i in enumerate(judged.places)}
    picked = [place_of[i] for i in chosen]
    raw = {name: [cells[n] for n in picked] for name, cells in judging.raw.items()}
    frame = validate(
        form, school, raw, ids=[judging.ids[n] for n in picked], lenient=True, upstream=system.key,
        numbers=[judging.numbers[n] for n in picked] if judging.numbers else None,
    )  # fmt: skip
    overwritten = _gave_way(delivery, judged, frame, chosen)
    batch = None
    if any(status in (NEW, CHANGED) for status in frame.status):
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
        return list(frame.ids)
    return main_ids


def _counted(frame: Frame) -> Counter[str]:
    words = {NEW: "new", CHANGED: "changed"}
    return Counter(words.get(status, "linked") for status in frame.status)


def _gave_way(delivery: Delivery, judged: Judged, frame: Frame, chosen: Sequence[int]) -> list[Overwritten]:
    """Values entered here before the source delivered the item for the first time, and other than the source's."""
    cipher, now, found = for_school(frame.school_id), timezone.now(), []
    marks, names = judged.marks[frame.form.key], names_of(judged, Org.objects.get(pk=frame.school_id))
    for n, i in enumerate(chosen):
        if frame.status[n] != CHANGED:
            continue
        stored, mark = frame.stored_of(n), marks.get(frame.record_id(n))
        known = set(mark.items) if mark is not None else set()
        for name in judged.filled(i, frame.form.key):
            column, before, after = frame.form.columns[name], stored[name], frame.values[name][n]
            if name in known or before is None or before == after:
                continue
            texts = [open_text(column, value, names) for value in (before, after)]
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


def _settle_rows(
    delivery: Delivery,
    fetched: Sequence[tuple[int, int, str]],
    judged: Judged,
    chosen: Sequence[int],
    counts: Counter[str],
) -> None:
    """Say of each row what became of it; doubtful and wrong ones keep what was found of them just now."""
    written = set(chosen)
    rows: list[tuple[Any, ...]] = []
    for i, (pk, _, _) in enumerate(fetched):
        verdict = judged.verdicts[i]
        state = State.WRITTEN if i in written else verdict.state
        counts["left"] += state in (State.DOUBTFUL, State.WRONG)
        problems = [problem.stored() for problem in verdict.problems]
        doubts = [list(doubt) for doubt in verdict.doubts]
        rows.append((pk, delivery.school_id, state.value, problems, doubts))
    names = ("id", "school_id", "state", "problems", "candidates")
    for start in range(0, len(rows), 1000):
        bulk.update_rows(DeliveredRow, names, rows[start : start + 1000], key=("school_id", "id"))

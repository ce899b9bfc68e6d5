"""Counters of rows and gaps per school, form and period, kept by the writer."""

from collections.abc import Iterable, Sequence
from typing import Any

from zhijiao.filing.models import FilingCount, StandingMark
from zhijiao.filing.records.change_log import WriteContext
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.columns.base import RecordForm
from zhijiao.filing.schema.frame import Frame
from zhijiao.kit import bulk


def period_slot(form: RecordForm, values: dict[str, Any]) -> tuple[int, str]:
    """Year and term a row counts under; 0 and empty for standing forms."""
    fields = PERIOD_FIELDS[form.period]
    return (values["year"] if "year" in fields else 0, values["term"] if "term" in fields else "")


def count_written(context: WriteContext, frame: Frame, fresh: Sequence[int], changed: Sequence[int]) -> None:
    """Keep rows and gaps per period by what this write added and took away."""
    delta: dict[tuple[int, str], list[int]] = {}
    fields = PERIOD_FIELDS[frame.form.period]
    for i in (*fresh, *changed):
        entry = delta.setdefault(
            period_slot(frame.form, {name: frame.values[name][i] for name in fields}), [0, 0]
        )
        entry[0] += 1
        entry[1] += frame.gaps[i] > 0
    for i in changed:
        stored = frame.stored_of(i)
        entry = delta.setdefault(period_slot(frame.form, stored), [0, 0])
        entry[0] -= 1
        entry[1] -= stored["gaps"] > 0
    add_to_counts(context, delta)


def add_to_counts(context: WriteContext, delta: dict[tuple[int, str], list[int]]) -> None:
    """Add to the counters of a form, one upsert per period touched; and say that the school's figures changed."""
    for (year, term), (rows, gaps) in sorted(delta.items()):
        bulk.add_up(
            FilingCount,
            {"school_id": context.school.pk, "form": context.form.key, "year": year, "term": term},
            {"rows": rows, "gaps": gaps},
            {"updated_at": context.now, "updated_by": context.actor.name},
        )
    if delta:
        mark_moved([context.school.pk])


def mark_moved(schools: Iterable[int]) -> None:
    """Have the standing of schools worked out anew soon after the transaction; one statement."""
    bulk.insert_rows(StandingMark, ("school_id",), [(pk,) for pk in sorted(set(schools))])

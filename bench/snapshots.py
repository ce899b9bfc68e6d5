"""``snapshot.*``: freezing, proving and comparing the one big school that the rules are measured on."""

import time
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from bench import rules, world
from bench.measure import Line, median
from zhijiao.catalogue.matrix import current_round
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.kit import bulk
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.snapshots import comparing, manifest, taking, verify
from zhijiao.snapshots.models import Snapshot

STUDENTS = 3_000
WORDS = {"money": "12000.00", "code": "1", "codes": "1", "files": None}
"""What is sealed where a text would be none of the column."""


class _Undone(Exception):
    """Ends a transaction that shall leave nothing."""


def run(db: str, quick: bool) -> Iterator[Line]:
    """A school of 3,000 students and three years, every private item filled."""
    _, schools = world.tree(5 if quick else 23)
    school, times = schools[-1], 3 if quick else 5
    rules.fill(school, STUDENTS)
    seal_private(school)
    bulk.know_tables(form.model for form in registry.registry().records)
    filing = current_round()

    def take() -> None:
        try:
            with transaction.atomic():
                taking.take(school, filing, 1, "校长")
                raise _Undone
        except _Undone:
            return

    taken = median(take, times=times, clock=time.process_time)
    yield Line("snapshot.take", db, taken, target="< 3 s cpu", note=f"{STUDENTS:,} students, 3 years")
    with transaction.atomic():
        made = taking.take(school, filing, 1, "校长")
    records = sum(form.rows for form in manifest.read_entries(made.entries).values())
    proved = median(lambda: list(verify.verify_school(school)), times=times, clock=time.process_time)
    yield Line("snapshot.verify", db, proved, target="< 2 s cpu", note=f"{records:,} records")
    yield from _compared(db, school, made, times)


def _compared(db: str, school: Org, made: Snapshot, times: int) -> Iterator[Line]:
    """All forms against what is there now, when nothing was written to, and when half of the students' items were."""
    form, actor = registry.get("student_attributes"), Actor.system(school)
    entries = manifest.read_entries(made.entries)

    def compare() -> None:
        for each in registry.registry().records:
            comparing.with_now(actor, made, each, entries[each.key].year)

    same = median(compare, times=times, clock=time.process_time)
    yield Line("snapshot.same", db, same, note="all forms, nothing written to")
    ids = (
        form.model.unscoped.filter(school=school).order_by("pk").values_list("pk", flat=True)[: STUDENTS // 2]
    )
    form.model.unscoped.filter(pk__in=list(ids)).update(version=2)
    one = median(lambda: comparing.with_now(actor, made, form, None), times=times, clock=time.process_time)
    yield Line(
        "snapshot.changed", db, one, target="< 1 s cpu", note=f"{form.label}, {STUDENTS // 2:,} written to"
    )


@transaction.atomic
def seal_private(school: Org) -> None:
    """Fill every private item of the school's records."""
    cipher = for_school(school.pk)
    for form in registry.registry().records:
        columns = form.private_columns
        ids = list(form.model.unscoped.filter(school=school).order_by("pk").values_list("pk", flat=True))
        if not columns or not ids:
            continue
        sealed: list[Any] = [
            cipher.encrypt_many(WORDS.get(column.type, f"45010320050305{pk % 10000:04d}") for pk in ids)
            for column in columns
        ]
        names = ["id", *(column.attname for column in columns)]
        bulk.update_rows(form.model, names, list(zip(ids, *sealed, strict=True)), key=("id",))

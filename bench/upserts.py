"""``api.insert``, ``api.update``: 100,000 students sent to the API in batches of 1,000, as a program does.

Ours: each batch a request with a token, judged, encrypted, written with its history, counters and search entries; then
sent once more with one item changed. Floor: the same stored values by COPY (``executemany`` on SQLite) in the same
batches, nothing checked. What a batch costs at the end is held against the beginning, and memory too.
"""

import json
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from bench import imports, world
from bench.measure import Line, peak_memory_mb, say
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.identity.models import Role, User
from zhijiao.identity.tokens import create_token
from zhijiao.kit import bulk
from zhijiao.kit.identity import make_id_number
from zhijiao.modules.general.models import Student
from zhijiao.orgs.models import Org

ROWS, QUICK_ROWS, BATCH, PER_SCHOOL = 100_000, 3_000, 1_000, 5_000
PATH = "/api/v1/forms/student/records/"


def run(db: str, quick: bool) -> Iterator[Line]:
    """Insert all, update all, and the floor of the insertion."""
    settings.API_PER_MINUTE = 0
    rows = QUICK_ROWS if quick else ROWS
    batches = list(_batches(rows))
    before = peak_memory_mb()
    programs = {school: _program(school) for school in dict.fromkeys(school for school, _ in batches)}
    inserted = [_sent(programs[school], batch) for school, batch in batches]
    grown = peak_memory_mb() - before
    updated = [_sent(programs[school], _renamed(batch)) for school, batch in batches]
    assert Student.unscoped.filter(version=2).count() >= rows
    floor = sum(_floor(batch) for _, batch in batches)
    note = (
        f"{rows:,} rows; last batch {inserted[-1] / inserted[0]:.2f} x the first; memory + {grown:.0f} MB; "
        f"{rows / sum(inserted):,.0f} rows/s, {floor / sum(inserted):.0%} of the floor's speed"
    )
    say(f"[{db}] {note}")
    copy = "COPY" if db == "postgresql" else "executemany"
    yield Line(
        "api.insert", db, sum(inserted), floor=f"{copy} of ready values, unchecked", floor_s=floor,
        target="<= 2.86 x floor", note=note,
    )  # fmt: skip
    yield Line("api.update", db, sum(updated), note=f"{rows:,} rows, one item of each changed")


def _batches(rows: int) -> Iterator[tuple[Org, list[dict[str, Any]]]]:
    for start in range(0, rows, BATCH):
        if start % PER_SCHOOL == 0:
            school = imports.fresh_school()
        yield school, [_cells(n) for n in range(start, min(start + BATCH, rows))]


def _cells(n: int) -> dict[str, Any]:
    """A student as a program sends it: codes by code, private values in clear."""
    form = registry.get("student")
    birth = date(2002, 1, 1) + timedelta(days=n % 2000)
    number = make_id_number("450103", birth, 2 * (n // 2000 % 499) + n % 2)
    cells = {
        column.name: str(column.example)
        for column in form.stored
        if column.read_from_sheets and column.example not in (None, "") and not column.ref
    }
    name = world.SURNAMES[n % len(world.SURNAMES)] + world.GIVEN[n % 31] + world.GIVEN[n * 7 % 37]
    facts = {"number": f"S{n:07d}", "name": name, "birth": birth.isoformat(), "sex": "12"[1 - n % 2]}
    return cells | facts | {"id_number": number}


def _renamed(batch: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The students by their number with other names; private values that nobody has changed are not sent again."""
    return [{"number": cells["number"], "name": cells["name"][:1] + "新"} for cells in batch]


def _program(school: Org) -> dict[str, Any]:
    user = User.objects.create(
        username=f"bench-program-{school.pk}", org=school, real_name="程序", must_change_password=False
    )
    user.roles.add(Role.objects.get(org=None, key="school_clerk"))
    return {"Authorization": f"Bearer {create_token(user, 'bench')[1]}"}


def _sent(headers: dict[str, Any], batch: list[dict[str, Any]]) -> float:
    body = json.dumps(batch, ensure_ascii=False)
    client = Client()
    start = time.perf_counter()
    answer = client.post(PATH, body, "application/json", headers=headers)
    taken = time.perf_counter() - start
    assert answer.status_code in (200, 201), answer.content.decode()[:800]
    return taken


def _floor(batch: list[dict[str, Any]]) -> float:
    """The values of a batch as they are stored, laid into a school without anything else."""
    school, form, now = imports.fresh_school(), registry.record_form("student"), timezone.now()
    frame = validate(form, school, {name: [cells[name] for cells in batch] for name in batch[0]})
    names = [column.attname for column in form.stored if column.name in frame.values]
    token = "g1.1." + "x" * 80
    columns = [
        [token] * len(batch) if form.columns[column.name].private else frame.values[column.name]
        for column in form.stored
        if column.name in frame.values
    ]
    values = [(school.pk, 1, 0, now, now, *row) for row in zip(*columns, strict=True)]
    attnames = ["school_id", "version", "gaps", "created_at", "updated_at", *names]
    start = time.perf_counter()
    with transaction.atomic():
        bulk.insert_rows(Student, attnames, values)
    return time.perf_counter() - start

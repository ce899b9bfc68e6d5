"""``import.total``, ``import.validate``, ``import.approve``: 5,000 teachers, all columns, workbook to formal table.

Ours: upload → every error shown → staged → passed by the reviewer, with encryption, history, counters and search.
Peer: django-import-export with the same checks, in its own two steps (dry run, then import), as it comes and as its
documentation advises to tune it. Floor: reading with calamine and Django's ``bulk_create`` of ready values, unchecked.
"""

import datetime as dt
import io
import itertools
import statistics
import time
from collections.abc import Iterator
from typing import Any

import xlsxwriter
from django.db import transaction
from django.utils import timezone
from python_calamine import CalamineWorkbook

from bench import importexport_peer, world
from bench.measure import Line, median, peak_memory_mb, say
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.intake import approval, corrections, queue, upload
from zhijiao.kit.identity import make_id_number
from zhijiao.modules.general.models import Teacher
from zhijiao.orgs.models import Org

ROWS, QUICK_ROWS, YEAR = 5_000, 1_000, 2020
FIRST_SCHOOL = 2
_schools = itertools.count(FIRST_SCHOOL)


def fresh_school() -> Org:
    """A school in which nothing has been entered yet."""
    n = next(_schools)
    return world.tree(n + 1)[1][n]


def cells(rows: int) -> dict[str, list[Any]]:
    """The sheet by column: realistic names, valid ID numbers, names of codes, half the dates as text."""
    form = registry.get("teacher")
    sheet = {column.name: [column.example] * rows for column in form.stored}
    births = [dt.date(1962, 1, 1) + dt.timedelta(days=(n * 7) % 12_000) for n in range(rows)]
    letters = world.GIVEN
    sheet["number"] = [f"T{n:05d}" for n in range(rows)]
    sheet["name"] = [
        world.SURNAMES[n % len(world.SURNAMES)] + letters[n % 31] + letters[(n * 7) % 37] for n in range(rows)
    ]
    sheet["birth"] = [day.isoformat() if n % 2 else day for n, day in enumerate(births)]
    sheet["sex"] = ["男" if n % 2 else "女" for n in range(rows)]
    sheet["id_number"] = [
        make_id_number("450103", day, 2 * (n // 2 % 499) + n % 2) for n, day in enumerate(births)
    ]
    return sheet


def workbook(sheet: dict[str, list[Any]]) -> bytes:
    """The sheet as an xlsx file."""
    form = registry.get("teacher")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet("Sheet1")
        for place, (name, column) in enumerate(sheet.items()):
            page.write(0, place, form.columns[name].label)
            page.write_column(1, place, column)
    return out.getvalue()


def run(db: str, quick: bool) -> Iterator[Line]:
    """Ours and the floor three times each, the peer once per setting."""
    rows = QUICK_ROWS if quick else ROWS
    data = workbook(cells(rows))
    taken = [ours(data, rows) for _ in range(3)]
    checked, passed = (statistics.median(part) for part in zip(*taken, strict=True))
    total = statistics.median(sum(pair) for pair in taken)
    memory = peak_memory_mb()
    ready = _ready(rows)
    floor = median(lambda: _floor(data, ready), times=3)
    columns = len(registry.get("teacher").stored)
    note = f"{rows:,} rows x {columns} columns, {len(data) / 1e6:.1f} MB; memory {memory:.0f} MB"
    say(f"[{db}] ours {total:.3f} s (checked {checked:.3f}, passed {passed:.3f}), floor {floor:.3f} s")
    for setting, target in importexport_peer.SETTINGS.items():
        dry, written = importexport_peer.run(fresh_school(), data, setting)
        say(f"[{db}] peer {setting}: dry run {dry:.2f} s, import {written:.2f} s")
        peer = f"django-import-export, {setting}"
        yield Line(
            "import.total", db, total, peer=peer, peer_s=dry + written, floor="calamine + bulk_create",
            floor_s=floor, target=target[db] + "; <= 3 x floor; < 300 MB", note=note,
        )  # fmt: skip
        yield Line("import.validate", db, checked, peer=peer + ", dry run", peer_s=dry, note=note)
        yield Line("import.approve", db, passed, peer=peer + ", second step", peer_s=written, note=note)


def ours(data: bytes, rows: int, school: Org | None = None) -> tuple[float, float]:
    """Seconds until every error is shown, and until all rows stand in the formal table (of a fresh school)."""
    school = school or fresh_school()
    actor, form = world.system(school), registry.get("teacher")
    start = time.perf_counter()
    batch = upload.accept(actor, school, form, "教师.xlsx", data, YEAR).batch
    while batch.state in (ImportBatch.State.UPLOADED, ImportBatch.State.PARSING):
        if not queue.run_pending_once():
            time.sleep(0.01)  # another process has taken it
        batch.refresh_from_db()
    checked = time.perf_counter()
    if batch.state == ImportBatch.State.CHECKED:
        corrections.submit(actor, batch)
    approval.pass_rows(actor, school, form)
    done = time.perf_counter()
    problems = (
        StagedRow.objects.filter(batch=batch).exclude(problems=None).values_list("problems", flat=True)[:3]
    )
    count = Teacher.unscoped.filter(school=school).count()
    assert count == rows, f"{count} of {rows} rows arrived: {batch.state} {batch.message} {list(problems)}"
    return checked - start, done - checked


def _ready(rows: int) -> list[dict[str, Any]]:
    """Values as they will be stored, made beforehand."""
    form = registry.get("teacher")
    frame = validate(form, fresh_school(), cells(rows))
    assert frame.clean, frame.problems[:3]
    names = [column.name for column in form.stored]
    columns = (frame.values[name] for name in names)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _floor(data: bytes, ready: list[dict[str, Any]]) -> None:
    """Read the file, write the rows."""
    school, now = fresh_school(), timezone.now()
    CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    with transaction.atomic():
        Teacher.unscoped.bulk_create(
            (Teacher(school=school, created_at=now, updated_at=now, **row) for row in ready), batch_size=1000
        )

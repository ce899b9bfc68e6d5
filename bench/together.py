"""``together``: ten schools import 5,000 rows at once while others open their lists, on PostgreSQL.

Two processes take the imports, as two workers do on a small machine; each carries a workbook from its upload to the
formal table. The line's floor is one import alone; the note tells the p95 of list pages before and meanwhile.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import imports, world
from bench.measure import Line, say

IMPORTS, HANDS = 10, 2
LIST = "/forms/student/"
ALONE = 60
"""List pages opened before, for the comparison."""


def run(db: str, quick: bool) -> Iterator[Line]:
    """Nothing on SQLite, whose one writer makes it another question."""
    if db == "sqlite":
        return
    rows = imports.QUICK_ROWS if quick else imports.ROWS
    schools = [imports.fresh_school() for _ in range(IMPORTS)]
    world.fill_students(world.tree(2)[1], world.PER_SCHOOL, say)
    browser = world.client(world.tree(2)[1][0], "school_clerk")

    def opened() -> float:
        start = time.perf_counter()
        assert browser.get(LIST).status_code == 200
        return time.perf_counter() - start

    data = imports.workbook(imports.cells(rows))
    one = statistics.median(sum(imports.ours(data, rows)) for _ in range(3))
    alone = [opened() for _ in range(ALONE)]
    with tempfile.TemporaryDirectory() as folder:
        (file := Path(folder) / "rows.xlsx").write_bytes(data)
        start = time.perf_counter()
        hands = [_hand(file, rows, [school.pk for school in schools[place::HANDS]]) for place in range(HANDS)]
        meanwhile = []
        while any(hand.poll() is None for hand in hands):
            meanwhile.append(opened())
            time.sleep(0.02)
        total = time.perf_counter() - start
    if any(hand.returncode for hand in hands):
        raise SystemExit("an import failed")
    before, during = (statistics.quantiles(each, n=20)[-1] for each in (alone, meanwhile))
    yield Line(
        "together", db, total, floor="one import alone", floor_s=one, target="<= 11 x; p95 <= 2 x",
        note=f"{IMPORTS} imports of {rows:,} rows; p95 of {len(meanwhile)} list pages {during * 1e3:.0f} ms, "
        f"before {before * 1e3:.0f} ms (x{during / before:.2f}); start of processes included",
    )  # fmt: skip


def _hand(file: Path, rows: int, schools: list[int]) -> subprocess.Popen[bytes]:
    """A process that imports the file into one school after another."""
    words = [str(file), str(rows), *map(str, schools)]
    return subprocess.Popen([sys.executable, "-m", "bench.hand", *words], env={**os.environ})

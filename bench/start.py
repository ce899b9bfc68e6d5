"""``start.*``: what the first page of a web process costs, and the memory of web processes that share what they can."""

import json
import subprocess
import sys
from collections.abc import Iterator

from django.conf import settings

from bench import world
from bench.measure import Line, say


def run(db: str, quick: bool) -> Iterator[Line]:
    """Start copies of a warmed-up process and open the list of students in each, twice."""
    _, schools = world.tree(2)
    world.fill_students(schools, 3_000, say)
    session = world.client(schools[0], "school_clerk").cookies[settings.SESSION_COOKIE_NAME].value
    command = [sys.executable, "-m", "bench.copies", session]
    told = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    first, later, memory = json.loads(told.stdout.splitlines()[-1])
    yield Line("start.page", db, first, floor="the same page again", floor_s=later, target="< 0.2 s")
    yield Line("start.memory", db, first, target="< 90 MB", note=f"{memory:.0f} MB per process (PSS)")

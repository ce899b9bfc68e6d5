"""Timing: medians of repeated runs, in wall and processor time, and the lines that are printed."""

import contextlib
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.template.base import Template


@dataclass
class Line:
    """One result. Seconds; ``vs_peer`` = peer / ours (more is better), ``vs_floor`` = ours / floor (less is better)."""

    bench: str
    db: str
    ours_s: float
    peer: str = ""
    peer_s: float | None = None
    floor: str = ""
    floor_s: float | None = None
    vs_peer: float | None = None
    vs_floor: float | None = None
    target: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.peer_s:
            self.vs_peer = round(self.peer_s / self.ours_s, 2)
        if self.floor_s:
            self.vs_floor = round(self.ours_s / self.floor_s, 2)
        for name in ("ours_s", "peer_s", "floor_s"):
            value = getattr(self, name)
            setattr(self, name, None if value is None else round(value, 6))

    def json(self) -> str:
        """One JSON object, empty fields left out."""
        return json.dumps({k: v for k, v in asdict(self).items() if v not in (None, "")}, ensure_ascii=False)


def median(
    work: Callable[[], Any],
    *,
    times: int = 5,
    before: Callable[[], Any] | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> float:
    """Median seconds of ``work``; ``before`` runs untimed in front of each run."""
    taken = []
    for _ in range(times):
        if before:
            before()
        start = clock()
        work()
        taken.append(clock() - start)
    return statistics.median(taken)


def alternately(
    works: dict[str, Callable[[], Any]], *, times: int, clock: Callable[[], float]
) -> dict[str, float]:
    """Medians of several works run in turns, so that a neighbour's load falls on all alike; one warm-up each."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(times):
        for name, work in works.items():
            start = clock()
            work()
            taken[name].append(clock() - start)
    return {name: statistics.median(values) for name, values in taken.items()}


@contextlib.contextmanager
def as_served() -> Iterator[None]:
    """Django templates as a server draws them: the test environment has each one told of, which slows peers alone."""
    watched = Template._render
    Template._render = _plain_render
    try:
        yield
    finally:
        Template._render = watched


def _plain_render(template: Template, context: Any) -> Any:
    """What Django's own method is outside tests."""
    return template.nodelist.render(context)


def peak_memory_mb() -> float:
    """Largest memory this process has used, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 if sys.platform != "darwin" else peak / 1024 / 1024


def say(text: str) -> None:
    """Progress, on the error stream."""
    print(text, file=sys.stderr, flush=True)

"""Declaring jobs. The decorator is Django's Tasks interface with rules of ours beside it: any backend accepts the task.

@job("生成统计报表", priority=REPORT, retry_after=(10, 60, 300))
def make_report(report_id: int) -> None: ...

make_report.enqueue(report.pk)
enqueue_single(make_report, f"report:{report.pk}", report.pk)   # unless one of that name waits or runs already
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django_tasks import task
from django_tasks.base import Task, TaskResult

IMPORT, MAIL, NORMAL, REPORT, SWEEP = 50, 40, 0, -30, -60
"""Priorities; a person waits for the first two."""


@dataclass(frozen=True)
class JobRules:
    """What Django's interface has no words for."""

    label: str
    """Name on the operator's page."""
    retry_after: tuple[float, ...] = ()
    """Seconds to wait before each further try; deaths of workers are not counted as tries."""
    queue: str = "default"
    """Where workers started with ``--queue`` look for it."""
    cancellable: bool = True
    """False where the job's own row is the place to cancel it."""


_rules: dict[str, JobRules] = {}
_declared: dict[str, Task] = {}
_periodic: dict[str, tuple[Task, timedelta]] = {}


def job(
    label: str,
    *,
    every: timedelta | None = None,
    retry_after: tuple[float, ...] = (),
    priority: int = NORMAL,
    queue: str = "default",
    cancellable: bool = True,
) -> Callable[[Callable], Task]:
    """Make a module-level function a task. With ``every`` the workers enqueue it by themselves."""

    def declare(function: Callable) -> Task:
        made = task(priority=priority, queue_name=queue)(function)
        if made.module_path in _rules:
            raise ValueError(f"a job {made.module_path} is registered already")
        _declared[made.module_path] = made
        _rules[made.module_path] = JobRules(label, retry_after, queue, cancellable)
        if every is not None:
            _periodic[made.module_path] = made, every
        return made

    return declare


def rules(path: str) -> JobRules:
    """The rules of a task; one that was not declared by `job` has the usual ones and its path for a name."""
    return _rules.get(path) or JobRules(path)


def declared(path: str) -> Task:
    """A job by its path, for code that the module of the job builds on. KeyError if there is none."""
    return _declared[path]


def queues() -> set[str]:
    """Every queue that a declared job uses, and the usual one."""
    return {"default", *(each.queue for each in _rules.values())}


def periodic() -> dict[str, tuple[Task, timedelta]]:
    """Every periodic job, with its period."""
    return _periodic


def enqueue_single(
    made: Task, name: str, *args: Any, due: datetime | None = None, backend: Any = None
) -> TaskResult | None:
    """Queue a task unless a job of that name waits or runs; then None. A foreign backend queues it in any case."""
    backend = backend or made.get_backend()
    if getattr(backend, "supports_single", False):
        return backend.enqueue(made, list(args), {}, single=name, due=due)
    return backend.enqueue(made, list(args), {})

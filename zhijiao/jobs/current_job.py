"""What the code of a job may use while it runs. Outside a worker, or under a foreign backend, all of it does nothing.

from zhijiao.jobs import current_job

@job("生成快照", retry_after=(30, 60))
def snapshot(round_key):
for number, school in enumerate(schools, 1):
current_job.progress(number, len(schools))    # also: stops here if cancelled or taken over
with current_job.fenced():                    # committed only if the job is still ours
...
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from zhijiao.jobs.job_store import JobCancelled, JobLease, JobLost

PROGRESS_EVERY = 1.0
"""Seconds between two writes of progress."""
_current: ContextVar["Attempt | None"] = ContextVar("current_job", default=None)


class RunAgain:
    """Returned by a job that has done a piece of its work: call it again, between other work."""

    def __init__(self, seconds: float = 0) -> None:
        self.seconds = seconds


class Attempt:
    """One attempt at one job, as its code sees it."""

    def __init__(self, lease: JobLease) -> None:
        self.lease = lease
        self.lost = threading.Event()
        self.cancelled = threading.Event()
        self._written = float("-inf")

    def check(self) -> None:
        """Stop here if the job was taken over or cancelled."""
        if self.lost.is_set():
            raise JobLost(f"job {self.lease.job.pk} was taken over")
        if self.cancelled.is_set():
            raise JobCancelled(f"job {self.lease.job.pk} was cancelled")

    def progress(self, done: int, total: int, message: str) -> None:
        """Show how far it is, once a second."""
        self.check()
        now = time.monotonic()
        if now - self._written < PROGRESS_EVERY and done != total:
            return
        self._written = now
        self.lease.keep(done=done, total=total, message=message[:200])
        if self.lease.is_cancelled():
            self.cancelled.set()
            self.check()


def progress(done: int, total: int = 0, message: str = "") -> None:
    """How far the job is; raises if it is to stop."""
    attempt = _current.get()
    if attempt is not None:
        attempt.progress(done, total, message)


def check() -> None:
    """Raise if the job is to stop. Costs nothing; the thread that keeps the lease asks the database."""
    attempt = _current.get()
    if attempt is not None:
        attempt.check()


@contextmanager
def fenced() -> Iterator[None]:
    """A transaction that is committed only by the worker whose job it still is."""
    attempt = _current.get()
    with transaction.atomic():
        if attempt is not None:
            attempt.check()
            attempt.lease.keep()  # locks the row until the commit: nobody can take the job over meanwhile
        yield
        if attempt is not None:
            attempt.lease.keep()  # however long that took, the lease is fresh when the row can be seen again


@contextmanager
def running(attempt: Attempt) -> Iterator[None]:
    """Let `progress`, `check` and `fenced` mean this attempt."""
    token = _current.set(attempt)
    try:
        yield
    finally:
        _current.reset(token)

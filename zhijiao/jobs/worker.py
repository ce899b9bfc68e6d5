"""The worker: take a job, hold its lease by a second thread while it runs, write down how it ended, go on."""

import contextlib
import logging
import os
import random
import signal
import socket
import threading
import time
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import db
from django.utils import timezone
from django_tasks.signals import task_finished, task_started
from django_tasks.utils import normalize_json

from zhijiao.jobs import current_job, job_store, schedules
from zhijiao.jobs.backend import DatabaseBackend, backend_of, is_known, result_of, task_of
from zhijiao.jobs.declare import rules
from zhijiao.jobs.job_store import JobLease, JobLost
from zhijiao.jobs.models import Job, State

log = logging.getLogger("zhijiao.jobs")
SHORT_PAUSE, LONG_PAUSE = 0.25, 1.5
"""Seconds between two looks: right after work, and after a while without any."""
SCHEDULES_EVERY = 15.0
"""Seconds after which the schedules are read even if none was due: another worker may know newer ones."""
REFRESH_EVERY = 20.0
"""Seconds between two looks whether the connection to the database is still good."""
KEEP_EVERY = 5.0
"""Seconds between two renewals of a lease at most; a job that is to stop learns it then."""

NICENESS = 10
"""How far a worker stands behind web processes for a processor that both want: it gets a tenth of their share."""


def stand_back() -> None:
    """Let pages go first where this process shares a machine with them. Systems without such an order do without."""
    with contextlib.suppress(AttributeError, OSError):
        os.nice(NICENESS - os.nice(0))


def own_name() -> str:
    """A name for this worker that no other has."""
    return f"{socket.gethostname()[:20]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


class Worker:
    """One process, one job at a time. Several may run on several machines."""

    def __init__(
        self, alias: str = "default", queues: Sequence[str] = (), min_priority: int | None = None
    ) -> None:
        self.backend = backend_of(alias)
        self.queues, self.min_priority = queues, min_priority
        self.owner = own_name()
        self.stopping = threading.Event()
        self.unknown: set[str] = set()
        self._freed = self._scheduled = float("-inf")
        self._next_due = 0.0

    def run(self, *, once: bool = False) -> None:
        """Work until told to stop; with ``once`` until nothing is left to do."""
        pause, refreshed = SHORT_PAUSE, time.monotonic()
        while not self.stopping.is_set():
            if time.monotonic() - refreshed >= REFRESH_EVERY:
                refreshed = time.monotonic()
                db.close_old_connections()
            try:
                worked = self.step()
            except db.Error as error:  # the database restarts, or SQLite was locked for too long
                if once:
                    raise
                log.warning("worker: %s", type(error).__name__)
                db.connections.close_all()
                worked, pause = False, LONG_PAUSE
            if worked:
                pause = SHORT_PAUSE
            elif once:
                return
            else:
                self.stopping.wait(pause * random.uniform(0.8, 1.2))  # noqa: S311
                pause = min(pause * 1.5, LONG_PAUSE)

    def step(self) -> bool:
        """Housekeeping if it is time, then one job; false if there was none."""
        self.keep_house()
        found = job_store.waiting(self.backend.alias, self.queues, self.min_priority)
        if self.unknown:
            found = found.exclude(path__in=self.unknown)
        first = found.first()
        if first is None:
            return False
        if not is_known(first):  # enqueued by a newer release: left to workers that know it
            log.warning("job %s %s is unknown to this release and left waiting", first.pk, first.path)
            self.unknown.add(first.path)
            return True
        job = job_store.take(self.owner, self.backend.lease_rules, found.filter(path=first.path))
        if job is not None:
            perform(job, self.backend)
            db.reset_queries()
        return True

    def keep_house(self) -> None:
        """Free jobs of dead workers, and enqueue periodic ones, each when it is time."""
        now = time.monotonic()
        if now - self._freed >= self.backend.lease_rules.duration.total_seconds() / 3:
            self._freed = now
            job_store.free_lost(self.backend.lease_rules)
        if now >= self._next_due or now - self._scheduled >= SCHEDULES_EVERY:
            self._scheduled = now
            due = schedules.enqueue_due()
            wait = (due - timezone.now()).total_seconds() if due else SCHEDULES_EVERY
            self._next_due = now + max(0.0, wait)

    def stop(self, *_: object) -> None:
        """Finish the job in hand, then end."""
        self.stopping.set()

    def obey_signals(self) -> None:
        """End in order when told to."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self.stop)


def perform_now(pk: int | str) -> bool:
    """Run one waiting job in this process, if it is due and nobody else has taken it."""
    job = Job.objects.filter(pk=pk).first()
    if job is None:
        return False
    backend = backend_of(job.backend)
    taken = job_store.take(
        own_name(), backend.lease_rules, job_store.waiting(backend.alias).filter(pk=job.pk)
    )
    if taken is not None:
        perform(taken, backend)
    return taken is not None


def perform(job: Job, backend: DatabaseBackend) -> None:
    """One attempt at a job that was taken."""
    lease = JobLease(job, backend.lease_rules)
    attempt = current_job.Attempt(lease)
    failure: BaseException | None = None
    result = None
    task_started.send(type(backend), task_result=result_of(job))
    with LeaseKeeper(attempt):
        try:
            with current_job.running(attempt):
                result = task_of(job).call(*job.arguments["args"], **job.arguments["kwargs"])
                if not isinstance(result, current_job.RunAgain):
                    result = normalize_json(result)
        except Exception as error:
            failure = error
    try:
        _conclude(lease, failure, result)
    except JobLost:
        log.warning("job %s %s was taken over; its outcome is dropped", job.pk, job.path)
        return
    ended = Job.objects.filter(pk=job.pk).exclude(state__in=(State.WAITING, State.RUNNING)).first()
    if ended is not None:
        task_finished.send(type(backend), task_result=result_of(ended))


def _conclude(lease: JobLease, failure: BaseException | None, result: Any) -> None:
    """Write down how an attempt ended. Raises JobLost if that is no longer ours to say."""
    job = lease.job
    if isinstance(failure, JobLost):
        raise failure
    if failure is None and isinstance(result, current_job.RunAgain):
        lease.again(timedelta(seconds=result.seconds))
        return
    if failure is None:
        lease.succeed(result)
        return
    name = type(failure).__name__
    if lease.fail(failure, rules(job.path).retry_after):
        log.warning("job %s %s will be tried again: %s", job.pk, job.path, name)
    else:
        log.error("job %s %s failed: %s", job.pk, job.path, name)


class LeaseKeeper(threading.Thread):
    """Renews a lease three times per term until the job ends; tells the job when it is lost or cancelled."""

    def __init__(self, attempt: current_job.Attempt) -> None:
        super().__init__(name=f"lease-{attempt.lease.job.pk}", daemon=True)
        self.attempt = attempt
        self._ended = threading.Event()

    def run(self) -> None:
        """Until the job ends or the lease is lost."""
        lease = self.attempt.lease
        pause = min(lease.rules.duration.total_seconds() / 3, KEEP_EVERY)
        try:
            while not self._ended.wait(pause):
                try:
                    lease.keep()
                    if lease.is_cancelled():
                        self.attempt.cancelled.set()
                except JobLost:
                    self.attempt.lost.set()
                    return
                except db.Error:
                    db.connection.close()  # try again; if the lease runs out meanwhile, that is noticed too
        finally:
            db.connection.close()

    def __enter__(self) -> "LeaseKeeper":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self.join(timeout=30)

"""Everything that is written about a job. Each write is one conditional statement; without the right to it, no effect.

The right of a worker to a job is the pair (lease_owner, attempts). Taking a job counts an attempt, so even the same
worker cannot mistake an old lease for a new one. Times of leases are the database's on PostgreSQL, where workers run on
several machines whose clocks differ; SQLite has one machine.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import DurationField, F, Max, Q, Value
from django.db.models.functions import Now
from django.utils import timezone

from zhijiao.jobs.error_report import class_path, frames
from zhijiao.jobs.models import LIVE, Job, State


class JobLost(RuntimeError):
    """The job is no longer ours; nothing more may be written."""


class JobCancelled(RuntimeError):
    """Somebody has asked for the job to be stopped."""


@dataclass(frozen=True)
class LeaseRules:
    """How long a lease lasts, and how many deaths of workers one job may cause before it is given up."""

    duration: timedelta = timedelta(seconds=60)
    losses: int = 10


def now_everywhere() -> Any:
    """Now, as all workers of this installation see it alike."""
    return Now() if connection.vendor == "postgresql" else timezone.now()


def after(span: timedelta) -> Any:
    """The moment a time span from now."""
    on_postgresql = connection.vendor == "postgresql"
    return now_everywhere() + (Value(span, DurationField()) if on_postgresql else span)


def add(**facts: Any) -> Job | None:
    """A new waiting job, in the caller's transaction. None if its ``single`` name is taken by a live job."""
    if not facts.get("single"):
        return Job.objects.create(**facts)
    try:
        with transaction.atomic():
            return Job.objects.create(**facts)
    except IntegrityError:
        return None


def waiting(backend: str, queues: Iterable[str] = (), min_priority: int | None = None):
    """What may be taken now, in order."""
    found = Job.objects.filter(state=State.WAITING, backend=backend, run_after__lte=now_everywhere())
    if queues:
        found = found.filter(queue__in=list(queues))
    if min_priority is not None:
        found = found.filter(priority__gte=min_priority)
    return found.order_by("-priority", "run_after", "id")


def take(owner: str, rules: LeaseRules, found) -> Job | None:
    """The first of ``found`` that nobody else gets; None if there is none."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            job = found.select_for_update(skip_locked=True).first()
            return job and _taken(job, owner, rules)
    for job in found[:8]:
        if _taken(job, owner, rules):
            return job
    return None


def _taken(job: Job, owner: str, rules: LeaseRules) -> Job | None:
    now = timezone.now()
    won = Job.objects.filter(pk=job.pk, state=State.WAITING, attempts=job.attempts).update(
        state=State.RUNNING,
        attempts=F("attempts") + 1,
        lease_owner=owner,
        lease_until=after(rules.duration),
        started_at=now,
    )
    if not won:
        return None
    job.state, job.lease_owner, job.started_at, job.attempts = State.RUNNING, owner, now, job.attempts + 1
    return job


_FREE = {"lease_owner": "", "lease_until": None}


class JobLease:
    """The right to one attempt at one job."""

    def __init__(self, job: Job, rules: LeaseRules) -> None:
        self.job = job
        self.rules = rules

    def mine(self):
        """The row, as long as it is ours."""
        return Job.objects.filter(
            pk=self.job.pk,
            lease_owner=self.job.lease_owner,
            attempts=self.job.attempts,
            state=State.RUNNING,
        )

    def keep(self, **facts: Any) -> None:
        """Prolong the lease and store facts.

        Raises:
            JobLost: it has run out and somebody else has seen that.
        """
        self._write(lease_until=after(self.rules.duration), **facts)

    def is_cancelled(self) -> bool:
        """Has somebody asked for the end? A lost job counts as cancelled."""
        return not self.mine().filter(cancel_asked=False).exists()

    def succeed(self, result: Any = None) -> None:
        """The end of a good attempt."""
        self._end(State.DONE, result=result, error_class="", traceback="")

    def again(self, pause: timedelta = timedelta(0)) -> None:
        """A piece is done and more is left: to the end of the queue of its priority, with a clean record."""
        ending = {"run_after": timezone.now() + pause, "failures": 0, "losses": 0}
        if self.mine().filter(cancel_asked=True).exists():
            self._end(State.CANCELLED)
        else:
            self._write(state=State.WAITING, **ending, **_FREE)

    def fail(self, error: BaseException, retry_after: Sequence[float] = ()) -> bool:
        """The end of a bad attempt; true if it will be tried again, after the next of the pauses given."""
        failures = self.job.failures + 1
        facts = {"failures": failures, "error_class": class_path(error), "traceback": frames(error)}
        if isinstance(error, JobCancelled):
            self._end(State.CANCELLED, **facts)
        elif failures > len(retry_after):
            self._end(State.FAILED, **facts)
        else:
            run_after = timezone.now() + spread(retry_after[failures - 1])
            self._write(state=State.WAITING, run_after=run_after, **_FREE, **facts)
            return True
        return False

    def _end(self, state: str, **facts: Any) -> None:
        self._write(state=state, finished_at=timezone.now(), **_FREE, **facts)

    def _write(self, **facts: Any) -> None:
        if not self.mine().update(**facts):
            raise JobLost(f"job {self.job.pk} is no longer leased to {self.job.lease_owner}")


def spread(seconds: float) -> timedelta:
    """A pause with up to a tenth more, so that many jobs that failed together do not come back together."""
    return timedelta(seconds=seconds * random.uniform(1.0, 1.1))  # noqa: S311


def free_lost(rules: LeaseRules) -> int:
    """Free jobs whose worker has died; give up those that kill every worker. How many were freed or given up."""
    with transaction.atomic():
        dead = Job.objects.filter(state=State.RUNNING, lease_until__lt=now_everywhere())
        if connection.vendor == "postgresql":
            dead = dead.select_for_update(skip_locked=True)
        pks = list(dead.values_list("pk", flat=True)[:100])
        if not pks:
            return 0
        rows = Job.objects.filter(pk__in=pks, state=State.RUNNING, lease_until__lt=now_everywhere())
        lost = f"{JobLost.__module__}.{JobLost.__qualname__}"
        given_up = {"finished_at": timezone.now(), "losses": F("losses") + 1, "error_class": lost, **_FREE}
        ended = rows.filter(cancel_asked=True).update(state=State.CANCELLED, **given_up)
        ended += rows.filter(losses__gte=rules.losses).update(state=State.FAILED, **given_up)
        return ended + rows.update(state=State.WAITING, losses=F("losses") + 1, **_FREE)


def cancel(pk: int) -> bool:
    """Waiting: ended at once. Running: asked to stop. False if it was over already."""
    now = timezone.now()
    ended = Job.objects.filter(pk=pk, state=State.WAITING).update(state=State.CANCELLED, finished_at=now)
    return bool(ended or Job.objects.filter(pk=pk, state=State.RUNNING).update(cancel_asked=True))


def retry(pk: int) -> bool:
    """An operator lets a failed or cancelled job run anew. False if it is live, or another of its name is."""
    ended = Job.objects.filter(pk=pk).exclude(Q(state__in=LIVE) | Q(state=State.DONE))
    clean = {"failures": 0, "losses": 0, "cancel_asked": False, "finished_at": None}
    try:
        with transaction.atomic():
            return bool(ended.update(state=State.WAITING, run_after=timezone.now(), **clean))
    except IntegrityError:
        return False


def last_done(path: str) -> datetime | None:
    """When the latest successful run of a periodic job began its last piece; None if none is known."""
    return Job.objects.filter(path=path, state=State.DONE).aggregate(at=Max("started_at"))["at"]


def prune(older: timedelta) -> int:
    """Forget what ended long ago; failures are kept ten times as long. How many were removed."""
    then = timezone.now()
    gone = Q(state__in=[State.DONE, State.CANCELLED], finished_at__lt=then - older)
    gone |= Q(state=State.FAILED, finished_at__lt=then - 10 * older)
    return Job.objects.filter(gone).delete()[0]


def keep_last_done(path: str) -> None:
    """Of a periodic job that runs every minute only the last good run is worth keeping."""
    done = Job.objects.filter(path=path, state=State.DONE, due__isnull=False)
    latest = done.order_by("-due").values_list("due", flat=True).first()
    if latest is not None:
        done.filter(due__lt=latest).delete()

"""Periodic jobs. Whoever moves a schedule on enqueues the job, both in one transaction."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task_backends
from django_tasks.base import Task

from zhijiao.jobs import job_store
from zhijiao.jobs.declare import enqueue_single, periodic
from zhijiao.jobs.models import PeriodicSchedule


def enqueue_due() -> datetime | None:
    """Enqueue what is due, once however many workers ask; the time of the next due. What was missed is not made up."""
    known = dict(PeriodicSchedule.objects.values_list("path", "due_at"))
    nearest = None
    for path, (task, every) in periodic().items():
        now = timezone.now()
        due = known.get(path) or _begin(path, now)
        if due <= now:
            due = _move_on(path, task, due, now + every)
        nearest = due if nearest is None else min(nearest, due)
    return nearest


def _begin(path: str, now: datetime) -> datetime:
    try:
        with transaction.atomic():
            return PeriodicSchedule.objects.create(path=path, due_at=now).due_at
    except IntegrityError:
        return now  # another worker was faster; its schedule is read the next time


def _move_on(path: str, task: Task, due: datetime, following: datetime) -> datetime:
    with transaction.atomic():
        if PeriodicSchedule.objects.filter(path=path, due_at=due).update(due_at=following):
            job_store.keep_last_done(path)
            enqueue_single(task, path, due=due, backend=task_backends[task.backend])
    return following

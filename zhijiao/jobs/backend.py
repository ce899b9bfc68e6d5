"""The database as a backend of Django's Tasks interface."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task_backends
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.signals import task_enqueued
from django_tasks.utils import normalize_json

_STATUS = {
    "waiting": TaskResultStatus.READY,
    "running": TaskResultStatus.RUNNING,
    "done": TaskResultStatus.SUCCESSFUL,
    "failed": TaskResultStatus.FAILED,
    "cancelled": TaskResultStatus.FAILED,
}


class DatabaseBackend(BaseTaskBackend):
    """Jobs are rows beside the data they concern: enqueued in the caller's transaction or not at all."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True
    supports_single = True

    def __init__(self, alias: str, params: dict) -> None:
        super().__init__(alias, params)
        # Models cannot be imported yet while jobs are being declared.
        from zhijiao.jobs.job_store import LeaseRules

        duration = timedelta(seconds=self.options.get("LEASE", 60))
        self.lease_rules = LeaseRules(duration, self.options.get("LOSSES", 10))

    def enqueue(  # type: ignore[override]  # of a name that waits already nothing comes back
        self, task: Task, args: Any, kwargs: Any, *, single: str = "", **facts: Any
    ) -> TaskResult | None:
        """Queue a task up. With ``single``, None if a job of that name waits or runs already."""
        from zhijiao.jobs import job_store

        self.validate_task(task)
        made = job_store.add(
            path=task.module_path,
            arguments=normalize_json({"args": args, "kwargs": kwargs}),
            priority=task.priority,
            queue=task.queue_name,
            backend=self.alias,
            run_after=task.run_after or timezone.now(),
            single=single or None,
            **facts,
        )
        if made is None:
            return None
        result = result_of(made, task)
        task_enqueued.send(type(self), task_result=result)
        self.notify(made)
        return result

    def notify(self, job: Any) -> None:
        """Tell workers of a new job; here they look by themselves."""

    def get_result(self, result_id: str) -> TaskResult:
        """A job, by its number."""
        from zhijiao.jobs.models import Job

        try:
            return result_of(Job.objects.get(pk=result_id))
        except (Job.DoesNotExist, ValueError) as error:
            raise TaskResultDoesNotExist(result_id) from error


def backend_of(alias: str) -> DatabaseBackend:
    """The backend of an alias, if it is one whose jobs are rows.

    Raises:
        ImproperlyConfigured: it is a foreign one, with workers of its own.
    """
    found = task_backends[alias]
    if not isinstance(found, DatabaseBackend):
        raise ImproperlyConfigured(f"TASKS[{alias!r}] 不是本系统的后端，请用它自己的进程执行任务。")
    return found


def task_of(job: Any) -> Task:
    """The task of a row; what is not a task is never called.

    Raises:
        ImportError, TypeError: this program has no such task.
    """
    found = import_string(job.path)
    if not isinstance(found, Task):
        raise TypeError(f"{job.path} is not a task")
    return found.using(priority=job.priority, queue_name=job.queue, backend=job.backend)


def is_known(job: Any) -> bool:
    """Whether this program has the task of a row; one enqueued by a newer release may be unknown."""
    try:
        return bool(task_of(job))
    except (ImportError, TypeError):
        return False


def result_of(job: Any, task: Task | None = None) -> TaskResult:
    """A row in the words of the interface."""
    errors = []
    if job.state in ("failed", "cancelled"):
        cancelled = "zhijiao.jobs.job_store.JobCancelled"
        errors = [TaskError(exception_class_path=job.error_class or cancelled, traceback=job.traceback)]
    made: TaskResult = TaskResult(
        task=task or task_of(job),
        id=str(job.pk),
        status=_STATUS[job.state],
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.started_at,
        args=job.arguments["args"],
        kwargs=job.arguments["kwargs"],
        backend=job.backend,
        errors=errors,
        worker_ids=[job.lease_owner or "?"] * job.attempts,
    )
    object.__setattr__(made, "_return_value", job.result)
    return made

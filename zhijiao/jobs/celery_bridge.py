"""Redis or RabbitMQ before the same rows: Celery carries numbers of jobs, the row stays the truth.

Chosen by ``ZHIJIAO_TASKS_BROKER``. Every guarantee comes from the row: a message that arrives twice finds the job
taken, one that is lost is sent again by `resend`. Fencing, progress, cancelling and the operator's page are therefore
those of the database backend. Celery is installed separately (``pip install zhijiao[celery]``) and imported when it is
first needed.
"""

import importlib.util
import logging
import threading
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import db
from django.core import checks
from django.db import transaction
from django.utils import timezone

from zhijiao.jobs.backend import DatabaseBackend, is_known
from zhijiao.jobs.declare import NORMAL, queues

log = logging.getLogger("zhijiao.jobs")
HIGHEST = 9
"""The highest priority of a message; RabbitMQ delivers it first."""
HOUSEKEEPING_EVERY = 5.0
OVERDUE = timedelta(seconds=10)
"""How long a job waits before its message counts as lost."""
EXPIRES = 120
"""Seconds after which a message is dropped, and sent again if the job still waits: messages do not pile up."""
MISSING = "后台任务改用 Redis 或 RabbitMQ 需要 Celery，但没有安装。"
REMEDY = "请执行 pip install 'zhijiao[celery]'，或去掉环境变量 ZHIJIAO_TASKS_BROKER。"


class CeleryBackend(DatabaseBackend):
    """Enqueues a row, and after the commit a message with its number."""

    def __init__(self, alias: str, params: dict) -> None:
        super().__init__(alias, params)
        self.broker = self.options["BROKER"]
        self._app: Any = None

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Say so if Celery is missing."""
        if importlib.util.find_spec("celery"):
            return []
        return [checks.Error(MISSING, hint=REMEDY, id="jobs.E001")]

    def notify(self, job: Any) -> None:
        """Send the message when the row can be seen; a broker that is away is made good by `resend`."""
        if job.run_after <= timezone.now():
            transaction.on_commit(lambda: self.send(job), robust=True)

    def send(self, job: Any) -> None:
        """Send the number of a job."""
        self.app.send_task(
            "jobs.run",
            [job.pk],
            queue=message_queue(job.queue, job.priority),
            priority=round((job.priority + 100) / 200 * HIGHEST),
            expires=EXPIRES,
            ignore_result=True,
            retry=False,
        )

    @property
    def app(self) -> Any:
        """The Celery app, made once."""
        if self._app is None:
            self._app = _make_app(self)
        return self._app


def message_queue(queue: str, priority: int) -> str:
    """The broker's queue of a job. Below the usual priority it has a queue of its own, which some workers leave out."""
    return queue if priority >= NORMAL else f"{queue}.low"


def run_worker(backend: CeleryBackend, only: Sequence[str], min_priority: int | None) -> None:
    """Work until stopped, one job at a time."""
    names = [*(only or sorted(queues()))]
    low = [] if min_priority is not None and min_priority >= NORMAL else [f"{name}.low" for name in names]
    threading.Thread(target=_keep_house, args=(backend,), daemon=True, name="jobs-housekeeping").start()
    words = ["worker", "--pool", "solo", "--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
    backend.app.worker_main([*words, "--queues", ",".join([*names, *low])])


def _make_app(backend: CeleryBackend) -> Any:
    from celery import Celery  # an optional extra

    from zhijiao.jobs import worker

    made = Celery(f"zhijiao-{backend.alias}", broker=backend.broker, set_as_current=False)
    made.conf.update(
        task_acks_late=True,
        worker_prefetch_multiplier=1,
        broker_connection_retry_on_startup=True,
        broker_connection_timeout=3,
        broker_heartbeat=0,  # a worker at a long job does not answer; its lease tells whether it lives
        task_queue_max_priority=HIGHEST,
        task_create_missing_queues=True,
        worker_hijack_root_logger=False,
    )

    @made.task(name="jobs.run", shared=False)  # another backend has its own
    def run(pk: int) -> None:
        from zhijiao.jobs.models import Job, State

        db.close_old_connections()
        job = Job.objects.filter(pk=pk, state=State.WAITING).first()
        if job is None or not is_known(job) or not worker.perform_now(pk):
            return
        left = Job.objects.filter(pk=pk, state=State.WAITING, run_after__lte=timezone.now()).first()
        if left is not None:  # a piece is done and more is left
            backend.send(left)

    return made


def _keep_house(backend: CeleryBackend) -> None:
    """Beside the jobs: free those of dead workers, enqueue what is due, send again what still waits."""
    from zhijiao.jobs.worker import Worker

    house = Worker(backend.alias)
    sent: dict[int, float] = {}
    while True:
        try:
            db.close_old_connections()
            house.keep_house()
            resend(backend, sent)
        except Exception as error:  # database or broker are away for a while
            log.warning("housekeeping: %s", type(error).__name__)
            db.connections.close_all()
        time.sleep(HOUSEKEEPING_EVERY)


def resend(backend: CeleryBackend, sent: dict[int, float]) -> None:
    """Send messages of jobs that wait though they should have run; `sent` keeps each from being sent too often."""
    from zhijiao.jobs import job_store

    now = time.monotonic()
    for pk in [pk for pk, at in sent.items() if now - at >= EXPIRES]:
        del sent[pk]
    overdue = job_store.waiting(backend.alias).filter(run_after__lt=timezone.now() - OVERDUE)
    for job in overdue.exclude(pk__in=list(sent))[:200]:
        backend.send(job)
        sent[job.pk] = now

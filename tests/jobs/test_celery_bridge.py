"""Celery before the rows: messages carry numbers of jobs, every guarantee comes from the row.

The broker is Celery's own in this process's memory; Redis and RabbitMQ were measured by hand (decision 0020).
"""

import importlib.util
import threading
import time
from datetime import timedelta

import pytest
from celery.contrib.testing.worker import start_worker
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from django_tasks import task_backends

from tests.jobs import tasks
from zhijiao.config.environment import tasks as tasks_setting
from zhijiao.jobs import celery_bridge, declare, job_store
from zhijiao.jobs.models import Job, State

MEMORY = "memory://"
PATIENCE = 300
"""Looks, ten a second, for what a worker in a thread does."""


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    """No periodic job comes between, and nothing is left of another test."""
    monkeypatch.setattr(declare, "_periodic", {})
    tasks.done.clear()


@pytest.fixture
def bridge(settings):
    """The bridge as the setting chooses it, with a broker in memory."""
    settings.TASKS = tasks_setting({"ZHIJIAO_TASKS_BROKER": "redis://localhost:6379/0"})
    settings.TASKS["default"]["OPTIONS"]["BROKER"] = MEMORY
    backend = task_backends["default"]
    assert isinstance(backend, celery_bridge.CeleryBackend)
    with backend.app.connection_for_read() as connection:
        for queue in ("default", "default.low", "long", "long.low"):
            connection.SimpleQueue(queue).clear()
    yield backend
    backend.app.close()


def messages(backend, queue="default") -> list[int]:
    """Numbers of the jobs whose messages lie in a queue; they are taken out."""
    found = []
    with backend.app.connection_for_read() as connection:
        simple = connection.SimpleQueue(queue)
        while True:
            try:
                message = simple.get(block=False)
            except simple.Empty:
                return found
            message.ack()
            found.append(message.payload[0])


def run(backend, pk):
    """What a worker does with a message."""
    return backend.app.tasks["jobs.run"].apply(args=[pk]).get()


@pytest.mark.django_db(transaction=True)
class TestMessages:
    def test_the_message_is_sent_when_the_row_can_be_seen(self, bridge):
        with transaction.atomic():
            tasks.note.enqueue("姓名")
            assert messages(bridge) == []
        job = Job.objects.get()
        assert messages(bridge) == [[job.pk]]

    def test_a_rolled_back_transaction_sends_nothing(self, bridge):
        with transaction.atomic():
            tasks.note.enqueue("a")
            transaction.set_rollback(True)
        assert (messages(bridge), Job.objects.count()) == ([], 0)

    def test_low_priorities_have_a_queue_of_their_own(self, bridge):
        tasks.report.enqueue("r")
        tasks.urgent.enqueue("i")
        report, urgent = Job.objects.order_by("priority")
        assert (messages(bridge, "long.low"), messages(bridge)) == ([[report.pk]], [[urgent.pk]])

    def test_a_job_for_later_has_no_message_yet(self, bridge):
        tasks.note.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("later")
        assert messages(bridge) == []

    def test_a_broker_that_is_away_loses_no_job(self, bridge, monkeypatch):
        def away(*args, **kwargs):
            raise ConnectionError("away")

        monkeypatch.setattr(bridge.app, "send_task", away)
        tasks.note.enqueue("a")
        assert Job.objects.get().state == State.WAITING


@pytest.mark.django_db(transaction=True)
class TestRunning:
    def test_a_message_that_comes_twice_runs_the_job_once(self, bridge):
        tasks.note.enqueue("a")
        job = Job.objects.get()
        for _ in range(2):
            run(bridge, job.pk)
        job.refresh_from_db()
        assert (tasks.done, job.state, job.attempts) == (["a"], State.DONE, 1)

    def test_a_message_of_a_job_that_is_gone_or_unknown_does_nothing(self, bridge):
        job = Job.objects.create(path="zhijiao.none.of_this_release", arguments={"args": [], "kwargs": {}})
        run(bridge, job.pk)
        run(bridge, job.pk + 1)
        job.refresh_from_db()
        assert (job.state, job.attempts) == (State.WAITING, 0)

    def test_a_cancelled_job_does_not_run(self, bridge):
        tasks.note.enqueue("a")
        job_store.cancel(Job.objects.get().pk)
        run(bridge, Job.objects.get().pk)
        assert tasks.done == []

    def test_a_job_in_pieces_sends_for_the_next_piece(self, bridge):
        tasks.in_pieces.enqueue()
        job = Job.objects.get()
        messages(bridge)
        run(bridge, job.pk)
        assert messages(bridge) == [[job.pk]]
        run(bridge, job.pk)
        messages(bridge)
        run(bridge, job.pk)
        assert (len(tasks.done), messages(bridge)) == (3, [])

    def test_a_lost_message_is_sent_again_but_not_time_after_time(self, bridge):
        tasks.note.enqueue("a")
        job = Job.objects.get()
        messages(bridge)
        sent = {}
        celery_bridge.resend(bridge, sent)
        assert messages(bridge) == [], "it has only just been sent"
        Job.objects.update(run_after=timezone.now() - 2 * celery_bridge.OVERDUE)
        for _ in range(3):
            celery_bridge.resend(bridge, sent)
        assert messages(bridge) == [[job.pk]]
        sent[job.pk] -= celery_bridge.EXPIRES
        celery_bridge.resend(bridge, sent)
        assert messages(bridge) == [[job.pk]], "that message has expired"


@pytest.mark.parametrize(
    ("only", "lowest", "queues"),
    [
        ([], None, {"default", "long", "default.low", "long.low"}),
        ([], 0, {"default", "long"}),
        (["long"], None, {"long", "long.low"}),
    ],
)
def test_a_worker_listens_to_what_it_was_told(bridge, monkeypatch, only, lowest, queues):
    started = []
    monkeypatch.setattr(threading.Thread, "start", lambda self: None)
    monkeypatch.setattr(bridge.app, "worker_main", started.append)
    celery_bridge.run_worker(bridge, only, lowest)
    words = started[0]
    assert set(words[words.index("--queues") + 1].split(",")) >= queues
    if lowest == 0:
        assert ".low" not in words[words.index("--queues") + 1]
    assert words[words.index("--pool") + 1] == "solo"


def test_without_celery_the_worker_says_what_to_install(bridge, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert [problem.id for problem in bridge.check()] == ["jobs.E001"]
    with pytest.raises(CommandError, match="zhijiao\\[celery\\]"):
        call_command("worker")


@pytest.mark.django_db(transaction=True)
@pytest.mark.sqlite_only
def test_a_worker_in_a_thread_does_what_is_enqueued(bridge):
    with start_worker(
        bridge.app, pool="solo", perform_ping_check=False, queues=["default"], loglevel="ERROR"
    ):
        for text in ("a", "b"):
            tasks.note.enqueue(text)
        for _ in range(PATIENCE):
            if Job.objects.filter(state=State.DONE).count() == 2:
                break
            time.sleep(0.1)
    assert sorted(tasks.done) == ["a", "b"]

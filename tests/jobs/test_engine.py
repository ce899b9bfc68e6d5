"""Jobs: in order, at least once, with back-off, stopped when asked to; nothing is written without the right to it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, default_task_backend

from tests.jobs import tasks
from zhijiao.jobs import current_job, declare, job_store, schedules
from zhijiao.jobs.declare import enqueue_single
from zhijiao.jobs.job_store import JobCancelled, JobLease, JobLost, LeaseRules
from zhijiao.jobs.models import Job, PeriodicSchedule
from zhijiao.jobs.worker import Worker

pytestmark = pytest.mark.django_db
RULES = LeaseRules()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def done(monkeypatch):
    """What jobs have noted; no periodic job comes between."""
    monkeypatch.setattr(declare, "_periodic", {})
    tasks.done.clear()
    return tasks.done


def take(owner="one"):
    return job_store.take(owner, RULES, job_store.waiting("default"))


def expire():
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))


def test_a_job_runs_once_and_its_result_can_be_asked_for(done):
    result = tasks.note.enqueue("a")
    assert (result.status, done) == (TaskResultStatus.READY, [])
    Worker().run(once=True)
    Worker().run(once=True)
    assert done == ["a"]
    ended = default_task_backend.get_result(result.id)
    assert (ended.status, ended.return_value) == (TaskResultStatus.SUCCESSFUL, "a")


def test_the_highest_priority_first_then_the_oldest(done):
    for task, text in (
        (tasks.report, "r"),
        (tasks.note, "n1"),
        (tasks.note, "n2"),
        (tasks.urgent, "i"),
    ):
        task.enqueue(text)
    Worker().run(once=True)
    assert done == ["i", "n1", "n2", "r"]


def test_a_worker_can_leave_out_low_priorities_and_other_queues(done):
    tasks.report.enqueue("r")
    tasks.note.enqueue("n")
    Worker(min_priority=0).run(once=True)
    assert done == ["n"]
    Worker(queues=["long"]).run(once=True)
    assert done == ["n", "r"]


def test_a_job_for_later_waits(done):
    tasks.note.using(run_after=timezone.now() + DAY).enqueue("later")
    Worker().run(once=True)
    assert done == []
    Job.objects.update(run_after=timezone.now())
    Worker().run(once=True)
    assert done == ["later"]


def test_a_rolled_back_transaction_takes_its_jobs_with_it():
    with transaction.atomic():
        tasks.note.enqueue("a")
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_of_one_name_only_one_waits_or_runs(done):
    assert enqueue_single(tasks.note, "x", "first") is not None
    assert enqueue_single(tasks.note, "x", "second") is None
    take()
    assert enqueue_single(tasks.note, "x", "third") is None
    expire()
    job_store.free_lost(RULES)
    Worker().run(once=True)
    assert enqueue_single(tasks.note, "x", "fourth") is not None
    assert done == ["first"]


def test_tried_again_after_longer_and_longer_pauses_then_given_up(caplog):
    tasks.broken.enqueue()
    for failures, pause in enumerate((60, 300), 1):
        Worker().run(once=True)
        job = Job.objects.get()
        assert (job.state, job.failures) == ("waiting", failures)
        seconds = (job.run_after - job.started_at).total_seconds()
        assert pause <= seconds < pause * 1.1 + 60
        Job.objects.update(run_after=timezone.now())
    Worker().run(once=True)
    job = Job.objects.get()
    assert (job.state, job.failures, job.attempts, job.error_class) == ("failed", 3, 3, "builtins.ValueError")
    assert "tests/jobs/tasks.py" in job.traceback
    assert "110101" not in job.traceback + caplog.text


def test_an_operator_lets_a_failed_job_run_anew():
    tasks.broken.enqueue()
    Job.objects.update(failures=2)
    Worker().run(once=True)
    job = Job.objects.get()
    assert (job.state, job_store.retry(job.pk)) == ("failed", True)
    assert not job_store.retry(job.pk), "it waits already"
    Worker().run(once=True)
    job.refresh_from_db()
    assert (job.state, job.failures) == ("waiting", 1)


def test_a_retry_does_not_double_a_name():
    enqueue_single(tasks.note, "x", "first")
    Job.objects.update(state="failed")
    enqueue_single(tasks.note, "x", "second")
    assert not job_store.retry(Job.objects.get(state="failed").pk)


def test_work_in_pieces_comes_again_between_other_work(done):
    tasks.in_pieces.enqueue()
    tasks.note.enqueue("between")
    Worker().run(once=True)
    assert done == ["piece", "between", "piece"]
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}


def test_a_result_that_cannot_be_kept_is_a_failure():
    tasks.odd_result.enqueue()
    Worker().run(once=True)
    assert Job.objects.get().state == "failed"


def test_the_job_of_a_dead_worker_is_taken_up_and_the_dead_may_write_nothing(done):
    tasks.note.enqueue("a")
    slow = JobLease(take("slow"), RULES)
    assert take("quick") is None, "the lease still holds"
    expire()
    assert job_store.free_lost(RULES) == 1
    Worker().run(once=True)
    before = Job.objects.values().get()
    assert (before["state"], before["losses"], before["attempts"]) == ("done", 1, 2)
    for write in (
        lambda: slow.keep(done=9),
        lambda: slow.succeed("late"),
        lambda: slow.fail(ValueError()),
        slow.again,
    ):
        with pytest.raises(JobLost):
            write()
    with (
        current_job.running(current_job.Attempt(slow)),
        pytest.raises(JobLost),
        transaction.atomic(),
        current_job.fenced(),
    ):
        done.append("never")
    assert Job.objects.values().get() == before
    assert done == ["a"]


def test_the_same_worker_does_not_mistake_an_old_lease_for_a_new_one():
    tasks.note.enqueue("a")
    old = JobLease(take("one"), RULES)
    expire()
    job_store.free_lost(RULES)
    new = JobLease(take("one"), RULES)
    with pytest.raises(JobLost):
        old.succeed()
    new.succeed()


def test_a_job_that_kills_every_worker_is_given_up():
    tasks.note.enqueue("a")
    for _ in range(RULES.losses + 1):
        assert take() is not None
        expire()
        job_store.free_lost(RULES)
    assert take() is None
    job = Job.objects.get()
    assert (job.state, job.losses) == ("failed", RULES.losses + 1)


def test_cancelled_while_it_waits(done):
    tasks.note.enqueue("a")
    assert job_store.cancel(Job.objects.get().pk)
    Worker().run(once=True)
    assert (Job.objects.get().state, done) == ("cancelled", [])
    assert not job_store.cancel(Job.objects.get().pk)


def test_cancelled_while_it_runs():
    tasks.note.enqueue("a")
    attempt = current_job.Attempt(JobLease(take(), RULES))
    with current_job.running(attempt):
        current_job.progress(1, 3, "甲")
        assert job_store.cancel(Job.objects.get().pk)
        with pytest.raises(JobCancelled) as stopped:
            current_job.progress(3, 3, "丙")
    assert attempt.lease.fail(stopped.value, (60,)) is False
    assert Job.objects.get().state == "cancelled"


def test_a_cancelled_job_in_pieces_does_not_come_again():
    tasks.in_pieces.enqueue()
    lease = JobLease(take(), RULES)
    job_store.cancel(lease.job.pk)
    lease.again()
    assert Job.objects.get().state == "cancelled"


def test_the_cancelled_job_of_a_dead_worker_is_not_run_again():
    tasks.note.enqueue("a")
    job_store.cancel(take().pk)
    expire()
    job_store.free_lost(RULES)
    assert Job.objects.get().state == "cancelled"


def test_progress_is_shown_and_means_nothing_outside_a_job():
    current_job.progress(1, 2)
    current_job.check()
    with current_job.fenced():
        tasks.note.enqueue("a")
    with current_job.running(current_job.Attempt(JobLease(take(), RULES))):
        current_job.progress(2, 5, "第二所学校")
    job = Job.objects.get()
    assert (job.done, job.total, job.message) == (2, 5, "第二所学校")


def test_a_task_of_a_newer_release_is_left_waiting(done):
    for path in ("zhijiao.jobs.nonesuch.task", "zhijiao.jobs.worker.Worker"):
        Job.objects.create(path=path, arguments={"args": [], "kwargs": {}}, priority=90)
    tasks.note.enqueue("a")
    Worker().run(once=True)
    assert done == ["a"]
    assert Job.objects.filter(state="waiting", attempts=0).count() == 2


def test_two_jobs_of_one_path_are_refused():
    with pytest.raises(ValueError, match="note"):
        declare.job("再来一次")(tasks.note.func)


def test_what_ended_long_ago_is_forgotten_failures_much_later():
    ended = timezone.now() - 8 * DAY
    for state, days in (("done", 8), ("cancelled", 8), ("failed", 8), ("failed", 80), ("done", 1)):
        Job.objects.create(path="x", state=state, finished_at=timezone.now() - days * DAY)
    Job.objects.create(path="x", enqueued_at=ended, run_after=ended)
    assert job_store.prune(7 * DAY) == 3
    assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "failed", "waiting"]


# Periodic ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def hourly(monkeypatch):
    """One periodic job, which notes its runs with an empty text."""
    path = tasks.in_pieces.module_path
    monkeypatch.setitem(declare._periodic, path, (tasks.in_pieces, timedelta(hours=1)))
    tasks.done.extend(["x", "y"])
    return path


def due_again():
    PeriodicSchedule.objects.update(due_at=timezone.now() - timedelta(hours=5))


def test_a_periodic_job_runs_once_when_due_however_many_workers_ask(hourly, done):
    for worker in (Worker(), Worker(), Worker()):
        worker.run(once=True)
    assert done.count("piece") == 1
    for runs in (2, 3, 4):
        due_again()
        for worker in (Worker(), Worker()):
            worker.run(once=True)
        assert done.count("piece") == runs, "what was missed is not made up"
    assert Job.objects.count() == 2, "old good runs are not kept"


def test_of_two_workers_that_saw_the_same_due_time_one_enqueues(hourly, monkeypatch):
    schedules.enqueue_due()
    due_again()
    seen = PeriodicSchedule.objects.get().due_at
    Job.objects.all().delete()
    following = timezone.now() + timedelta(hours=1)
    for _ in range(2):
        schedules._move_on(hourly, tasks.in_pieces, seen, following)
    assert Job.objects.count() == 1


def test_a_periodic_job_still_at_work_is_not_started_a_second_time(hourly):
    schedules.enqueue_due()
    take()
    due_again()
    schedules.enqueue_due()
    assert Job.objects.count() == 1

"""Jobs bring workers to batches; the row of the batch says what is done."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from tests.background_work import work
from tests.intake.sheets import teacher
from tests.intake.test_states import expire, waiting
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.intake import corrections, lease, staging, upload
from zhijiao.intake.background_jobs import check_batch, enqueue_waiting
from zhijiao.jobs.declare import IMPORT
from zhijiao.jobs.models import Job

State = ImportBatch.State


def test_an_upload_brings_a_job_that_checks_it(office):
    batch = waiting(office, teacher(1))
    job = Job.objects.get()
    assert (job.priority, job.arguments["args"]) == (IMPORT, [batch.pk])
    assert work(check_batch) == 1
    batch.refresh_from_db()
    job.refresh_from_db()
    assert (batch.state, job.state, job.done, job.total) == ("review", "done", 1, 1)


def test_an_upload_that_is_rolled_back_leaves_no_job(office):
    with transaction.atomic():
        waiting(office, teacher(1))
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_checking_again_brings_another_job(office):
    batch = waiting(office, teacher(1, sex="妇"))
    work(check_batch)
    batch.refresh_from_db()
    assert batch.state == "checked"
    corrections.check_again(office.admin, batch)
    assert work(check_batch) == 1
    batch.refresh_from_db()
    assert batch.state == "checked"


def test_a_job_whose_batch_is_over_does_nothing(office):
    batch = waiting(office, teacher(1))
    upload.drop(batch, State.CANCELLED, "不要了")
    work(check_batch)
    assert (Job.objects.get().state, StagedRow.objects.count()) == ("done", 0)


def test_a_job_waits_for_whoever_is_at_its_batch(office):
    batch = waiting(office, teacher(1))
    lease.take("elsewhere")
    work(check_batch)
    job = Job.objects.get()
    assert job.state == "waiting"
    assert job.run_after > timezone.now() + lease.TERM / 2
    expire(batch)
    Job.objects.update(run_after=timezone.now())
    work(check_batch)
    batch.refresh_from_db()
    assert (batch.state, Job.objects.get().state) == ("review", "done")


def test_a_batch_that_always_fails_is_given_up_by_its_one_job(office, monkeypatch):
    batch = waiting(office, teacher(1))
    monkeypatch.setattr(staging, "check", lambda *args: 1 / 0)
    times = 0
    while work(check_batch):
        times += 1
    batch.refresh_from_db()
    assert (batch.state, times, Job.objects.get().state) == ("refused", lease.MOST_ATTEMPTS + 1, "done")


def test_the_sweep_enqueues_what_has_no_job(office):
    left, died, held = _three(office)
    Job.objects.all().delete()
    enqueue_waiting.call()
    enqueue_waiting.call()
    assert sorted(Job.objects.values_list("single", flat=True)) == [f"batch:{left.pk}", f"batch:{died.pk}"]
    assert held.pk not in {job.arguments["args"][0] for job in Job.objects.all()}


def _three(office):
    """A batch that waits, one whose worker has died, and one at which somebody works."""
    first = waiting(office, teacher(1))
    facts = {
        field.attname: getattr(first, field.attname)
        for field in ImportBatch._meta.fields
        if field.name != "id"
    }
    others = [
        ImportBatch.objects.create(
            **{**facts, "state": State.PARSING, "lease_owner": "x", "lease_until": timezone.now() + until}
        )
        for until in (-timedelta(seconds=1), timedelta(minutes=1))
    ]
    return first, *others

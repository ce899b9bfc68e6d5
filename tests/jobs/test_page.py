"""The operator's page: who sees it, what it shows, retry and cancel."""

import pytest
from django.utils import timezone

from tests.accounts.places import person, plant
from tests.jobs import tasks
from zhijiao.audit.models import Entry
from zhijiao.intake.background_jobs import check_batch
from zhijiao.jobs.models import Job

pytestmark = pytest.mark.django_db
PAGE = "/manage/jobs/"


@pytest.fixture
def tree():
    return plant()


@pytest.fixture
def operator(client, tree):
    client.force_login(person(tree.ministry, "buguan", "ministry_admin"))
    return client


def text(response) -> str:
    return response.content.decode()


def failed(task=tasks.note) -> Job:
    task.enqueue("7")
    facts = {"state": "failed", "finished_at": timezone.now(), "error_class": "builtins.OSError"}
    Job.objects.update(**facts, losses=2, traceback="builtins.OSError\n  mail.py:80 deliver")
    return Job.objects.get()


def test_it_opens_on_what_has_failed(operator):
    failed()
    page = text(operator.get(PAGE))
    for shown in ("失败 <span", "记录", "builtins.OSError", "mail.py:80 deliver", "意外结束 2 次", "重试"):
        assert shown in page
    assert 'href="?state=failed" aria-current="true"' in page


def test_every_state_has_its_list(operator):
    for state in ("waiting", "running", "done", "failed", "cancelled"):
        job = Job.objects.create(path="zhijiao.none.of_this_release", state=state, total=9, done=4)
        job.started_at = job.finished_at = timezone.now()
        job.save()
    for state in ("waiting", "running", "done", "failed", "cancelled"):
        page = text(operator.get(PAGE, {"state": state}))
        assert ("4 / 9" in page, "本版本没有这个任务" in page) == (True, True), state
    assert "没有" not in text(operator.get(PAGE, {"state": "nonesuch"})).partition("<table")[0]


def test_retry_puts_it_back_and_is_told_in_the_audit_log(operator):
    job = failed()
    page = text(operator.post(f"{PAGE}{job.pk}/retry/", follow=True))
    assert "已重新排队" in page
    job.refresh_from_db()
    assert (job.state, job.failures) == ("waiting", 0)
    entry = Entry.objects.get(event="system")
    assert (entry.subject, entry.detail["done"], entry.detail["job"]) == ("后台任务：记录", "重试", job.pk)
    assert "不用重试" in text(operator.post(f"{PAGE}{job.pk}/retry/", follow=True))
    assert Entry.objects.filter(event="system").count() == 1


def test_cancel_ends_a_waiting_job_and_asks_a_running_one(operator):
    tasks.note.enqueue("a")
    job = Job.objects.get()
    assert "已取消" in text(operator.post(f"{PAGE}{job.pk}/cancel/", follow=True))
    job.refresh_from_db()
    assert job.state == "cancelled"
    Job.objects.update(state="running", started_at=timezone.now())
    page = text(operator.post(f"{PAGE}{job.pk}/cancel/", follow=True))
    assert "正在取消" in page
    job.refresh_from_db()
    assert (job.state, job.cancel_asked) == ("running", True)
    Job.objects.update(state="done")
    assert "不能取消" in text(operator.post(f"{PAGE}{job.pk}/cancel/", follow=True))


def test_an_import_is_cancelled_by_who_uploaded_it_not_here(operator):
    check_batch.enqueue(1)
    job = Job.objects.get()
    assert "/cancel/" not in text(operator.get(PAGE, {"state": "waiting"}))
    assert "由上传人" in text(operator.post(f"{PAGE}{job.pk}/cancel/", follow=True))
    job.refresh_from_db()
    assert job.state == "waiting"


def test_only_those_who_look_after_the_installation_see_it(client, tree):
    job = failed()
    for place, role in (
        (tree.province, "province_admin"),
        (tree.county, "county_admin"),
        (tree.school, "school_admin"),
        (tree.province, "province_leader"),
    ):
        client.force_login(person(place, f"u{place.pk}{role[-6:]}", role))
        for answer in (
            client.get(PAGE),
            client.post(f"{PAGE}{job.pk}/retry/"),
            client.post(f"{PAGE}{job.pk}/cancel/"),
        ):
            assert answer.status_code in (403, 404), (place, role)
        assert "后台任务" not in text(client.get("/manage/"))
    assert Job.objects.get().state == "failed"


def test_the_province_looks_after_an_installation_of_its_own(client, tree):
    """Nobody stands above it, and nothing beside it."""
    job = failed()
    keeper = person(tree.province, "shengguan", "province_admin")
    client.force_login(keeper)
    assert client.get(PAGE).status_code == 404
    for org in (tree.foreign, tree.elsewhere):
        org.delete()
    assert client.get(PAGE).status_code == 200
    assert "后台任务" in text(client.get("/manage/"))
    above = person(tree.ministry, "buguan", "ministry_admin")
    assert client.post(f"{PAGE}{job.pk}/retry/").status_code == 404
    above.is_active = False
    above.save()
    assert client.post(f"{PAGE}{job.pk}/retry/").status_code == 302

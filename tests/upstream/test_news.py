"""What people are told of a sync, and what becomes of a delivery that cannot be worked on."""

import pytest
from django.test import Client

from tests import sample
from tests.accounts.places import person
from tests.background_work import work
from tests.upstream.conftest import csv_of, run, source_row
from zhijiao.identity.rights import actor_for
from zhijiao.jobs.models import Job
from zhijiao.notices.models import InboxItem
from zhijiao.upstream import background_jobs, syncing
from zhijiao.upstream.layout import systems
from zhijiao.upstream.models import Delivery, Sync


def told():
    """Who was told what, and where it leads."""
    return sorted(InboxItem.objects.values_list("user__username", "message__title", "message__url"))


def students(bureau, *schools):
    rows = [source_row("students", n, XXDM=school.code) for n, school in enumerate(schools)]
    return csv_of("students", *rows, code=bureau.school.code)


@pytest.fixture
def delivery(bureau):
    """A delivery with one new student, whose comparison has not begun."""
    sample.fill(bureau.school, "student_enrolment")
    syncing.take_file(
        bureau.city, systems()["enrolment"], "数据.csv", students(bureau, bureau.school), complete=False
    )
    work(background_jobs.read_sync)
    return Delivery.objects.get()


def fail(delivery, times, **facts):
    Job.objects.filter(single=f"delivery:{delivery.pk}").delete()
    name = {"path": background_jobs.work_on_delivery.module_path, "single": f"delivery:{delivery.pk}"}
    Job.objects.bulk_create([Job(**name, state="failed", **facts) for _ in range(times)])


def test_whoever_has_sent_a_file_is_told_once_of_all_schools(bureau):
    sample.fill(bureau.school, "school_class", 2)
    sample.fill(bureau.tree.sister, "school_class", 2)
    province = actor_for(person(bureau.tree.province, "province", "province_admin"))
    sync = bureau.take(students(bureau, bureau.school, bureau.tree.sister), by=province)
    label = systems()["enrolment"].label
    address = f"/manage/upstream/syncs/{sync.pk}/"
    assert told() == [("province", f"{label}：2 所学校的数据待确认", address)]


def test_of_what_a_school_has_sent_itself_its_reviewers_are_told(bureau):
    sample.fill(bureau.school, "student_enrolment")
    sync = bureau.take(students(bureau, bureau.school), by=bureau.admin)
    delivery = bureau.delivery(sync)
    assert told() == [
        ("check", f"{systems()['enrolment'].label}的数据待复核", f"/upstream/review/{delivery.pk}/")
    ]


def test_where_nobody_has_to_do_anything_nobody_is_told(bureau):
    sample.fill(bureau.school, "student_enrolment")
    bureau.sync(students(bureau, bureau.school))
    InboxItem.objects.all().delete()
    bureau.take(students(bureau, bureau.school))
    assert told() == []


def test_a_file_that_could_not_be_taken_in_is_told(bureau, monkeypatch):
    sync = syncing.take_file(
        bureau.city, systems()["enrolment"], "数据.csv", students(bureau, bureau.school), complete=False
    )
    monkeypatch.setattr(background_jobs, "MOST_FAILED", 0)
    Job.objects.update(state="failed")
    background_jobs.enqueue_waiting.call()
    sync.refresh_from_db()
    assert sync.state == Sync.State.REFUSED
    assert told() == [
        ("city", f"{systems()['enrolment'].label}的数据没有接收", f"/manage/upstream/syncs/{sync.pk}/")
    ]


def test_a_delivery_whose_jobs_fail_again_and_again_is_given_up_and_told(bureau, delivery):
    fail(delivery, background_jobs.MOST_FAILED - 1)
    background_jobs.enqueue_waiting.call()
    assert Job.objects.filter(state="waiting", single=f"delivery:{delivery.pk}").count() == 1
    fail(delivery, background_jobs.MOST_FAILED)
    background_jobs.enqueue_waiting.call()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.message) == ("failed", background_jobs.GIVEN_UP)
    assert [title for _, title, _ in told()] == [f"{systems()['enrolment'].label}：1 所学校的数据未能处理"]
    assert not Job.objects.filter(state="waiting").exists()


def test_a_job_that_waits_is_let_work_whatever_has_failed_before(bureau, delivery):
    fail(delivery, background_jobs.MOST_FAILED)
    syncing.enqueue_delivery(delivery.pk)
    background_jobs.enqueue_waiting.call()
    delivery.refresh_from_db()
    assert delivery.state == "comparing"


def test_what_was_given_up_is_taken_up_again_on_demand_or_dropped(bureau, delivery):
    fail(delivery, background_jobs.MOST_FAILED)
    background_jobs.enqueue_waiting.call()
    address = f"/manage/upstream/deliveries/{delivery.pk}/"
    client = Client()
    client.force_login(bureau.users["city"])
    assert "重新处理" in client.get(address).content.decode()
    assert client.post(f"{address}decide/", {"do": "again"}).status_code == 302
    assert client.post(f"{address}decide/", {"do": "again"}).status_code == 409
    run()
    delivery.refresh_from_db()
    assert delivery.state == "preview"
    Delivery.objects.update(state="failed")
    assert client.post(f"{address}decide/", {"do": "drop"}).status_code == 302
    delivery.refresh_from_db()
    assert delivery.state == "dropped"


def test_a_stranger_has_nothing_taken_up_again(bureau, delivery):
    fail(delivery, background_jobs.MOST_FAILED)
    background_jobs.enqueue_waiting.call()
    client = Client()
    client.force_login(bureau.users["reviewer"])
    answer = client.post(f"/manage/upstream/deliveries/{delivery.pk}/decide/", {"do": "again"})
    assert answer.status_code in (403, 404)
    answer = client.post(f"/upstream/review/{delivery.pk}/decide/", {"do": "again"})
    assert answer.status_code == 404
    delivery.refresh_from_db()
    assert delivery.state == "failed"


def test_what_was_given_up_gives_way_to_what_is_fetched_later(bureau, delivery):
    walk = {"org": bureau.tree.city, "system": "enrolment", "way": "api", "created_at": delivery.created_at}
    Sync.objects.update(way="api")
    Delivery.objects.update(state="failed")
    later = Sync.objects.create(**walk)
    Delivery.objects.create(
        school=bureau.school, sync_number=later.pk, system="enrolment", way="api", created_at=later.created_at
    )
    syncing.replace_older(later)
    assert list(Delivery.objects.order_by("pk").values_list("state", flat=True)) == ["dropped", "arriving"]

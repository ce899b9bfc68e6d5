"""Findings of many records are one per school: it lists them, is explained as one, and is shown at each of them."""

import pytest
from django.urls import reverse

from tests import sample
from zhijiao.quality.finding_actions import act
from zhijiao.quality.models import Finding

pytestmark = pytest.mark.django_db


@pytest.fixture
def teachers(put):
    return [put("teacher", number=f"js{i}", name=f"教师{i}") for i in range(3)]


def test_many_records_are_one_finding_that_opens_to_them(school, teachers, check, client):
    found = check()["teacher_without_post"]
    assert Finding.objects.filter(rule="teacher_without_post").count() == 1
    assert (found.record_id, found.values) == (0, {"rows": "3"})
    client.force_login(sample.user(school, "school_clerk"))
    page = client.get(reverse("quality:finding", args=[found.pk])).content.decode()
    addresses = [reverse("filing:view", args=["teacher", teacher.pk]) for teacher in teachers]
    assert all(address in page for address in addresses)
    assert "3 名教师有基本信息" in client.get(addresses[0]).content.decode()


def test_an_explanation_holds_until_the_records_are_others(school, teachers, put, check):
    act(
        sample.actor(school, "school_clerk"),
        [(check()["teacher_without_post"], 1)],
        "explain",
        "待补录工作信息",
    )
    assert check()["teacher_without_post"].state == "explained"
    put("teacher_employment", teacher=teachers[0], status="11")
    assert check()["teacher_without_post"].state == "open"

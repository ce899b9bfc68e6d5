"""Who reads what, and what the numbers on every page say."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.accounts.places import person
from tests.announcements.conftest import announce
from zhijiao.announcements import publishing, reading
from zhijiao.announcements.background_jobs import close_expired
from zhijiao.announcements.models import Announcement, Audience, Receipt
from zhijiao.identity.backends import AccountBackend
from zhijiao.identity.rights import actor_for
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.models import Level
from zhijiao.orgs.services import create_org


def titles(user) -> list[str]:
    return list(reading.current(user).order_by("pk").values_list("title", flat=True))


def numbers(user) -> tuple[int, int]:
    found = AccountBackend().get_user(user.pk)
    return found.unread_announcements, found.must_read_announcements


@pytest.fixture
def everybody(tree, reader):
    attached = create_org(tree.county, Level.SCHOOL, "云河县卫生学校", make_school_code("45", 9), "attached")
    return {
        "school": reader,
        "attached": person(attached, "attached", "school_clerk"),
        "sister": person(tree.sister, "sister", "school_clerk"),
        "foreign": person(tree.foreign, "foreign", "school_clerk"),
        "county": person(tree.county, "county", "county_auditor"),
        "city": person(tree.city, "city", "city_auditor"),
        "province": person(tree.province, "province", "province_auditor"),
        "elsewhere": person(tree.elsewhere, "elsewhere", "province_auditor"),
    }


@pytest.mark.parametrize(
    ("author", "facts", "expected"),
    [
        ("province", {"reach": "all"}, {"school", "attached", "sister", "county", "city"}),
        ("city", {"reach": "all"}, {"school", "attached", "county"}),
        ("province", {"reach": "levels", "levels": ("city", "county")}, {"city", "county"}),
        ("province", {"reach": "levels", "levels": ("school",)}, {"school", "attached", "sister"}),
        ("province", {"reach": "types", "types": ("attached",)}, {"attached"}),
        ("province", {"reach": "types", "types": ("continuing",)}, {"school", "sister"}),
        ("province", {"reach": "nodes", "nodes": ("county", "sister")}, {"county", "attached", "sister"}),
        ("city", {"reach": "nodes", "nodes": ("school",)}, {"school"}),
    ],
)
def test_those_addressed_read_it_and_nobody_else(everybody, tree, author, facts, expected):
    if "nodes" in facts:
        facts = facts | {"nodes": tuple(getattr(tree, name).pk for name in facts["nodes"])}
    made = announce(everybody[author], **facts)
    assert {name for name, user in everybody.items() if titles(user)} == expected
    assert {name for name, user in everybody.items() if numbers(user) == (1, 0)} == expected
    for name, user in everybody.items():
        client = Client()
        client.force_login(user)
        status = client.get(f"/announcements/{made.pk}/").status_code
        assert status == (200 if name in expected or name == author else 404), name
    assert Receipt.objects.filter(announcement=made).count() == len(expected)
    assert {numbers(user) for user in everybody.values()} == {(0, 0)}


def test_a_school_tells_its_own_staff_alone(everybody, tree):
    head = person(tree.school, "head", "school_principal")
    announce(head, title="全体教职工会议")
    assert {name for name, user in everybody.items() if titles(user)} == {"school"}
    assert titles(head) == ["全体教职工会议"]


def test_what_must_be_read_is_asked_for_until_it_is_confirmed(client, city, reader):
    made = announce(city, must_read=True)
    client.force_login(reader)
    assert "有 1 条必读通知还没有确认阅读" in client.get("/messages/").content.decode()
    page = client.get(f"/announcements/{made.pk}/").content.decode()
    assert ("我已阅读" in page, numbers(reader)) == (True, (0, 1))
    assert client.get(f"/announcements/{made.pk}/confirm/").status_code == 405
    client.post(f"/announcements/{made.pk}/confirm/")
    assert numbers(reader) == (0, 0)
    assert "必读通知还没有确认" not in client.get("/messages/").content.decode()
    first = Receipt.objects.get().confirmed_at
    client.post(f"/announcements/{made.pk}/confirm/")
    assert Receipt.objects.get().confirmed_at == first
    assert "我已阅读" not in client.get(f"/announcements/{made.pk}/").content.decode()


def test_one_that_several_rules_fit_is_counted_once(tree, reader):
    province = person(tree.province, "province", "province_auditor")
    announce(province, reach="nodes", nodes=(tree.city.pk, tree.school.pk))
    assert (numbers(reader), titles(reader)) == ((1, 0), ["关于报送的通知"])


def test_an_expired_one_is_not_asked_for_but_can_be_read(client, city, reader):
    made = announce(city, must_read=True, expires_on=timezone.localdate())
    close_expired.call()
    assert numbers(reader) == (1, 1)
    Announcement.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert (numbers(reader), titles(reader)) == ((0, 0), [])
    close_expired.call()
    assert not Audience.objects.filter(open=True).exists()
    client.force_login(reader)
    assert made.title in client.get("/announcements/?view=expired").content.decode()
    assert made.title not in client.get("/announcements/").content.decode()
    assert client.get(f"/announcements/{made.pk}/").status_code == 200


def test_a_withdrawn_one_tells_why_and_not_what(client, city, reader):
    made = announce(city, body="请于三月五日前报送")
    publishing.withdraw(actor_for(city), made.pk, "日期有误")
    assert (numbers(reader), titles(reader)) == ((0, 0), [])
    client.force_login(reader)
    page = client.get(f"/announcements/{made.pk}/").content.decode()
    assert ("日期有误" in page, "请于三月五日前报送" in page) == (True, False)


def test_a_draft_is_not_there_for_readers(client, city, reader):
    made = announce(city)
    draft = publishing.revise(actor_for(city), made.pk)
    client.force_login(reader)
    assert client.get(f"/announcements/{draft.pk}/").status_code == 404
    publishing.publish(actor_for(city), draft.pk, draft.version)
    page = client.get(f"/announcements/{made.pk}/").content.decode()
    assert "这条通知已有新版" in page
    assert f"/announcements/{draft.pk}/" in page
    assert [found.pk for found in reading.current(reader)] == [draft.pk]


def test_the_list_shows_pinned_ones_first_and_costs_the_same_for_many(client, city, reader):
    client.force_login(reader)
    announce(city, title="第一条", pinned=True)
    client.get("/announcements/")
    with CaptureQueriesContext(connection) as one:
        client.get("/announcements/")
    for number in range(25):
        announce(city, title=f"第 {number} 号通知")
    with CaptureQueriesContext(connection) as many:
        page = client.get("/announcements/").content.decode()
    assert len(many) == len(one)
    assert page.index("第一条") < page.index("第 24 号通知") < page.index("第 5 号通知")
    assert "第 4 号通知" not in page
    below = page.split("below=")[1].split('"')[0]
    rest = client.get(f"/announcements/?below={below}").content.decode()
    assert ("第 4 号通知" in rest, "第一条" in rest.split("<main")[1], "第 5 号通知" in rest) == (
        True,
        True,
        False,
    )


def test_a_new_pinned_one_hides_none_of_the_older_ones(client, city, reader):
    client.force_login(reader)
    for number in range(22):
        announce(city, title=f"第 {number} 号通知", pinned=number == 21)
    page = client.get("/announcements/").content.decode()
    assert page.count("第 21 号通知") == 1
    assert "第 1 号通知" in page
    assert "第 0 号通知" not in page
    below = page.split("below=")[1].split('"')[0]
    assert "第 0 号通知" in client.get(f"/announcements/?below={below}").content.decode()


def test_looking_as_a_role_reads_nothing_for_anybody(tree, city, reader, client):
    made = announce(city)
    admin = person(tree.school, "admin", "school_admin")
    client.force_login(admin)
    client.get(f"/announcements/{made.pk}/")
    assert [receipt.user_id for receipt in Receipt.objects.all()] == [admin.pk]

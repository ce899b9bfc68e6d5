"""我的消息, and the bell that leads there."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.places import person
from zhijiao.notices import pages
from zhijiao.notices.inbox import tell_user
from zhijiao.notices.models import InboxItem


@pytest.fixture
def reader(tree, client):
    made = person(tree.school, "reader", "school_clerk")
    client.force_login(made)
    return made


def test_the_bell_tells_how_many_are_unread_without_a_query_of_its_own(client, reader):
    client.get("/messages/")
    with CaptureQueriesContext(connection) as none_yet:
        page = client.get("/messages/").content.decode()
    assert 'href="/messages/" aria-label="消息"' in page
    for number in range(40):
        tell_user(reader.pk, title=f"第 {number} 条", url="/files/")
    with CaptureQueriesContext(connection) as many:
        page = client.get("/messages/").content.decode()
    assert 'aria-label="消息，40 条未读"' in page
    assert len(many) == len(none_yet)


def test_a_message_is_opened_once_and_leads_where_it_says(client, reader):
    tell_user(reader.pk, title="导入已完成", text="学生学籍信息 120 行", url="/files/")
    item = InboxItem.objects.get()
    page = client.get("/messages/").content.decode()
    assert ("导入已完成" in page, "学生学籍信息 120 行" in page, "未读：" in page) == (True, True, True)
    assert client.get(f"/messages/{item.pk}/open/").status_code == 405  # looking changes nothing
    answer = client.post(f"/messages/{item.pk}/open/")
    assert (answer.status_code, answer["Location"]) == (302, "/files/")
    read_at = InboxItem.objects.get().read_at
    assert read_at is not None
    client.post(f"/messages/{item.pk}/open/")
    assert InboxItem.objects.get().read_at == read_at
    page = client.get("/messages/").content.decode()
    assert ("未读：" in page, "导入已完成" in page) == (False, True)
    assert "导入已完成" not in client.get("/messages/?unread=1").content.decode()


def test_a_message_about_nothing_else_leads_back_to_the_list(client, reader):
    tell_user(reader.pk, title="密码已重置")
    assert client.post(f"/messages/{InboxItem.objects.get().pk}/open/")["Location"] == "/messages/"


def test_an_address_that_leads_elsewhere_by_now_is_not_followed(client, reader):
    tell_user(reader.pk, title="一", url="/files/")
    item = InboxItem.objects.select_related("message").get()
    type(item.message).objects.update(url="//evil.example/")
    assert client.post(f"/messages/{item.pk}/open/")["Location"] == "/messages/"


def test_all_are_marked_read_as_far_as_the_page_showed_them(client, reader):
    for title in ("一", "二"):
        tell_user(reader.pk, title=title)
    shown = max(InboxItem.objects.values_list("pk", flat=True))
    tell_user(reader.pk, title="刚来的")
    client.post("/messages/read/", {"until": str(shown)})
    left = InboxItem.objects.filter(read_at=None).values_list("message__title", flat=True)
    assert list(left) == ["刚来的"]


@pytest.mark.parametrize("until", ["", "x", "-1", "1" * 40, "1e9"])
def test_a_number_that_is_none_marks_nothing(client, reader, until):
    tell_user(reader.pk, title="一")
    answer = client.post("/messages/read/", {"until": until}, follow=True)
    assert (answer.status_code, InboxItem.objects.filter(read_at=None).count()) == (200, 1)


def test_the_list_is_cut_into_pages(client, reader, monkeypatch):
    monkeypatch.setattr(pages, "SHOWN", 3)
    for number in range(7):
        tell_user(reader.pk, title=f"第{number}条")
    found, address = [], "/messages/"
    while address:
        page = client.get(address).content.decode()
        found.append(re.findall(r"<b>(第.条)</b>", page))
        further = re.search(r'href="(\?below=\d+)"', page)
        address = further and f"/messages/{further[1]}"
    assert found == [["第6条", "第5条", "第4条"], ["第3条", "第2条", "第1条"], ["第0条"]]


def test_messages_of_others_are_not_there(client, reader, tree):
    other = person(tree.school, "other", "school_clerk")
    tell_user(other.pk, title="给别人的")
    item = InboxItem.objects.get()
    assert "给别人的" not in client.get("/messages/").content.decode()
    assert client.post(f"/messages/{item.pk}/open/").status_code == 404
    client.post("/messages/read/", {"until": str(item.pk)})
    assert InboxItem.objects.get().read_at is None


def test_whoever_still_has_the_initial_password_reads_nothing(client, tree):
    fresh = person(tree.school, "fresh", "school_clerk", must_change_password=True)
    tell_user(fresh.pk, title="一")
    client.force_login(fresh)
    assert client.get("/messages/").status_code == 404

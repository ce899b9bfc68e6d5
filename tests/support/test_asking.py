"""Asking: who is asked, what goes along, what is kept and how."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from tests import sample
from tests.accounts.places import person
from tests.attachments import samples
from tests.support.conftest import asked, signed_in
from zhijiao.notices.models import InboxItem
from zhijiao.support import talking
from zhijiao.support.models import Conversation, SupportFile, SupportMessage

TYPED = {"subject": "导入提示没有专业", "text": "上传后提示没有这个专业，怎么办？"}


def told(user) -> list[str]:
    return list(InboxItem.objects.filter(user=user).order_by("pk").values_list("message__title", flat=True))


def test_a_school_asks_its_own_administrator_first(clerk, admin, city, province):
    made = asked(clerk)
    assert made.handler == admin.org
    assert told(admin) == [f"在线支持有新问题（第 {made.pk} 号）"]
    assert (told(city), told(province), told(clerk)) == ([], [], [])


def test_the_administrator_himself_asks_the_department_above(admin, city, province):
    assert asked(admin).handler == city.org
    assert (len(told(city)), told(province), told(admin)) == (1, [], [])


def test_where_nobody_answers_the_next_level_is_asked(clerk, province):
    assert asked(clerk).handler == province.org


def test_an_authority_asks_above_and_never_itself(tree, city, province):
    colleague = person(tree.city, "colleague", "city_leader")
    assert asked(colleague).handler == province.org
    assert asked(province).handler == tree.ministry


def test_what_goes_along_is_shown_before_and_kept(clerk, admin):
    client = signed_in(clerk)
    agent = {"HTTP_USER_AGENT": "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0"}
    page = client.get("/support/new/?from=/manage/import/%3Fname=secret", **agent).content.decode()
    for said in (
        "所在页面：/manage/import/；",
        "角色：业务员（校）",
        "浏览器：Chrome · Windows",
        "请不要写身份证号",
    ):
        assert said in page
    assert "secret" not in page.split("<main")[1]
    client.post("/support/new/", TYPED | {"from": "/manage/import/?name=secret"}, **agent)
    made = Conversation.objects.get()
    assert (made.page, made.roles, made.browser) == ("/manage/import/", "业务员（校）", "Chrome · Windows")
    assert talking.subject_of(made) == TYPED["subject"]


@pytest.mark.parametrize(
    "page", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil"]
)
def test_a_page_elsewhere_is_left_out(clerk, admin, page):
    signed_in(clerk).post("/support/new/", TYPED | {"from": page})
    assert Conversation.objects.get().page == ""


def test_what_people_write_is_sealed(clerk, admin):
    secret = "身份证号45010320050612417X"
    asked(clerk, subject=secret, text=secret, picture=talking.Picture("png", secret.encode()))
    with connection.cursor() as cursor:
        for model in (Conversation, SupportMessage, SupportFile):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            assert secret not in str(
                [bytes(v) if isinstance(v, memoryview) else v for row in cursor.fetchall() for v in row]
            )
    assert all(secret not in title for title in told(admin))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"subject": ""}, "请填写问题。"),
        ({"text": " "}, "请填写详细说明。"),
        ({"subject": "长" * 61}, "问题最多 60 个字"),
        ({"text": "长" * 2001}, "详细说明最多 2000 个字"),
    ],
)
def test_what_is_missing_or_too_long_is_said(clerk, admin, typed, said):
    answer = signed_in(clerk).post("/support/new/", TYPED | typed)
    assert (answer.status_code, said in answer.content.decode(), Conversation.objects.count()) == (
        422,
        True,
        0,
    )


def test_a_picture_is_judged_and_handed_out_to_both_sides_alone(clerk, admin, tree):
    client = signed_in(clerk)
    refused = SimpleUploadedFile("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    answer = client.post("/support/new/", TYPED | {"picture": refused})
    assert (answer.status_code, "文件内容是SVG 图片" in answer.content.decode()) == (422, True)
    assert not Conversation.objects.exists()
    client.post("/support/new/", TYPED | {"picture": SimpleUploadedFile("图.png", samples.picture("PNG"))})
    address = f"/support/{Conversation.objects.get().pk}/pictures/1/"
    for user in (clerk, admin):
        answer = signed_in(user).get(address)
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.content.startswith(b"\x89PNG")
    for user in (person(tree.school, "other", "school_clerk"), person(tree.city, "city2", "city_admin")):
        assert signed_in(user).get(address).status_code == 404


def test_no_picture_is_taken_while_private_data_is_open(tree):
    user = sample.user(tree.school, "school_clerk", "privacy_viewer")
    offered = [
        "data-shot" in client.get("/").content.decode()
        for client in (signed_in(user), sample.unlock(Client(), user))
    ]
    assert offered == [True, False]


def test_nobody_asks_without_end(clerk, admin, monkeypatch):
    monkeypatch.setattr(talking, "MOST_ASKED", 2)
    client = signed_in(clerk)
    answers = [client.post("/support/new/", TYPED) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 422]
    assert "一天最多提 2 个问题" in answers[2].content.decode()
    monkeypatch.setattr(talking, "MOST_SAID", 1)
    answer = client.post(f"/support/{Conversation.objects.first().pk}/say/", {"text": "再说一次"})
    assert (answer.status_code, "再说一次" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("密码忘了登不上去", "忘记了密码"),
        ("想修改密码", "怎样修改密码"),
        ("登录成功后没有栏目", "登录后无可用栏目"),
        ("提示没有权限", "提示没有权限登录"),
    ],
)
def test_answers_are_suggested_before_sending(client, db, question, first):
    page = client.post("/support/suggest/", {"subject": question}).content.decode()
    assert page.index(first) < page.index("</a>")


@pytest.mark.parametrize("question", ["", "今天天气", "zzzz", "\x00", "的" * 5000])
def test_nothing_is_suggested_where_nothing_fits(client, db, question):
    answer = client.post("/support/suggest/", {"subject": question})
    assert (answer.status_code, answer.content.decode().strip()) == (200, "")

"""Asking without being signed in: captcha, limits, the mailed link."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.accounts.places import answer_captcha
from tests.background_work import work
from zhijiao.identity import throttle
from zhijiao.identity.rights import actor_for
from zhijiao.signin.background_jobs import send_mail
from zhijiao.support import talking, visiting
from zhijiao.support.models import Conversation

TYPED = {"subject": "登录不了", "text": "提示没有权限。", "name": "韦老师", "email": "wei@school.example"}


def ask(client, **typed):
    return client.post("/support/ask/", {**TYPED, **answer_captcha(client), **typed})


def text(answer) -> str:
    return re.sub(r'"X-CSRFToken": "\w+"|value="\w{64}"', "", answer.content.decode())


def link(mailoutbox) -> str:
    work(send_mail)
    return re.search(r"/support/link/\S+/", mailoutbox[-1].body)[0]


def test_a_mailed_link_leads_back_to_the_conversation(client, tree, admin, mailoutbox, settings):
    settings.SITE_URL = "https://zhijiao.example"
    assert ask(client, school=tree.school.name).status_code == 200
    made = Conversation.objects.get()
    assert (made.org, made.handler, made.asker) == (tree.school, tree.school, None)
    address = link(mailoutbox)
    assert mailoutbox[0].to == ["wei@school.example"]
    assert "提示没有权限" not in mailoutbox[0].body
    assert made.token_digest not in address
    assert address.split("/")[3] not in str(Conversation.objects.values().get())
    visitor = Client()
    assert visitor.get("/support/visit/").status_code == 410
    assert visitor.get(address)["Location"] == "/support/visit/"
    assert "提示没有权限。" in visitor.get("/support/visit/").content.decode()
    assert visitor.post("/support/visit/", {"text": "还在等。"}).status_code == 302
    assert [text for _, text in talking.messages_of(made)] == ["提示没有权限。", "还在等。"]
    assert visitor.get("/support/visit/messages/", {"seen": "2"}).status_code == 204


def test_an_answer_is_mailed_with_a_new_link_and_the_old_one_serves_no_longer(
    client, tree, admin, mailoutbox
):
    ask(client, school=tree.school.code)
    first = link(mailoutbox)
    staff = Client()
    staff.force_login(admin)
    staff.post(f"/support/{Conversation.objects.get().pk}/say/", {"text": "请从管理端登录。"})
    second = link(mailoutbox)
    assert (len(mailoutbox), first != second, "请从管理端登录" in mailoutbox[1].body) == (2, True, False)
    assert (Client().get(first).status_code, client.get(second).status_code) == (410, 302)
    assert "请从管理端登录。" in client.get("/support/visit/").content.decode()


def test_a_guest_rates_an_answer_and_nothing_before_it(client, tree, admin, mailoutbox):
    ask(client, school=tree.school.code)
    client.get(link(mailoutbox))
    made = Conversation.objects.get()
    early = client.post("/support/visit/", {"rating": "5"})
    assert (early.status_code, "答复后再评价" in early.content.decode()) == (422, True)
    staff = Client()
    staff.force_login(admin)
    staff.post(f"/support/{made.pk}/say/", {"text": "请从管理端登录。"})
    client.get(link(mailoutbox))
    assert client.post("/support/visit/", {"rating": "9"}).status_code == 422
    assert client.post("/support/visit/", {"rating": "4", "words": "很快"}).status_code == 302
    assert Conversation.objects.get().rating == 4


def test_a_link_is_over_in_time(client, tree, admin, mailoutbox):
    ask(client, school=tree.school.name)
    address = link(mailoutbox)
    client.get(address)
    Conversation.objects.update(token_until=timezone.now() - timedelta(seconds=1))
    for each in (address, "/support/visit/", "/support/visit/messages/"):
        assert client.get(each).status_code == 410
    assert client.post("/support/visit/", {"text": "x"}).status_code == 410
    assert Client().get("/support/link/guessed/").status_code == 410


def test_the_answer_is_the_same_whether_the_school_is_ours_or_not(client, tree, admin):
    known, unknown = (text(ask(client, school=name)) for name in (tree.school.name, "不存在的学校"))
    assert known == unknown
    assert Conversation.objects.latest("pk").org == tree.ministry


@pytest.mark.parametrize(
    "wrong", [{"captcha": "0000x"}, {"email": "keine"}, {"email": ""}, {"name": ""}, {"subject": ""}]
)
def test_what_is_wrong_keeps_nothing(client, tree, wrong):
    assert ask(client, **wrong).status_code == 422
    assert not Conversation.objects.exists()


def test_a_captcha_serves_once(client, tree):
    answer = answer_captcha(client)
    assert [client.post("/support/ask/", TYPED | answer).status_code for _ in range(2)] == [200, 422]


def test_nobody_asks_without_end(client, tree):
    codes = [ask(client).status_code for _ in range(throttle.MAIL_LIMIT + 1)]
    assert codes == [200] * throttle.MAIL_LIMIT + [422]
    assert Conversation.objects.count() == throttle.MAIL_LIMIT
    assert throttle.begin_mail(TYPED["email"], "127.0.0.1")  # a forgotten password is another matter


def test_a_guest_says_no_more_than_others(client, tree, admin, mailoutbox, monkeypatch):
    ask(client, school=tree.school.name)
    client.get(link(mailoutbox))
    monkeypatch.setattr(talking, "MOST_SAID", 1)
    answer = client.post("/support/visit/", {"text": "再说一次"})
    assert (answer.status_code, "再说一次</textarea>" in answer.content.decode()) == (422, True)


def test_a_link_opens_no_conversation_of_an_account(client, tree, admin, clerk):
    made = talking.ask(clerk, talking.Asked("问", "说"))
    Conversation.objects.filter(pk=made.pk).update(
        token_digest=visiting.digest("x"), token_until=timezone.now() + timedelta(days=1)
    )
    assert client.get("/support/link/x/").status_code == 410
    assert actor_for(clerk) is not None

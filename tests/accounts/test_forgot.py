import re
from datetime import datetime, timedelta

import pytest
from django.core import mail as outbox
from django.utils import timezone

from tests.accounts.places import PASSWORD, answer_captcha, person, sign_in
from tests.background_work import work
from zhijiao.identity import throttle
from zhijiao.identity.models import User
from zhijiao.jobs import job_store
from zhijiao.jobs.models import Job
from zhijiao.signin import mail
from zhijiao.signin.background_jobs import send_mail, tidy_mail
from zhijiao.signin.models import QueuedMail, SentMail
from zhijiao.users import services

pytestmark = pytest.mark.django_db

NEW = "Shuren-2027"
MAILBOX = "wei@example.edu.cn"


def text(response) -> str:
    return response.content.decode()


def plain(response) -> str:
    """The page without what differs from request to request."""
    return re.sub(r"csrf\S+ value=\S+|X-CSRFToken[^}]+", "", text(response))


@pytest.fixture
def clerk(tree):
    return person(tree.school, "wei", "school_clerk", email=MAILBOX)


def ask(client, email=MAILBOX, address="/forgot/"):
    return client.post(address, {"email": email, **answer_captcha(client)})


def link(number: int = -1) -> str:
    work(send_mail)
    return re.search(r"http://testserver(/reset/\S+)", outbox.outbox[number].body).group(1)


def choose(client, new=NEW, again=NEW):
    return client.post("/reset/", {"new": new, "again": again})


@pytest.mark.parametrize("address", ["/login/", "/manage/login/"])
def test_both_sign_in_pages_lead_there(client, tree, address):
    way = re.search(r'<a href="([^"]+)">忘记密码</a>', text(client.get(address))).group(1)
    assert client.get(way).status_code == 200


def test_a_link_sets_a_new_password_once(client, clerk):
    ask(client)
    address = link()
    assert outbox.outbox[0].to == [MAILBOX]
    assert "wei（云州市工业学校，韦朗朗）" in outbox.outbox[0].body
    opened = client.get(address)
    assert opened.headers["Location"] == "/reset/"
    assert choose(client).headers["Location"] == "/login/"
    clerk.refresh_from_db()
    assert clerk.check_password(NEW)
    assert client.get(address).status_code == 410
    assert choose(client, "Another-2028", "Another-2028").status_code == 410
    assert sign_in(client, "wei", NEW).status_code == 302


def test_the_rules_hold_here_too(client, clerk):
    ask(client)
    client.get(link())
    assert "至少需要 8 位" in text(choose(client, "Ab-3", "Ab-3"))
    assert "不一致" in text(choose(client, NEW, "Other-2028"))
    assert "与原密码相同" in text(choose(client, PASSWORD, PASSWORD))
    assert User.objects.get(pk=clerk.pk).check_password(PASSWORD)


def test_the_answer_does_the_same_whether_or_not_the_mailbox_is_known(client, clerk):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(email):
        posted = {"email": email, **answer_captcha(client)}
        with CaptureQueriesContext(connection) as queries:
            page = plain(client.post("/forgot/", posted))
        shapes = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries]
        return page.replace(email, "…"), shapes

    asked("warm@example.edu.cn")
    known, unknown = asked(MAILBOX), asked("nobody@example.edu.cn")
    assert known == unknown
    assert work(send_mail) == 3
    assert [message.to for message in outbox.outbox] == [[MAILBOX]]


def test_several_accounts_of_one_mailbox_each_get_a_link(client, tree, clerk):
    person(tree.sister, "wei2", "school_clerk", email=MAILBOX.upper())
    person(tree.sister, "idle", "school_clerk", email=MAILBOX)
    services.set_active(User.objects.get(username="idle"), False)
    ask(client)
    work(send_mail)
    body = outbox.outbox[0].body
    assert body.count("/reset/") == 2
    assert "idle" not in body


def test_nobody_without_a_mailbox_is_written_to(client, tree):
    person(tree.school, "bare", "school_clerk")
    assert "邮箱格式不对" in text(ask(client, "x"))
    assert "请填写注册邮箱" in text(ask(client, ""))
    ask(client, "nobody@example.edu.cn")
    work(send_mail)
    assert outbox.outbox == []


def test_the_captcha_is_asked_first(client, clerk):
    response = client.post("/forgot/", {"email": MAILBOX, "captcha": "0000", "captcha_name": "nonesuch"})
    assert response.status_code == 422
    assert "验证码不正确或已过期" in text(response)
    assert not QueuedMail.objects.exists()


def test_a_mailbox_is_not_flooded(client, clerk):
    assert len({plain(ask(client)) for _ in range(throttle.MAIL_LIMIT + 3)}) == 1
    work(send_mail)
    assert len(outbox.outbox) == throttle.MAIL_LIMIT


def test_a_link_lives_half_an_hour(client, clerk, monkeypatch):
    ask(client)
    address = link()
    later = datetime.now() + timedelta(minutes=31)
    monkeypatch.setattr("django.contrib.auth.tokens.PasswordResetTokenGenerator._now", lambda self: later)
    expired = client.get(address)
    assert expired.status_code == 410
    assert "30 分钟内有效" in text(expired)


def test_a_link_dies_with_a_sign_in_or_a_disabled_account(client, clerk):
    ask(client)
    address = link()
    sign_in(client, "wei")
    assert client.get(address).status_code == 410
    ask(client)
    address = link()
    services.set_active(clerk, False)
    assert client.get(address).status_code == 410


@pytest.mark.parametrize("number", ["x", "MQ", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "____", "%E4%B8%AD"])
def test_made_up_links_are_refused(client, clerk, number):
    assert client.get(f"/reset/{number}/c8x-0123456789abcdef/").status_code in (404, 410)


def test_the_new_password_ends_other_sessions_and_the_lock(client, clerk):
    other = client.__class__()
    sign_in(other, "wei")
    for _ in range(throttle.ACCOUNT_LIMIT):
        sign_in(client, "wei", "Wrong-2026")
    ask(client)
    client.get(link())
    choose(client)
    assert other.get("/password/").headers["Location"].startswith("/login/")
    assert sign_in(client.__class__(), "wei", NEW).status_code == 302


def test_an_administrator_returns_to_the_own_portal(client, tree):
    person(tree.school, "boss", "school_admin", email="boss@example.edu.cn")
    ask(client, "boss@example.edu.cn", "/manage/forgot/")
    client.get(link())
    assert choose(client).headers["Location"] == "/manage/login/"


def test_the_address_of_the_site_comes_from_the_settings(client, clerk, settings):
    settings.SITE_URL = "https://zhijiao.example"
    ask(client)
    work(send_mail)
    assert "https://zhijiao.example/reset/" in outbox.outbox[0].body


def test_mail_that_fails_is_tried_again_and_then_given_up(client, clerk, monkeypatch):
    def refuse(self, *args):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    ask(client)
    for attempt in range(4):
        assert work(send_mail) == 1, attempt
        assert work(send_mail) == 0
        Job.objects.update(run_after=timezone.now())
    assert Job.objects.get().state == "failed"
    monkeypatch.undo()
    assert job_store.retry(Job.objects.get().pk)
    assert work(send_mail) == 1
    assert not QueuedMail.objects.exists()


def test_mail_that_could_not_be_sent_is_forgotten_after_a_day_and_mail_without_a_job_gets_one(client, clerk):
    ask(client)
    ask(client)
    old, left = QueuedMail.objects.order_by("pk")
    QueuedMail.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=2))
    Job.objects.all().delete()
    tidy_mail.call()
    assert list(QueuedMail.objects.all()) == [left]
    assert Job.objects.get().arguments["args"] == [left.pk]
    tidy_mail.call()
    assert Job.objects.count() == 1


def test_nothing_readable_waits_in_the_queue(client, clerk):
    ask(client)
    assert "example.edu.cn" not in QueuedMail.objects.get().content


def test_the_mailbox_of_a_demo_shows_what_would_be_sent(client, clerk, settings):
    settings.EMAIL_BACKEND = "zhijiao.signin.mail.MailboxBackend"
    assert "还没有邮件" in text(client.get("/mailbox/"))
    ask(client)
    work(send_mail)
    page = text(client.get("/mailbox/"))
    assert SentMail.objects.get().recipient == MAILBOX
    assert re.search(r'<a href="http://testserver/reset/[^"]+"', page)
    settings.MAILBOX = False
    assert client.get("/mailbox/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_thread_sends_right_after_the_answer(client, clerk, settings):
    settings.MAIL_THREAD = True
    page = text(ask(client))
    mail._threads.submit(lambda: None).result(10)
    assert [message.to for message in outbox.outbox] == [[MAILBOX]]
    assert not QueuedMail.objects.exists()
    assert 'href="/mailbox/"' in page
    settings.MAILBOX = settings.MAIL_THREAD = False
    assert "演示信箱" not in text(ask(client))

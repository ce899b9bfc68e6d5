"""Telling people: who gets a message, when, and at what price."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.accounts.places import person, role
from tests.background_work import work
from zhijiao.identity.models import PrivacyConfirmation, User
from zhijiao.notices import keeping
from zhijiao.notices.background_jobs import forget_old_messages, mail_messages
from zhijiao.notices.inbox import tell, tell_user, tell_users
from zhijiao.notices.models import InboxItem, Message
from zhijiao.signin.background_jobs import send_mail


def readers() -> list[str]:
    return sorted(InboxItem.objects.values_list("user__username", flat=True))


def disable(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def test_those_who_may_do_it_are_told_and_nobody_else(tree):
    person(tree.school, "reviewer", "data_reviewer")
    person(tree.school, "second", "data_reviewer", "school_clerk")
    person(tree.school, "clerk", "school_clerk")
    disable(person(tree.school, "off", "data_reviewer"))
    person(tree.sister, "sister", "data_reviewer")
    person(tree.city, "city", "city_auditor")
    tell(tree.school, "review", title="有 3 行待复核", text="学生学籍信息", url="/review/?form=a")
    assert readers() == ["reviewer", "second"]
    assert list(Message.objects.values_list("title", "text", "url", "to_mail")) == [
        ("有 3 行待复核", "学生学籍信息", "/review/?form=a", True)
    ]
    assert set(InboxItem.objects.values_list("org_id", "read_at")) == {(tree.school.pk, None)}


def test_a_role_that_waits_for_confirmation_is_told_nothing(tree, settings):
    settings.PRIVACY_CONFIRMATION = True
    viewer = person(tree.school, "viewer", "privacy_viewer")
    PrivacyConfirmation.objects.update(state=PrivacyConfirmation.State.WAITING)
    tell(tree.school, "reveal", title="一")
    assert readers() == []
    assert not Message.objects.exists()  # what nobody gets is not kept
    PrivacyConfirmation.objects.update(state=PrivacyConfirmation.State.CONFIRMED)
    tell(tree.school, "reveal", title="二")
    assert readers() == [viewer.username]


def test_people_of_a_closed_school_are_told_nothing(tree):
    clerk = person(tree.school, "clerk", "school_clerk")
    type(tree.school).objects.filter(pk=tree.school.pk).update(status="closed")
    tell(tree.school, "view", title="一")
    tell_user(clerk.pk, title="二")
    assert readers() == []


def test_one_account_or_some_are_told(tree):
    one, two = person(tree.school, "one", "school_clerk"), person(tree.city, "two", "city_admin")
    tell_user(one.pk, title="导入完成")
    tell_user(None, title="没有人")
    tell_users([one.pk, two.pk, two.pk, 2**40], title="两个人")
    assert readers() == ["one", "one", "two"]
    assert sorted(Message.objects.values_list("title", flat=True)) == ["两个人", "导入完成"]


def test_hundreds_are_told_in_two_statements(tree):
    auditor = role("school_clerk")
    made = User.objects.bulk_create(
        [User(username=f"u{n}", real_name="甲", org=tree.school, password="!") for n in range(300)]
    )
    User.roles.through.objects.bulk_create(
        [User.roles.through(user_id=user.pk, role_id=auditor.pk) for user in made]
    )
    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as sent,
    ):
        tell(tree.school, "change", title="一")
    statements = [each["sql"] for each in sent if "SAVEPOINT" not in each["sql"]]
    assert [sql.split("(")[0].strip('" ') for sql in statements] == [
        'INSERT INTO "notices_message',
        'INSERT INTO "notices_inboxitem',
    ]
    assert InboxItem.objects.count() == 300


def test_what_is_rolled_back_is_not_told(tree):
    person(tree.school, "one", "school_clerk")
    with transaction.atomic():
        tell(tree.school, "view", title="一")
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/a\nb",
        "/a b",
        " /a/",
        "a/",
        "/\x00",
        "/" + "a" * 300,
    ],
)
def test_an_address_elsewhere_is_a_mistake(tree, url):
    person(tree.school, "one", "school_clerk")
    with pytest.raises(ValueError, match="this site"):
        tell(tree.school, "view", title="一", url=url)
    assert not Message.objects.exists()


def test_what_is_too_long_is_cut_with_a_sign(tree):
    person(tree.school, "one", "school_clerk")
    tell(tree.school, "view", title="长" * 200, text="一\n\n二" * 400)
    message = Message.objects.get()
    assert message.title == "长" * 119 + "…"
    assert len(message.text) == 500
    assert "\n" not in message.text


def test_those_with_a_mailbox_get_a_letter_with_the_title_alone_once(tree, settings, mailoutbox):
    settings.SITE_URL = "https://zhijiao.example"
    person(tree.school, "one", "data_reviewer", email="one@school.example")
    person(tree.school, "two", "data_reviewer")
    person(tree.school, "off", "data_reviewer", email="off@school.example")
    tell(tree.school, "review", title="有 3 行待复核", text="内部说明", url="/review/")
    tell(tree.school, "review", title="不发邮件", mail=False)
    disable(User.objects.get(username="off"))
    for _ in range(2):
        mail_messages.call()
        work(send_mail)
    [letter] = mailoutbox
    assert letter.to == ["one@school.example"]
    assert letter.subject == "有 3 行待复核 · 全国中等职业学校管理信息系统"
    assert "https://zhijiao.example/messages/" in letter.body
    assert "内部说明" not in letter.body


def test_messages_are_thrown_away_after_half_a_year(tree, monkeypatch):
    one = person(tree.school, "one", "school_clerk")
    for title in ("旧一", "旧二", "旧三", "新"):
        tell_user(one.pk, title=title)
    then = timezone.now() - keeping.KEPT
    Message.objects.exclude(title="新").update(at=then - timedelta(minutes=1))
    Message.objects.filter(title="新").update(at=then + timedelta(minutes=1))
    monkeypatch.setattr(keeping, "PIECE", 2)
    assert forget_old_messages.call() is not None
    assert forget_old_messages.call() is None
    assert list(InboxItem.objects.values_list("message__title", flat=True)) == ["新"]
    assert list(Message.objects.values_list("title", flat=True)) == ["新"]

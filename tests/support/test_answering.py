"""The desk: taking on, answering, handing on, closing; races, and who sees what."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.accounts.places import person
from tests.support.conftest import asked, signed_in
from zhijiao.audit.models import Entry
from zhijiao.identity.rights import actor_for
from zhijiao.notices.models import InboxItem
from zhijiao.support import handling, talking
from zhijiao.support.background_jobs import forget_closed
from zhijiao.support.models import CannedAnswer, Conversation
from zhijiao.support.talking import Refused


def texts(found) -> list[str]:
    return [text for _, text in talking.messages_of(found)]


@pytest.fixture
def question(clerk, admin):
    return asked(clerk)


def test_from_question_to_rating(question, clerk, admin):
    staff, asker, address = signed_in(admin), signed_in(clerk), f"/support/{question.pk}"
    assert "导入提示没有专业" in staff.get("/support/desk/").content.decode()
    assert staff.post(f"{address}/say/", {"text": "请先在“专业设置”中添加专业。"}).status_code == 302
    question.refresh_from_db()
    assert (question.state, question.assigned_to) == ("answered", admin)
    assert "请先在“专业设置”中添加专业。" in asker.get(f"{address}/").content.decode()
    titles = InboxItem.objects.filter(user=clerk).values_list("message__title", flat=True)
    assert list(titles) == [f"您的提问（第 {question.pk} 号）有新答复"]
    asker.post(f"{address}/say/", {"text": "已添加，还是不行。"})
    question.refresh_from_db()
    assert question.state == "waiting"
    staff.post(f"{address}/close/")
    asker.post(f"{address}/rate/", {"rating": "4", "words": "答复很快"})
    asker.post(f"{address}/rate/", {"rating": "9"})
    question.refresh_from_db()
    assert (question.state, question.rating) == ("closed", 4)
    asker.post(f"{address}/say/", {"text": "又出现了。"})
    question.refresh_from_db()
    assert question.state == "waiting"
    assert texts(question)[-2:] == ["韦老师重新打开了对话", "又出现了。"]
    said = Entry.objects.filter(event="support").values_list("detail__done", flat=True)
    assert list(said) == ["关闭"]


def test_who_takes_a_question_first_has_it(question, admin, tree):
    question.handler = tree.city
    question.save()
    handling.Handling.objects.create(conversation=question, org=tree.city)
    one, two = (
        actor_for(person(tree.city, name, "city_admin", real_name=name * 3))
        for name in "ab"
        for name in [name * 3]
    )
    handling.take(one, question.pk, None)
    with pytest.raises(Refused, match="刚刚已改由"):
        handling.take(two, question.pk, None)
    with pytest.raises(Refused, match="没有发送"):
        handling.say(two, question.pk, "我也答一次")
    handling.take(two, question.pk, one.user_id)
    with pytest.raises(Refused, match="没有发送"):
        handling.say(one, question.pk, "我先答的")
    handling.say(two, question.pk, "由我答复")
    question.refresh_from_db()
    assert (question.assigned_to_id, texts(question)[-1]) == (two.user_id, "由我答复")


def test_what_a_late_answer_said_is_kept_in_its_box(question, admin, tree):
    question.assigned_to = person(tree.school, "second", "school_clerk")
    question.save()
    answer = signed_in(admin).post(f"/support/{question.pk}/say/", {"text": "我写了很多"})
    page = answer.content.decode()
    assert (answer.status_code, "我写了很多</textarea>" in page, "没有发送" in page) == (409, True, True)


def test_a_question_is_handed_up_the_tree_and_stays_to_be_read(question, admin, city, province, tree):
    staff, above = signed_in(admin), signed_in(city)
    address = f"/support/{question.pk}"
    assert above.get(f"{address}/").status_code == 404
    staff.post(f"{address}/hand/", {"reason": ""})
    question.refresh_from_db()
    assert question.handler == admin.org
    staff.post(f"{address}/hand/", {"reason": "需要主管部门确认"})
    question.refresh_from_db()
    assert (question.handler, question.state, question.assigned_to) == (city.org, "waiting", None)
    assert "需要主管部门确认" in above.get(f"{address}/").content.decode()
    page = staff.get(f"{address}/").content.decode()
    assert ("已转交云州市教育局，本单位只能查看" in page, "<textarea" in page) == (True, False)
    assert staff.post(f"{address}/say/", {"text": "我再说一句"}).status_code == 409
    staff.post(f"{address}/close/")
    question.refresh_from_db()
    assert question.state == "waiting"
    assert signed_in(province).get(f"{address}/").status_code == 404
    assert "导入提示没有专业" in staff.get("/support/desk/?view=handed").content.decode()
    handling.hand_up(actor_for(city), question.pk, "再转")
    handling.hand_up(actor_for(province), question.pk, "再转")
    ministry = actor_for(person(tree.ministry, "ministry", "ministry_admin"))
    with pytest.raises(Refused, match="不能再转交"):
        handling.hand_up(ministry, question.pk, "再转")


def test_nobody_else_sees_it(question, clerk, admin, city, tree):
    others = [
        person(tree.school, "other", "school_clerk"),
        person(tree.school, "head", "school_principal"),
        person(tree.sister, "sister", "school_admin"),
        person(tree.foreign, "foreign", "school_admin"),
        city,
        person(tree.province, "third", "province_admin"),
    ]
    posts = {
        "say/": {"text": "偷看"},
        "close/": {},
        "reopen/": {},
        "take/": {},
        "hand/": {"reason": "x"},
        "rate/": {"rating": "1"},
    }
    for user in others:
        client = signed_in(user)
        gets = {
            client.get(f"/support/{question.pk}/{each}").status_code
            for each in ("", "messages/", "pictures/1/")
        }
        sent = {
            client.post(f"/support/{question.pk}/{each}", data).status_code for each, data in posts.items()
        }
        assert (gets, sent) == ({404}, {404}), user.username
        assert "导入提示没有专业" not in client.get("/support/").content.decode()
    assert signed_in(admin).post(f"/support/{question.pk}/rate/", {"rating": "5"}).status_code == 404
    question.refresh_from_db()
    assert (question.state, question.last_number, question.rating) == ("waiting", 1, None)


def test_a_staff_member_does_not_answer_himself(admin, city):
    made = asked(city)
    assert not handling.answers(actor_for(city), made)


def test_new_messages_come_without_reload_and_cost_little(question, clerk, admin):
    client, address = signed_in(clerk), f"/support/{question.pk}/messages/"
    with CaptureQueriesContext(connection) as quiet:
        answer = client.get(address, {"seen": "1"})
    assert (answer.status_code, answer.content, len(quiet) <= 5) == (204, b"", True)
    tag = answer.headers["ETag"]
    assert client.get(address, HTTP_IF_NONE_MATCH=tag).status_code == 304
    handling.say(actor_for(admin), question.pk, "答复来了")
    answer = client.get(address, {"seen": "1"}, HTTP_IF_NONE_MATCH=tag)
    assert (answer.status_code, "答复来了" in answer.content.decode()) == (200, True)
    assert 'name="seen" value="3"' in answer.content.decode()


def test_the_desk_costs_the_same_for_many(clerk, admin, tree):
    client = signed_in(admin)
    asked(clerk)
    client.get("/support/desk/")
    with CaptureQueriesContext(connection) as one:
        client.get("/support/desk/")
    for number in range(10):
        made = asked(clerk, subject=f"第 {number} 问")
    for school in (tree.sister, tree.foreign):
        stranger = person(school, f"clerk{school.pk}", "school_clerk")
        Conversation.objects.filter(pk=asked(stranger).pk).update(handler=admin.org)
    with CaptureQueriesContext(connection) as many:
        client.get("/support/desk/")
    assert len(many) == len(one)
    address = f"/support/{made.pk}/"
    with CaptureQueriesContext(connection) as short:
        client.get(address)
    for _ in range(8):
        handling.say(actor_for(admin), made.pk, "答")
    with CaptureQueriesContext(connection) as long:
        client.get(address)
    assert len(long) == len(short)


def test_an_old_question_is_asked_anew_and_thrown_away_in_the_end(question, clerk, admin):
    handling.close(actor_for(admin), question.pk)
    Conversation.objects.update(moved_at=timezone.now() - timedelta(days=31))
    answer = signed_in(clerk).post(f"/support/{question.pk}/say/", {"text": "还在吗"})
    assert (answer.status_code, "请另提一个问题" in answer.content.decode()) == (409, True)
    forget_closed.call()
    assert Conversation.objects.exists()
    Conversation.objects.update(moved_at=timezone.now() - timedelta(days=366))
    forget_closed.call()
    assert not Conversation.objects.exists()


def test_a_node_keeps_answers_of_its_own(question, admin, city):
    staff = signed_in(admin)
    staff.post("/support/canned/", {"title": "先建专业", "text": "请先在“专业设置”中添加。"})
    staff.post("/support/canned/", {"title": "先建专业", "text": "请先添加专业。"})
    assert list(CannedAnswer.objects.values_list("title", "text")) == [("先建专业", "请先添加专业。")]
    page = staff.get(f"/support/{question.pk}/").content.decode()
    assert 'data-canned="请先添加专业。"' in page
    kept = CannedAnswer.objects.get()
    assert signed_in(city).post(f"/support/canned/{kept.pk}/delete/").status_code == 404
    assert "先建专业" not in signed_in(city).get("/support/canned/").content.decode()
    staff.post(f"/support/canned/{kept.pk}/delete/")
    assert not CannedAnswer.objects.exists()


@pytest.mark.parametrize("key", ["school_clerk", "school_principal", "data_reviewer"])
def test_the_desk_is_for_those_who_answer(tree, key):
    client = signed_in(person(tree.school, "other", key))
    assert {client.get(each).status_code for each in ("/support/desk/", "/support/canned/")} == {403}
    assert client.post("/support/canned/", {"title": "a", "text": "b"}).status_code == 403

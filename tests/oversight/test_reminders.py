"""催报: who is reminded, how often, by whom, and that each message arrives once."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.accounts.places import person
from tests.background_work import work
from tests.filing.rows import put, row
from zhijiao.audit.models import Entry
from zhijiao.identity.actor import Actor
from zhijiao.identity.rights import actor_for
from zhijiao.notices.models import InboxItem
from zhijiao.oversight import refresh, reminders
from zhijiao.oversight.background_jobs import tell_reminded
from zhijiao.oversight.models import Reminder, ReminderCall, SchoolStanding
from zhijiao.rounds import province_changes
from zhijiao.rounds.models import Grant

pytestmark = pytest.mark.django_db
REMIND = "/oversight/remind/"


@pytest.fixture
def people(begun):
    """A clerk and a principal of the school, a clerk of its sister, a reviewer of the city."""
    return {
        "clerk": person(begun.school, "clerk", "school_clerk"),
        "principal": person(begun.school, "principal", "school_principal"),
        "reader": person(begun.school, "reader", "school_reader"),
        "sister": person(begun.sister, "sister", "school_clerk"),
        "city": person(begun.city, "city", "city_auditor"),
    }


def inbox(who):
    items = InboxItem.objects.filter(user=who).select_related("message")
    return [(each.message.title, each.message.text) for each in items]


def send(client, address=REMIND, **posted):
    page = client.post(address, posted) if "school" in posted or "node" in posted else client.get(address)
    assert page.status_code == 200, page.status_code
    number = re.search(r'name="number" value="(\d+)"', page.content.decode())
    return client.post(address, {**posted, "confirm": "1", "number": number[1] if number else "0"})


def test_chosen_schools_are_reminded_once_a_day(begun, auditor, people):
    client = auditor(begun.province)
    page = client.post(REMIND, {"school": [begun.school.pk, begun.foreign.pk]}).content.decode()
    assert "共 1 个" in page
    assert begun.foreign.name not in page
    answer = send(client, school=[begun.school.pk, begun.foreign.pk], text="请本周五前完成")
    assert answer["Location"] == reverse("oversight:reminders")
    (made,) = Reminder.objects.all()
    assert (made.org, made.left, made.told) == (begun.school, 46, False)
    assert work(tell_reminded) == 1
    assert work(tell_reminded) == 0
    assert reminders.tell_pending() is False
    for name in ("clerk", "principal"):
        ((title, text),) = inbox(people[name])
        assert title == "催报：请尽快完成2020学年首轮填报"
        assert "本校还有 46 张必填表单没有完成" in text
        assert "云岭省教育厅：请本周五前完成" in text
    assert inbox(people["reader"]) == inbox(people["sister"]) == inbox(people["city"]) == []
    again = send(client, school=begun.school.pk)
    assert "1 个今天已催报过" in again.content.decode()
    assert Reminder.objects.count() == ReminderCall.objects.count() == 1
    entry = Entry.objects.get(event="reminder")
    assert (entry.detail["rows"], entry.user_name) == (1, "卢华兴")
    assert "请本周五前完成" in client.get("/oversight/reminders/").content.decode()
    assert begun.school.name in client.get(f"/oversight/reminders/{made.call_id}/").content.decode()


def test_all_that_conditions_find_are_reminded_with_their_number_first(begun, auditor):
    client = auditor(begun.province)
    page = client.get(REMIND + "?stage=none").content.decode()
    assert "共 1 个" in page
    assert begun.sister.name in page
    assert send(client, REMIND + "?stage=none").status_code == 302
    assert list(Reminder.objects.values_list("org", flat=True)) == [begun.sister.pk]
    assert send(client, REMIND).status_code == 302
    assert Reminder.objects.count() == 2


def test_what_has_changed_since_the_number_was_shown_is_shown_again(begun, auditor):
    client = auditor(begun.province)
    answer = client.post(REMIND, {"confirm": "1", "number": "7"})
    assert "由 7 个变为 2 个" in answer.content.decode()
    answer = client.post(REMIND, {"confirm": "1", "number": "2", "text": "长" * 301})
    assert "附言最多 300 个字" in answer.content.decode()
    assert not Reminder.objects.exists()


def test_who_is_done_is_not_reminded(begun, auditor):
    SchoolStanding.objects.filter(school=begun.sister).update(stage="done")
    page = auditor(begun.province).get(REMIND).content.decode()
    assert "共 1 个" in page
    assert "1 个已全部完成" in page
    assert begun.sister.name not in page


def test_authorities_below_are_reminded(begun, auditor, people):
    client = auditor(begun.province)
    nodes = [begun.city.pk, begun.county.pk, begun.elsewhere.pk, begun.ministry.pk, begun.province.pk]
    assert send(client, node=nodes).status_code == 302
    (made,) = Reminder.objects.all()
    assert (made.org, made.left) == (begun.city, 1)
    work(tell_reminded)
    ((_, text),) = inbox(people["city"])
    assert "辖区还有 1 所学校没有完成" in text
    client.force_login(people["city"])
    assert "最近一次被催报" in client.get("/oversight/reminders/").content.decode()


def test_only_who_reviews_may_remind(begun, client):
    client.force_login(person(begun.province, "leader", "province_leader"))
    assert client.get(REMIND).status_code == 403
    assert client.post(REMIND, {"school": begun.school.pk, "confirm": "1", "number": "1"}).status_code == 403
    assert "催报以上条件" not in client.get("/oversight/schools/").content.decode()
    client.force_login(person(begun.school, "supervisor", "school_supervisor"))
    assert client.get(REMIND).status_code == 404
    assert not Reminder.objects.exists()


def test_what_others_have_sent_is_not_shown(begun, auditor):
    send(auditor(begun.province), school=begun.school.pk, text="只给本省")
    call = ReminderCall.objects.get()
    client = auditor(begun.elsewhere)
    assert "只给本省" not in client.get("/oversight/reminders/").content.decode()
    assert client.get(f"/oversight/reminders/{call.pk}/").status_code == 404
    client = auditor(begun.city)
    assert client.get(f"/oversight/reminders/{call.pk}/").status_code == 404


def test_a_school_sees_when_it_was_last_reminded(begun, auditor, people, client):
    send(auditor(begun.province), school=begun.school.pk, text="请抓紧")
    client.force_login(people["clerk"])
    page = client.get("/").content.decode()
    assert "最近一次催报" in page
    assert "请抓紧" in page
    client.force_login(people["sister"])
    assert "最近一次催报" not in client.get("/").content.decode()


def test_strange_numbers_are_no_error(begun, auditor):
    client = auditor(begun.province)
    for posted in (
        {"school": ["x", "9" * 30]},
        {"node": "-1"},
        {"confirm": "1"},
        {"number": "x", "confirm": "1"},
    ):
        assert client.post(REMIND, posted).status_code == 200, posted
    assert not Reminder.objects.exists()


def test_a_reminder_goes_with_the_figures_of_the_minute(begun, auditor):
    put(Actor.system(begun.school), begun.school, row("enterprise"), key="enterprise")
    refresh.follow()
    send(auditor(begun.city), school=begun.school.pk)
    assert Reminder.objects.get().left == 45


def test_words_are_kept_without_what_no_database_can_store(begun, auditor, people):
    """A zero byte would be refused by PostgreSQL, and what is invisible by nobody."""
    send(auditor(begun.province), school=[begun.school.pk], text="　请尽快\x00完成\u202e\u2028谢谢 ")
    assert ReminderCall.objects.get().text == "请尽快完成\n谢谢"
    assert work(tell_reminded) == 1


def test_the_last_day_told_is_that_of_the_school(
    begun, auditor, people, filing, django_capture_on_commit_callbacks
):
    """Its province has set an earlier one, and its city has granted it more time."""
    admin = actor_for(person(begun.province, "sheng", "province_admin"))
    with django_capture_on_commit_callbacks(execute=True):
        province_changes.set_additions(admin, filing, 0, {}, {"school": date(2022, 3, 15)})
    client = auditor(begun.province)
    board = client.get("/oversight/").content.decode()
    assert "2022-03-15" in board
    until = timezone.localdate() + timedelta(days=9)
    Grant.objects.create(
        school=begun.school, round=filing.key, kind="extension", until=until, state="granted", reason="停课"
    )
    send(client, school=[begun.school.pk, begun.sister.pk])
    assert work(tell_reminded) == 1
    for name, day in (("clerk", until), ("sister", "2022-03-15")):
        ((_, text),) = inbox(people[name])
        assert f"截止日期 {day}。" in text


def test_who_may_not_see_every_form_is_not_told_how_many_are_open(begun, auditor, people):
    narrowed = person(begun.school, "some", "school_clerk", row_role="granted")
    own = person(begun.school, "own", "school_clerk", row_role="own")
    send(auditor(begun.province), school=begun.school.pk, text="请抓紧")
    assert work(tell_reminded) == 1
    assert "还有 46 张" in inbox(people["clerk"])[0][1]
    for who in (narrowed, own):
        ((_, text),) = inbox(who)
        assert "46" not in text
        assert "请抓紧" in text

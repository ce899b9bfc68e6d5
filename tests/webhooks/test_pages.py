"""事件推送 in the manage portal: a node's own subscriptions, the secret shown once, the log with its buttons."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.places import person
from tests.background_work import work
from zhijiao.audit.models import Entry
from zhijiao.webhooks.background_jobs import push
from zhijiao.webhooks.models import Push, Subscription
from zhijiao.webhooks.outbox import emit

SHOWN = re.compile(r"whsec_[A-Za-z0-9+/=]{44}")
GOOD = {"name": "智慧校园平台", "url": "https://example.com/events?key=geheim", "chosen": ["grant.asked"]}


def test_a_subscription_is_made_and_its_secret_shown_once(admin, tree):
    page = admin.post("/manage/webhooks/add/", GOOD)
    (secret,) = set(SHOWN.findall(page.content.decode()))
    assert "no-store" in page["Cache-Control"]
    made = Subscription.objects.get()
    assert (made.org, made.kinds, made.created_by) == (tree.school, ["grant.asked"], "韦朗朗")
    for address in ("", f"{made.pk}/", f"{made.pk}/edit/"):
        assert secret not in admin.get(f"/manage/webhooks/{address}").content.decode()
    told = Entry.objects.filter(event="webhook").latest("pk")
    assert (told.subject, told.detail["to"]) == ("智慧校园平台", "example.com")
    assert "geheim" not in str(told.detail)
    assert secret not in str(told.detail)


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"url": "ftp://example.com/"}, "https://"),
        ({"url": "https://example.com:25/"}, "端口应为"),
        ({"chosen": ["case.eaten"]}, "没有这种事件"),
        ({"chosen": []}, "请选择事件"),
        ({"name": ""}, "请填写名称"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(admin, posted, said):
    page = admin.post("/manage/webhooks/add/", GOOD | posted)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Subscription.objects.exists()


def test_names_are_there_once_and_there_are_only_so_many(admin, tree, subscribe):
    subscribe(tree.school)
    page = admin.post("/manage/webhooks/add/", GOOD)
    assert page.status_code == 422
    assert "同名" in page.content.decode()
    for number in range(19):
        subscribe(tree.school, name=f"系统{number}")
    assert "已有 20 个" in admin.post("/manage/webhooks/add/", GOOD | {"name": "另一个"}).content.decode()


def test_an_authority_is_not_offered_what_stays_inside_schools(tree, client):
    client.force_login(person(tree.city, "shiguan", "city_admin"))
    assert "校内办理" not in client.get("/manage/webhooks/add/").content.decode()
    assert client.post("/manage/webhooks/add/", GOOD | {"chosen": ["case.inside"]}).status_code == 422


def test_nobody_else_reaches_a_subscription(admin, tree, subscribe):
    foreign = subscribe(tree.sister)
    emit("grant.asked", tree.sister, {})
    delivery = Push.objects.get()
    at = f"/manage/webhooks/{foreign.pk}/"
    for path in ("", "edit/"):
        assert admin.get(at + path).status_code == 404
    for path in ("edit/", "state/", "secret/", "test/", "delete/", f"deliveries/{delivery.pk}/resend/"):
        assert admin.post(at + path, GOOD | {"version": "1"}).status_code == 404
    own = subscribe(tree.school)
    assert admin.post(f"/manage/webhooks/{own.pk}/deliveries/{delivery.pk}/resend/").status_code == 404
    for user in (person(tree.school, "wei", "school_clerk"), person(tree.city, "shiguan", "city_admin")):
        admin.force_login(user)
        assert admin.get(f"/manage/webhooks/{own.pk}/").status_code in (403, 404)
    foreign.refresh_from_db()
    assert (foreign.paused_at, foreign.version, Push.objects.count()) == (None, 1, 1)


def test_a_change_at_an_old_version_is_told_and_the_second_press_saves(admin, tree, subscribe):
    made = subscribe(tree.school)
    at = f"/manage/webhooks/{made.pk}/edit/"
    assert admin.post(at, GOOD | {"name": "甲", "version": "1"}).status_code == 302
    page = admin.post(at, GOOD | {"name": "乙", "version": "1"})
    assert page.status_code == 409
    made.refresh_from_db()
    assert (made.name, made.version) == ("甲", 2)
    assert 'name="version" value="2"' in page.content.decode()


def test_testing_pausing_resending_and_removing(admin, tree, subscribe, receiver):
    made = subscribe(tree.school, url=receiver.url)
    at = f"/manage/webhooks/{made.pk}/"
    admin.post(f"{at}test/")
    assert receiver.came == []  # nothing is sent within a request
    work(push)
    assert len(receiver.came) == 1
    page = admin.get(at).content.decode()
    assert all(text in page for text in ("测试事件", "已送达", "204", "重新发送"))
    delivery = Push.objects.get()
    admin.post(f"{at}deliveries/{delivery.pk}/resend/")
    work(push)
    assert len(receiver.came) == 2
    admin.post(f"{at}state/", {"done": "pause"})
    assert "已暂停" in admin.get("/manage/webhooks/").content.decode()
    admin.post(f"{at}test/")
    assert work(push) == 0
    admin.post(f"{at}state/", {"done": "resume"})
    work(push)
    assert len(receiver.came) == 3
    assert len(set(SHOWN.findall(admin.post(f"{at}secret/").content.decode()))) == 1
    assert "新旧密钥并用至" in admin.get(at).content.decode()
    admin.post(f"{at}delete/")
    assert not Subscription.objects.exists()
    done = list(Entry.objects.filter(event="webhook").order_by("pk").values_list("detail__done", flat=True))
    assert done[-1] == "删除"
    assert {"新建", "发送测试事件", "重新发送", "暂停", "恢复", "更换签名密钥"} <= set(done)


def test_the_log_costs_the_same_for_many(admin, tree, subscribe):
    made = subscribe(tree.school)
    counts = []
    admin.get("/manage/webhooks/")
    for times in (1, 30):
        for _ in range(times):
            emit("grant.asked", tree.school, {})
        for address in ("/manage/webhooks/", f"/manage/webhooks/{made.pk}/?size=50"):
            with CaptureQueriesContext(connection) as asked:
                assert admin.get(address).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
    assert (
        "grant"
        not in admin.get(f"/manage/webhooks/{made.pk}/?state=sent").content.decode().split("推送记录")[-1]
    )

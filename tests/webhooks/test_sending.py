"""What a receiver gets, and what happens when it does not answer: over real connections to a real server."""

import base64
import hashlib
import hmac
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.accounts.places import person
from tests.background_work import work
from zhijiao.audit.models import Entry
from zhijiao.jobs.models import Job
from zhijiao.notices.models import InboxItem
from zhijiao.private import sealed_stores
from zhijiao.private.cipher import add_version, fresh
from zhijiao.webhooks import sending, subscriptions
from zhijiao.webhooks.background_jobs import forget_old, push, sweep
from zhijiao.webhooks.models import Event, Push, Subscription
from zhijiao.webhooks.outbox import emit

HOWTO = Path(__file__).parents[2] / "docs/howto/write-a-program-for-the-api.md"


@pytest.fixture
def told(tree, subscribe, receiver):
    return subscribe(tree.school, "grant.asked", url=receiver.url)


def happen(tree, times=1):
    for number in range(times):
        emit("grant.asked", tree.school, {"grant": number})


def states():
    return list(Push.objects.order_by("pk").values_list("state", flat=True))


def due():
    """Let the next try be due, and have the sweep bring a worker."""
    Subscription.objects.update(retry_at=timezone.now() - timedelta(seconds=1))
    sweep.call()
    return work(push)


def test_events_arrive_in_order_signed_and_once(tree, told, receiver):
    happen(tree, 3)
    assert Job.objects.filter(path=push.module_path).count() == 1
    work(push)
    assert [json.loads(body)["data"]["grant"] for _, _, body in receiver.came] == [0, 1, 2]
    path, headers, body = receiver.came[0]
    assert path == "/events?key=1"
    key = base64.b64decode(told.clear.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    right = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{right}"
    assert headers["webhook-id"] == json.loads(body)["id"] == Event.objects.earliest("pk").number
    assert states() == ["sent"] * 3
    work(push)
    assert len(receiver.came) == 3


def test_the_example_of_the_howto_tells_genuine_requests_from_others(tree, told, receiver):
    happen(tree)
    work(push)
    ((_, headers, body),) = receiver.came
    (code,) = re.findall(r"```python\n(.*?)```", HOWTO.read_text(encoding="utf-8"), re.S)[-1:]
    names = {}
    exec("\n".join(line.removeprefix("   ") for line in code.splitlines()), names)  # the document's own code
    genuine = names["genuine"]
    assert genuine(headers, body, told.clear)
    assert not genuine(headers, body + b" ", told.clear)
    assert not genuine(headers, body, "whsec_" + base64.b64encode(b"x" * 32).decode())
    assert not genuine({**headers, "webhook-timestamp": "1"}, body, told.clear)
    renewed = subscriptions.renew_secret(told)
    happen(tree)
    work(push)
    _, headers, body = receiver.came[-1]
    assert genuine(headers, body, told.clear)
    assert genuine(headers, body, renewed)


def test_two_secrets_sign_until_the_former_one_has_run_out(tree, told, receiver):
    subscriptions.renew_secret(told)
    Subscription.objects.update(former_until=timezone.now() - timedelta(seconds=1))
    happen(tree)
    work(push)
    assert receiver.came[0][1]["webhook-signature"].count("v1,") == 1


def test_secrets_are_sealed_and_survive_a_change_of_keys(tree, told, receiver):
    assert told.clear not in str(Subscription.objects.values())
    subscriptions.renew_secret(told)
    add_version(tree.school.pk)
    renew_texts_of(tree.school.pk)
    assert all(
        token.startswith("g1.2.") for token in Subscription.objects.values_list("secret", "former_secret")[0]
    )
    happen(tree)
    work(push)
    assert states() == ["sent"]


def renew_texts_of(school_id):
    """Renew every sealed text of a node, as a change of keys does."""
    cipher = fresh(school_id)
    for store in sealed_stores.stores():
        if store.model is Subscription:
            for row in store.rows(school_id):
                values = store.rewrite(
                    [getattr(row, name) for name in store.columns],
                    lambda token: cipher.encrypt_filled(cipher.decrypt_filled(token)),
                )
                type(row).objects.filter(pk=row.pk).update(**dict(zip(store.columns, values, strict=True)))


def test_a_receiver_that_fails_is_tried_later_and_nothing_overtakes(tree, told, receiver):
    receiver.statuses = [503, 204]
    happen(tree, 2)
    work(push)
    assert len(receiver.came) == 1
    assert states() == ["waiting", "waiting"]
    told.refresh_from_db()
    assert told.failures == 1
    assert timezone.now() + timedelta(seconds=50) < told.retry_at < timezone.now() + timedelta(seconds=70)
    happen(tree)
    sweep.call()
    assert work(push) == 0
    assert due() == 1
    assert [json.loads(body)["data"]["grant"] for _, _, body in receiver.came] == [0, 0, 1, 0]
    assert receiver.came[0][1]["webhook-id"] == receiver.came[1][1]["webhook-id"]
    told.refresh_from_db()
    assert (told.failures, told.retry_at, states()) == (0, None, ["sent"] * 3)


def test_pauses_grow_and_after_the_last_the_administrators_are_told(tree, told, receiver):
    keeper = person(tree.school, "guan", "school_admin", issued_by=tree.province)
    receiver.statuses = [500]
    happen(tree)
    work(push)
    pauses = []
    for _ in sending.PAUSES:
        told.refresh_from_db()
        pauses.append(round((told.retry_at - timezone.now()).total_seconds(), -1))
        due()
    assert pauses == sorted(pauses) == list(sending.PAUSES)
    told.refresh_from_db()
    assert (told.paused_by, told.retry_at) == ("系统", None)
    assert len(receiver.came) == len(sending.PAUSES) + 1
    item = InboxItem.objects.select_related("message").get(user=keeper)
    assert "已暂停" in item.message.title
    assert item.message.url == f"/manage/webhooks/{told.pk}/"
    assert Entry.objects.filter(event="webhook", detail__done="自动暂停").exists()
    assert states() == ["waiting"]
    assert due() == 0
    receiver.statuses = [200]
    subscriptions.resume(told)
    work(push)
    assert states() == ["sent"]


def test_what_is_refused_for_good_is_left_after_some_tries(tree, told, receiver):
    receiver.statuses = [422, 422, 422, 204]
    happen(tree, 2)
    work(push)
    for _ in range(3):
        due()
    assert states() == ["failed", "sent"]
    assert Push.objects.earliest("pk").status == 422
    assert subscriptions.send_again(Push.objects.select_related("subscription", "event").earliest("pk"))
    work(push)
    assert states() == ["sent", "sent"]
    assert receiver.came[0][1]["webhook-id"] == receiver.came[-1][1]["webhook-id"]


def test_gone_means_gone(tree, told, receiver):
    receiver.statuses = [410]
    happen(tree)
    work(push)
    told.refresh_from_db()
    assert told.paused_at is not None


@pytest.mark.parametrize("status", [301, 307])
def test_a_redirect_is_not_followed_and_counts_as_a_failure(tree, told, receiver, status):
    receiver.statuses, receiver.location = [status], receiver.url
    happen(tree)
    work(push)
    assert (len(receiver.came), states()) == (1, ["waiting"])


def test_inside_addresses_are_refused_when_the_operator_opens_none(tree, told, receiver, settings):
    settings.OUTBOUND_NETWORKS = []
    happen(tree)
    work(push)
    assert receiver.came == []
    assert "内部网络" in Push.objects.get().problem


def test_a_killed_worker_sends_again_under_the_same_number(tree, told, receiver, monkeypatch):
    happen(tree)

    def die(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(sending, "_note", die)
        with pytest.raises(KeyboardInterrupt):
            push.call(told.pk)
    assert states() == ["waiting"]
    work(push)
    assert states() == ["sent"]
    first, second = (headers["webhook-id"] for _, headers, _ in receiver.came)
    assert first == second


def test_an_event_laid_down_while_a_job_ended_is_found_by_the_sweep(tree, told, receiver):
    happen(tree)
    Job.objects.all().delete()
    sweep.call()
    assert work(push) == 1
    assert states() == ["sent"]


def test_a_node_that_has_closed_is_not_sent_to(tree, told, receiver):
    happen(tree)
    type(tree.school).objects.filter(pk=tree.school.pk).update(status="merged")
    work(push)
    assert receiver.came == []


def test_old_events_are_forgotten_and_a_paused_queue_runs_out(tree, told, receiver):
    happen(tree, 2)
    first, second = Event.objects.order_by("pk")
    subscriptions.pause(told, "管理员")
    Event.objects.filter(pk=first.pk).update(at=timezone.now() - sending.KEPT - timedelta(days=1))
    Event.objects.filter(pk=second.pk).update(at=timezone.now() - sending.WAITED - timedelta(days=1))
    forget_old.call()
    assert list(Event.objects.values_list("pk", flat=True)) == [second.pk]
    assert states() == ["expired"]

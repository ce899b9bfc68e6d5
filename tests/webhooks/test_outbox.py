"""Who is told: the node itself and those above it that may know, in the transaction of what happened."""

import json

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from zhijiao.jobs.models import Job
from zhijiao.webhooks import kinds, subscriptions
from zhijiao.webhooks.models import Event, Push
from zhijiao.webhooks.outbox import emit


def told():
    """Names of the nodes whose subscriptions have been told."""
    return set(Push.objects.values_list("subscription__org__name", flat=True))


def test_the_school_and_those_above_it_are_told_and_nobody_beside(tree, subscribe):
    for org in (
        tree.school,
        tree.city,
        tree.province,
        tree.county,
        tree.sister,
        tree.foreign,
        tree.elsewhere,
    ):
        subscribe(org, "submission.accepted")
    emit("submission.accepted", tree.school, {"round": "2020"}, page="/signoff/")
    assert told() == {tree.school.name, tree.city.name, tree.province.name}
    assert Event.objects.count() == 1


def test_what_has_come_up_to_the_city_is_not_told_to_the_province(tree, subscribe):
    for org in (tree.school, tree.city, tree.province, tree.ministry):
        subscribe(org, "case.submitted")
    emit("case.submitted", tree.school, {}, upto=tree.city.path)
    assert told() == {tree.school.name, tree.city.name}


def test_what_stays_inside_a_school_is_told_to_it_alone(tree, subscribe):
    for org in (tree.school, tree.city):
        subscribe(org, "case.inside")
    emit("case.inside", tree.school, {})
    assert told() == {tree.school.name}


def test_an_event_nobody_has_chosen_leaves_no_trace_and_costs_one_query(tree, subscribe):
    subscribe(tree.school, "grant.asked")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        emit("grant.decided", tree.school, {})
    assert len(asked) == 1
    assert not Event.objects.exists()


def test_what_is_rolled_back_is_not_told(tree, subscribe):
    subscribe(tree.school, "grant.asked")
    with transaction.atomic():
        emit("grant.asked", tree.school, {})
        assert Event.objects.exists()
        transaction.set_rollback(True)
    assert not Event.objects.exists()
    assert not Job.objects.filter(path__contains="webhooks").exists()


def test_a_node_that_is_gone_is_told_nothing(tree, subscribe):
    subscribe(tree.school, "grant.asked")
    type(tree.school).objects.filter(pk=tree.school.pk).update(status="closed")
    emit("grant.asked", tree.school, {})
    assert not Push.objects.exists()


def test_the_body_names_the_event_and_holds_no_words(tree, subscribe, settings):
    settings.SITE_URL = "https://zhijiao.example"
    subscribe(tree.school, "grant.asked")
    emit("grant.asked", tree.school, {"round": "2020"}, page="/rounds/")
    event = Event.objects.get()
    body = json.loads(event.body)
    assert (body["id"], body["type"]) == (event.number, "grant.asked")
    about = {"id": tree.school.pk, "code": tree.school.code, "level": "school"}
    links = {"page": "https://zhijiao.example/rounds/"}
    assert body["data"] == {"org": about, "round": "2020", "links": links}
    assert tree.school.name not in event.body


def test_a_paused_subscription_keeps_what_happens_and_brings_no_worker(tree, subscribe):
    made = subscribe(tree.school, "grant.asked")
    subscriptions.pause(made, "管理员")
    emit("grant.asked", tree.school, {})
    assert Push.objects.get().state == "waiting"
    assert not Job.objects.filter(path__contains="webhooks").exists()
    subscriptions.resume(made)
    assert Job.objects.filter(path__contains="webhooks").count() == 1


def test_keys_are_well_formed_and_named_once():
    keys = [kind.key for kind in kinds.KINDS]
    assert len(keys) == len(set(keys))
    assert all(len(key) <= 40 and key.count(".") == 1 for key in keys)

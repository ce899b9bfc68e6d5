"""事件推送 of cases: a school hears of every step, an authority of what has come up to it, and nobody of words."""

import json

from zhijiao.webhooks import kinds, subscriptions
from zhijiao.webhooks.models import Event

MARK = "匠心育人案例"


def subscribe(*orgs):
    for org in orgs:
        chosen = [kind.key for kind in kinds.KINDS]
        subscriptions.make(org, "平台", "https://example.com/events", chosen, "管理员")


def told(org):
    events = Event.objects.filter(deliveries__subscription__org=org).order_by("pk")
    return [event.kind for event in events]


def test_each_node_hears_of_what_has_come_to_it(desk):
    tree = desk.tree
    subscribe(tree.school, tree.county, tree.city, tree.province, tree.ministry, tree.sister)
    case = desk.go(desk.write(title=MARK), "hand_in", "pass", "submit", "county", "city", "province")
    up = ["case.submitted", "case.passed_up", "case.passed_up", "case.selected"]
    assert told(tree.school) == ["case.inside", "case.inside", *up]
    assert told(tree.county) == up
    assert told(tree.city) == up[1:]
    assert told(tree.province) == up[2:]
    assert told(tree.ministry) == told(tree.sister) == []
    body = Event.objects.latest("pk").body
    data = json.loads(body)["data"]
    assert (data["case"], data["number"], data["act"]) == (case.pk, case.number, "select")
    assert MARK not in "".join(Event.objects.values_list("body", flat=True))


def test_what_is_withdrawn_is_told_to_whoever_had_it(desk):
    subscribe(desk.tree.county, desk.tree.city)
    record = desk.write(title=MARK)
    desk.go(record, "hand_in", "pass", "submit", "withdraw")
    assert told(desk.tree.county) == ["case.submitted", "case.withdrawn"]
    desk.go(record, "hand_in")
    assert told(desk.tree.county) == ["case.submitted", "case.withdrawn"]
    assert told(desk.tree.city) == []

"""事件推送 of submissions and reports of areas: laid down with the step, for the nodes that may know."""

import json

from tests.signoff.conftest import RETURNED
from zhijiao.signoff import area_reports
from zhijiao.webhooks import kinds, subscriptions
from zhijiao.webhooks.models import Event

EVERY = [kind.key for kind in kinds.KINDS]


def subscribe(*orgs):
    for org in orgs:
        subscriptions.make(org, "平台", "https://example.com/events", EVERY, "管理员")


def told(org):
    """What a node has been told, in order."""
    events = Event.objects.filter(deliveries__subscription__org=org).order_by("pk")
    return [(event.kind, json.loads(event.body)["data"]) for event in events]


def test_steps_are_told_to_the_school_and_those_above_it(act, scene):
    subscribe(scene.school, scene.county, scene.ministry, scene.sister, scene.other_county)
    act.submit()
    act.accept("county")
    act.give_back("city", forms={RETURNED: "收入合计有误"}, reason="")
    expected = ["submission.submitted", "submission.accepted", "submission.returned"]
    for org in (scene.school, scene.county, scene.ministry):
        assert [kind for kind, _ in told(org)] == expected
    assert told(scene.sister) == told(scene.other_county) == []
    _, last = told(scene.school)[-1]
    assert (last["state"], last["forms"], last["revision"]) == ("returned", [RETURNED], 1)
    assert last["by"] == {"id": scene.city.pk, "level": "city"}
    assert last["links"]["page"].endswith(f"/signoff/?school={scene.school.pk}")
    assert "收入合计有误" not in "".join(Event.objects.values_list("body", flat=True))


def test_withdrawing_and_reopening(act, scene):
    subscribe(scene.county)
    act.submit()
    act.withdraw()
    act.submit()
    act.accept("county")
    act.reopen("county")
    assert [kind for kind, _ in told(scene.county)] == [
        "submission.submitted", "submission.withdrawn", "submission.submitted", "submission.accepted",
        "submission.reopened",
    ]  # fmt: skip


def test_reports_of_areas_are_told_to_the_area_and_those_above_it(act, scene, filing):
    subscribe(scene.county, scene.city, scene.other_county, scene.school)
    area_reports.report(act.actor("county"), filing, "卫生学校尚未上报，已督促")
    report = area_reports.send_back(act.actor("city"), scene.county, filing, 1, "请核对例外学校")
    assert report.state == "returned"
    for org in (scene.county, scene.city):
        assert [kind for kind, _ in told(org)] == ["area.reported", "area.returned"]
    assert told(scene.other_county) == told(scene.school) == []
    assert "督促" not in "".join(Event.objects.values_list("body", flat=True))

"""Every way of looking is told with who, what and how many, and by number, never by value."""

import json
from datetime import date

import pytest

from tests import sample
from tests.api.conftest import Program
from tests.house.sources import outside, places, uses
from zhijiao.audit.models import Entry
from zhijiao.filing.schema import registry
from zhijiao.intake import dependency_order
from zhijiao.kit.identity import make_id_number
from zhijiao.looks import ranges
from zhijiao.looks.models import EVERY_FORM, Look, LookTally
from zhijiao.private import data_password

PLAIN = sample.row("teacher")["id_number"]
NOBODY = make_id_number("450103", date(1971, 2, 3), 1)
SECRET = "Guihua-1893"


@pytest.fixture
def opened(scene, client):
    return sample.unlock(client, scene.clerk)


def told() -> list[tuple]:
    return [
        (look.kind, look.form, look.rows, ranges.unpacked(look.records))
        for look in Look.objects.order_by("pk")
    ]


def test_an_exact_search_names_what_it_found(scene, opened):
    found = opened.post("/forms/teacher/", {"f_id_number": PLAIN}, follow=True)
    assert found.status_code == 200
    assert told() == [("search", "teacher", 1, [scene.ids[0]])]


def test_a_search_in_vain_is_told_too(scene, opened):
    opened.post("/forms/teacher/", {"f_id_number": NOBODY}, follow=True)
    assert told() == [("search", "teacher", 0, [])]


def test_a_reveal_names_its_record_and_item(scene, opened):
    data_password.choose(scene.clerk, SECRET)
    sample.unlock(opened, scene.clerk)
    url = f"/forms/teacher/{scene.ids[3]}/reveal/id_number/"
    assert opened.post(url, {"reason": "check"}).status_code == 200
    assert told() == [("reveal", "teacher", 1, [scene.ids[3]])]
    assert "证件" in Look.objects.get().subject


@pytest.mark.parametrize(
    ("path", "kind"), [("export/csv/", "export"), ("export/xlsx/", "export"), ("print/", "print")]
)
def test_what_leaves_as_a_list_names_its_records(scene, opened, path, kind):
    assert opened.get(f"/forms/teacher/{path}").status_code == 200
    assert told() == [(kind, "teacher", 25, scene.ids)]


def test_only_the_rows_chosen_are_named(scene, opened):
    chosen = scene.ids[4:6]
    assert opened.post("/forms/teacher/export/csv/", {"id": chosen}).status_code == 200
    assert told() == [("export", "teacher", 2, chosen)]


def test_a_summary_has_rows_and_no_records(scene, opened):
    sample.fill(scene.school, "school_class", 1, entered={"teacher"})
    sample.fill(
        scene.school, "teacher_employment", 1, entered={"teacher", "school_class", "department", "major"}
    )
    registry.get("teacher_employment").model.unscoped.update(head_teacher_kind="1")
    registry.get("school_class").model.unscoped.update(status="1", head_teacher_id=scene.ids[0])
    assert opened.get("/forms/head_teacher/export/csv/").status_code == 200
    ((kind, form, _, records),) = told()
    assert (kind, form, records) == ("export", "head_teacher", [])


def test_a_list_read_by_a_program_is_told_however_short(scene, client):
    call = Program(client, scene.clerk)
    rows = call("GET", "forms/teacher/records/?limit=5").json()["items"]
    assert told() == [("api", "teacher", 5, [row["id"] for row in rows])]


def test_records_read_one_by_one_are_told_beyond_twenty(scene, client):
    call = Program(client, scene.clerk)
    for number in [*scene.ids[:20], scene.ids[0]]:
        assert call("GET", f"forms/teacher/records/{number}/").status_code == 200
    assert told() == []
    call("GET", f"forms/teacher/records/{scene.ids[20]}/")
    assert told() == [("api", "teacher", 21, scene.ids[:21])]
    call("GET", f"forms/teacher/records/{scene.ids[21]}/")
    assert len(told()) == 1


def test_a_workbook_of_the_whole_school_stands_for_every_form(scene, opened, monkeypatch):
    every = dependency_order.sequence
    monkeypatch.setattr(dependency_order, "sequence", lambda forms: every(forms)[:3])
    assert opened.get("/school-workbook/").status_code == 200
    look = Look.objects.get()
    assert (look.kind, look.form, look.subject) == ("export", EVERY_FORM, "全校工作簿")
    assert look.rows >= 25
    assert Entry.objects.latest("pk").detail["forms"] == 3


def test_who_where_and_the_sealed_entry_belong_together(scene, opened):
    opened.get("/forms/teacher/print/")
    look, entry = Look.objects.get(), Entry.objects.latest("pk")
    assert (look.entry_id, look.at, look.user_id, look.org_id) == (
        entry.pk,
        entry.at,
        scene.clerk.pk,
        scene.school.pk,
    )
    assert (look.user_name, look.user_org_id) == (scene.clerk.real_name, scene.school.pk)
    assert entry.detail["rows"] == look.rows == 25
    assert (entry.event, entry.detail["format"]) == ("export", "打印")


def test_somebody_above_is_told_with_his_own_node(scene, client):
    client.force_login(scene.leader)
    assert client.get(f"/forms/teacher/export/csv/?school={scene.school.pk}").status_code == 200
    look = Look.objects.get()
    assert (look.org_id, look.user_org_id) == (scene.school.pk, scene.tree.city.pk)


def test_nothing_private_is_kept(scene, opened):
    opened.post("/forms/teacher/", {"f_id_number": PLAIN}, follow=True)
    opened.get("/forms/teacher/export/csv/?all=1")
    kept = json.dumps(
        [list(row) for table in (Look, LookTally) for row in table.objects.values_list()], default=str
    )
    assert PLAIN not in kept
    assert PLAIN[6:14] not in kept


def test_nobody_tells_of_a_look_past_this_log():
    """An entry of these kinds without its row would be missing from 谁查看过; asking for a file is not fetching it."""
    looking = {"SEARCH", "REVEAL", "EXPORT"}
    others = (
        "zhijiao/snapshots/management/commands/snapshot.py",  # an operator at the machine is no account
        "zhijiao/looks/log.py",
        "zhijiao/audit/events.py",
        "zhijiao/files/asking.py",
    )
    found = [
        place
        for path in outside(others)
        for place in places(path, (node for name in looking for node in uses(path, name) if _of_event(node)))
    ]
    assert found == []


def _of_event(node) -> bool:
    return getattr(getattr(node, "value", None), "id", "") == "Event"


def test_a_refused_look_is_none(scene, client):
    client.force_login(sample.user(scene.school, "school_reader"))
    assert client.get("/forms/teacher/export/csv/").status_code == 403
    assert client.get(f"/forms/teacher/export/csv/?school={scene.sister.pk}").status_code in (403, 404)
    assert told() == []
    assert not LookTally.objects.exists()

"""Changes since: what was created, changed, deleted, in order and once, for whoever may export the form."""

import pytest

from tests import sample
from tests.accounts.places import person
from zhijiao.filing.models import Change

PATH = "forms/teacher/changes/"


@pytest.fixture
def follow(call):
    """Reads on and returns what has happened since: (change, id, version)."""
    state = {"next": call("GET", f"{PATH}?since=now").json()["next"]}

    def on(limit=100):
        found = call("GET", f"{PATH}?since={state['next']}&limit={limit}")
        assert found.status_code == 200, found.content
        state["next"] = found.json()["next"]
        return found.json()

    return on


def told(page):
    return [(item["change"], item["id"], item["version"]) for item in page["items"]]


def test_created_changed_and_deleted(call, tree, world, follow):
    (spare,) = sample.fill(tree.school, "teacher", first=5)
    assert told(follow()) == [("created", spare, 1)]
    record = call("GET", "forms/teacher/records/").json()["items"][0]
    assert follow() == {
        "items": [],
        "next": str(Change.objects.order_by("place").last().place),
        "more": False,
    }
    one = f"forms/teacher/records/{record['id']}/"
    assert call("PATCH", one, {"name": "黄晓梅"}, if_match=record["version"]).status_code == 200
    page = follow()
    assert told(page) == [("changed", record["id"], record["version"] + 1)]
    assert page["items"][0]["record"] == call("GET", one).json()
    assert call("DELETE", f"forms/teacher/records/{spare}/", if_match=1).status_code == 204
    assert call("PATCH", one, {"name": "黄晓"}, if_match=record["version"] + 1).status_code == 200
    page = follow(limit=1)
    assert (told(page)[0][:2], page["more"]) == (("deleted", spare), True)
    assert page["items"][0]["record"] is None
    assert told(follow()) == [("changed", record["id"], record["version"] + 2)]
    assert told(follow()) == []


def test_from_the_beginning_it_is_all_there_is(call, world):
    ids = [item["id"] for item in call("GET", "forms/teacher/records/").json()["items"]]
    assert [item["id"] for item in call("GET", PATH).json()["items"]] == ids


def test_nothing_of_another_school(call, tree, world, program):
    sample.fill(tree.sister, "teacher")
    every = call("GET", f"{PATH}?limit=500").json()["items"]
    theirs = Change.objects.filter(school=tree.sister).values_list("record_id", flat=True)
    assert theirs
    assert not {item["id"] for item in every} & set(theirs)
    assert call("GET", f"{PATH}?school={tree.sister.pk}").status_code == 404


def test_who_may_not_export_or_sees_own_rows_only_is_refused(tree, world, program):
    own = program(person(tree.school, "liang", "school_clerk", row_role="own"))
    assert own("GET", PATH).status_code == 403
    assert own("GET", "forms/teacher/records/").status_code == 200


@pytest.mark.parametrize("since", ["-1", "x", "NOW", "1" * 19])
def test_cursors_are_as_the_document_says(call, since):
    assert call("GET", f"{PATH}?since={since}").status_code == 400

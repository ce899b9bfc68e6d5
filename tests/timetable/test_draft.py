"""Changes of a week that are not saved yet: kept per person and term, put back, forgotten with the save."""

import json

import pytest

from tests.accounts.places import person
from tests.timetable.conftest import WEEK, moved
from zhijiao.filing.models import Draft
from zhijiao.filing.schema import registry

pytestmark = pytest.mark.django_db
DRAFT = "/forms/timetable/week/draft/?year=2020&term=1&by=class&of="


@pytest.fixture
def draft(world):
    """The address of the first class's drafts."""
    return f"{DRAFT}{registry.get('school_class').model.unscoped.get(number=world.classes[0]).pk}"


@pytest.fixture
def changes(world):
    return json.dumps({"moved": [moved(world.lessons["monday"], 3, 1)], "removed": [], "added": []})


def test_a_draft_comes_back_to_its_week_alone(world, clerk, client, draft, changes):
    assert clerk.post(draft, {"changes": changes}).json()["kept"]
    html = clerk.get(WEEK).content.decode()
    assert "data-recalled" in html
    assert "还没有保存" not in clerk.get(f"{WEEK}&by=teacher").content.decode()
    filtered = clerk.get(f"{WEEK}&week=3").content.decode()
    assert "去看这些改动" in filtered
    assert "data-recalled" not in filtered
    assert "data-draft" not in filtered
    client.force_login(person(world.school, "tongshi", "school_clerk"))
    assert "还没有保存" not in client.get(WEEK).content.decode()


def test_a_save_forgets_it(world, clerk, send, draft, changes):
    clerk.post(draft, {"changes": changes})
    address = draft.replace("/draft/", "/save/")
    assert send(moved=[moved(world.lessons["monday"], 3, 1)], address=address)[0] == 200
    assert not Draft.objects.exists()


@pytest.mark.parametrize("given", [{"discard": "1"}, {"changes": ""}])
def test_it_can_be_given_up(world, clerk, draft, changes, given):
    clerk.post(draft, {"changes": changes})
    assert clerk.post(draft, given).status_code in (200, 302)
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        "x", "[]", "5", '{"moved": []}', '{"moved": 1, "removed": [], "added": []}',
        '{"moved": [5], "removed": [], "added": []}', '{"moved": [{"id": "1"}], "removed": [], "added": []}',
        '{"moved": [], "removed": [], "added": [{"cells": {}}]}', "[" * 100_000,
    ],
)  # fmt: skip
def test_what_the_page_would_not_send_is_not_kept(world, clerk, draft, sent):
    assert clerk.post(draft, {"changes": sent}).status_code == 400
    assert not Draft.objects.exists()


@pytest.mark.parametrize("of", ["", "0", "999999", "10000000000000000000", "一号楼"])
@pytest.mark.parametrize("by", ["class", "teacher", "room"])
def test_nothing_is_kept_for_a_week_that_the_page_does_not_show(world, clerk, changes, by, of):
    address = f"{DRAFT.replace('by=class', f'by={by}')}{of}"
    assert clerk.post(address, {"changes": changes}).status_code == 400
    assert not Draft.objects.exists()

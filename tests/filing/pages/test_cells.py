"""Cells of the list edited in place: the same validator and writer, the version shown, and nothing beyond the right."""

import json
import re

import pytest
from django.test import Client

from tests.accounts.places import person
from tests.filing.pages.world import fill
from zhijiao.filing.models import Change, Draft, PeriodLock
from zhijiao.filing.schema import registry


def row(key, pk):
    return registry.get(key).model.unscoped.get(pk=pk)


def at(key, pk, name) -> str:
    return f"/forms/{key}/{pk}/cell/{name}/"


@pytest.fixture
def first(three):
    return three.ids["department"][0]


def post(client, key, pk, name, value, version=1, **more):
    return client.post(at(key, pk, name), {"value": value, "version": version, "number": 7, **more})


def test_a_cell_says_what_it_holds_and_how_it_is_typed(clerk, first):
    told = clerk.get(at("department", first, "name")).json()
    assert (told["value"], told["version"]) == (row("department", first).name, 1)
    told = clerk.get(at("department", first, "campus")).json()
    assert (told["value"], told["byKey"]) == ("01", True)
    assert told["options"] == "/forms/department/options/campus/"
    told = clerk.get(at("department", first, "kind")).json()
    assert told["value"] in [code for code, _ in told["choices"]]


def test_a_saved_cell_comes_back_as_its_row(clerk, first):
    answer = post(clerk, "department", first, "name", "信息工程部")
    told = answer.json()
    assert (answer.status_code, told["text"].endswith("已保存")) == (200, True)
    assert 'data-version="2" data-number="7"' in told["row"]
    assert "信息工程部" in told["row"]
    assert row("department", first).name == "信息工程部"
    change = Change.objects.filter(form="department", record_id=first).latest("pk")
    assert list(change.diff) == ["name"]


def test_what_is_wrong_is_told_at_the_cell_and_not_written(clerk, first):
    answer = post(clerk, "department", first, "name", "")
    assert answer.status_code == 422
    assert answer.json()["others"] == []
    assert answer.json()["own"] == ["请填写机构名称"]
    assert post(clerk, "department", first, "kind", "不存在的类别").status_code == 422
    assert row("department", first).version == 1


def test_what_is_wrong_elsewhere_is_named_and_taken_to_the_page(clerk, three):
    """A day of birth and the identity number contradict each other; the page opens with what was typed."""
    teacher = three.ids["teacher"][0]
    answer = post(clerk, "teacher", teacher, "birth", "1985-01-01")
    told = answer.json()
    assert answer.status_code == 422
    assert told["own"] or told["others"]
    answer = post(clerk, "teacher", teacher, "birth", "1985-01-01", open="1")
    assert answer["Location"].startswith(f"/forms/teacher/{teacher}/edit/")
    assert Draft.objects.get().record_id == teacher
    assert 'value="1985-01-01"' in clerk.get(answer["Location"]).content.decode()
    assert row("teacher", teacher).version == 1


def test_of_two_people_the_later_is_told_and_chooses(clerk, tree, first):
    colleague = Client()
    colleague.force_login(person(tree.school, "colleague", "school_clerk"))
    assert post(colleague, "department", first, "name", "同事的").status_code == 200
    answer = post(clerk, "department", first, "name", "我的")
    told = answer.json()
    assert answer.status_code == 409
    assert (told["theirs"], told["version"]) == ("同事的", 2)
    assert row("department", first).name == "同事的"
    assert post(clerk, "department", first, "name", "我的", told["version"]).status_code == 200
    assert row("department", first).name == "我的"


@pytest.mark.parametrize("name", ["id_number", "photo", "no_such", "age", "school"])
def test_private_computed_and_attached_items_are_not_edited_here(clerk, three, name):
    teacher = three.ids["teacher"][0]
    assert clerk.get(at("teacher", teacher, name)).status_code == 404
    assert post(clerk, "teacher", teacher, name, "x").status_code == 404
    assert f'data-edit="{name}"' not in clerk.get("/forms/teacher/").content.decode()


def test_only_records_within_the_right(clerk, tree, client, three):
    theirs = fill(tree.sister).ids["department"][0]
    assert clerk.get(at("department", theirs, "name")).status_code == 404
    assert post(clerk, "department", theirs, "name", "越界").status_code == 404
    mine = three.ids["department"][0]
    client.force_login(person(tree.school, "reader", "school_reader"))
    assert post(client, "department", mine, "name", "无权").status_code == 403
    assert "data-edit" not in client.get("/forms/department/").content.decode()
    assert row("department", theirs).version == row("department", mine).version == 1


def test_a_closed_year_is_not_edited(clerk, three, tree):
    record = three.ids["student_aid"][0]
    kept = {
        "round": "2020", "academic_year": 2020, "calendar_year": 2020,
        "why": "已提交上报", "remedy": "请联系主管部门退回", "open": [],
    }  # fmt: skip
    name = next(iter(sorted(_editable(clerk, "student_aid"))))
    PeriodLock.objects.update_or_create(school=tree.school, defaults={"locks": [kept]})
    assert post(clerk, "student_aid", record, name, "1").status_code in (400, 404)
    assert "data-edit" not in clerk.get("/forms/student_aid/").content.decode()
    assert row("student_aid", record).version == 1


def _editable(client, key) -> set[str]:
    return set(re.findall(r'data-edit="(\w+)"', client.get(f"/forms/{key}/").content.decode()))


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "2"])
def test_a_version_that_was_never_shown_saves_nothing(clerk, first, version):
    answer = post(clerk, "department", first, "name", "新名", version)
    assert answer.status_code in (400, 409)
    assert row("department", first).version == 1


@pytest.mark.parametrize(
    "value", ["\x00", "<script>alert(1)</script>", "\ud800", "'; DROP TABLE--", "长" * 5000]
)
def test_wicked_values_are_text_or_refused(clerk, first, value):
    answer = post(clerk, "department", first, "name", value.encode("utf-8", "replace").decode())
    assert answer.status_code in (200, 422)
    assert "<script>" not in json.loads(answer.content).get("row", "")

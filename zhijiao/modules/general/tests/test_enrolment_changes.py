"""学籍异动: shown with the enrolment, entered from there, owing what its kind asks for; former columns move into it."""

from dataclasses import replace
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.urls import reverse

from tests import sample
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor

pytestmark = pytest.mark.django_db
moved = import_module("zhijiao.modules.general.migrations.0008_move_enrolment_changes")


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"kind": "转出"}, "to_school", "必填"),
        ({"kind": "转入"}, "from_school", "必填"),
        ({"kind": "转专业", "former_major": None}, "former_major", "必填"),
        ({"kind": "留级"}, "school_class", "必填"),
        ({"kind": "复学"}, "grade", "必填"),
        ({"kind": "其他"}, "explanation", "必填"),
        ({"until": "2021-02-28"}, "until", "不得早于异动日期"),
    ],
)
def test_what_is_said_of_a_wrong_change(judge, cells, column, said):
    assert said in "".join(judge("student_enrolment_change", **cells)[column])


def test_it_goes_with_the_enrolment_and_stands_in_no_menu_of_its_own():
    form = registry.record_form("student_enrolment_change")
    host = registry.record_form("student_enrolment")
    assert (form.host, form.places, host.parts) == (host, host.places, [form])
    keys = list(registry.forms())
    assert keys.index(form.key) == keys.index(host.key) + 1


def test_a_change_is_entered_from_the_page_of_the_enrolment(client, school):
    entered = set()
    (enrolment,) = sample.fill(school, "student_enrolment", entered=entered)
    client.force_login(sample.user(school, "school_clerk"))
    page = client.get(reverse("filing:view", args=["student_enrolment", enrolment])).content.decode()
    assert "没有学籍异动记录" in page
    address = f"/forms/student_enrolment_change/new/?of={enrolment}"
    assert address in page
    assert sample.key("student") in client.get(address).content.decode()
    sample.fill(school, "student_enrolment_change", entered=entered)
    page = client.get(reverse("filing:view", args=["student_enrolment", enrolment])).content.decode()
    assert "2021-03-01" in page
    assert "休学" in page


def test_rights_are_those_of_the_enrolment(school):
    granted = frozenset(("student_enrolment", action) for action in ("view", "add"))
    actor = replace(Actor.system(school), user_id=1, grants=granted, data_role="granted", privacy="none")
    form = registry.record_form("student_enrolment_change")
    assert [access.can(actor, form, action) for action in ("view", "add", "change")] == [True, True, False]
    elsewhere = replace(actor, grants=frozenset({("student_enrolment_change", "view")}))
    assert not access.can(elsewhere, form, "view")


@pytest.mark.parametrize(
    ("change", "other", "went", "explained", "gaps"),
    [
        ("21", "丙校", {"to_school": "丙校"}, False, 0),
        ("23", "丙校", {}, True, 4),
        ("22", None, {}, False, 3),
    ],
)
def test_the_last_change_moves_into_the_history(change, other, went, explained, gaps):
    old = SimpleNamespace(
        pk=7, school_id=1, change=change, change_date="2021-03-01", change_reason="99", other_school=other,
        updated_at=None, updated_by=None,
    )  # fmt: skip
    row = moved._row(SimpleNamespace, old)
    assert {name: row.__dict__.get(name) for name in went} == went
    assert ("丙校" in row.explanation) == explained
    assert row.gaps == gaps

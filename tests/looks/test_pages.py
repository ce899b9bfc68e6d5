"""谁查看过: each administrator learns of his own part of the tree, by form, person, way and record, and of no other."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import sample
from tests.looks.conftest import as_user
from zhijiao.looks import queries
from zhijiao.looks.log import record_look
from zhijiao.looks.models import EVERY_FORM, Kind, Look

LIST = "/manage/looks/"


def look(scene, user, kind=Kind.EXPORT, org=None, form="teacher", **what):
    with as_user(user):
        record_look(kind, org=org or user.org, subject=f"教师基本信息 {user.username}", form=form, **what)
        return Look.objects.latest("pk")


@pytest.fixture
def looks(scene):
    """A look of each school's clerk at his own school, and one of the city's leader at the first."""
    look(scene, scene.clerk, records=scene.ids[:5])
    look(scene, scene.far_clerk, records=scene.far)
    look(scene, scene.leader, Kind.PRINT, org=scene.school, records=scene.ids[3:])
    return scene


def page(client, scene, level, **params):
    client.force_login(scene.admins[level])
    return client.get(LIST, params)


def seen(answer) -> list[str]:
    """Names of accounts in the table, as planted into the subjects."""
    text = answer.content.decode()
    return [name for name in ("farclerk", "leader", "clerk") if f"教师基本信息 {name}" in text]


@pytest.mark.parametrize(
    ("level", "due"),
    [
        ("school", ["leader", "clerk"]),
        ("sister", ["farclerk"]),
        ("city", ["leader", "clerk"]),
        ("province", ["farclerk", "leader", "clerk"]),
    ],
)
def test_each_administrator_sees_looks_at_data_of_his_part_of_the_tree(client, looks, level, due):
    assert seen(page(client, looks, level)) == due


def test_another_school_s_name_changes_nothing(client, looks):
    for params in ({"org": looks.sister.code}, {"org": "商业"}, {"who": looks.far_clerk.real_name}):
        assert "farclerk" not in seen(page(client, looks, "school", **params))


def test_clerks_readers_and_leaders_do_not_have_the_page(client, looks):
    for user in (looks.clerk, looks.leader, sample.user(looks.school, "school_reader")):
        client.force_login(user)
        assert client.get(LIST).status_code == 403
        assert client.get(f"{LIST}alerts/").status_code == 403


def test_conditions_narrow(client, looks):
    assert seen(page(client, looks, "city", kind="print")) == ["leader"]
    assert seen(page(client, looks, "city", form="teacher_contact")) == []
    assert seen(page(client, looks, "city", form="teacher")) == ["leader", "clerk"]
    assert seen(page(client, looks, "province", org=looks.sister.code)) == ["farclerk"]
    Look.objects.filter(kind="print").update(user_name="欧阳山")
    assert seen(page(client, looks, "city", who="欧阳")) == ["leader"]
    day = timezone.localdate() - timedelta(days=40)
    assert seen(page(client, looks, "city", since=str(day), until=str(day))) == []
    Look.objects.filter(kind="print").update(at=timezone.now() - timedelta(days=40))
    assert seen(page(client, looks, "city", since=str(day), until=str(day))) == ["leader"]


def number(i):
    return str(sample.row("teacher", i)["number"])


def test_by_record_only_looks_that_held_it(client, looks):
    asked = {"form": "teacher"}
    assert seen(page(client, looks, "school", key=number(0), **asked)) == ["clerk"]
    assert seen(page(client, looks, "school", key=number(4), **asked)) == ["leader", "clerk"]
    assert seen(page(client, looks, "school", key=number(9), **asked)) == ["leader"]


def test_by_record_also_other_forms_about_the_same_person_and_the_whole_school(client, looks):
    Look.objects.all().delete()
    look(looks, looks.clerk, Kind.REVEAL, form="teacher_contact", records=looks.contact[:1])
    asked = {"form": "teacher"}
    assert seen(page(client, looks, "school", key=number(0), **asked)) == ["clerk"]
    assert seen(page(client, looks, "school", key=number(1), **asked)) == []
    look(looks, looks.leader, org=looks.school, form=EVERY_FORM, rows=900)
    assert seen(page(client, looks, "school", key=number(1), **asked)) == ["leader"]
    look(looks, looks.leader, org=looks.sister, form=EVERY_FORM, rows=900)
    assert page(client, looks, "school", key=number(1), **asked).content.decode().count("900") == 1


def test_a_gap_between_the_numbers_is_seen(client, looks):
    Look.objects.all().delete()
    look(looks, looks.clerk, records=[looks.ids[0], looks.ids[8]])
    assert seen(page(client, looks, "school", form="teacher", key=number(4))) == []
    assert seen(page(client, looks, "school", form="teacher", key=number(8))) == ["clerk"]


def test_an_authority_names_the_school_first(client, looks):
    asked = {"form": "teacher", "key": number(0)}
    assert "不止一所" in page(client, looks, "province", **asked).content.decode()
    assert seen(page(client, looks, "province", org=looks.school.code, **asked)) == ["clerk"]
    answer = page(client, looks, "city", org=looks.sister.code, **asked)
    assert (answer.status_code, "没有符合条件的学校" in answer.content.decode()) == (422, True)


def test_a_record_of_another_school_is_not_there(client, looks):
    theirs = str(sample.row("teacher", 40)["number"])
    answer = page(client, looks, "school", form="teacher", key=theirs)
    assert (answer.status_code, "没有" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("form", ["", "x", "head_teacher", "school_profile"])
def test_a_number_needs_a_form_whose_records_have_one(client, looks, form):
    assert page(client, looks, "school", form=form, key="1").status_code == 422


def test_whatever_is_typed_is_answered(client, looks):
    for text in ("\x00", "%", "'", "长" * 500, "²"):
        for name in ("who", "org", "form", "kind", "after"):
            assert page(client, looks, "province", **{name: text}).status_code == 200, (name, text)
        assert page(client, looks, "school", form="teacher", key=text).status_code in (200, 422), text
    assert page(client, looks, "school", since="2026-02-30").status_code == 422


def test_the_record_of_a_single_look_is_named_without_its_values(client, looks):
    Look.objects.all().delete()
    look(looks, looks.clerk, Kind.REVEAL, records=[looks.ids[2]])
    text = page(client, looks, "school").content.decode()
    row = sample.row("teacher", 2)
    assert number(2) in text
    assert row["id_number"] not in text


def test_older_ones_follow_without_gap_or_repetition(client, looks, monkeypatch):
    monkeypatch.setattr(queries, "PIECE", 2)
    monkeypatch.setattr(queries, "MOST_READ", 3)
    Look.objects.all().delete()
    for n in range(9):
        look(looks, looks.clerk, records=[looks.ids[n % 2]])
    whole = list(Look.objects.order_by("-at", "-id"))
    for about in (None, {"teacher": [looks.ids[1]]}):
        found, mark = [], ""
        while True:
            rows, mark = queries.piece(queries.looks(looks.school.path, queries.parse_query({})), mark, about)
            found += rows
            if not mark:
                break
        assert found == [row for row in whole if about is None or row.first == looks.ids[1]]


def test_a_page_costs_the_same_however_many_looks_there_are(client, looks):
    counts = []
    page(client, looks, "province")
    for _ in range(2):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(LIST).status_code == 200
        counts.append(len(caught))
        for _ in range(20):
            look(looks, looks.clerk, records=looks.ids[:1])
            look(looks, looks.far_clerk, records=looks.far[:2])
    assert counts[1] <= counts[0] + 1
    assert counts[0] < 14


# Of one record, in the business portal --------------------------------------------------------------------------------


def record_page(scene, i=0, query=""):
    return reverse("looks:record", args=["teacher", scene.ids[i]]) + query


def test_who_answers_for_a_form_sees_it_on_the_record(client, looks):
    client.force_login(looks.principal)
    assert seen(client.get(record_page(looks))) == ["clerk"]
    assert seen(client.get(record_page(looks, 9))) == ["leader"]
    assert (
        reverse("looks:record", args=["teacher", looks.ids[0]])
        in client.get(f"/forms/teacher/{looks.ids[0]}/").content.decode()
    )


def test_who_only_enters_or_reads_does_not(client, looks):
    for user in (looks.clerk, sample.user(looks.school, "school_reader")):
        client.force_login(user)
        assert client.get(record_page(looks)).status_code == 403
        assert "/looks/" not in client.get(f"/forms/teacher/{looks.ids[0]}/").content.decode()


def test_another_school_has_no_such_record(client, looks):
    client.force_login(sample.user(looks.sister, "school_principal"))
    assert client.get(record_page(looks)).status_code == 404


def test_the_page_of_a_record_takes_conditions(client, looks):
    client.force_login(looks.principal)
    assert seen(client.get(record_page(looks, 4, "?kind=print"))) == ["leader"]
    assert client.get(record_page(looks, 4, "?since=x")).status_code == 422

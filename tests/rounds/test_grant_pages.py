"""延期与解锁 on pages: a school asks, the city decides; who is outside sees nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.accounts.places import person
from zhijiao.identity.models import Role, RoleGrant, User
from zhijiao.notices.models import InboxItem
from zhijiao.rounds import granting
from zhijiao.rounds.models import Grant

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=7)
ADDRESS = "/grants/"


def at(client, actor):
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def text_of(answer):
    return answer.content.decode()


def titles(actor):
    return list(InboxItem.objects.filter(user_id=actor.user_id).values_list("message__title", flat=True))


def asked(**typed):
    return {"form": "campus", "kind": "extension", "until": SOON.isoformat(), "reason": "校区搬迁"} | typed


def test_asked_by_the_school_decided_by_the_city(client, tree, principal, auditor):
    at(client, principal)
    assert "截止日期" in text_of(client.get(ADDRESS))
    assert client.post(ADDRESS, asked()).status_code == 302
    grant = Grant.objects.get()
    assert (grant.state, grant.asker, grant.form) == ("asked", principal.name, "campus")
    assert titles(auditor) == [f"云州市工业学校申请“校区信息”延期至 {SOON}"]
    assert client.post(f"{ADDRESS}{grant.pk}/decide/", {"answer_is": "yes"}).status_code == 403
    at(client, auditor)
    page = text_of(client.get(ADDRESS))
    assert "云州市工业学校" in page
    assert "校区搬迁" in page
    assert (
        client.post(f"{ADDRESS}{grant.pk}/decide/", {"answer_is": "no", "from": "area"})["Location"]
        == ADDRESS
    )
    assert "写明理由" in text_of(client.get(ADDRESS))
    later = (SOON + timedelta(days=1)).isoformat()
    client.post(f"{ADDRESS}{grant.pk}/decide/", {"answer_is": "yes", "until": later})
    grant.refresh_from_db()
    assert (grant.state, grant.until.isoformat()) == ("granted", later)
    assert titles(principal) == [f"主管部门同意：“校区信息”延期至 {later}"]
    client.post(f"{ADDRESS}{grant.pk}/withdraw/")
    grant.refresh_from_db()
    assert grant.state == "withdrawn"
    bench = text_of(at(client, principal).get("/"))
    assert "延期与解锁" in bench


def test_given_unasked_by_an_authority(client, tree, auditor, principal):
    at(client, auditor)
    here = f"{ADDRESS}?school={tree.school.pk}"
    assert client.post(here, asked(form="*", kind="unlock")).status_code == 302
    grant = Grant.objects.get()
    assert (grant.form, grant.kind, grant.state) == ("", "unlock", "granted")
    assert titles(principal) == [f"主管部门授予：全校解锁至 {SOON}"]
    assert "给予延期或解锁" in text_of(client.get(here))


def test_a_message_names_a_form_to_those_who_may_see_it_alone(client, tree, auditor, principal):
    role = Role.objects.create(
        org=tree.school, key="narrow", name="只管学生", portal="business", level="school"
    )
    for action in ("view", "change"):
        RoleGrant.objects.create(role=role, form="student", action=action)
    narrow = person(tree.school, "narrow", row_role="granted")
    narrow.roles.add(role)
    at(client, auditor)
    here = f"{ADDRESS}?school={tree.school.pk}"
    client.post(here, asked())
    assert titles(principal) == [f"主管部门授予：“校区信息”延期至 {SOON}"]
    assert not InboxItem.objects.filter(user=narrow).exists()
    client.post(here, asked(form="*", kind="unlock"))
    assert InboxItem.objects.get(user=narrow).message.title == f"主管部门授予：全校解锁至 {SOON}"


def test_the_extended_day_stands_on_the_workbench(client, tree, auditor, principal, first):
    granting.give(auditor, tree.school, first, [""], "extension", SOON, "停课")
    bench = text_of(at(client, principal).get("/"))
    assert f"{SOON} 截止" in bench
    assert "已延期" in bench


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"until": "2020-01-01"}, "应在今天"),
        ({"until": "下周"}, "不是日期"),
        ({"reason": ""}, "请填写事由"),
        ({"reason": "=1"}, "不能以 = 开头"),
        ({"form": "nothing"}, "没有这张表单"),
        ({"kind": "gift"}, "请选择延期或解锁"),
        ({"form": "*", "until": ""}, "请填写截止日期"),
    ],
)
def test_what_makes_no_sense_is_said_and_kept(client, principal, typed, said):
    answer = at(client, principal).post(ADDRESS, asked(**typed))
    assert (answer.status_code, said in text_of(answer)) == (422, True)
    assert not Grant.objects.exists()


def test_outside_there_is_nothing(client, tree, principal, auditor, first):
    grant = granting.ask(principal, tree.school, first, "", "unlock", SOON, "数据有误")
    at(client, auditor)
    assert client.get(f"{ADDRESS}?school={tree.foreign.pk}").status_code == 404
    assert client.post(f"{ADDRESS}?school={tree.foreign.pk}", asked()).status_code == 404
    foreign = person(tree.elsewhere, "waisheng", "province_auditor")
    client.force_login(foreign)
    for step in ("decide", "withdraw"):
        assert client.post(f"{ADDRESS}{grant.pk}/{step}/", {"answer_is": "yes"}).status_code == 404
        assert client.post(f"{ADDRESS}{2**70}/{step}/").status_code == 404
    assert "数据有误" not in text_of(client.get(ADDRESS))
    leader = person(tree.city, "lingdao", "city_leader")
    client.force_login(leader)
    assert "数据有误" in text_of(client.get(ADDRESS))
    assert client.post(f"{ADDRESS}?school={tree.school.pk}", asked()).status_code == 403
    grant.refresh_from_db()
    assert grant.state == "asked"


def test_many_rows_cost_what_one_does(client, tree, auditor, first, django_assert_max_num_queries):
    forms = ["campus", "teacher", "major", "premises", "income", "department"]
    granting.give(auditor, tree.school, first, forms, "unlock", SOON, "复核")
    at(client, auditor).get(ADDRESS)
    with django_assert_max_num_queries(12):
        assert client.get(ADDRESS).status_code == 200


@pytest.mark.parametrize("query", ["?school=%00", "?school=²", "?school=-1", "?school=" + "9" * 40])
def test_a_strange_school_is_none(client, auditor, query):
    at(client, auditor)
    assert client.get(ADDRESS + query).status_code == 404
    assert client.post(ADDRESS + query, asked()).status_code == 404


def test_wild_questions_are_answered(client, tree, auditor, principal, first):
    grant = granting.ask(principal, tree.school, first, "campus", "unlock", SOON, "数据有误")
    at(client, auditor)
    for query in ("?state=%00", "?state=x", "?page=-1", "?size=1e9", "?year=abc"):
        assert client.get(ADDRESS + query).status_code == 200
    for sent in (
        {},
        {"answer_is": "maybe"},
        {"answer_is": "yes", "until": "\0"},
        {"answer_is": "no", "answer": "\0"},
    ):
        assert client.post(f"{ADDRESS}{grant.pk}/decide/", sent).status_code == 302
        grant.refresh_from_db()
        assert grant.state == "asked"
    here = f"{ADDRESS}?school={tree.school.pk}"
    for typed in (
        {"reason": "\0"},
        {"reason": "乱\u202e码"},
        {"form": "\0"},
        {"until": "\0"},
        {"form": "student_aid\n"},
    ):
        assert client.post(here, asked(**typed)).status_code == 422


def test_whoever_may_not_see_a_form_learns_nothing_of_its_grants(client, tree, auditor, first):
    """A role that holds one form alone: rows of others are not there, nor can they be taken back."""
    given = granting.give(auditor, tree.school, first, ["teacher"], "unlock", SOON, "教师调整")[0]
    granting.give(auditor, tree.school, first, ["campus"], "unlock", SOON, "校区搬迁")
    own = Role.objects.create(key="校区专员", name="校区专员", org=tree.city, portal="business", level="city")
    for action in ("view", "audit"):
        RoleGrant.objects.create(role=own, form="campus", action=action)
    keeper = person(tree.city, "zhuanyuan")
    keeper.roles.set([own])
    User.objects.filter(pk=keeper.pk).update(row_role="granted")
    client.force_login(User.objects.get(pk=keeper.pk))
    page = text_of(client.get(ADDRESS))
    assert ("校区搬迁" in page, "教师调整" in page) == (True, False)
    assert client.post(f"{ADDRESS}{given.pk}/withdraw/").status_code == 404
    here = f"{ADDRESS}?school={tree.school.pk}"
    for form in ("teacher", "*"):
        assert client.post(here, asked(form=form)).status_code == 422
    given.refresh_from_db()
    assert (given.state, Grant.objects.count()) == ("granted", 2)
    assert client.post(here, asked()).status_code == 302

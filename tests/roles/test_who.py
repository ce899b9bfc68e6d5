"""数据可见范围…: the same people whom the gate lets through, each with the reasons."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.places import person
from tests.filing.pages.world import fill
from tests.roles.test_effective import own_role
from zhijiao.filing.records import access
from zhijiao.filing.schema.registry import get, registry
from zhijiao.identity.models import User
from zhijiao.identity.rights import build_actor
from zhijiao.private import data_password
from zhijiao.roles.access_report import can_see
from zhijiao.roles.explain import may
from zhijiao.users.services import set_active, set_roles

pytestmark = pytest.mark.django_db

PAGE = "/manage/who/"


def text(response) -> str:
    return response.content.decode()


def named(answer) -> dict[str, list[str]]:
    return {person.user.username: person.reasons for person in answer.people}


@pytest.fixture
def people(tree, admin):
    """A staff with every kind of right, some above, some who see nothing."""
    office = own_role(tree.school, "招就办", ("student", "view"), ("student", "add"))
    staff = {
        "yewu": person(tree.school, "yewu", "school_clerk"),
        "zhuguan": person(tree.school, "zhuguan", "school_supervisor"),
        "yinsi": person(tree.school, "yinsi", "school_clerk", "privacy_viewer"),
        "fenxiang": person(tree.school, "fenxiang", row_role="granted"),
        "benren": person(tree.school, "benren", "school_clerk", row_role="own"),
        "jinyong": person(tree.school, "jinyong", "school_clerk"),
        "wujuese": person(tree.school, "wujuese"),
        "tingji": person(tree.sister, "tingji", "school_clerk"),
        "shi": person(tree.city, "shi", "city_leader"),
        "sheng": person(tree.province, "sheng", "province_leader", "province_auditor"),
        "waisheng": person(tree.elsewhere, "waisheng", "province_leader"),
    }
    set_roles(staff["fenxiang"], [office], by=None)
    set_active(staff["jinyong"], False)
    return staff


@pytest.fixture
def world(tree):
    return fill(tree.school, copies=1)


def test_each_is_named_with_the_reasons(tree, people):
    assert named(can_see(tree.school, get("student"))) == {
        "benren": ["业务员（校）"],
        "fenxiang": ["招就办"],
        "yewu": ["业务员（校）", "数据角色“全部查看”"],
        "yinsi": ["业务员（校）", "数据角色“全部查看”"],
        "zhuguan": ["业务主管（校）", "数据角色“全部查看”"],
    }
    assert set(named(can_see(tree.school, get("teacher")))) == {"benren", "yewu", "yinsi", "zhuguan"}


def test_people_above_are_counted_by_node_and_role(tree, people):
    answer = can_see(tree.school, get("student"))
    assert [(group.org.name, group.count, group.roles) for group in answer.groups] == [
        ("云州市教育局", 1, ["领导用户（市）", "数据角色“全部查看”"]),
        ("云岭省教育厅", 1, ["审核用户（省）", "领导用户（省）", "数据角色“全部查看”"]),
    ]


def test_plain_text_is_for_those_trusted_with_it(tree, people):
    answer = can_see(tree.school, get("student"), clear=True)
    assert named(answer) == {"yinsi": ["隐私数据查看员"]}
    assert answer.people[0].notes == ["还没有设置数据密码，设置后才能看到"]
    assert answer.groups == []
    data_password.DataPassword.objects.create(user=people["yinsi"], password="hash")
    assert can_see(tree.school, get("student"), clear=True).people[0].notes == ["须输入数据密码"]


def test_a_private_form_is_for_those_trusted_with_it(tree, people):
    private = next(form for form in registry().records if form.declaration.private_form)
    assert named(can_see(tree.school, private)) == {"yinsi": ["业务员（校）", "隐私数据查看员"]}


def test_whoever_sees_own_rows_alone_sees_a_record_if_it_is_one(tree, people, world):
    mine, other = world.ids["student"]
    get("student").model.unscoped.filter(pk=mine).update(created_by=people["benren"].pk)
    everybody = {"yewu", "yinsi", "zhuguan", "fenxiang"}
    assert set(named(can_see(tree.school, get("student"), mine))) == everybody | {"benren"}
    assert set(named(can_see(tree.school, get("student"), other))) == everybody


def test_the_answer_is_the_gates_for_every_form_and_record(tree, people, world):
    """Nobody is named whom the gate stops, nobody left out whom it lets through."""
    everybody = [user for user in User.objects.select_related("org") if user.is_active]
    mine = {user for user in everybody if user.org_id == tree.school.pk}
    above = {user for user in everybody if user.org_id in tree.school.ancestors_ids()}
    for form in registry().records:
        if form.declaration.private_form:
            continue
        record_id = next(iter(world.ids.get(form.key, [])), None)

        def sees(user, form=form, record_id=record_id):
            actor = build_actor(user)
            if not may(actor, form, "view"):
                return False
            return record_id is None or access.rows(actor, form, "view").filter(pk=record_id).exists()

        answer = can_see(tree.school, form, record_id)
        assert set(named(answer)) == {user.username for user in mine if sees(user)}, form.key
        assert sum(group.count for group in answer.groups) == sum(map(sees, above)), form.key


def test_it_takes_as_many_queries_for_many_people_as_for_few(tree, people, world):
    record_id = world.ids["student"][0]
    counts = []
    for more in (0, 6):
        for number in range(more):
            keys = ("school_clerk", "privacy_viewer")
            person(tree.school, f"more{number}", *keys, row_role="own" if number % 2 else "all")
        with CaptureQueriesContext(connection) as captured:
            can_see(tree.school, get("student"), record_id, clear=True)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 7


def test_the_administrator_asks_by_form_column_and_record(at_school, tree, people, world):
    page = text(at_school.get(f"{PAGE}?form=student"))
    assert "zhuguan" in page
    assert "云岭省教育厅" in page
    assert "sheng<" not in page
    page = text(at_school.get(f"{PAGE}?form=student&clear=1"))
    assert "的明文" in page
    assert re.findall(r'data-label="用户名">([^<]+)<', page) == ["yinsi"]
    record = get("student").model.unscoped.get(pk=world.ids["student"][0])
    key = getattr(record, get("student").reference_paths[0])
    page = at_school.get(PAGE, {"form": "student", "clear": "1", "key": key})
    assert f"编号为“{key}”的记录" in text(page)
    assert "yinsi" in text(page)
    assert not [secret for secret in world.secrets if secret in text(page)]
    assert "中没有" in text(at_school.get(PAGE, {"form": "student", "key": "不存在"}))
    for form in ("", "no_such_form", "head_teacher"):
        assert at_school.get(PAGE, {"form": form, "clear": "1", "key": "x"}).status_code == 200


def test_another_schools_record_is_not_found(at_school, tree, people):
    fill(tree.sister)
    record = get("student").model.unscoped.get(school=tree.sister)
    key = getattr(record, get("student").reference_paths[0])
    assert "中没有" in text(at_school.get(PAGE, {"form": "student", "key": key}))


def test_a_supervisor_asks_from_the_record_and_a_clerk_does_not(client, people, world):
    address = f"/forms/student/{world.ids['student'][0]}/"
    client.force_login(people["zhuguan"])
    assert f"{address}who/" in text(client.get(address))
    page = text(client.get(f"{address}who/"))
    assert "本条记录的数据可见范围" in page
    assert "隐私数据查看员" in page
    assert client.get("/forms/student/999999/who/").status_code == 404
    client.force_login(people["yewu"])
    assert f"{address}who/" not in text(client.get(address))
    assert client.get(f"{address}who/").status_code == 403


def test_an_authority_counts_the_people_of_the_school(client, tree, people, world):
    client.force_login(people["sheng"])
    page = text(client.get(f"/forms/student/{world.ids['student'][0]}/who/?school={tree.school.pk}"))
    assert "sheng" in page
    assert "zhuguan" not in page
    assert "云州市工业学校（学校）：4 人" in page
    client.force_login(people["waisheng"])
    assert client.get(f"/forms/student/1/who/?school={tree.school.pk}").status_code == 404


def test_only_administrators_of_accounts_ask_by_form(client, clerk):
    client.force_login(clerk)
    assert client.get(PAGE).status_code == 403

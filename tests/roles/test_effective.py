"""有效权限: what a user may do in effect, and through which role."""

import re

import pytest

from tests.accounts.places import person, role
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.identity.models import Role, RoleGrant
from zhijiao.roles.explain import FORM_ACTIONS, holders, may, reasons
from zhijiao.users.services import set_roles

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def own_role(org, name: str, *grants: tuple[str, str]) -> Role:
    made = Role.objects.create(org=org, key=name, name=name, portal="business", level=org.level)
    RoleGrant.objects.bulk_create([RoleGrant(role=made, form=form, action=action) for form, action in grants])
    return made


def test_stacked_roles_are_one_tree_that_names_each_source(at_school, tree):
    user = person(tree.school, "wang", row_role="granted")
    office = own_role(tree.school, "招就办", ("student", "view"), ("student", "add"))
    set_roles(user, [office, role("school_reader")], by=None)
    page = text(at_school.get(f"/manage/users/{user.pk}/rights/"))
    line = re.search(r"学生基本信息</span>.*?</tr>", page, re.DOTALL).group(0)
    granted = re.findall(r'data-has>.*?<span class="by">([^<]+)</span>', line)
    assert granted == ["招就办、查询用户（校）", "招就办"]


def test_a_data_role_is_named_as_a_source(tree):
    user = person(tree.school, "wang", row_role="all")
    set_roles(user, [own_role(tree.school, "招就办", ("student", "view"))], by=None)
    (holder,) = holders([user])
    assert reasons(holder, registry.get("student"), "view") == ["招就办", "数据角色“全部查看”"]
    assert reasons(holder, registry.get("teacher"), "view") == ["数据角色“全部查看”"]
    assert reasons(holder, registry.get("teacher"), "add") == []


def test_a_private_form_names_the_role_of_privacy_too(tree):
    user = person(tree.school, "jijian", "school_clerk", "privacy_manager")
    (holder,) = holders([user])
    private = next(f for f in registry.registry().records if f.declaration.private_form)
    assert reasons(holder, private, "add") == ["业务员（校）", "隐私数据管理员"]
    (clerk,) = holders([person(tree.school, "yewu", "school_clerk")])
    assert reasons(clerk, private, "view") == []


def test_every_answer_is_the_gates(tree):
    """With a role alone, data roles and privacy: a reason is given exactly where the gate lets through."""
    keys = ("school_clerk", "school_supervisor", "data_reviewer", "privacy_viewer", "school_admin")
    users = [person(tree.school, f"user{number}", key) for number, key in enumerate(keys)]
    for user, rows in zip(users, ("all", "granted", "own", "all", "all"), strict=True):
        user.row_role = rows
    for holder in holders(users):
        for form in registry.forms().values():
            for action in FORM_ACTIONS:
                assert bool(reasons(holder, form, action)) == may(holder.actor, form, action)
    (admin,) = holders(users[-1:])
    teacher = registry.get("teacher")
    assert access.can(admin.actor, teacher, "view")
    assert not may(admin.actor, teacher, "view"), "the business portal is closed to him"
    assert may(admin.actor, teacher, "import")


def test_users_of_other_nodes_are_not_there(at_school, tree):
    stranger = person(tree.sister, "stranger", "school_clerk")
    assert at_school.get(f"/manage/users/{stranger.pk}/rights/").status_code == 404


def test_the_page_of_a_user_leads_there(at_school, clerk):
    assert f"/manage/users/{clerk.pk}/rights/" in text(at_school.get(f"/manage/users/{clerk.pk}/"))


def test_an_authority_reads_its_own_users(at_province, tree):
    user = person(tree.province, "lingdao", "province_leader")
    page = text(at_province.get(f"/manage/users/{user.pk}/rights/"))
    assert "领导用户（省）" in page
    assert ">新增</th>" not in page

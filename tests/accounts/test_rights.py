import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.places import confirmed, person
from zhijiao.identity.actions import ACTIONS
from zhijiao.identity.actor import Actor, module_scope
from zhijiao.identity.administrators import administrators
from zhijiao.identity.builtin_roles import AUTHORITY_ROLES, BUILTIN_ROLES, SCHOOL_ROLES, role_names
from zhijiao.identity.models import Role, RoleGrant, User
from zhijiao.identity.rights import actor_for
from zhijiao.identity.role_setup import ensure_roles
from zhijiao.users.services import set_roles

pytestmark = pytest.mark.django_db

EIGHT = {
    "业务员（校）": {"view", "add", "change", "delete", "export"},
    "业务主管（校）": {"view", "export", "audit"},
    "领导用户（校）": {"view", "export", "submit"},
    "数据复核员": {"view", "review"},
    "隐私数据查看员": {"reveal"},
    "隐私数据管理员": {"reveal"},
    "系统管理员（校）": {"import", "sync", "users"},
    "查询用户（校）": {"view"},
}


def test_the_eight_school_roles_and_what_they_may():
    found = {
        role.name: {grant.action for grant in role.grants.all()}
        for role in Role.objects.filter(org=None, level="school").prefetch_related("grants")
    }
    assert found == EIGHT
    assert len(SCHOOL_ROLES) == 8


def test_authorities_have_three_roles_each():
    assert len(AUTHORITY_ROLES) == 12
    for level in ("ministry", "province", "city", "county"):
        portals = Role.objects.filter(org=None, level=level).values_list("portal", flat=True)
        assert sorted(portals) == ["business", "business", "manage"]


def test_no_builtin_role_writes_by_import_alone():
    for role in BUILTIN_ROLES:
        assert not {"import", "add", "change"} <= set(role.actions)
        assert not {"import", "review"} <= set(role.actions)


def test_roles_are_restored_to_the_code_and_only_once(clerk):
    before = clerk.stamp
    ensure_roles()
    clerk.refresh_from_db()
    assert (Role.objects.count(), clerk.stamp) == (20, before)
    role = Role.objects.get(key="school_clerk")
    RoleGrant.objects.create(role=role, form="*", action="submit")
    Role.objects.filter(pk=role.pk).update(name="改名")
    ensure_roles()
    role.refresh_from_db()
    clerk.refresh_from_db()
    assert role.name == "业务员（校）"
    assert {grant.action for grant in role.grants.all()} == EIGHT["业务员（校）"]
    assert clerk.stamp != before


def test_an_actor_says_who_and_where(clerk, tree):
    actor = actor_for(clerk)
    assert (actor.user_id, actor.name, actor.org_id) == (clerk.pk, "韦朗朗", tree.school.pk)
    assert (actor.org_path, actor.level, actor.data_role) == (tree.school.path, "school", "all")
    assert actor.portals == {"business"}
    assert role_names(actor.roles) == ("业务员（校）",)
    assert actor.covers(tree.school.path)
    assert not actor.covers(tree.sister.path)
    assert not actor.covers(tree.city.path)
    assert hash(actor)


def test_roles_stack(tree):
    user = person(tree.school, "both", "school_clerk", "school_supervisor", "privacy_viewer")
    actor = actor_for(user)
    assert actor.may("add", "major")
    assert actor.may("audit", "major")
    assert actor.privacy == "view"
    assert not actor.may("users")
    set_roles(user, [*user.roles.all(), Role.objects.get(key="privacy_manager")], by=None)
    assert actor_for(user).privacy == "view", "the department has not confirmed it yet"
    confirmed(user)
    assert actor_for(user).privacy == "manage"


def test_a_grant_may_name_a_module_or_a_form(tree):
    role = Role.objects.create(
        org=tree.school, key="招就办", name="招就办", portal="business", level="school"
    )
    RoleGrant.objects.create(role=role, form=module_scope("safety"), action="view")
    RoleGrant.objects.create(role=role, form="major", action="change")
    user = person(tree.school, "zjb")
    set_roles(user, [role], by=None)
    actor = actor_for(user)
    assert actor.may("view", "safety_drill", "safety")
    assert not actor.may("view", "major", "general")
    assert actor.may("change", "major", "general")
    assert not actor.may("change", "teacher", "general")
    assert actor.may_somewhere("change")
    assert not actor.may("change")
    assert role_names(actor.roles) == ("招就办",)


def test_the_program_may_everything_below_a_node(tree):
    actor = Actor.system(tree.province)
    assert all(actor.may(action, "major") for action in ACTIONS)
    assert actor.covers(tree.school.path)
    assert not actor.covers(tree.foreign.path)
    assert actor.user_id is None


def test_whoever_may_not_act_now_is_nobody(clerk, tree):
    clerk.must_change_password = True
    assert actor_for(clerk) is None


def test_accounts_are_looked_after_by_the_nearest_administrator(tree):
    person(tree.school, "wei", "school_clerk")
    above = person(tree.province, "sheng", "province_admin")
    assert administrators(tree.school) == [above]
    nearer = person(tree.city, "shi", "city_admin")
    assert administrators(tree.school) == [nearer]
    own = person(tree.school, "boss", "school_admin")
    with CaptureQueriesContext(connection) as asked:
        assert administrators(tree.school) == [own]
    assert len(asked) == 1
    User.objects.filter(pk=own.pk).update(is_active=False)
    assert administrators(tree.school) == [nearer]
    assert administrators(tree.foreign) == []

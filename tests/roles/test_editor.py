"""角色管理: making, copying, changing and deleting roles, and what is refused."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.places import person, role
from zhijiao.audit.models import Entry
from zhijiao.identity.custom_roles import grants_of
from zhijiao.identity.models import Role
from zhijiao.identity.rights import actor_for
from zhijiao.roles import editor
from zhijiao.users.services import set_roles

pytestmark = pytest.mark.django_db

ROLES, ADD = "/manage/roles/", "/manage/roles/add/"
OFFICE = {"name": "招就办", "note": "招生就业", "g": ["student:view", "student:add", "module:industry:view"]}


def text(response) -> str:
    return response.content.decode()


def made(client, **more) -> Role:
    response = client.post(ADD, {**OFFICE, **more})
    assert response.headers.get("Location") == ROLES, text(response)
    return Role.objects.exclude(org=None).filter(name=more.get("name", "招就办")).latest("pk")


def ticked(response) -> set[str]:
    """Values of the boxes that are ticked by themselves, not through a wider one."""
    boxes = re.findall(r'name="g" value="([^"]+)"[^>]*?( checked)?( data-covered)?>', text(response))
    return {value for value, checked, covered in boxes if checked and not covered}


def test_a_role_is_made_and_told_to_the_log(at_school, tree):
    office = made(at_school)
    assert (office.org, office.portal, office.level, office.privacy, office.principal) == (
        tree.school,
        "business",
        "school",
        "none",
        False,
    )
    assert grants_of(office) == {("student", "view"), ("student", "add"), ("module:industry", "view")}
    page = text(at_school.get(ROLES))
    assert "已新增角色“招就办”" in page
    entry = Entry.objects.get(event="role")
    assert (entry.org_id, entry.subject) == (tree.school.pk, "新增角色“招就办”")
    assert entry.detail == {
        "after": {
            "name": "招就办",
            "note": "招生就业",
            "grants": ["module:industry:view", "student:add", "student:view"],
        }
    }


def test_a_change_acts_on_the_next_click_of_whoever_holds_it(at_school, tree, client):
    office = made(at_school)
    holders = [person(tree.school, f"zj{number}") for number in range(2)]
    for holder in holders:
        set_roles(holder, [office], by=None)
        holder.refresh_from_db()
    other = person(tree.school, "other", "school_clerk")
    browser = client.__class__()
    browser.force_login(holders[0])
    assert browser.get("/manage/roles/").status_code == 403
    assert browser.get("/forms/student/").status_code == 200
    assert browser.get("/forms/student/new/").status_code == 200
    saved = at_school.post(
        f"{ROLES}{office.pk}/", {"version": 1, "name": "招就办", "note": "", "g": ["student:view"]}
    )
    assert saved.status_code == 302
    assert browser.get("/forms/student/").status_code == 200
    assert browser.get("/forms/student/new/").status_code == 403
    before = [holder.stamp for holder in [*holders, other]]
    for holder in [*holders, other]:
        holder.refresh_from_db()
    changed = [holder.stamp != old for holder, old in zip([*holders, other], before, strict=True)]
    assert changed == [True, True, False]
    assert Entry.objects.filter(event="role").latest("pk").detail["before"]["grants"] == [
        "module:industry:view",
        "student:add",
        "student:view",
    ]


def test_all_holders_are_renewed_by_one_query(at_school, tree):
    office = made(at_school)
    queries = []
    for number in range(2):
        for _ in range(3 * number + 1):
            set_roles(person(tree.school, f"user{number}{_}"), [office], by=None)
        office.refresh_from_db()
        with CaptureQueriesContext(connection) as captured:
            grants = ["student:view"] if number else ["student:view", "student:export"]
            at_school.post(f"{ROLES}{office.pk}/", {"version": office.version, "name": "招就办", "g": grants})
        queries.append(len(captured))
    assert queries[0] == queries[1]


def test_wider_grants_hold_what_they_cover_and_reading_comes_along(at_school):
    office = made(at_school, g=["student:change", "module:general:change", "*:export", "major:export"])
    assert grants_of(office) == {
        ("module:general", "change"),
        ("*", "export"),
        ("*", "view"),
    }


def test_a_module_holds_forms_to_come(at_school, tree):
    office = made(at_school, g=["module:teaching:view"])
    user = person(tree.school, "jiaowu", row_role="granted")
    set_roles(user, [office], by=None)
    user.refresh_from_db()
    assert actor_for(user).may("view", "a_form_to_come", "teaching")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"name": ""}, "请填写角色名称。"),
        ({"name": "招" * 21}, "角色名称最多 20 个字"),
        ({"name": "业务员(校)"}, "是系统内置角色"),
        ({"name": "school_admin"}, "是系统内置角色"),
        ({"g": []}, "请至少勾选一项权限。"),
        ({"g": ["no_such_form:view"]}, "没有“no_such_form:view”这项可以授予的权限"),
        ({"g": ["teacher:users"]}, "没有“teacher:users”这项可以授予的权限"),
        ({"g": ["*:users"]}, "没有“*:users”"),
        ({"g": ["*:reveal"]}, "没有“*:reveal”"),
        ({"g": ["*:import"]}, "没有“*:import”"),
        ({"g": ["module:nowhere:view"]}, "没有“module:nowhere:view”"),
        ({"g": ["youth_league_member:change"]}, "没有“"),
        ({"g": ["<script>"]}, "没有“&lt;script&gt;”"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(at_school, facts, said):
    response = at_school.post(ADD, {**OFFICE, **facts})
    assert response.status_code == 422
    assert said in text(response)
    assert 'value="招生就业"' in text(response)
    if "g" not in facts:
        assert ticked(response) == {"student:view", "student:add", "module:industry:view"}
    assert not Role.objects.exclude(org=None).exists()
    assert not Entry.objects.filter(event="role").exists()


def test_facts_of_a_role_that_the_page_does_not_ask_for_are_not_taken(at_school, tree):
    office = made(
        at_school, portal="manage", privacy="manage", principal="1", level="province", org="1", key="x"
    )
    assert (office.portal, office.privacy, office.principal, office.level, office.org) == (
        "business",
        "none",
        False,
        "school",
        tree.school,
    )
    assert role("school_admin").name == "系统管理员（校）"


def test_names_serve_once_in_a_school(at_school, tree):
    Role.objects.create(org=tree.sister, key="招就办", name="招就办", portal="business", level="school")
    office = made(at_school)
    assert "已有名为“招就办”的角色" in text(at_school.post(ADD, OFFICE))
    other = made(at_school, name="保卫科主管")
    renamed = at_school.post(f"{ROLES}{other.pk}/", {**OFFICE, "version": 1})
    assert "已有名为“招就办”的角色" in text(renamed)
    assert at_school.post(f"{ROLES}{office.pk}/", {**OFFICE, "version": 1}).status_code == 302


def test_another_schools_role_is_not_there(at_school, tree):
    foreign = Role.objects.create(
        org=tree.sister, key="x", name="外校角色", portal="business", level="school"
    )
    assert "外校角色" not in text(at_school.get(ROLES))
    for pk in (foreign.pk, role("province_admin").pk, 10**12):
        assert at_school.get(f"{ROLES}{pk}/").status_code == 404
        assert at_school.post(f"{ROLES}{pk}/", OFFICE).status_code == 404
        assert at_school.post(f"{ROLES}{pk}/delete/").status_code == 404
        assert at_school.get(f"{ADD}?from={pk}").status_code == 404
    assert at_school.get(f"{ADD}?from=x").status_code == 404
    assert Role.objects.filter(pk=foreign.pk).exists()


def test_builtin_roles_are_read_only(at_school, clerk):
    clerks = role("school_clerk")
    page = text(at_school.get(f"{ROLES}{clerks.pk}/"))
    assert 'name="g"' not in page
    assert "韦朗朗（wei）" in page
    for address in ("", "delete/"):
        answer = at_school.post(f"{ROLES}{clerks.pk}/{address}", {**OFFICE, "version": 1}, follow=True)
        assert "是系统内置角色，不能修改或删除" in text(answer)
    clerks.refresh_from_db()
    assert clerks.name == "业务员（校）"
    assert ("*", "delete") in grants_of(clerks)


def test_a_copy_has_the_grants_but_not_the_office(at_school):
    principal = role("school_principal")
    page = at_school.get(f"{ADD}?from={principal.pk}")
    assert 'value="领导用户（校）副本"' in text(page)
    assert ticked(page) == {"*:view", "*:export", "*:submit"}
    copy = made(at_school, name="校长助理", g=sorted(ticked(page)))
    assert not copy.principal
    again = at_school.get(f"{ADD}?from={copy.pk}")
    assert ticked(again) == {"*:view", "*:export", "*:submit"}


def test_a_copy_of_the_administrators_role_may_upload_and_nothing_more(at_school, tree):
    page = at_school.get(f"{ADD}?from={role('school_admin').pk}")
    assert ticked(page) == {"*:import"}
    answer = at_school.post(f"{ADD}?portal=manage", {"name": "导入员", "g": ["*:import", "*:users"]})
    assert "没有“*:users”" in text(answer)
    answer = at_school.post(f"{ADD}?portal=manage", {"name": "导入员", "g": ["*:import"]})
    assert answer.status_code == 302
    helper = person(tree.school, "daoru")
    set_roles(helper, [Role.objects.get(name="导入员")], by=None)
    browser = at_school.__class__()
    browser.force_login(helper)
    assert browser.get("/manage/import/").status_code == 200
    assert browser.get("/manage/").status_code == 200
    assert browser.get("/manage/users/").status_code == 403
    assert browser.get(ROLES).status_code == 403


def test_a_role_in_use_stays_and_the_refusal_says_by_whom(at_school, tree):
    office = made(at_school)
    user = person(tree.school, "zhang", real_name="张明")
    set_roles(user, [office], by=None)
    answer = at_school.post(f"{ROLES}{office.pk}/delete/", follow=True)
    assert "张明（zhang）正在使用角色“招就办”" in text(answer)
    set_roles(user, [role("school_reader")], by=None)
    answer = at_school.post(f"{ROLES}{office.pk}/delete/", follow=True)
    assert "已删除角色“招就办”" in text(answer)
    assert not Role.objects.filter(pk=office.pk).exists()


def test_two_administrators_do_not_overwrite_each_other(at_school):
    office = made(at_school)
    address = f"{ROLES}{office.pk}/"
    first = {"version": 1, "name": "招就办", "note": "第一人", "g": ["student:view"]}
    assert at_school.post(address, first).status_code == 302
    answer = at_school.post(address, {**first, "note": "第二人", "g": ["teacher:view"]})
    assert answer.status_code == 409
    for said in ("您的修改没有保存", "对方已勾选、您没有勾选", "学生基本信息：查看", "第一人"):
        assert said in text(answer)
    assert ticked(answer) == {"teacher:view"}
    office.refresh_from_db()
    assert (office.note, grants_of(office)) == ("第一人", {("student", "view")})
    version = re.search(r'name="version" value="(\d+)"', text(answer)).group(1)
    assert at_school.post(address, {**first, "version": version, "g": ["teacher:view"]}).status_code == 302
    assert grants_of(Role.objects.get(pk=office.pk)) == {("teacher", "view")}


def test_authorities_make_roles_that_read(at_province, tree):
    page = text(at_province.get(ADD))
    assert 'value="*:view"' in page
    assert 'value="*:add"' not in page
    assert "没有“*:add”" in text(at_province.post(ADD, {"name": "职成处", "g": ["*:add"]}))
    made_here = made(at_province, name="职成处", g=["module:general:view", "module:general:audit"])
    assert (made_here.org, made_here.level) == (tree.province, "province")
    assert at_province.get(f"{ADD}?portal=manage").status_code == 404
    user = person(tree.province, "zcc", row_role="granted")
    set_roles(user, [made_here], by=None)
    browser = at_province.__class__()
    browser.force_login(user)
    assert browser.get("/forms/student/").status_code == 200
    assert browser.get("/forms/safety_rule/").status_code == 403


def test_the_pages_take_as_many_queries_for_many_roles_as_for_one(at_school, tree):
    office = made(at_school)
    addresses = (ROLES, f"{ROLES}{office.pk}/")
    counts = []
    for extra in (0, 4):
        for number in range(extra):
            set_roles(
                person(tree.school, f"user{number}"), [made(at_school, name=f"角色{number}"), office], by=None
            )
        for address in addresses:
            at_school.get(address)
            with CaptureQueriesContext(connection) as captured:
                at_school.get(address)
            counts.append(len(captured))
    assert counts[:2] == counts[2:]


def test_only_administrators_of_accounts_come_here(client, clerk):
    client.force_login(clerk)
    for address in (ROLES, ADD, f"{ROLES}1/"):
        assert client.get(address).status_code == 403
        assert client.post(address, OFFICE).status_code in (403, 405)


def test_every_form_stands_in_the_tree_once_and_its_module_is_its_first_places():
    from zhijiao.filing.schema.registry import forms
    from zhijiao.roles.permission_tree import outline

    lines = [line for line in outline() if line.form is not None]
    own_rights = [key for key, form in forms().items() if form.host is None]
    assert sorted(line.scope for line in lines) == sorted(own_rights)
    parents = {line.id: line for line in outline()}
    for line in lines:
        top = line
        while top.kind != "module":
            top = parents[top.parent]
        assert top.scope == f"module:{line.form.module}", line.label


def test_a_summary_is_read_and_never_written():
    shown = editor.table("school", "business", [])
    row = next(row for row in shown.rows if row.line.scope == "youth_league_member")
    offered = {action for (action, _), box in zip(shown.actions, row.boxes, strict=True) if box}
    assert offered == {"view", "export"}

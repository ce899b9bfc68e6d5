"""The guide's two stories of roles, and the data roles through every way to a record."""

import re

import pytest

from zhijiao.catalogue.matrix import module_titles
from zhijiao.filing.schema import registry
from zhijiao.identity.models import Role, User

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def enter(client, user: User):
    """Another browser in which the user has signed in and changed the initial password."""
    User.objects.filter(pk=user.pk).update(must_change_password=False)
    user.refresh_from_db()
    browser = client.__class__()
    browser.force_login(user)
    return browser


def menu(browser) -> set[str]:
    """Modules in the module bar."""

    bar = text(browser.get("/")).split('<nav data-tour="modules"')[1].split("</nav>")[0]
    shown = {label.strip() for label in re.findall(r'<a href="[^"]*"[^>]*>([^<]+)', bar)}
    return shown & set(module_titles().values())


def test_the_admissions_office(at_school, tree):
    """第一步新建角色“招就办”，第二步新增用户，功能角色选“招就办”，数据角色不选。"""
    grants = [f"module:{module}:{action}" for module in ("industry",) for action in ("view", "add", "change")]
    answer = at_school.post(
        "/manage/roles/add/", {"name": "招就办", "g": [*grants, "student:view"]}, follow=True
    )
    assert "招就办" in text(answer).split("<tbody")[1]
    office = Role.objects.get(org=tree.school)
    facts = {"username": "zhangming", "real_name": "张明", "sex": "1", "roles": [office.pk]}
    assert "账号已建立" in text(at_school.post("/manage/users/add/", facts))
    listed = text(at_school.get("/manage/users/"))
    for shown in ("zhangming", "张明", "男", "云州市工业学校", "招就办"):
        assert shown in listed
    browser = enter(at_school, User.objects.get(username="zhangming"))
    assert browser.get("/forms/enterprise/new/").status_code == 200
    assert browser.get("/forms/student/").status_code == 200
    refused = browser.get("/forms/student/new/")
    assert refused.status_code == 403
    for said in ("学生基本信息", "新增", "谭红霞"):
        assert said in text(refused)


def test_the_supervisor_of_the_security_office(at_school, tree):
    """保卫科主管负责综合信息、安全管理；数据角色选“分项查看（校）”，其他栏目一概不见。"""
    grants = [f"module:{name}:{action}" for name in ("general", "safety") for action in ("view", "audit")]
    at_school.post("/manage/roles/add/", {"name": "保卫科主管", "g": grants})
    office = Role.objects.get(org=tree.school)
    facts = {"username": "1535942", "real_name": "王伟", "sex": "1", "roles": [office.pk]}
    at_school.post("/manage/users/add/", {**facts, "row_role": "granted"})
    user = User.objects.get(username="1535942")
    browser = enter(at_school, user)
    # 校内实训基地 and 数字化教学资源 of 综合信息 stand under 教学管理 too.
    assert menu(browser) == {"综合信息", "安全管理", "教学管理"}
    readable = [
        form for form in registry.forms().values() if browser.get(f"/forms/{form.key}/").status_code == 200
    ]
    assert {form.module for form in readable} == {"general", "safety"}
    assert len(readable) == sum(form.module in ("general", "safety") for form in registry.forms().values())
    assert browser.get("/forms/safety_rule/new/").status_code == 403
    User.objects.filter(pk=user.pk).update(row_role="all", stamp=1)
    assert menu(browser) > {"综合信息", "安全管理", "教学管理"}

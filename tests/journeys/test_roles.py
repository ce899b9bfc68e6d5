"""The guide's two stories of roles in a browser: 招就办, and 保卫科主管 with 分项查看（校）."""

import pytest

from tests.accounts.places import person, plant
from tests.axe import assert_no_violations
from tests.journeys.sessions import sign_in, signed_in
from zhijiao.identity.custom_roles import grants_of
from zhijiao.identity.models import Role, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEW = "Shuren-2027"


@pytest.fixture
def office(transactional_db, open_page, live_server):
    """The manage portal of a school, signed in."""
    tree = plant()
    admin = person(tree.school, "guanli", "school_admin", real_name="莫建国", issued_by=tree.province)
    return signed_in(open_page(), live_server, admin)


def new_role(page, live_server, name: str) -> None:
    page.goto(live_server.url + "/manage/")
    page.get_by_role("link", name="角色管理", exact=True).first.click()
    page.get_by_role("link", name="新增角色").click()
    page.get_by_label("角色名称").fill(name)


def new_user(page, live_server, username: str, name: str, role: str, rows: str | None = None) -> str:
    """Add a user as the guide says; returns the initial password."""
    page.goto(live_server.url + "/manage/users/add/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("真实姓名").fill(name)
    page.get_by_label("性别").select_option(label="男")
    page.get_by_label(role).check()
    if rows:
        page.get_by_label("数据角色").select_option(label=rows)
    page.get_by_role("button", name="保存").click()
    page.get_by_text("账号已建立").first.wait_for()
    return page.locator("#issued dd").nth(3).inner_text()


def first_sign_in(page, live_server, username: str, password: str):
    sign_in(page, live_server, username, password).wait_for_url(live_server.url + "/password/")
    page.get_by_label("原密码").fill(password)
    page.get_by_label("新密码", exact=False).nth(0).fill(NEW)
    page.get_by_label("确认新密码").fill(NEW)
    page.get_by_role("button", name="修改密码").click()
    page.wait_for_url(live_server.url + "/")
    return page


def test_the_admissions_office(office, open_page, live_server):
    new_role(office, live_server, "招就办")
    assert_no_violations(office)
    office.get_by_role("button", name="保存").click()
    office.get_by_text("请至少勾选一项权限").wait_for()
    assert office.get_by_label("角色名称").input_value() == "招就办"

    module = office.get_by_label("产教融合 查看", exact=True)
    module.check()
    assert office.get_by_label("全部栏目 查看", exact=True).evaluate("box => box.indeterminate")
    office.get_by_label("展开或收起 产教融合").click()
    covered = office.get_by_label("企业信息 查看", exact=True)
    assert covered.is_checked()
    assert covered.is_disabled()
    office.get_by_label("查找栏目或表单").fill("学生")
    office.get_by_label("学生信息 下的表单 查看").check()
    office.get_by_label("学生基本信息 新增", exact=True).check()
    student = office.get_by_label("学生奖励 查看", exact=True)
    assert student.is_checked()
    student.uncheck()
    assert office.get_by_label("学生信息 下的表单 查看").evaluate("box => box.indeterminate")
    assert_no_violations(office)
    office.get_by_role("button", name="保存").click()
    office.get_by_text("已新增角色“招就办”").wait_for()
    office.reload()  # without the message, which is fading in
    assert_no_violations(office)
    granted = grants_of(Role.objects.get(name="招就办"))
    assert ("module:industry", "view") in granted
    assert {("student", "view"), ("student", "add"), ("student_enrolment", "view")} <= granted
    assert not {scope for scope, _ in granted} & {"enterprise", "student_award", "*"}

    password = new_user(office, live_server, "zhangming", "张明", "招就办")
    teacher = first_sign_in(open_page(), live_server, "zhangming", password)
    teacher.goto(live_server.url + "/forms/student/new/")
    teacher.get_by_role("heading", name="学生基本信息").first.wait_for()
    assert teacher.goto(live_server.url + "/forms/student_award/new/").status == 403
    teacher.get_by_text("莫建国").first.wait_for()
    assert_no_violations(teacher)


def test_the_supervisor_of_the_security_office(office, open_page, live_server):
    new_role(office, live_server, "保卫科主管")
    for module in ("综合信息", "安全管理"):
        for action in ("查看", "审核"):
            office.get_by_label(f"{module} {action}", exact=True).check()
    office.get_by_role("button", name="保存").click()
    office.get_by_text("已新增角色“保卫科主管”").wait_for()
    password = new_user(office, live_server, "1535942", "王伟", "保卫科主管", "分项查看（校）")
    page = first_sign_in(open_page(), live_server, "1535942", password)
    bar = page.get_by_role("navigation", name="业务模块")
    bar.get_by_role("link", name="安全管理").click()
    page.get_by_role("heading", name="安全管理制度", exact=True).wait_for()
    assert bar.get_by_role("link", name="党建工作").count() == 0

    office.goto(f"{live_server.url}/manage/users/{User.objects.get(username='1535942').pk}/rights/")
    office.get_by_text("可用的表单").wait_for()
    assert_no_violations(office)
    office.get_by_role("button", name="以此用户查看").click()
    office.get_by_text("正在以用户“王伟”（1535942）查看业务端").wait_for()
    assert_no_violations(office)
    assert office.goto(live_server.url + "/forms/party_activity/").status == 403
    office.goto(live_server.url + "/")
    office.get_by_role("button", name="退出查看").click()
    office.get_by_text("已退出以此角色查看").wait_for()

    office.goto(f"{live_server.url}/manage/roles/{Role.objects.get(name='保卫科主管').pk}/")
    office.get_by_label("综合信息 查看", exact=True).uncheck()
    office.get_by_label("综合信息 审核", exact=True).uncheck()
    office.get_by_role("button", name="保存").click()
    office.get_by_text("已保存角色“保卫科主管”").wait_for()
    page.reload()
    page.get_by_role("heading", name="安全管理制度", exact=True).wait_for()
    assert bar.get_by_role("link", name="综合信息").count() == 0

    office.goto(live_server.url + "/manage/who/?form=safety_rule")
    office.get_by_text("数据可见范围：“安全管理制度”的记录").wait_for()
    assert office.get_by_role("row").filter(has_text="王伟").count() == 1
    assert_no_violations(office)

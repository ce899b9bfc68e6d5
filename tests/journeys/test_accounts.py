"""The guide's stories of accounts: opening a school, the principal, a forgotten password, the second step."""

from time import time

import pyotp
import pytest

from tests.accounts.places import PASSWORD, person, plant
from tests.accounts.test_teacher_picker import add_teacher
from tests.axe import assert_no_violations
from tests.background_work import work
from tests.journeys.sessions import digits, sign_in, signed_in
from zhijiao.identity.models import User
from zhijiao.kit.school_code import make_school_code
from zhijiao.signin.background_jobs import send_mail

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEW = "Shuren-2027"


@pytest.fixture
def tree(transactional_db):
    return plant()


def initial_password(page) -> str:
    return page.locator("#issued dd").nth(3).inner_text()


def change_password(page, old: str, new: str = NEW) -> None:
    page.get_by_label("原密码").fill(old)
    page.get_by_label("新密码", exact=False).nth(0).fill(new)
    page.get_by_label("确认新密码").fill(new)
    page.get_by_role("button", name="修改密码").click()


def add_user(page, live_server, username: str, name: str, role: str) -> None:
    page.goto(live_server.url + "/manage/users/add/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("真实姓名").fill(name)
    page.get_by_label(role).check()
    page.get_by_role("button", name="保存").click()


def test_from_opening_a_school_to_the_first_sign_in_of_its_clerk(open_page, live_server, tree):
    person(tree.province, "sheng", "province_admin", real_name="卢华兴")
    province = sign_in(open_page(), live_server, "sheng", portal="manage")
    province.wait_for_url(live_server.url + "/manage/")
    province.get_by_role("link", name="机构管理", exact=True).first.click()
    province.get_by_text("云州市教育局", exact=True).click()
    province.get_by_role("link", name="云州市工业学校").wait_for()
    assert_no_violations(province)
    province.get_by_role("link", name="开通学校").first.click()
    province.get_by_label("学校名或学校标识码").fill("云州市新华职业学校")
    province.get_by_role("button", name="查询学校").click()
    province.get_by_text("没有查到“云州市新华职业学校”").wait_for()
    assert province.get_by_label("学校名称").input_value() == "云州市新华职业学校"
    province.get_by_label("学校标识码", exact=True).fill(make_school_code("45", 77))
    province.get_by_label("学校类型").select_option(label="中职学校（持续办学）")
    province.get_by_label("管理员用户名").fill("gly77")
    province.get_by_label("管理员姓名").fill("莫建国")
    province.get_by_role("button", name="开通学校").click()
    password = initial_password(province)

    school = sign_in(open_page(), live_server, "gly77", password, portal="manage")
    school.wait_for_url(live_server.url + "/manage/password/")
    change_password(school, password)
    school.wait_for_url(live_server.url + "/manage/")
    org = User.objects.get(username="gly77").org
    add_teacher(org, "js001", "韦朗朗", "45010319901105002X")
    add_teacher(org, "js002", "谭红霞", "450103199011050089")
    school.goto(live_server.url + "/manage/users/add/")
    school.get_by_label("用户名").fill("tanhongxia")
    school.get_by_role("button", name="从本校教师中选择").click()
    school.get_by_label("教工号或姓名").fill("红霞")
    school.get_by_role("button", name="选择 js002 谭红霞").wait_for()
    assert_no_violations(school)
    school.get_by_role("button", name="选择 js002 谭红霞").click()
    school.locator("#teachers").wait_for(state="hidden")
    assert school.get_by_label("真实姓名").input_value() == "谭红霞"
    assert school.get_by_label("性别").input_value() == "2"
    school.get_by_label("业务员（校）").check()
    school.get_by_role("button", name="保存").click()
    password = initial_password(school)

    clerk = sign_in(open_page(), live_server, "tanhongxia", password)
    clerk.wait_for_url(live_server.url + "/password/")
    change_password(clerk, password)
    clerk.wait_for_url(live_server.url + "/")
    assert clerk.get_by_role("link", name="我的工作台").first.is_visible()


def test_the_three_rules_of_the_principal(open_page, live_server, tree):
    admin = person(tree.school, "guanli", "school_admin", real_name="莫建国", issued_by=tree.province)
    page = signed_in(open_page(), live_server, admin)
    add_user(page, live_server, "xiaozhang", "陈校长", "领导用户（校）")
    page.get_by_text("账号已建立").first.wait_for()

    add_user(page, live_server, "xinxiaozhang", "李校长", "领导用户（校）")
    page.get_by_text("每所学校只能有一个启用的校领导账号").wait_for()

    page.goto(live_server.url + "/manage/users/")
    page.get_by_role("button", name="删除 陈校长").click()
    page.locator("#confirm [data-yes]").click()

    page.get_by_text("校领导账号不支持删除").wait_for()

    page.get_by_role("button", name="禁用 陈校长").click()
    page.locator("#confirm [data-yes]").click()
    page.get_by_text("已禁用“陈校长”").wait_for()
    add_user(page, live_server, "xinxiaozhang", "李校长", "领导用户（校）")
    page.get_by_text("账号已建立").first.wait_for()

    page.goto(live_server.url + "/manage/users/")
    page.get_by_role("button", name="启用 陈校长").click()
    page.get_by_text("现为“李校长”").wait_for()
    active = User.objects.filter(is_active=True, roles__principal=True)
    assert [user.username for user in active] == ["xinxiaozhang"]


def test_a_forgotten_password(page, live_server, tree, settings):
    settings.EMAIL_BACKEND = "zhijiao.signin.mail.MailboxBackend"
    person(tree.school, "yewu", "school_clerk", real_name="谭红霞", email="tan@example.edu.cn")
    page.goto(live_server.url + "/login/")
    page.get_by_role("link", name="忘记密码").click()
    page.get_by_label("注册邮箱").fill("tan@example.edu.cn")
    page.get_by_label("验证码", exact=True).fill(digits(page))
    assert_no_violations(page)
    page.get_by_role("button", name="发送链接").click()
    page.get_by_role("heading", name="请查收邮件").wait_for()
    assert_no_violations(page)
    work(send_mail)
    page.goto(live_server.url + "/mailbox/")
    assert_no_violations(page)
    page.locator(".letter a").click()
    page.get_by_role("heading", name="设置新密码").wait_for()
    assert_no_violations(page)
    page.get_by_label("新密码", exact=False).nth(0).fill(PASSWORD)
    page.get_by_label("确认新密码").fill(PASSWORD)
    page.get_by_role("button", name="保存新密码").click()
    page.get_by_text("新密码与原密码相同").wait_for()
    page.get_by_label("新密码", exact=False).nth(0).fill(NEW)
    page.get_by_label("确认新密码").fill(NEW)
    page.get_by_role("button", name="保存新密码").click()
    page.get_by_text("密码已修改，请用新密码登录").wait_for()
    sign_in(page, live_server, "yewu", NEW).wait_for_url(live_server.url + "/")


def test_the_second_step(open_page, live_server, tree):
    user = person(tree.school, "yewu", "school_clerk", real_name="谭红霞", second_step=True)
    page = sign_in(open_page(), live_server, "yewu")
    page.wait_for_url(live_server.url + "/second-step/")
    picture = page.get_by_role("img", name="二维码：用身份验证器扫描")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    assert_no_violations(page)
    app = pyotp.TOTP(page.locator("code").inner_text())
    page.get_by_label("验证码").fill(app.at(int(time()) - 30))
    page.get_by_role("button", name="验证并登录").click()
    page.get_by_role("heading", name="请保存恢复码").wait_for()
    assert_no_violations(page)
    codes = page.locator("#recovery code").all_inner_texts()
    page.get_by_role("link", name="我已保存，继续").click()
    page.wait_for_url(live_server.url + "/")

    other = sign_in(open_page(), live_server, "yewu")
    other.get_by_label("验证码").fill("000000")
    other.get_by_role("button", name="验证并登录").click()
    other.get_by_text("验证码不正确").wait_for()
    assert_no_violations(other)
    other.get_by_label("验证码").fill(app.now())
    other.get_by_role("button", name="验证并登录").click()
    other.wait_for_url(live_server.url + "/")

    third = sign_in(open_page(), live_server, "yewu")
    third.get_by_label("验证码").fill(codes[0])
    third.get_by_role("button", name="验证并登录").click()
    third.wait_for_url(live_server.url + "/")
    third.goto(live_server.url + "/security/")
    assert third.locator("#sessions li").count() == 3
    assert_no_violations(third)
    third.get_by_role("button", name="退出其他全部登录").click()
    third.locator("#confirm [data-yes]").click()
    third.get_by_text("其他地方的登录已全部退出").wait_for()
    page.reload()
    page.wait_for_url(live_server.url + "/login/?**")
    assert user.recovery_codes.filter(used_at=None).count() == 9


@pytest.mark.slow
def test_a_page_outlives_its_session(open_page, live_server, tree, settings):
    settings.SESSION_IDLE_SECONDS = 20
    person(tree.school, "guanli", "school_admin", real_name="莫建国", issued_by=tree.province)
    page = sign_in(open_page(), live_server, "guanli", portal="manage")
    page.wait_for_url(live_server.url + "/manage/")
    page.goto(live_server.url + "/manage/users/add/")
    page.get_by_label("用户名").fill("tanhongxia")
    page.get_by_label("真实姓名").fill("谭红霞")
    page.get_by_role("button", name="继续使用").click(timeout=30_000)
    page.locator("#session").wait_for(state="hidden")
    dialog = page.get_by_role("dialog", name="请重新登录")
    dialog.get_by_label("密码", exact=True).wait_for(timeout=40_000)
    assert_no_violations(page)
    settings.SESSION_IDLE_SECONDS = 1800
    dialog.get_by_label("密码", exact=True).fill(PASSWORD)
    dialog.get_by_label("验证码", exact=True).fill(digits(page))
    dialog.get_by_role("button", name="登录并继续").click()
    page.locator("#session").wait_for(state="hidden")
    assert page.get_by_label("真实姓名").input_value() == "谭红霞"
    page.get_by_label("业务员（校）").check()
    page.get_by_role("button", name="保存").click()
    page.get_by_text("账号已建立").first.wait_for()
    assert User.objects.filter(username="tanhongxia").exists()


def test_users_from_a_workbook(open_page, live_server, tree, tmp_path):
    from tests.accounts.test_user_sheet import GOOD, workbook

    admin = person(tree.school, "guanli", "school_admin", real_name="莫建国", issued_by=tree.province)
    page = signed_in(open_page(), live_server, admin)
    page.goto(live_server.url + "/manage/users/")
    page.get_by_role("link", name="批量新增").click()
    assert_no_violations(page)
    for number, row in enumerate(({**GOOD, "功能角色": "校长"}, GOOD)):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(workbook(row).getvalue())
        page.get_by_label("填好的模板").set_input_files(path)
        page.get_by_role("button", name="上传并建立账号").click()
        wanted = "没有可分配的角色“校长”" if number == 0 else "已建立 1 个账号"
        page.get_by_text(wanted).first.wait_for()
        assert_no_violations(page)

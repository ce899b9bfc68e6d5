"""Private data as its keeper meets it: the data password, one value with a reason, the day's number; and the log."""

import pytest
from playwright.sync_api import expect

from tests import sample
from tests.accounts.places import PASSWORD, person, plant
from tests.axe import assert_no_violations
from tests.journeys.sessions import signed_in
from zhijiao.private import data_password
from zhijiao.private.masks import mask

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECRET = "Guihua-1893"


def ask(page, **typed):
    """Open the small form at the ID number, fill it in and send it with the keyboard."""
    page.get_by_role("link", name="查看身份证件号").press("Enter")
    page.get_by_label("查看原因").select_option(label="核对登记信息")
    for label, text in typed.items():
        page.locator("form.reveal").get_by_label(label).fill(text)
    page.get_by_role("button", name="显示", exact=True).press("Enter")


def test_from_setting_the_data_password_to_the_entry_in_the_log(open_page, live_server, settings):
    settings.REVEALS_PER_DAY = 2
    tree = plant()
    keeper = person(tree.school, "keeper", "school_clerk", "privacy_viewer", real_name="覃志远")
    boss = person(tree.school, "boss", "school_admin", real_name="莫建国", issued_by=tree.province)
    (teacher,) = sample.fill(tree.school, "teacher", 1)
    number = sample.row("teacher")["id_number"]
    record = f"{live_server.url}/forms/teacher/{teacher}/"

    page = signed_in(open_page(), live_server, keeper)
    page.goto(record)
    page.get_by_role("link", name="查看身份证件号").click()
    page.wait_for_url(live_server.url + "/data-password/set/*")
    assert_no_violations(page)
    page.get_by_label("登录密码").fill(PASSWORD)
    page.get_by_label("新数据密码", exact=True).fill(SECRET)
    page.get_by_label("确认新数据密码").fill(SECRET)
    page.get_by_role("button", name="设置数据密码").click()
    page.wait_for_url(record)
    page.get_by_role("button", name="立即锁定").click()
    page.goto(f"{live_server.url}/forms/discipline_case/")
    expect(page.get_by_role("heading", name="需输入数据密码")).to_be_visible()
    assert_no_violations(page)

    page.goto(record)
    ask(page, 数据密码=SECRET)
    shown = page.locator("[data-shown]")
    expect(shown).to_contain_text(number)
    expect(shown.locator("strong")).to_be_focused()
    expect(page.get_by_text("后自动锁定")).to_be_visible()
    assert_no_violations(page)
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    expect(page.get_by_text(number)).to_have_count(0)
    expect(page.get_by_text(mask("id", number))).to_be_visible()

    ask(page, 说明="再看一次")
    expect(shown).to_contain_text("今天还可查看 0 次")
    shown.get_by_role("link", name="隐藏").click()
    ask(page)
    expect(page.get_by_text("达到每日上限，明天零点起恢复")).to_be_visible()
    expect(page.get_by_text(number)).to_have_count(0)

    office = signed_in(open_page(), live_server, boss)
    office.goto(live_server.url + "/manage/audit/?event=reveal")
    expect(office.get_by_role("row").filter(has_text="覃志远")).to_have_count(2)
    expect(office.get_by_text("核对登记信息：再看一次")).to_be_visible()
    expect(office.get_by_text(number)).to_have_count(0)


def test_a_browser_without_script_gets_the_same_as_pages(open_page, live_server):
    tree = plant()
    keeper = person(tree.school, "keeper", "school_clerk", "privacy_viewer")
    (teacher,) = sample.fill(tree.school, "teacher", 1)
    page = signed_in(open_page(java_script_enabled=False), live_server, keeper)
    page.goto(f"{live_server.url}/forms/teacher/{teacher}/")
    page.get_by_role("link", name="查看身份证件号").click()
    page.get_by_label("登录密码").fill(PASSWORD)
    page.get_by_label("新数据密码", exact=True).fill(SECRET)
    page.get_by_label("确认新数据密码").fill(SECRET)
    page.get_by_role("button", name="设置数据密码").click()
    page.get_by_role("link", name="查看身份证件号").click()
    page.get_by_label("查看原因").select_option(label="核对登记信息")
    page.get_by_role("button", name="显示", exact=True).click()
    expect(page.get_by_text(sample.row("teacher")["id_number"])).to_be_visible()
    page.get_by_role("link", name="隐藏").click()
    expect(page.get_by_text(sample.row("teacher")["id_number"])).to_have_count(0)


def test_when_the_time_is_up_a_private_page_closes_and_what_was_typed_comes_back(
    open_page, live_server, settings
):
    tree = plant()
    keeper = person(tree.school, "keeper", "school_clerk", "privacy_manager")
    (case,) = sample.fill(tree.school, "discipline_case", 1)
    data_password.choose(keeper, SECRET)
    page = signed_in(open_page(), live_server, keeper)
    address = f"{live_server.url}/forms/discipline_case/{case}/edit/"
    page.goto(address)
    settings.UNLOCK_SECONDS = 3
    page.get_by_role("link", name="输入数据密码").click()
    page.get_by_label("数据密码", exact=True).fill(SECRET)
    page.get_by_role("button", name="解锁").click()
    page.get_by_label("被反映人姓名", exact=True).fill("赵六一")
    expect(page.get_by_role("heading", name="需输入数据密码")).to_be_visible(timeout=8000)
    settings.UNLOCK_SECONDS = 900
    page.get_by_role("link", name="输入数据密码").click()
    page.get_by_label("数据密码", exact=True).fill(SECRET)
    page.get_by_role("button", name="解锁").click()
    expect(page.get_by_label("被反映人姓名", exact=True)).to_have_value("赵六一")

"""Reading pages at work in a real browser; what they look like to everybody is tested with the journeys."""

import pytest

from tests.accounts.places import person, plant
from tests.axe import assert_no_violations
from tests.filing.pages.world import fill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def tree(transactional_db):
    return plant()


@pytest.fixture
def three(tree):
    return fill(tree.school, copies=2)


def enter(page, live_server, client, user) -> None:
    """Sign in by the session of the test's client."""
    client.force_login(user)
    cookie = client.cookies["zhijiao_session"]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])


@pytest.fixture
def clerk_page(live_server, three, tree, client):
    """Opens windows in which a clerk of the filled school is signed in."""
    user = person(tree.school, "wei", "school_clerk")

    def open_for(page):
        enter(page, live_server, client, user)
        return page

    return open_for


def test_a_clerk_asks_sorts_chooses_and_exports(page, clerk_page, live_server, three):
    clerk_page(page).goto(f"{live_server.url}/forms/teacher/")
    page.get_by_label("工号", exact=True).fill("2-1")
    page.get_by_role("button", name="查询", exact=True).click()
    page.wait_for_url("**/forms/teacher/?f_number=2-1")
    assert page.locator("#dt tbody tr").count() == 1
    page.get_by_role("link", name="重置").click()
    page.wait_for_url("**/forms/teacher/")
    page.get_by_role("columnheader", name="工号").get_by_role("link").click()
    page.wait_for_url("**sort=number")
    page.get_by_role("columnheader", name="工号").get_by_role("link").click()
    page.wait_for_url("**sort=-number")
    assert page.locator("#dt tbody tr").first.inner_text().find("js002-2") >= 0
    assert page.get_by_role("columnheader", name="工号").get_attribute("aria-sort") == "descending"
    page.get_by_role("checkbox", name="选择 谭红霞").first.check()
    assert page.locator("#selbar").is_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="导出所选").click()
    assert download.value.suggested_filename.startswith("教师基本信息")


def test_more_conditions_and_columns_open_when_asked_for(page, clerk_page, live_server, three):
    clerk_page(page).goto(f"{live_server.url}/forms/teacher/")
    page.get_by_role("button", name="更多条件").click()
    page.get_by_label("出生日期，从").fill("1990-11-06")
    assert_no_violations(page)
    page.get_by_role("button", name="查询", exact=True).click()
    page.wait_for_url("**f_birth=1990-11-06*")
    page.get_by_text("没有符合条件的记录").wait_for()
    page.get_by_role("link", name="清除全部条件").click()
    page.get_by_role("button", name="列设置").click()
    page.get_by_label("籍贯").check()
    assert_no_violations(page)
    page.locator("#cols").get_by_role("button", name="保存").click()
    page.get_by_role("columnheader", name="籍贯").wait_for()
    page.get_by_role("button", name="紧凑行高").click()
    page.wait_for_load_state("networkidle")
    page.reload()
    assert page.locator("#dt").get_attribute("data-density") == "tight"


def test_a_reference_is_asked_for_by_search(page, clerk_page, live_server, three):
    clerk_page(page).goto(f"{live_server.url}/forms/teacher/")
    box = page.locator(".query .f", has_text="所属机构")
    box.locator(".ts-control").click()
    box.locator("input[type=text], input:not([type])").last.fill("03-2")
    box.locator(".option", has_text="电子信息部").first.click()
    page.get_by_role("button", name="查询", exact=True).click()
    page.wait_for_url("**f_department=03-2*")
    page.reload()
    assert "电子信息部" in box.locator(".ts-control").inner_text()
    page.wait_for_function("document.querySelectorAll('#dt tbody tr').length <= 1")


def test_deleting_asks_and_says_what_refers_to_it(page, clerk_page, live_server, three):
    clerk_page(page).goto(f"{live_server.url}/forms/teacher/")
    page.get_by_role("button", name="删除 谭红霞").first.click()
    dialog = page.get_by_role("dialog", name="删除教师基本信息")
    dialog.get_by_text("将删除“").wait_for()
    dialog.get_by_role("button", name="删除").click()
    page.get_by_text("教师工作信息").first.wait_for()


def test_the_note_of_an_item_opens_by_keyboard(page, clerk_page, live_server, three):
    clerk_page(page).goto(f"{live_server.url}/forms/teacher/{three.ids['teacher'][0]}/")
    tip = page.get_by_role("button", name="工号的说明")
    tip.focus()
    page.locator(".tooltip").wait_for()

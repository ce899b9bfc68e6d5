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
    page.get_by_label("籍贯", exact=True).check()
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
    page.get_by_role("heading", name="不能删除").wait_for()
    page.get_by_text("“教师工作信息”").first.wait_for()
    assert_no_violations(page)
    page.get_by_role("link", name="谭红霞 的引用记录").first.click()
    page.get_by_role("heading", name="引用情况").wait_for()


def test_cells_are_edited_by_keyboard_alone(page, clerk_page, live_server, three):
    """F2 opens, a mistake is told at the cell, Esc restores, Enter saves and goes down, Tab to the next cell."""
    clerk_page(page).goto(f"{live_server.url}/forms/department/")
    first, second, _ = three.ids["department"]
    cell = page.locator(f"tr[data-id='{first}'] [data-edit=name]")
    cell.focus()
    page.keyboard.press("F2")
    box = page.locator(".is-editing input")
    box.wait_for()
    before = box.input_value()
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    page.locator(".cell-said", has_text="请填写机构名称").wait_for()
    assert_no_violations(page)
    page.keyboard.press("Escape")
    assert cell.inner_text().strip() == before
    page.keyboard.press("F2")
    box.wait_for()
    page.keyboard.type("键盘改名")
    page.keyboard.press("Enter")
    page.locator(f"tr[data-id='{first}'] [data-edit=name]", has_text="键盘改名").wait_for()
    page.wait_for_function(f"document.activeElement.closest('tr')?.dataset.id === '{second}'")
    page.keyboard.press("Enter")
    box.wait_for()
    page.keyboard.press("Tab")
    page.locator(f"tr[data-id='{second}'] .is-editing").wait_for()
    page.wait_for_function("document.activeElement.matches('.is-editing *')")
    assert "name" not in page.locator(".is-editing").get_attribute("data-edit")
    page.keyboard.press("Escape")
    page.reload()
    page.locator(f"tr[data-id='{first}'] [data-edit=name]", has_text="键盘改名").wait_for()


@pytest.mark.parametrize(("width", "theme"), [(1366, "light"), (1366, "dark"), (320, "light")])
def test_a_query_is_saved_and_found_again(page, clerk_page, live_server, three, width, theme):
    clerk_page(page).context.add_cookies([{"name": "theme", "value": theme, "url": live_server.url}])
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(f"{live_server.url}/forms/teacher/?f_sex=2")
    page.get_by_role("button", name="保存查询").click()
    page.locator("#query-name").fill("女教师")
    assert_no_violations(page)
    page.locator(".save-query").get_by_role("button", name="保存").click()
    chip = page.locator(".chip[aria-current]", has_text="女教师")
    chip.wait_for()
    assert_no_violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="去掉条件 性别 女").click()
    page.wait_for_url(lambda url: "f_sex" not in url)
    page.get_by_role("link", name="管理", exact=True).click()
    page.get_by_role("heading", name="常用查询", exact=True).wait_for()
    assert_no_violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_note_of_an_item_opens_by_keyboard(page, clerk_page, live_server, three):
    clerk_page(page).goto(f"{live_server.url}/forms/teacher/{three.ids['teacher'][0]}/")
    tip = page.get_by_role("button", name="工号的说明")
    tip.focus()
    page.locator(".tooltip").wait_for()


def test_last_years_records_are_compared_and_taken_over(page, clerk_page, live_server, three):
    clerk_page(page).goto(f"{live_server.url}/forms/student_aid/copy/?year=2021&term=1&from=2020-1")
    page.get_by_role("checkbox", name="选择本页全部").uncheck()
    assert page.locator("#copy-bar").is_hidden()
    page.locator(".copy-choice tbody input").first.check()
    page.get_by_role("button", name="下一步：逐项对照").click()
    one = page.locator("section:has(> .copy-head)")
    assert one.count() == 1
    assert_no_violations(page)
    every = one.get_by_role("checkbox", name="全部项目")
    every.check()
    every.uncheck()
    one.locator("tbody input:enabled").last.check()
    kept = one.locator("tbody input:checked").count()
    page.get_by_role("button", name="复制到2021学年第一学期（秋）").click()
    page.get_by_role("table", name="待确认").get_by_role("link").click()
    assert page.get_by_role("checkbox", name="已核对").count() == kept
    assert page.get_by_role("button", name="全部核对无误，保存").is_visible()

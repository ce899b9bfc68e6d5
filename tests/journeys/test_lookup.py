"""By keys alone: a form by its initials, a person by name, a place starred and found again; and without scripts."""

import pytest
from playwright.sync_api import expect

from tests import sample
from tests.journeys.sessions import signed_in
from tests.journeys.test_keyboard import Keys

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def seek(page, keys, text, title):
    """Type into the search box until a hit is chosen."""
    box = page.get_by_role("combobox", name="查找")
    expect(box).to_be_focused()
    page.keyboard.type(text)
    expect(page.locator("[aria-selected=true] .t")).to_have_text(title)
    return keys


def test_a_search_by_keys_alone(open_page, live_server, staff):
    (student,) = sample.fill(staff.school, "student", 1)
    name = sample.row("student")["name"]
    page = signed_in(open_page(), live_server, staff.clerk)
    keys = Keys(page)
    page.goto(live_server.url + "/")
    keys.press("/")
    seek(page, keys, "xsjbxx", "学生基本信息").press("Enter")
    page.wait_for_url("**/forms/student/")
    keys.reach("收藏“学生基本信息”").press("Enter")
    expect(page.get_by_role("button", name="收藏“学生基本信息”")).to_have_attribute("aria-pressed", "true")
    keys.press("Control+k")
    seek(page, keys, name, name).press("Enter")
    page.wait_for_url(f"**/forms/student/{student}/")
    keys.press("/")
    expect(page.get_by_role("option", name="学生基本信息")).to_be_visible()
    expect(page.get_by_role("group", name="收藏").get_by_role("option")).to_have_count(1)
    keys.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    keys.press("Control+k")
    seek(page, keys, "凤凰木", "没有找到“凤凰木”，打开查找页").press("Enter")
    page.wait_for_url("**/search/?q=**")
    expect(page.get_by_role("heading", name="没有找到“凤凰木”")).to_be_visible()


def test_a_search_without_scripts(open_page, live_server, staff):
    page = signed_in(open_page(java_script_enabled=False), live_server, staff.clerk)
    page.goto(live_server.url + "/")
    page.get_by_role("link", name="查找").click()
    main = page.locator("main")
    main.get_by_label("查找", exact=True).fill("教师基本")
    main.get_by_role("button", name="查找").click()
    main.get_by_role("link", name="教师基本信息", exact=True).first.click()
    page.wait_for_url("**/forms/teacher/")
    page.get_by_role("button", name="收藏“教师基本信息”").click()
    expect(page.get_by_text("已收藏“教师基本信息”")).to_be_visible()

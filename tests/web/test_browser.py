"""The frame in a real browser: reachable by keyboard, readable on a phone, accessible in both themes."""

import pytest

from tests import axe

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.web.pages"),
    pytest.mark.django_db(transaction=True),
]

ADDRESSES = ["/form/", "/list/", "/login/", "/refuse/"]
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_are_accessible_in_both_themes_and_on_a_phone(open_page, live_server, address):
    """And nothing scrolls sideways at 320 pixels. With the theme only colours change."""
    window = open_page(viewport={"width": 1366, "height": 1800}, reduced_motion="reduce")
    window.goto(live_server.url + address)
    axe.assert_no_violations(window)
    window.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    assert axe.violations(window, rules=["color-contrast"]) == []
    window.evaluate("document.documentElement.dataset.bsTheme = 'light'")
    window.set_viewport_size(PHONE["viewport"])
    axe.assert_no_violations(window)
    window.set_viewport_size({"width": 320, "height": 700})
    assert window.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_theme_of_the_cookie_is_there_from_the_start(page, live_server):
    page.context.add_cookies([{"name": "theme", "value": "dark", "url": live_server.url}])
    page.goto(live_server.url + "/login/")
    assert page.get_attribute("html", "data-bs-theme") == "dark"


def test_skip_link_and_menus_by_keyboard(page, live_server):
    page.goto(live_server.url + "/list/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到主要内容"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.focus("button:has-text('谭红霞')")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    assert "修改登录密码" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Escape")
    assert "谭红霞" in page.evaluate("document.activeElement.textContent")


def test_the_theme_is_remembered(page, live_server):
    page.goto(live_server.url + "/refuse/")
    page.click("[data-theme-toggle]")
    page.reload()
    assert page.get_attribute("html", "data-bs-theme") == "dark"


def test_paper_is_light_and_without_the_frame_even_in_the_dark_theme(page, live_server):
    page.context.add_cookies([{"name": "theme", "value": "dark", "url": live_server.url}])
    page.goto(live_server.url + "/list/")
    page.emulate_media(media="print")
    assert page.eval_on_selector("h1", "title => getComputedStyle(title).color") == "rgb(27, 36, 49)"
    assert page.is_hidden(".app-top")
    assert "打印人 谭红霞" in page.inner_text(".print-only")


def test_a_question_keeps_the_focus_and_gives_it_back(page, live_server):
    page.goto(live_server.url + "/form/")
    delete = page.get_by_role("button", name="删除", exact=True)
    delete.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("此操作不能恢复").wait_for()
    page.locator("#confirm:focus, #confirm :focus").wait_for()
    inside = "document.activeElement === document.body || confirmBox.contains(document.activeElement)"
    for _ in range(5):
        page.keyboard.press("Tab")
        assert page.evaluate(f"(confirmBox => {inside})(document.getElementById('confirm'))")
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    page.locator("button:focus", has_text="删除").wait_for()
    assert page.url.endswith("/form/")
    delete.click()
    dialog.get_by_role("button", name="删除 2 名教师").click()
    page.wait_for_url("**/saved/")


def test_the_error_summary_has_the_focus_and_leads_to_the_field(page, live_server):
    page.goto(live_server.url + "/form/")
    assert page.evaluate("document.activeElement.id") == "errsum"
    page.click("#errsum a >> nth=0")
    assert page.url.endswith("#f-joined")


def test_searchable_boxes_find_by_pinyin_by_server_and_say_what_is_missing(page, live_server):
    page.goto(live_server.url + "/form/")
    page.focus("#f-org-ts-control")
    page.keyboard.type("jdgc")
    page.keyboard.press("Enter")
    assert page.eval_on_selector("#f-org", "box => box.value") == "2"
    assert "教师编制所在的校内机构" in page.inner_text("#guide")
    page.focus("#f-room-ts-control")
    page.keyboard.type("电子")
    page.locator("#f-room-ts-dropdown .option", has_text="电子教研室").click()
    assert page.eval_on_selector("#f-room", "box => box.value") == "8"
    page.focus("#f-home-ts-control")
    page.get_by_role("link", name="去填写 地区").wait_for()


def test_the_selection_bar_follows_the_boxes(page, live_server):
    page.goto(live_server.url + "/list/")
    assert page.is_hidden("#bar")
    page.check("[data-selall]")
    assert page.inner_text("[data-selcount]") == "2"
    page.click("[data-selclear]")
    assert page.is_hidden("#bar")


def test_a_phone_opens_the_tree_as_a_drawer(open_page, live_server):
    window = open_page(**PHONE)
    window.goto(live_server.url + "/list/")
    assert window.is_hidden("#side")
    window.get_by_role("button", name="打开左侧导航").click()
    window.get_by_role("link", name="工作信息").wait_for()

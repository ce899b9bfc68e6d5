"""Signing in in a real browser, by keyboard alone; what the pages look like is tested with the journeys."""

import pytest

from tests.accounts.places import PASSWORD, person
from zhijiao.signin import captcha

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def digits_for(page) -> str:
    """What the picture shows."""
    return captcha.digits_of(page.locator("[name=captcha_name]").get_attribute("value"))


def sign_in(page, address: str, username: str) -> None:
    """Type through the page as one without a mouse does."""
    page.goto(address)
    page.wait_for_function("document.querySelector('.captcha img').naturalWidth > 0")
    page.keyboard.type(username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.get_by_label("验证码", exact=True).focus()
    page.keyboard.type(digits_for(page))
    page.keyboard.press("Enter")


def test_signing_in_by_keyboard_and_meeting_the_errors_first(page, live_server, tree):
    person(tree.school, "boss", "school_admin", real_name="谭红霞")
    sign_in(page, live_server.url + "/manage/login/", "boss")
    page.wait_for_url(live_server.url + "/manage/")
    page.goto(live_server.url + "/manage/users/add/")
    page.get_by_label("用户名", exact=False).first.fill("x")
    page.get_by_role("button", name="保存").click()
    page.wait_for_selector("#errsum")
    assert page.evaluate("document.activeElement.id") == "errsum"


def test_a_wrong_captcha_keeps_the_name_and_without_roles_there_is_a_page_of_its_own(page, live_server, tree):
    person(tree.school, "bare")
    page.goto(live_server.url + "/login/")
    page.get_by_label("账号", exact=True).fill("bare")
    page.get_by_label("验证码图片").click()
    page.get_by_role("button", name="登录").click()
    page.wait_for_selector(".err")
    assert page.get_by_label("账号", exact=True).input_value() == "bare"
    page.get_by_label("账号", exact=True).fill("")
    sign_in(page, live_server.url + "/login/", "bare")
    page.wait_for_url(live_server.url + "/no-role/")
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(live_server.url + "/login/")

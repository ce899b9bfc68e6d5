"""The account pages in a real browser: by keyboard alone, and as a screen reader finds them."""

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore

from tests.accounts.places import PASSWORD, person
from tests.axe import assert_no_violations
from zhijiao.accounts import captcha

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def digits_for(page) -> str:
    """What the picture shows, from the server's session."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    session = SessionStore(cookies[settings.SESSION_COOKIE_NAME])
    return captcha.digits_of(session, page.locator("[name=captcha_name]").get_attribute("value"))


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


def test_signing_in_by_keyboard_and_the_manage_pages(page, live_server, tree):
    person(tree.school, "boss", "school_admin", real_name="谭红霞")
    clerk = person(tree.school, "wei", "school_clerk", phone="13800000000")
    sign_in(page, live_server.url + "/manage/login/", "boss")
    page.wait_for_url(live_server.url + "/manage/")
    for address in (
        "",
        "users/",
        "users/?q=nobody",
        "users/add/",
        f"users/{clerk.pk}/",
        "password/",
        "locks/",
    ):
        page.goto(f"{live_server.url}/manage/{address}")
        assert_no_violations(page)
    page.goto(live_server.url + "/manage/users/add/")
    page.get_by_label("用户名", exact=False).first.fill("x")
    page.get_by_role("button", name="保存").click()
    page.wait_for_selector("#errsum")
    assert page.evaluate("document.activeElement.id") == "errsum"
    assert_no_violations(page)


def test_the_pages_of_a_province(page, live_server, tree):
    person(tree.province, "sheng", "province_admin")
    sign_in(page, live_server.url + "/manage/login/", "sheng")
    page.wait_for_url(live_server.url + "/manage/")
    paths = ("schools/", "schools/open/", "areas/", "areas/open/", f"orgs/{tree.school.pk}/admin/")
    for path in ("", *paths, "users/", "users/below/", "locks/"):
        page.goto(f"{live_server.url}/manage/{path}")
        assert_no_violations(page)


def test_sign_in_pages_and_the_page_without_roles(page, live_server, tree):
    person(tree.school, "bare")
    page.goto(live_server.url + "/login/")
    assert_no_violations(page)
    page.get_by_label("账号", exact=True).fill("bare")
    page.get_by_label("验证码图片").click()
    page.get_by_role("button", name="登录").click()
    page.wait_for_selector(".err")
    assert page.get_by_label("账号", exact=True).input_value() == "bare"
    assert_no_violations(page)
    page.get_by_label("账号", exact=True).fill("")
    sign_in(page, live_server.url + "/login/", "bare")
    page.wait_for_url(live_server.url + "/no-role/")
    assert_no_violations(page)
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(live_server.url + "/login/")

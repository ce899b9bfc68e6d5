"""Ways into the portals: through the sign-in page, or past it for journeys that are about something else."""

from django.conf import settings
from django.test import Client

from tests.accounts.places import PASSWORD
from zhijiao.signin import captcha


def signed_in(page, live_server, user):
    """Give the window a session of the user; returns the window."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return page


def sign_in(page, live_server, username: str, password: str = PASSWORD, portal: str = "business"):
    """Sign in as a person does, reading the digits of the picture on the server; returns the window."""
    page.goto(live_server.url + ("/manage/login/" if portal == "manage" else "/login/"))
    page.get_by_label("账号", exact=True).fill(username)
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_label("验证码", exact=True).fill(digits(page))
    page.get_by_role("button", name="登录", exact=True).click()
    return page


def digits(page) -> str:
    """What the picture shows."""
    page.locator(".captcha img").evaluate("image => image.decode()")
    return captcha.digits_of(page.locator("[name=captcha_name]").get_attribute("value"))

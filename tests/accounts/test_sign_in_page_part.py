"""Signing in within a page whose session is gone: the same gate as the sign-in page, answered in parts."""

import json

import pytest
from django.test import Client

from tests.accounts.places import PASSWORD, answer_captcha, person
from tests.accounts.test_second_step import digits
from zhijiao.identity import throttle
from zhijiao.identity.models import User
from zhijiao.signin import second_step

pytestmark = pytest.mark.django_db
HERE = "/session/sign-in/"


@pytest.fixture
def careful(tree):
    """A clerk who confirms with an app."""
    user = person(tree.school, "tan", "school_clerk", second_step=True)
    second_step.confirm_app(user, digits(user, -1))
    return user


def text(response) -> str:
    return response.content.decode()


def again(client, username="wei", password=PASSWORD, address=HERE, **more):
    posted = {
        "step": "password",
        "username": username,
        "password": password,
        **answer_captcha(client),
        **more,
    }
    return client.post(address, posted)


def token(response) -> dict:
    """What the page is told after signing in."""
    assert (response.status_code, response.headers["HX-Reswap"], text(response)) == (200, "none", "")
    return json.loads(response.headers["HX-Trigger"])["signed-in"]


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_the_part_asks_for_password_and_captcha(client, clerk):
    part = text(client.get(HERE))
    assert 'name="password"' in part
    assert 'name="captcha"' in part
    assert "<html" not in part


def test_the_page_gets_the_token_of_the_new_session(clerk):
    client = Client(enforce_csrf_checks=True)
    client.get(HERE)
    fresh = client.cookies["zhijiao_csrf"].value
    told = token(again(client, csrfmiddlewaretoken=fresh))
    assert told["user"] == clerk.pk
    kept = client.post("/session/", headers={"X-CSRFToken": told["token"]})
    assert (kept.status_code, kept.json()["user"]) == (200, clerk.pk)
    assert client.post("/session/", headers={"X-CSRFToken": fresh}).status_code == 403


def test_each_portal_has_its_own(client, clerk, admin):
    assert token(again(client, "boss", address="/manage/session/sign-in/"))["user"] == admin.pk
    stranger = again(Client(), "boss")
    assert stranger.status_code == 422
    assert "该账号属于管理端" in text(stranger)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "Wrong-2026"}, "账号或密码不正确"),
        ({"captcha": "x"}, "验证码不正确"),
        ({"password": ""}, "请输入密码"),
        ({"username": "nobody"}, "账号或密码不正确"),
    ],
)
def test_nobody_gets_in_otherwise_than_at_the_sign_in_page(client, clerk, wrong, said):
    refused = again(client, **wrong)
    assert (refused.status_code, signed_in(client)) == (422, False)
    assert said in text(refused)
    assert PASSWORD not in text(refused)


def test_failures_count_with_those_of_the_sign_in_page(client, clerk):
    for _ in range(throttle.ACCOUNT_LIMIT):
        again(client, password="Wrong-2026")
    assert throttle.LOCKED_TEXT in text(again(client))
    assert not signed_in(client)


def test_the_second_step_is_asked_for_in_the_page_too(client, careful):
    part = again(client, "tan")
    assert (part.status_code, signed_in(client)) == (200, False)
    assert 'name="code"' in text(part)
    wrong = client.post(HERE, {"step": "code", "code": "000000"})
    assert (wrong.status_code, signed_in(client)) == (422, False)
    assert "验证码不正确" in text(wrong)
    assert token(client.post(HERE, {"step": "code", "code": digits(careful)}))["user"] == careful.pk


def test_a_code_without_a_password_before_it_asks_for_the_password(client, careful):
    part = client.post(HERE, {"step": "code", "code": digits(careful)})
    assert (part.status_code, signed_in(client)) == (422, False)
    assert 'name="password"' in text(part)


def test_an_app_is_not_set_up_in_a_dialog(client, tree):
    person(tree.school, "new", "school_clerk", second_step=True)
    part = text(again(client, "new"))
    assert "须先开启二步验证" in part
    assert "在新标签页登录" in part
    client.post(HERE, {"step": "code", "code": "000000"})
    assert not signed_in(client)


def test_a_password_that_must_be_changed_is_changed_elsewhere(client, clerk):
    User.objects.filter(pk=clerk.pk).update(must_change_password=True)
    part = again(client)
    assert "HX-Trigger" not in part.headers
    assert "您的密码须先修改" in text(part)

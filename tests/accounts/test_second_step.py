import re
from time import time

import pyotp
import pytest
from django.core import mail as outbox

from tests.accounts.places import PASSWORD, person, sign_in
from tests.background_work import work
from zhijiao.identity import throttle
from zhijiao.identity.models import User
from zhijiao.signin import password_change, second_step
from zhijiao.signin.background_jobs import send_mail
from zhijiao.signin.models import Authenticator, QueuedMail, RecoveryCode
from zhijiao.users import personal, services

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def digits(user, steps: int = 0) -> str:
    secret = second_step.offered_secret(user)
    return pyotp.TOTP(secret).at(int(time()) + 30 * steps)


def enter(client, code):
    return client.post("/second-step/", {"code": code})


def mailed() -> str:
    work(send_mail)
    return re.search(r"^(\d{6})$", outbox.outbox[-1].body, re.MULTILINE).group(1)


@pytest.fixture
def careful(tree):
    """A clerk whose account asks for a second step and has an app."""
    user = person(tree.school, "wei", "school_clerk", second_step=True)
    second_step.confirm_app(user, digits(user, -1))
    return user


def test_it_is_off_by_default(client, clerk):
    assert second_step.demanded_by(clerk) == ""
    assert sign_in(client, "wei").headers["Location"] == "/"


def test_the_installation_the_area_and_the_account_each_ask_for_it(tree, clerk, settings):
    services.update_user(
        clerk,
        by=None,
        real_name="韦朗朗",
        sex="",
        email="",
        phone=None,
        roles=clerk.roles.all(),
        row_role="all",
        second_step=True,
    )
    assert second_step.demanded_by(clerk) == "本账号"
    second_step.switch_area(tree.city, True)
    assert second_step.demanded_by(clerk) == "云州市教育局"
    assert second_step.demanded_by(person(tree.sister, "sis", "school_clerk")) == ""
    second_step.switch_area(tree.province, True)
    assert second_step.demanded_by(clerk) == "云岭省教育厅"
    settings.SECOND_STEP = True
    assert second_step.demanded_by(clerk) == "本系统"


def test_the_app_lets_in_and_each_code_serves_once(client, careful):
    response = sign_in(client, "wei", next="/forms/major/", remember="1")
    assert response.headers["Location"] == "/second-step/"
    assert not signed_in(client)
    assert client.get("/").headers["Location"].startswith("/login/")
    code = digits(careful)
    entered = enter(client, f"{code[:3]} {code[3:]}")
    assert entered.headers["Location"] == "/forms/major/"
    assert entered.cookies["zhijiao_account"].value == "wei"
    assert signed_in(client)
    again = client.__class__()
    sign_in(again, "wei")
    assert enter(again, code).status_code == 422
    assert enter(again, digits(careful, 1)).status_code == 302


def test_the_session_key_changes_and_no_half_sign_in_stays(client, careful):
    sign_in(client, "wei")
    before = client.session.session_key
    enter(client, digits(careful))
    assert client.session.session_key != before
    assert "second_step" not in client.session
    assert client.get("/second-step/").headers["Location"] == "/login/"


def test_a_code_of_long_ago_or_of_another_is_wrong(client, careful, tree):
    other = person(tree.school, "chen", "school_clerk")
    sign_in(client, "wei")
    for code in (digits(careful, -4), digits(careful, 4), digits(other), "", "abc", "１２３４５６"):
        assert enter(client, code).status_code == 422, code
    assert not signed_in(client)


def test_guessing_codes_ends_the_attempt(client, careful):
    sign_in(client, "wei")
    for _ in range(throttle.CODE_LIMIT):
        assert "不正确" in text(enter(client, "000000"))
    assert "15 分钟后再试" in text(enter(client, digits(careful)))
    sign_in(client, "wei")
    assert "15 分钟后再试" in text(enter(client, digits(careful)))
    throttle.release("wei")
    sign_in(client, "wei")
    assert enter(client, digits(careful)).status_code == 302


def test_recovery_codes_serve_once_and_are_kept_hashed(client, careful):
    codes = second_step.new_recovery_codes(careful)
    assert len(set(codes)) == second_step.RECOVERY_CODES
    assert not RecoveryCode.objects.filter(digest__in=codes).exists()
    sign_in(client, "wei")
    assert enter(client, codes[0].upper().replace("-", " ")).status_code == 302
    assert "还剩 9 个" in text(client.get("/security/"))
    other = client.__class__()
    sign_in(other, "wei")
    assert enter(other, codes[0]).status_code == 422


def test_without_an_app_a_code_comes_by_mail(client, tree):
    person(tree.school, "wei", "school_clerk", second_step=True, email="wei@example.edu.cn")
    sign_in(client, "wei")
    assert "we***@example.edu.cn" in text(client.get("/second-step/"))
    first = mailed()
    client.post("/second-step/", {"action": "mail"})
    second = mailed()
    assert enter(client, first).status_code == (302 if first == second else 422)
    assert enter(client, second).status_code == 302
    assert signed_in(client)


def test_a_mailed_code_grows_old(client, tree, monkeypatch):
    person(tree.school, "wei", "school_clerk", second_step=True, email="wei@example.edu.cn")
    sign_in(client, "wei")
    code = mailed()
    monkeypatch.setattr("zhijiao.signin.pending_login.time", lambda: time() + 11 * 60)
    assert enter(client, code).status_code == 422
    monkeypatch.setattr("zhijiao.signin.pending_login.time", lambda: time() + 16 * 60)
    assert enter(client, code).headers["Location"] == "/login/"


def test_with_neither_an_app_is_set_up_on_the_spot(client, tree):
    user = person(tree.school, "wei", "school_clerk", second_step=True)
    sign_in(client, "wei")
    page = text(client.get("/second-step/"))
    assert 'src="data:image/svg+xml' in page
    assert second_step.offered_secret(user) in page
    assert enter(client, "000000").status_code == 422
    shown = enter(client, digits(user))
    assert shown.status_code == 200
    assert len(re.findall(r"<code>[a-z0-9-]{17}</code>", text(shown))) == second_step.RECOVERY_CODES
    assert "no-store" in shown.headers["Cache-Control"]
    assert signed_in(client)
    assert second_step.has_app(user)


def test_the_wrong_portal_is_told_before_the_second_step(client, careful):
    assert "该账号属于业务端" in text(sign_in(client, "wei", portal="manage"))


def test_a_disabled_account_does_not_finish(client, careful):
    sign_in(client, "wei")
    services.set_active(careful, False)
    assert enter(client, digits(careful)).status_code == 422
    assert not signed_in(client)


def test_a_new_password_is_forced_after_the_second_step(client, careful):
    password = password_change.reset_password(careful)
    sign_in(client, "wei", password)
    assert enter(client, digits(careful)).headers["Location"] == "/password/"


def test_the_secret_is_kept_encrypted_and_moves_with_the_person(careful, tree):
    secret = second_step.offered_secret(careful)
    assert secret not in Authenticator.objects.get().secret
    personal.reseal(careful, tree.sister)
    careful = User.objects.get(pk=careful.pk)
    assert careful.org == tree.sister
    assert second_step.offered_secret(careful) == secret


def test_setting_up_an_app_and_dropping_it(client, clerk):
    client.force_login(clerk)
    page = text(client.get("/security/app/"))
    assert 'src="data:image/svg+xml' in page
    assert client.post("/security/app/", {"code": "000000"}).status_code == 422
    assert "请保存恢复码" in text(client.post("/security/app/", {"code": digits(clerk)}))
    assert "恢复码还剩 10 个" in text(client.get("/security/"))
    assert client.get("/security/app/").status_code == 302
    old = set(RecoveryCode.objects.values_list("digest", flat=True))
    assert client.post("/security/codes/", {"password": "Wrong-2026"}).status_code == 422
    assert "请保存恢复码" in text(client.post("/security/codes/", {"password": PASSWORD}))
    assert not old & set(RecoveryCode.objects.values_list("digest", flat=True))
    assert "密码不正确" in text(client.post("/security/app/drop/", {"password": "Wrong-2026"}))
    client.post("/security/app/drop/", {"password": PASSWORD})
    assert not second_step.has_app(clerk)
    assert not RecoveryCode.objects.exists()
    assert client.get("/security/codes/").status_code == 404


def test_the_own_switch(client, clerk):
    client.force_login(clerk)
    client.post("/security/second-step/on/")
    assert second_step.demanded_by(User.objects.get(pk=clerk.pk)) == "本账号"
    assert client.post("/security/second-step/off/", {"password": "x"}).status_code == 422
    client.post("/security/second-step/off/", {"password": PASSWORD})
    assert second_step.demanded_by(User.objects.get(pk=clerk.pk)) == ""


def test_an_administrator_clears_a_lost_telephone_but_not_the_own(at_school, admin, careful):
    at_school.post(f"/manage/users/{careful.pk}/app/")
    assert not second_step.has_app(careful)
    second_step.confirm_app(admin, digits(admin))
    page = at_school.post(f"/manage/users/{admin.pk}/app/", follow=True)
    assert "本人的身份验证器" in text(page)
    assert second_step.has_app(admin)


def test_the_area_is_switched_by_its_administrator(at_province, tree, clerk):
    at_province.post("/manage/locks/second-step/", {"on": "1"})
    assert second_step.demanded_by(clerk) == "云岭省教育厅"
    below = at_province.__class__()
    below.force_login(person(tree.school, "boss", "school_admin"))
    assert "云岭省教育厅 已为辖区统一开启" in text(below.get("/manage/locks/"))
    below.post("/manage/locks/second-step/", {"on": "0"})
    assert second_step.demanded_by(clerk) == "云岭省教育厅"
    at_province.post("/manage/locks/second-step/", {"on": "0"})
    assert second_step.demanded_by(clerk) == ""


def test_codes_do_not_wait_readable(client, tree):
    person(tree.school, "wei", "school_clerk", second_step=True, email="wei@example.edu.cn")
    sign_in(client, "wei")
    waiting = QueuedMail.objects.get().content
    assert mailed() not in waiting
    assert outbox.outbox[-1].body not in str(dict(client.session))

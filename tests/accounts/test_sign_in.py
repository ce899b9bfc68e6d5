from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.accounts.places import PASSWORD, answer_captcha, person, role, sign_in
from zhijiao.identity import throttle
from zhijiao.identity.models import SignInTally
from zhijiao.orgs.models import Org
from zhijiao.orgs.services import By, close_org
from zhijiao.signin import password_change
from zhijiao.users import services

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(("portal", "home"), [("business", "/"), ("manage", "/manage/")])
def test_each_portal_lets_its_own_in(client, clerk, admin, portal, home):
    username = {"business": "wei", "manage": "boss"}[portal]
    response = sign_in(client, username, portal=portal)
    assert (response.status_code, response.headers["Location"]) == (302, home)
    assert signed_in(client)


def test_the_name_is_folded(client, clerk):
    assert sign_in(client, " WEI ").status_code == 302


@pytest.mark.parametrize("portal", ["business", "manage"])
def test_the_wrong_portal_says_which_is_right(client, clerk, admin, portal):
    stranger = {"business": "boss", "manage": "wei"}[portal]
    response = sign_in(client, stranger, portal=portal)
    assert response.status_code == 422
    own, address = {"business": ("管理端", "/manage/login/"), "manage": ("业务端", "/login/")}[portal]
    assert f"该账号属于{own}" in text(response)
    assert f'<a href="{address}">前往{own}登录</a>' in text(response)
    assert not signed_in(client)


def test_the_wrong_portal_tells_nothing_without_the_password(client, clerk):
    response = sign_in(client, "wei", "wrong", portal="manage")
    assert "账号或密码不正确" in text(response)
    assert "业务端登录" not in text(response)


def test_failures_look_alike(client, tree, clerk):
    person(tree.school, "idle", "school_clerk")
    services.set_active(clerk.__class__.objects.get(username="idle"), False)
    person(tree.foreign, "closed", "school_clerk")
    Org.objects.filter(pk=tree.foreign.pk).update(status="closed")
    pages = [
        text(sign_in(client, *who))
        for who in (("nobody",), ("wei", "Wrong-2026"), ("idle",), ("closed", "Wrong-2026"))
    ]
    assert all("账号或密码不正确，或账号已停用" in page for page in pages)
    assert not signed_in(client)


def test_after_the_right_password_a_closed_school_is_named(client, tree):
    person(tree.foreign, "closed", "school_clerk")
    person(tree.elsewhere, "ting", "province_admin", real_name="符海生")
    close_org(tree.foreign, By(name="符海生", basis="琼教函〔2021〕7号"))
    page = sign_in(client, "closed")
    assert page.status_code == 403
    assert "海东省水产学校停办" in text(page)
    assert "请联系主管部门“海东省教育厅”的系统管理员：符海生" in text(page)
    assert not signed_in(client)


def test_typed_things_stay_but_the_password(client, clerk):
    page = text(sign_in(client, "<wei>", "Wrong-2026", next="/forms/major/", remember="1"))
    assert 'value="&lt;wei&gt;"' in page
    assert 'value="/forms/major/"' in page
    assert "checked" in page
    assert "Wrong-2026" not in page


def test_blanks_are_named(client, clerk):
    page = text(client.post("/login/", {"username": ""}))
    assert "请输入账号。" in page
    assert "请输入密码。" in page
    assert "请输入验证码。" in page


def test_no_role_lands_on_a_page_that_names_the_administrator(client, tree, admin):
    user = person(tree.school, "bare")
    assert sign_in(client, "bare").status_code == 302
    response = client.get("/password/")
    assert response.status_code == 200
    page = client.get("/no-role/")
    assert "谭红霞（云州市工业学校）" in text(page)
    response = client.get("/manage/")
    assert (response.status_code, response.headers["Location"]) == (302, "/no-role/")
    services.set_roles(user, [role("school_clerk")], by=None)
    assert client.get("/no-role/").headers["Location"] == "/"


def test_no_role_names_the_nearest_administrator_above(client, tree, province_admin):
    client.force_login(person(tree.school, "bare"))
    assert "卢华兴（云岭省教育厅）" in text(client.get("/no-role/"))


def test_the_session_key_changes_at_sign_in(client, clerk):
    planted = client.session
    planted.save()
    answer = answer_captcha(client)
    before = planted.session_key
    client.post("/login/", {"username": "wei", "password": PASSWORD, **answer})
    assert signed_in(client)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "///evil.example",
        "javascript:alert(1)",
        "evil.example",
        "\t//evil.example",
        "http:evil.example",
    ],
)
def test_no_way_leads_off_the_site(client, clerk, address):
    assert sign_in(client, "wei", next=address).headers["Location"] == "/"
    assert client.get("/login/", {"next": address}).headers["Location"] == "/"


def test_the_page_asked_for_is_opened(client, clerk):
    response = sign_in(client, "wei", next="/forms/major/?page=2")
    assert response.headers["Location"] == "/forms/major/?page=2"


def test_a_form_from_elsewhere_is_refused(clerk):
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict, "wei").status_code == 403
    strict.force_login(clerk)
    assert strict.post("/logout/").status_code == 403
    assert signed_in(strict)


def test_signing_out_is_a_post(client, clerk):
    client.force_login(clerk)
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").headers["Location"] == "/login/"
    assert not signed_in(client)


def test_the_name_alone_is_remembered(client, clerk):
    response = sign_in(client, "wei", remember="1")
    cookie = response.cookies["zhijiao_account"]
    assert cookie.value == "wei"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    client.post("/logout/")
    assert 'value="wei"' in text(client.get("/login/"))
    sign_in(client, "wei")
    client.post("/logout/")
    assert 'value="wei"' not in text(client.get("/login/"))


def test_the_page_is_not_kept_and_needs_few_queries(client, tree, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        response = client.get("/login/")
    assert "no-store" in response.headers["Cache-Control"]


def test_five_failures_lock_the_account(client, clerk):
    for _ in range(throttle.ACCOUNT_LIMIT):
        assert "账号或密码不正确" in text(sign_in(client, "wei", "Wrong-2026"))
    assert "15 分钟后再试" in text(sign_in(client, "WEI"))
    assert not signed_in(client)
    SignInTally.objects.update(last_at=timezone.now() - timedelta(minutes=throttle.LOCK_MINUTES, seconds=1))
    assert sign_in(client, "wei").status_code == 302


def test_names_nobody_has_are_locked_too(client, db):
    for _ in range(throttle.ACCOUNT_LIMIT):
        sign_in(client, "nobody", "Wrong-2026")
    assert "15 分钟后再试" in text(sign_in(client, "nobody"))


def test_success_starts_afresh(client, clerk):
    for _ in range(throttle.ACCOUNT_LIMIT - 1):
        sign_in(client, "wei", "Wrong-2026")
    assert sign_in(client, "wei").status_code == 302
    client.post("/logout/")
    assert "账号或密码不正确" in text(sign_in(client, "wei", "Wrong-2026"))
    assert not SignInTally.objects.filter(kind="account").exists()
    assert SignInTally.objects.get(kind="device").count == 1


def test_a_new_password_ends_the_wait(client, clerk):
    for _ in range(throttle.ACCOUNT_LIMIT):
        sign_in(client, "wei", "Wrong-2026")
    password = password_change.reset_password(clerk)
    assert sign_in(client, "wei", password).status_code == 302


def test_the_address_is_that_which_our_proxy_saw(rf, settings):
    request = rf.get("/", HTTP_X_FORWARDED_FOR="6.6.6.6, 10.1.1.1", REMOTE_ADDR="127.0.0.1")
    assert throttle.client_address(request) == "127.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert throttle.client_address(request) == "10.1.1.1"
    settings.TRUSTED_PROXIES = 3
    assert throttle.client_address(request) == "127.0.0.1"


def test_nothing_typed_is_kept_in_the_tally(client, db):
    sign_in(client, "secret-in-wrong-box", "x")
    assert not SignInTally.objects.filter(digest__contains="secret").exists()
    assert all(len(row.digest) == 64 for row in SignInTally.objects.all())


def test_the_wrong_portal_asks_for_nobody_who_could_grant_a_right(client, clerk, monkeypatch):
    asked = []
    monkeypatch.setattr("zhijiao.identity.administrators.administrators", lambda org: asked.append(org) or [])
    client.force_login(clerk)
    refused = client.get("/manage/users/")
    assert refused.status_code == 403
    assert "请前往" in refused.content.decode()
    assert asked == []

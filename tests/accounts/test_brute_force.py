"""A thousand guesses at one account, a thousand accounts from one address; and the honest user beside them."""

import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail as outbox

from tests.accounts.places import PASSWORD, person, sign_in
from tests.background_work import work
from zhijiao.audit.models import Entry
from zhijiao.identity import throttle
from zhijiao.identity.models import SignInTally
from zhijiao.identity.throttle import Door
from zhijiao.signin.background_jobs import send_mail

pytestmark = pytest.mark.django_db

SCHOOL = "203.0.113.8"
WRONG = "Wrong-2026"


def text(response) -> str:
    return re.sub(
        r"csrf\S+ value=\S+|X-CSRFToken[^}]+|captcha/\S+|captcha_name\S* \S+", "", response.content.decode()
    )


@pytest.fixture
def besieged(client, clerk):
    """An address from which too many guesses came."""
    for number in range(throttle.ADDRESS_LIMIT):
        throttle.begin(f"name{number}", "127.0.0.1")


@pytest.fixture
def any_captcha(monkeypatch):
    """The guesser reads every captcha: the worst case."""
    monkeypatch.setattr("zhijiao.signin.captcha.accept", lambda *args: True)


def guess(client, username, password=WRONG):
    return client.post("/login/", {"username": username, "password": password, "captcha": "0000"})


@pytest.mark.slow
def test_a_thousand_guesses_at_one_account_get_five_answers(client, clerk, any_captcha):
    checked = sum("账号或密码不正确" in text(guess(client, "wei")) for _ in range(1000))
    assert checked == throttle.ACCOUNT_LIMIT
    assert "15 分钟后再试" in text(guess(client, "wei", PASSWORD))


def test_guesses_from_everywhere_do_not_lock_the_browser_one_always_uses(client, clerk):
    own = client.__class__()
    sign_in(own, "wei")
    own.post("/logout/")
    for number in range(1000):
        throttle.begin("wei", f"198.51.100.{number % 250}")
    assert throttle.begin("wei", SCHOOL) is Door.SHUT
    assert sign_in(own, "wei").headers["Location"] == "/"


def test_the_known_browser_has_its_own_limit_and_knows_only_its_accounts(client, clerk, tree):
    person(tree.school, "chen", "school_clerk")
    sign_in(client, "wei")
    client.post("/logout/")
    for _ in range(throttle.ACCOUNT_LIMIT):
        sign_in(client, "wei", WRONG)
    assert "15 分钟后再试" in text(sign_in(client, "wei"))
    for _ in range(throttle.ACCOUNT_LIMIT):
        throttle.begin("chen", SCHOOL, client.cookies[throttle.DEVICE_COOKIE].value)
    assert throttle.begin("chen", SCHOOL) is Door.SHUT


def test_a_forged_cookie_is_no_browser_we_know(clerk):
    for cookie in ("x", "a:b:c", "W10:1abc:x", throttle.device_cookie("", "other")):
        assert not throttle._known_device(cookie, "wei")
    assert throttle._known_device(throttle.device_cookie("junk", "wei"), "wei")


@pytest.mark.slow
def test_a_thousand_accounts_from_one_address_teach_nothing(client, tree, any_captcha):
    """Among a thousand guesses the right ones look like the wrong ones, and nobody is signed in."""
    for number in range(40, 50):
        person(tree.school, f"name{number}", "school_clerk", email=f"name{number}@example.edu.cn")
    answers, page = {}, None
    for number in range(1000):
        client.cookies.clear()
        response = guess(client, f"name{number}", PASSWORD)
        assert SESSION_KEY not in response.wsgi_request.session
        if number >= throttle.ADDRESS_LIMIT:
            looked = number in (throttle.ADDRESS_LIMIT, *range(40, 50)) or number % 20 == 0
            page = text(client.get("/second-step/")) if looked else page
            answers.setdefault((response.status_code, response.headers.get("Location"), page), []).append(
                number
            )
    assert len(answers) == 1
    assert SignInTally.objects.get(kind="address").count == throttle.ADDRESS_LIMIT


def test_an_honest_user_behind_that_address_gets_in_with_a_code_by_mail(client, tree, besieged):
    person(tree.school, "chen", "school_supervisor", email="chen@example.edu.cn")
    assert sign_in(client, "chen").headers["Location"] == "/second-step/"
    work(send_mail)
    code = re.search(r"^(\d{6})$", outbox.outbox[-1].body, re.MULTILINE).group(1)
    assert client.post("/second-step/", {"code": code}).headers["Location"] == "/"
    assert client.get("/password/").status_code == 200
    client.post("/logout/")
    assert sign_in(client, "chen").headers["Location"] == "/"  # the browser is known from now on


def test_a_wrong_password_there_gets_no_mail_and_the_same_page(client, tree, besieged):
    person(tree.school, "chen", "school_supervisor", email="chen@example.edu.cn")
    pages = []
    for username, password in (("chen", PASSWORD), ("chen", WRONG), ("nobody", PASSWORD)):
        fresh = client.__class__()
        response = sign_in(fresh, username, password)
        again = fresh.post("/second-step/", {"code": "000000"})
        pages.append(
            (response.headers["Location"], text(fresh.get("/second-step/")), again.status_code, text(again))
        )
    assert pages[0] == pages[1] == pages[2]
    work(send_mail)
    assert len(outbox.outbox) == 1


def test_somebody_without_a_mailbox_passes_once_the_administrator_says_so(client, clerk, besieged, admin):
    assert sign_in(client, "wei").headers["Location"] == "/second-step/"
    assert "请联系系统管理员解锁" in text(client.get("/second-step/"))
    office = client.__class__()
    office.force_login(admin)
    office.post(f"/manage/users/{clerk.pk}/unlock/")
    assert sign_in(client, "wei").headers["Location"] == "/"


def test_the_administrator_frees_the_own_address(client, clerk, besieged, admin):
    office = client.__class__()
    office.force_login(admin)
    assert "登录须二步验证" in text(office.get("/manage/locks/"))
    office.post("/manage/locks/address/", {"address": "198.51.100.1"})
    assert "登录须二步验证" not in text(office.get("/manage/locks/"))
    assert sign_in(client, "wei").headers["Location"] == "/"


def test_an_authority_frees_any_address(at_province):
    for number in range(throttle.ADDRESS_LIMIT):
        throttle.begin(f"name{number}", SCHOOL)
    assert throttle.is_strict(SCHOOL)
    page = at_province.post("/manage/locks/address/", {"address": "here"}, follow=True)
    assert "不是 IP 地址" in text(page)
    at_province.post("/manage/locks/address/", {"address": SCHOOL})
    assert not throttle.is_strict(SCHOOL)


def test_an_address_without_a_limit_is_not_freed_and_not_logged(at_province):
    page = text(at_province.get("/manage/locks/"))
    assert "本机地址现在没有限制，只能解除所填地址的限制。" in page
    before = Entry.objects.count()
    for posted in ({}, {"address": SCHOOL}):
        assert "现在没有限制，无须解除" in text(
            at_province.post("/manage/locks/address/", posted, follow=True)
        )
    assert Entry.objects.count() == before


def test_locked_accounts_are_shown_and_unlocked(at_school, clerk):
    for _ in range(throttle.ACCOUNT_LIMIT):
        throttle.begin("wei", SCHOOL)
    assert "已锁定" in text(at_school.get("/manage/users/"))
    assert "韦朗朗（wei" in text(at_school.get("/manage/locks/"))
    page = at_school.post(f"/manage/users/{clerk.pk}/unlock/", follow=True)
    assert "已解锁“韦朗朗”" in text(page)
    assert "已锁定" not in text(page)
    assert throttle.begin("wei", SCHOOL) is Door.OPEN


def test_the_administrator_of_a_school_is_unlocked_from_above(at_province, admin, clerk, tree):
    stranger = person(tree.foreign, "far", "school_admin")
    for user in (admin, clerk, stranger):
        for _ in range(throttle.ACCOUNT_LIMIT):
            throttle.begin(user.username, SCHOOL)
    page = text(at_province.get("/manage/locks/"))
    assert "谭红霞（boss" in page
    assert "wei" not in page
    for user in (admin, clerk, stranger):
        at_province.post(f"/manage/locks/{user.pk}/")
    assert throttle.locked_names(["boss", "wei", "far"]) == {"wei", "far"}

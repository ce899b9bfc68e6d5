"""数据密码: set, entered, changed, forgotten; who has one, how long it opens private data, and what ends it."""

import re
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.urls import reverse
from django.utils import timezone

from tests import sample
from tests.accounts.places import PASSWORD, confirmed, person, sign_in
from tests.background_work import work
from zhijiao.audit.models import Entry
from zhijiao.identity import rights, throttle
from zhijiao.identity.models import Role, User
from zhijiao.identity.tokens import actor_for_token, create_token
from zhijiao.private import data_password
from zhijiao.signin import password_change
from zhijiao.signin.background_jobs import send_mail
from zhijiao.users import services

pytestmark = pytest.mark.django_db

SECRET = "Guihua-1893"
ENTER, SET = "/data-password/", "/data-password/set/"


def text(response) -> str:
    return response.content.decode()


def choose(client, new=SECRET, proof=PASSWORD, **more):
    return client.post(SET, {"proof": proof, "new": new, "again": new, **more})


def enter(client, password=SECRET, **more):
    return client.post(ENTER, {"data_password": password, **more})


def is_open(client) -> bool:
    return "立即锁定" in text(client.get(ENTER))


def told() -> list[tuple[str, str]]:
    return [(entry.user_name, entry.detail["done"]) for entry in Entry.objects.filter(event="data_password")]


@pytest.fixture
def keeper(tree):
    return person(tree.school, "keeper", "school_clerk", "privacy_viewer", email="keeper@example.cn")


@pytest.fixture
def trusted(client, keeper):
    """A browser of somebody with a data password, still locked."""
    data_password.choose(keeper, SECRET)
    client.force_login(keeper)
    return client


# Who has one -------------------------------------------------------------------------------------------------------


def test_only_people_whose_roles_carry_private_data_see_it(client, clerk, keeper):
    client.force_login(clerk)
    assert 'href="/data-password/"' not in text(client.get("/"))
    for address in (ENTER, SET, "/data-password/forgot/"):
        refused = client.get(address)
        assert (refused.status_code, "隐私数据查看员" in text(refused)) == (403, True), address
    client.force_login(keeper)
    assert 'href="/data-password/"' in text(client.get("/"))


def test_the_first_visit_leads_to_setting_it(client, keeper):
    client.force_login(keeper)
    assert client.get(ENTER + "?next=/security/")["Location"] == SET + "?next=%2Fsecurity%2F"
    page = text(client.get(SET))
    assert "登录密码" in page
    assert "系统管理员也看不到" in page
    assert choose(client, next="/security/")["Location"] == "/security/"
    assert is_open(client)
    assert told() == [("韦朗朗", "设置")]


def test_it_is_kept_as_a_hash(keeper):
    data_password.choose(keeper, SECRET)
    assert SECRET not in keeper.data_password.password
    assert keeper.data_password.password.startswith("md5$")  # the hasher of tests; Argon2 elsewhere
    assert data_password.having([keeper.pk]) == {keeper.pk}


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("Short-1", "至少需要 8 位"),
        ("guihua-gongxue", "至少 3 类"),
        ("Keeper-1893", "不得包含用户名"),
        (PASSWORD, "不得与登录密码相同"),
    ],
)
def test_its_rules_are_those_of_passwords_and_it_differs_from_the_sign_in_password(
    client, keeper, new, reason
):
    client.force_login(keeper)
    refused = choose(client, new=new)
    assert (refused.status_code, reason in text(refused)) == (422, True)
    assert not data_password.is_set(keeper)


def test_setting_it_wants_the_sign_in_password_and_both_boxes_alike(client, keeper):
    client.force_login(keeper)
    assert "登录密码不正确" in text(choose(client, proof="Wrong-2026"))
    assert "不一致" in text(choose(client, again="Other-1893"))
    assert not data_password.is_set(keeper)


def test_the_sign_in_password_cannot_become_the_data_password_later(keeper):
    data_password.choose(keeper, SECRET)
    with pytest.raises(Exception, match="不得与数据密码相同"):
        password_change.change_password(keeper, SECRET)


# Open and locked ---------------------------------------------------------------------------------------------------


def test_entering_it_opens_private_data_for_a_while_and_says_how_long(trusted, settings):
    assert not is_open(trusted)
    assert enter(trusted, next="/security/")["Location"] == "/security/"
    assert is_open(trusted)
    home = text(trusted.get("/"))
    left = int(re.search(r'data-unlock="(\d+)"', home)[1])
    assert settings.UNLOCK_SECONDS - 60 < left <= settings.UNLOCK_SECONDS
    assert trusted.post("/data-password/lock/").status_code == 302
    assert not is_open(trusted)


def test_it_locks_by_itself(trusted, settings):
    settings.UNLOCK_SECONDS = -1
    enter(trusted)
    assert not is_open(trusted)
    actor = rights.build_actor(User.objects.get(username="keeper"))
    assert not actor.unlocked
    assert actor.unlocked_to(timezone.now() + timedelta(seconds=5)).unlocked
    assert not actor.unlocked_to(timezone.now() - timedelta(seconds=5)).unlocked


def test_a_wrong_one_is_refused_and_after_five_no_more_are_taken(trusted, keeper):
    for _ in range(throttle.DATA_LIMIT):
        assert "数据密码不正确" in text(enter(trusted, "Wrong-1893"))
    refused = enter(trusted)
    assert (refused.status_code, "次数过多" in text(refused)) == (422, True)
    assert not is_open(trusted)
    trusted.post("/logout/")
    assert sign_in(trusted, "keeper").status_code == 302  # signing in is another matter


def test_guessing_the_former_one_when_changing_is_counted_too(trusted):
    for _ in range(throttle.DATA_LIMIT):
        assert "原数据密码不正确" in text(choose(trusted, new="Lianhua-1893", proof="Wrong-1893"))
    assert "次数过多" in text(choose(trusted, new="Lianhua-1893", proof=SECRET))


def test_it_can_be_changed_and_the_former_one_opens_nothing(trusted, keeper):
    assert choose(trusted, new="Lianhua-1893", proof=SECRET).status_code == 302
    assert (data_password.equals(keeper, SECRET), data_password.equals(keeper, "Lianhua-1893")) == (
        False,
        True,
    )
    assert ("韦朗朗", "修改") in told()


def test_a_change_to_the_same_is_none(trusted, keeper):
    assert "新的数据密码与原来的相同" in text(choose(trusted, proof=SECRET))
    assert data_password.equals(keeper, SECRET)
    assert [done for _, done in told()] == ["设置"]


def test_signing_out_and_a_change_of_roles_lock(trusted, keeper):
    enter(trusted)
    services.set_roles(
        keeper, Role.objects.filter(org=None, key__in=["school_clerk", "privacy_manager"]), by=None
    )
    confirmed(keeper)
    assert not is_open(trusted)
    enter(trusted)
    assert is_open(trusted)
    trusted.post("/logout/")
    trusted.force_login(User.objects.get(pk=keeper.pk))
    assert not is_open(trusted)


def test_losing_the_right_ends_it(trusted, keeper):
    enter(trusted)
    services.set_roles(keeper, Role.objects.filter(org=None, key="school_clerk"), by=None)
    assert trusted.get(ENTER).status_code == 403


def test_one_session_does_not_open_another_and_tokens_never_are(trusted, keeper, client_class):
    enter(trusted)
    other = client_class()
    other.force_login(User.objects.get(pk=keeper.pk))
    assert not is_open(other)
    _, token = create_token(keeper, "报表")
    assert not actor_for_token(f"Bearer {token}").unlocked


@pytest.fixture
def client_class():
    from django.test import Client

    return Client


# Forgotten ---------------------------------------------------------------------------------------------------------


def test_the_administrator_resets_it_and_the_owner_is_told_and_sets_a_new_one(
    trusted, keeper, admin, client_class
):
    enter(trusted)
    page = text(trusted.get("/data-password/forgot/"))
    assert "谭红霞" in page
    office = client_class()
    office.force_login(admin)
    assert "重置数据密码" in text(office.get(reverse("users:edit", args=[keeper.pk])))
    answer = office.post(reverse("users:data_password", args=[keeper.pk]), follow=True)
    assert "已重置“韦朗朗”" in text(answer)
    assert not data_password.is_set(keeper)
    assert trusted.get(ENTER)["Location"].startswith(SET)  # what was open is closed
    assert ("谭红霞", "重置") in told()
    work(send_mail)
    assert [m.subject for m in outbox.outbox] == ["数据密码已重置 · 全国中等职业学校管理信息系统"]
    assert SECRET not in outbox.outbox[0].body
    trusted.post("/logout/")
    assert "由谭红霞重置" in text(trusted.get(sign_in(trusted, "keeper")["Location"]))
    assert "由谭红霞重置" not in text(trusted.get("/security/"))  # said once
    assert choose(trusted).status_code == 302


def test_nobody_resets_his_own_or_somebody_else_s_elsewhere(tree, client):
    boss = sample.give(
        person(tree.school, "boss", "school_admin", issued_by=tree.province), "privacy_manager"
    )
    stranger = person(tree.sister, "stranger", "privacy_viewer")
    for user in (boss, stranger):
        data_password.choose(user, SECRET)
    client.force_login(boss)
    own = client.post(reverse("users:data_password", args=[boss.pk]), follow=True)
    assert "不能重置自己的数据密码" in text(own)
    assert client.post(reverse("users:data_password", args=[stranger.pk])).status_code == 404
    assert data_password.having([boss.pk, stranger.pk]) == {boss.pk, stranger.pk}


def test_the_authority_resets_that_of_an_administrator_below(tree, at_province):
    boss = sample.give(
        person(tree.sister, "boss", "school_admin", issued_by=tree.province), "privacy_manager"
    )
    data_password.choose(boss, SECRET)
    assert "重置数据密码" in text(at_province.get(reverse("users:admin_below_edit", args=[boss.pk])))
    answer = at_province.post(reverse("users:admin_below_data_password", args=[boss.pk]), follow=True)
    assert "已重置“韦朗朗”" in text(answer)
    assert not data_password.is_set(boss)


def test_resetting_what_is_not_there_changes_nothing(at_school, clerk):
    answer = at_school.post(reverse("users:data_password", args=[clerk.pk]), follow=True)
    assert "没有设置数据密码" in text(answer)
    assert told() == []

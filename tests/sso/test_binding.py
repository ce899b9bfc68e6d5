"""Binding accounts: by their owners with password and second step, by administrators; and ending it."""

from time import time

import pyotp
import pytest
from django.core.exceptions import ValidationError

from tests.accounts.places import PASSWORD, person
from tests.sso.conftest import sent_to, signed_in
from zhijiao.audit.models import Entry
from zhijiao.identity.models import PrivacyConfirmation
from zhijiao.notices.models import InboxItem
from zhijiao.signin import second_step
from zhijiao.sso import accounts, providers
from zhijiao.sso.models import Binding

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("configure")]


def digits(user, steps=0):
    return pyotp.TOTP(second_step.offered_secret(user)).at(int(time()) + 30 * steps)


@pytest.fixture
def careful(clerk):
    second_step.confirm_app(clerk, digits(clerk, -1))
    return clerk


@pytest.fixture
def own(client, careful):
    client.force_login(careful)
    return client


def prove(client, user, password=PASSWORD, code=""):
    return client.post("/security/sso/yunling/bind/", {"password": password, "code": code or digits(user)})


def test_an_owner_binds_his_account_and_ends_it(own, careful, province):
    assert "未绑定" in own.get("/security/sso/").content.decode()
    answered = province.sign_in(sent_to(prove(own, careful)), "sub-9")
    response = own.get("/sso/yunling/back/", answered, follow=True)
    assert "已绑定“云岭省教育统一身份认证”" in response.content.decode()
    assert careful.bindings.get().bound_by == "本人"
    assert "管理绑定" in own.get("/security/").content.decode()
    own.post("/security/sso/yunling/unbind/", {"password": "wrong"})
    assert careful.bindings.exists()
    own.post("/security/sso/yunling/unbind/", {"password": PASSWORD})
    assert not careful.bindings.exists()
    told = Entry.objects.filter(event="binding").order_by("pk").values_list("detail__done", flat=True)
    assert list(told) == ["绑定", "解除绑定"]


def test_password_and_second_step_are_wanted(own, careful):
    assert prove(own, careful, password="wrong").status_code == 422
    assert prove(own, careful, code="000000").status_code == 422


def test_without_an_app_nobody_binds(client, clerk):
    client.force_login(clerk)
    assert prove(client, clerk, code="1").headers["Location"] == "/security/app/"


def test_what_comes_back_is_bound_to_whoever_set_out(own, careful, province, tree):
    """Nobody is bound to an identity by another's journey, and binding is no signing in."""
    answered = province.sign_in(sent_to(prove(own, careful)), "sub-9")
    own.logout()
    assert own.get("/sso/yunling/back/", answered).status_code == 422
    assert not Binding.objects.exists()
    assert not signed_in(own)


def test_one_identity_opens_one_account(own, careful, province, tree):
    other = person(tree.school, "other", "school_clerk")
    provider = providers.named("yunling")
    accounts.bind(provider, other, "sub-9", by="测试")
    answered = province.sign_in(sent_to(prove(own, careful)), "sub-9")
    page = own.get("/sso/yunling/back/", answered, follow=True).content.decode()
    assert "该身份已绑定其他账号" in page
    with pytest.raises(ValidationError, match="请先解除绑定"):
        accounts.bind(provider, other, "sub-10", by="测试")


def test_a_binding_of_a_provider_that_is_gone_can_be_ended(own, careful, settings):
    accounts.bind(providers.named("yunling"), careful, "sub-9", by="测试")
    settings.SIGN_IN_PROVIDERS_FILE = ""
    assert own.post("/security/sso/yunling/unbind/", {"password": PASSWORD}).status_code == 302
    assert not Binding.objects.exists()


@pytest.fixture
def boss(tree):
    return person(tree.school, "boss", "school_admin", issued_by=tree.province)


@pytest.fixture
def at_school(client, boss):
    client.force_login(boss)
    return client


def test_an_administrator_binds_for_the_owner_who_is_told(at_school, clerk):
    address = f"/manage/users/{clerk.pk}/sso/"
    assert address in at_school.get(f"/manage/users/{clerk.pk}/").content.decode()
    page = at_school.post(address, {"provider": "yunling", "subject": " sub-7 "}, follow=True)
    assert "已通知本人" in page.content.decode()
    assert "sub-7" not in page.content.decode()
    assert accounts.digest(providers.named("yunling"), "sub-7") == clerk.bindings.get().digest
    assert InboxItem.objects.filter(user=clerk).count() == 1
    assert "sub-7" not in str(list(Entry.objects.values_list("subject", "detail")))
    at_school.post(f"{address}yunling/unbind/")
    assert not clerk.bindings.exists()


def test_neither_himself_nor_those_whom_others_issue(at_school, boss, tree):
    mine = f"/manage/users/{boss.pk}/sso/"
    at_school.post(mine, {"provider": "yunling", "subject": "sub-7"})
    assert not Binding.objects.exists()
    stranger = person(tree.sister, "sis", "school_clerk")
    assert at_school.get(f"/manage/users/{stranger.pk}/sso/").status_code == 404


def test_privacy_roles_wait_again(at_school, tree):
    keeper = person(tree.school, "keeper", "privacy_viewer")
    at_school.post(f"/manage/users/{keeper.pk}/sso/", {"provider": "yunling", "subject": "sub-7"})
    assert PrivacyConfirmation.objects.get(user=keeper).state == "waiting"


def test_another_provinces_provider_is_not_offered(own, careful, configure):
    configure(province="460000")
    assert "没有接入统一身份认证" in own.get("/security/sso/").content.decode()
    assert own.get("/security/sso/yunling/bind/").status_code == 404

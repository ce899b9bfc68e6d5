"""Signing in by OpenID Connect, and what has to be refused."""

import time

import pytest
from django.test import Client
from joserfc.jwk import RSAKey

from tests.accounts.places import answer_captcha, person, role
from tests.sso.conftest import set_out, signed_in
from zhijiao.audit.models import Entry
from zhijiao.identity import throttle
from zhijiao.orgs.models import Status
from zhijiao.signin import second_step
from zhijiao.sso import accounts, discovery, providers
from zhijiao.sso.models import Binding, SpentState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("configure")]


@pytest.fixture
def bound(clerk, configure):
    accounts.bind(providers.named("yunling"), clerk, "sub-1", by="测试")
    return clerk


def come_back(client, answered, key="yunling"):
    return client.get(f"/sso/{key}/back/", answered)


def through(client, province, sub="sub-1", key="yunling", posted=None, **claims):
    """The whole way: our button, their page, and back."""
    return come_back(client, province.sign_in(set_out(client, key, **(posted or {})), sub, **claims), key)


def test_a_bound_person_gets_in_and_where_he_wanted_to_go(client, province, bound):
    response = through(client, province, posted={"next": "/forms/major/"})
    assert (response.status_code, response.headers["Location"]) == (302, "/forms/major/")
    assert signed_in(client) == str(bound.pk)
    assert bound.sessions.count() == 1
    entry = Entry.objects.get(event="sign_in")
    assert entry.detail["by"] == "统一身份认证（云岭省教育统一身份认证）"


def test_the_sign_in_page_offers_the_provider_and_nothing_without_one(client, settings):
    assert "云岭省教育统一身份认证" in client.get("/login/").content.decode()
    settings.SIGN_IN_PROVIDERS_FILE = ""
    page = client.get("/login/").content.decode()
    assert "统一身份认证" not in page
    assert client.post("/sso/yunling/").status_code == 404


def test_what_is_asked_of_the_provider(client, province):
    place = set_out(client)
    assert place.startswith(province.base + "/authorize?")
    for part in ("response_type=code", "code_challenge_method=S256", "code_challenge=", "nonce=", "state="):
        assert part in place
    assert "%2Fsso%2Fyunling%2Fback%2F" in place


def test_the_way_begins_with_a_form_of_ours(province):
    assert Client(enforce_csrf_checks=True).post("/sso/yunling/").status_code == 403
    assert "前往" not in Client().get("/sso/yunling/").content.decode()


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x"]
)
def test_nobody_is_led_elsewhere(client, province, bound, wanted):
    assert through(client, province, posted={"next": wanted}).headers["Location"] == "/"


def test_an_unknown_person_gets_no_account(client, province, clerk):
    response = through(client, province, sub="nobody", email="wei@example.cn", email_verified=True)
    assert response.status_code == 422
    assert "没有对应的账号" in response.content.decode()
    assert not signed_in(client)
    assert not Binding.objects.exists()


SPOILT = {
    "another issuer": {"claims": {"iss": "https://evil.example"}},
    "another audience": {"claims": {"aud": "another client"}},
    "two audiences and no party": {"claims": {"aud": ["zhijiao", "other"]}},
    "another party": {"claims": {"azp": "other"}},
    "expired": {"claims": {"exp": int(time.time()) - 3600}},
    "from the future": {"claims": {"iat": int(time.time()) + 3600}},
    "no expiry": {"claims": {"exp": None}},
    "another nonce": {"claims": {"nonce": "x"}},
    "no nonce": {"claims": {"nonce": None}},
    "no subject": {"claims": {"sub": None}},
    "a subject that is no text": {"claims": {"sub": 7}},
    "an access token that was swapped": {"claims": {"at_hash": "AAAA"}},
    "no signature": {"alg": "none"},
    "signed with the public key": {"alg": "HS256"},
    "signed with another key": {"key": RSAKey.generate_key(2048, {"kid": "one"})},
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_token_that_does_not_hold_opens_nothing(client, province, bound, spoil):
    province.spoil = spoil
    response = through(client, province)
    assert response.status_code == 422
    assert "没有通过核验" in response.content.decode()
    assert not signed_in(client)


def test_an_answer_counts_once(client, province, bound):
    answered = province.sign_in(set_out(client), "sub-1")
    granted = province.codes[answered["code"]]
    come_back(client, answered)
    client.logout()
    province.codes[answered["code"]] = granted  # a provider that honours its code twice
    assert "已失效或已用过" in come_back(client, answered).content.decode()
    assert not signed_in(client)


def test_a_session_read_twice_at_the_same_moment_serves_once(client, province, bound):
    answered = province.sign_in(set_out(client), "sub-1")
    kept = client.session["sso_journeys"]
    come_back(client, answered)
    client.logout()
    session = client.session
    session["sso_journeys"] = kept
    session.save()
    assert "已失效或已用过" in come_back(client, answered).content.decode()


def test_an_answer_belongs_to_the_browser_that_asked(client, province, bound):
    stranger = Client()
    answered = province.sign_in(set_out(client), "sub-1")
    assert "已失效或已用过" in come_back(stranger, answered).content.decode()
    assert not signed_in(stranger)


def test_a_code_of_somebody_else_is_of_no_use(client, province, bound):
    """Code injection: the right state of this browser with a code granted to another."""
    stolen = province.sign_in(set_out(Client()), "sub-1")
    own = province.sign_in(set_out(client), "sub-2")
    response = come_back(client, {**own, "code": stolen["code"]})
    assert "没有通过核验" in response.content.decode()
    assert not signed_in(client)


def test_answers_of_one_provider_do_not_serve_another(client, province, bound, configure):
    configure({}, {"key": "other", "name": "另一个"})
    answered = province.sign_in(set_out(client, "yunling"), "sub-1")
    assert "已失效或已用过" in come_back(client, answered, "other").content.decode()
    answered = province.sign_in(set_out(client, "yunling"), "sub-1")
    response = come_back(client, {**answered, "iss": "https://evil.example"})
    assert "没有通过核验" in response.content.decode()
    answered = province.sign_in(set_out(client, "yunling"), "sub-1")
    del answered["iss"]
    assert "没有通过核验" in come_back(client, answered).content.decode()
    assert not signed_in(client)


def test_turning_back_at_the_provider_is_said_so(client, province):
    answered = {**province.sign_in(set_out(client), "sub-1"), "error": "access_denied"}
    page = come_back(client, answered).content.decode()
    assert "没有在“云岭省教育统一身份认证”完成登录" in page
    assert 'name="password"' in page


def test_keys_may_change(client, province, bound):
    through(client, province)
    client.logout()
    for known in discovery._known.values():
        known.keys_at -= 61
    province.rotate()
    through(client, province)
    assert signed_in(client) == str(bound.pk)


def test_unknown_keys_are_not_asked_for_again_and_again(client, province, bound):
    through(client, province)
    client.logout()
    province.rotate()
    for _ in range(3):
        assert "没有通过核验" in through(client, province).content.decode()
    assert province.asked.count("/keys") == 1


def test_the_session_gets_a_new_key_and_one_set_by_somebody_else_is_worthless(client, province, bound):
    place = set_out(client)
    before = client.session.session_key
    come_back(client, province.sign_in(place, "sub-1"))
    assert client.session.session_key != before
    thief = Client()
    thief.cookies["zhijiao_session"] = before
    assert not signed_in(thief)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ({"slow": ["/token"], "seconds": 2}, "暂时没有应答"),
        ({"huge": ["/token"]}, "暂时没有应答"),
        ({"status": {"/token": 503}}, "暂时没有应答"),
        ({"status": {"/token": 302}}, "没有通过核验"),
        ({"status": {"/keys": 404}}, "没有通过核验"),
    ],
    ids=["slow", "huge", "failing", "leading elsewhere", "without keys"],
)
def test_a_provider_in_trouble_leaves_the_password(client, province, bound, hasty, spoil, said):
    province.spoil = spoil
    response = through(client, province)
    page = response.content.decode()
    assert said in page
    assert 'name="password"' in page
    province.spoil = {}


def test_a_silent_provider_is_left_alone_for_a_while(client, province, bound, hasty):
    province.spoil = {"slow": ["/.well-known/openid-configuration"], "seconds": 2}
    assert "暂时没有应答" in client.post("/sso/yunling/").content.decode()
    asked = len(province.asked)
    assert "暂时没有应答" in client.post("/sso/yunling/").content.decode()
    assert len(province.asked) == asked


def test_a_provider_that_is_not_there(client, configure):
    configure(issuer="http://127.0.0.1:9")
    assert "暂时没有应答" in client.post("/sso/yunling/").content.decode()


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://169.254.169.254/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "https://evil.example/authorize"},
    ],
    ids=["issuer", "token", "keys", "authorize"],
)
def test_a_description_may_not_lead_elsewhere(client, province, described):
    province.spoil = {"discovery": described}
    assert "没有通过核验" in client.post("/sso/yunling/").content.decode()


def test_disabled_locked_and_closed(client, province, bound, tree):
    for _ in range(throttle.ACCOUNT_LIMIT):
        throttle.begin("wei", "10.0.0.1")
    assert "登录失败次数过多" in through(client, province).content.decode()
    throttle.release("wei")
    tree.school.status = Status.CLOSED
    tree.school.save()
    assert "已停办或合并" in through(client, province).content.decode()
    tree.school.status = Status.ACTIVE
    tree.school.save()
    bound.is_active = False
    bound.save()
    assert "已停用" in through(client, province).content.decode()
    assert not signed_in(client)


def test_administrators_come_with_a_second_step_that_the_operator_trusts(client, province, tree, configure):
    boss = person(tree.school, "boss", "school_admin", issued_by=tree.province)
    accounts.bind(providers.named("yunling"), boss, "sub-1", by="测试")
    manage = {"portal": "manage"}
    assert "系统管理员须在本系统" in through(client, province, posted=manage, amr=["otp"]).content.decode()
    configure(trusted_amr=["otp", "mfa"])
    assert through(client, province, posted=manage, amr=["pwd"]).status_code == 422
    assert through(client, province, posted=manage, amr=["pwd", "otp"]).status_code == 302
    client.logout()
    configure(trusted_amr=["otp"], administrators="never")
    assert through(client, province, posted=manage, amr=["otp"]).status_code == 422
    configure(administrators="allowed")
    assert through(client, province, posted=manage).status_code == 302


def test_roles_can_be_kept_out(client, province, bound, configure):
    configure(excluded_roles=["school_clerk"])
    assert "不能从统一身份认证登录" in through(client, province).content.decode()


def test_the_second_step_stays_unless_the_provider_made_it(client, province, bound, configure):
    second_step.switch_own(bound, True)
    response = through(client, province)
    assert response.headers["Location"] == "/second-step/"
    assert not signed_in(client)
    configure(trusted_acr=["urn:mfa"])
    assert through(client, province, acr="urn:mfa").headers["Location"] == "/"


def test_the_other_portal_is_named(client, province, bound):
    response = through(client, province, posted={"portal": "manage"})
    assert "属于业务端" in response.content.decode()
    assert not signed_in(client)


def test_a_login_name_is_followed_only_if_the_operator_says_so(client, province, clerk, configure):
    assert through(client, province, sub="s", preferred_username="WEI").status_code == 422
    configure(login_name="{preferred_username}")
    assert through(client, province, sub="s", preferred_username="WEI").status_code == 302
    assert clerk.bindings.get().bound_by == "按登录名对应"


def test_a_login_name_given_to_somebody_else_opens_nothing(client, province, clerk, configure):
    configure(login_name="{preferred_username}")
    through(client, province, sub="first", preferred_username="wei")
    client.logout()
    assert through(client, province, sub="second", preferred_username="wei").status_code == 422
    assert not signed_in(client)


@pytest.mark.parametrize("claim", [["wei", "boss"], {"a": 1}, 7, "", "wei'; --", "韦"])
def test_claims_that_make_no_login_name(client, province, clerk, configure, claim):
    configure(login_name="{preferred_username}")
    assert through(client, province, preferred_username=claim).status_code == 422


def test_further_claims_are_asked_for_and_have_to_be_of_the_same_person(client, province, clerk, configure):
    configure(login_name="{employee}")
    province.further = {"sub": "somebody else", "employee": "wei"}
    assert through(client, province, sub="s").status_code == 422
    province.further = {"sub": "s", "employee": "wei"}
    assert through(client, province, sub="s").status_code == 302


def test_a_province_signs_in_its_own_people_alone(client, province, bound, configure, tree):
    stranger = person(tree.foreign, "haidong", "school_clerk")
    configure(province="460000", login_name="{preferred_username}")
    assert through(client, province).status_code == 422
    assert through(client, province, sub="x", preferred_username="wei").status_code == 422
    assert through(client, province, sub="y", preferred_username="haidong").status_code == 302
    assert signed_in(client) == str(stranger.pk)


def test_an_initial_password_serves_nobody_once_its_owner_came_from_outside(client, province, bound):
    bound.must_change_password = True
    bound.save()
    assert through(client, province).headers["Location"] == "/"
    assert client.get("/").status_code == 200
    bound.refresh_from_db()
    assert not bound.has_usable_password()
    client.logout()
    posted = {"username": "wei", "password": "Taoli-2026", **answer_captcha(client)}
    assert client.post("/login/", posted).status_code == 422


def test_signing_out_offers_to_sign_out_there_as_well(client, province, bound):
    through(client, province)
    place = client.post("/logout/").headers["Location"]
    assert place == "/login/?left=yunling"
    page = client.get(place).content.decode()
    assert "同时退出“云岭省教育统一身份认证”" in page
    assert f"{province.base}/end?client_id=zhijiao&amp;post_logout_redirect_uri=http" in page
    assert "id_token" not in page


def test_what_is_kept_of_an_identity_does_not_say_who_it_is(province, bound):
    kept = bound.bindings.get()
    assert "sub-1" not in kept.digest
    assert kept.digest != accounts.digest(providers.named("yunling"), "SUB-1")


def test_spent_states_are_forgotten(client, province, bound):
    from datetime import timedelta

    from zhijiao.sso.background_jobs import clear_spent

    through(client, province)
    clear_spent.call()
    assert SpentState.objects.count() == 1
    SpentState.objects.update(used_at=SpentState.objects.get().used_at - timedelta(hours=1))
    clear_spent.call()
    assert not SpentState.objects.exists()


def test_a_journey_left_lying_is_over(client, province, bound, monkeypatch):
    answered = province.sign_in(set_out(client), "sub-1")
    later = time.time() + 601
    monkeypatch.setattr("zhijiao.sso.journeys.time", lambda: later)
    assert "已失效" in come_back(client, answered).content.decode()


def test_a_system_account_is_nobodys(client, province, clerk, configure):
    clerk.is_system = True
    clerk.save()
    configure(login_name="{preferred_username}")
    assert through(client, province, preferred_username="wei").status_code == 422


def test_whose_roles_are_all_gone_is_told_so(client, province, bound):
    bound.roles.set([])
    assert through(client, province).status_code == 302
    assert role("school_clerk") not in bound.roles.all()


def test_the_dialog_of_a_page_that_timed_out_names_the_other_way(client, configure):
    assert "在新标签页用统一身份认证登录" in client.get("/session/sign-in/").content.decode()

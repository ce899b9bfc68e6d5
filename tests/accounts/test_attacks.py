"""Attacks on accounts: cookies, borrowed names of the server, fields nobody asked for, the time an answer takes."""

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.forms.models import model_to_dict
from django.test import Client

from tests.accounts.places import PASSWORD, answer_captcha, person, sign_in
from tests.background_work import work
from tests.program import command
from zhijiao.identity import passwords
from zhijiao.identity.models import User
from zhijiao.identity.passwords import FullCostArgon2
from zhijiao.orgs.models import Org
from zhijiao.signin.background_jobs import send_mail

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("secure", [False, True], ids=["http", "https"])
def test_no_cookie_can_be_read_by_a_script_or_sent_from_elsewhere(clerk, secure, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = secure
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client = Client(HTTP_X_FORWARDED_PROTO="https" if secure else "http")
    answer = sign_in(client, "wei", remember="1")
    assert answer.headers["Location"] == "/"
    assert len(client.cookies) >= 4
    for name, cookie in client.cookies.items():
        if cookie.value:
            assert cookie["httponly"], name
            assert cookie["samesite"] == "Lax", name
            assert bool(cookie["secure"]) is secure, name


@pytest.mark.parametrize(("plain", "prefix"), [("0", "__Host-"), ("1", "")])
def test_no_neighbouring_host_sets_the_cookies_of_an_installation_with_https(tmp_path, plain, prefix):
    asked = "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)"
    done = command(
        *("shell", "-v", "0", "-c", asked),
        ZHIJIAO_MODE="production",
        ZHIJIAO_PLAIN_HTTP=plain,
        ZHIJIAO_HOME=str(tmp_path),
        ZHIJIAO_SECRET_KEY="k9-" + "aB3xQ7zLmWp" * 6,
        ZHIJIAO_MASTER_KEY="m4-" + "Zt8RwYp2Kd" * 6,
        ALLOWED_HOSTS="zhijiao.example",
        ZHIJIAO_SITE="https://zhijiao.example",
    )
    assert done.stdout.split() == [f"{prefix}zhijiao_session", f"{prefix}zhijiao_csrf"], done.stderr


def test_an_old_session_opens_nothing_after_signing_out(client, clerk):
    sign_in(client, "wei")
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/logout/")
    client.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert client.get("/").headers["Location"].startswith("/login/")


@pytest.mark.parametrize("site", ["https://zhijiao.example.edu.cn", ""])
def test_a_borrowed_name_of_the_server_stands_in_no_mail(client, clerk, settings, site):
    settings.SITE_URL = site
    User.objects.update(email="wei@example.edu.cn")
    posted = {"email": "wei@example.edu.cn", **answer_captcha(client)}
    borrowed = {"HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_FORWARDED": "host=evil.example"}
    assert client.post("/forgot/", posted, HTTP_HOST="evil.example").status_code == 400
    assert client.post("/forgot/", posted, **borrowed).status_code == 200
    work(send_mail)
    (message,) = outbox.outbox
    assert f"{site or 'http://testserver'}/reset/" in message.body
    assert "evil" not in message.body


FULL_PRICE = FullCostArgon2.memory_cost * FullCostArgon2.time_cost


def hashes_at_full_price(monkeypatch) -> list[str]:
    """Fills up with what costs the full price of Argon2 from now on."""
    paid, encode, verify = [], FullCostArgon2.encode, FullCostArgon2.verify

    def encoding(self, *args):
        if self.memory_cost * self.time_cost >= FULL_PRICE:
            paid.append("hashed")
        return encode(self, *args)

    def verifying(self, password, encoded):
        kept = self.decode(encoded)["params"]
        if kept.memory_cost * kept.time_cost >= FULL_PRICE:
            paid.append("compared")
        return verify(self, password, encoded)

    monkeypatch.setattr(FullCostArgon2, "encode", encoding)
    monkeypatch.setattr(FullCostArgon2, "verify", verifying)
    return paid


@pytest.mark.once
def test_every_failure_costs_one_hash_at_full_price(client, tree, monkeypatch, settings):
    """Whether a name exists, is disabled, has never been used or belongs to a closed school is not told by the time."""
    settings.PASSWORD_HASHERS = ["zhijiao.identity.passwords.FullCostArgon2"]
    for name, org in (("wei", tree.school), ("idle", tree.school), ("closed", tree.foreign)):
        person(org, name, "school_clerk")
    made_in_bulk = person(tree.school, "bulk", "school_clerk")
    made_in_bulk.password = passwords.hash_initial(PASSWORD)
    made_in_bulk.save()
    User.objects.filter(username="idle").update(is_active=False)
    Org.objects.filter(pk=tree.foreign.pk).update(status="closed")
    paid, found = hashes_at_full_price(monkeypatch), {}
    for name in ("wei", "nobody", "idle", "closed", "bulk"):
        del paid[:]
        sign_in(client, name, "Wrong-2026")
        found[name] = len(paid)
    assert found == dict.fromkeys(found, 1)
    assert User.objects.get(pk=made_in_bulk.pk).check_password(PASSWORD)


def test_the_hasher_of_an_installation_is_the_one_that_pays_in_full(tmp_path):
    asked = "from django.conf import settings; print(settings.PASSWORD_HASHERS)"
    done = command("shell", "-v", "0", "-c", asked, ZHIJIAO_MODE="demo", ZHIJIAO_HOME=str(tmp_path))
    assert done.stdout.strip() == "['zhijiao.identity.passwords.FullCostArgon2']", done.stderr


EXTRA = {
    **dict.fromkeys(
        ("is_active", "is_superuser", "is_staff", "sign_outs", "stamp", "pk", "id", "version"), "1"
    ),
    "password": "pbkdf2$1$x",
    "last_login": "2020-01-01",
    "must_change_password": "0",
    "created_at": "2020-01-01",
}


def asked_to_change(tree, user):
    others = {
        "org": tree.foreign.pk,
        "org_id": tree.foreign.pk,
        "issued_by": tree.foreign.pk,
        "username": "root",
    }
    shown = {
        "real_name": "韦朗朗",
        "sex": "",
        "email": "",
        "phone": "",
        "row_role": "all",
        "second_step": "0",
    }
    roles = [role.pk for role in user.roles.all()]
    return {**shown, "roles": roles, **EXTRA, **others}


FREE = {
    "real_name",
    "sex",
    "email",
    "phone",
    "row_role",
    "roles",
    "second_step",
    "document_type",
    "document_number",
}


def test_fields_nobody_asked_for_change_no_account(at_school, clerk, tree):
    before = model_to_dict(clerk) | {"password": clerk.password}
    answer = at_school.post(f"/manage/users/{clerk.pk}/", asked_to_change(tree, clerk))
    assert answer.status_code == 302
    clerk.refresh_from_db()
    after = model_to_dict(clerk) | {"password": clerk.password}
    changed = {name for name in before if name not in FREE and before[name] != after[name]}
    assert changed - {"stamp", "updated_at"} == set()
    assert clerk.check_password(PASSWORD)
    assert clerk.stamp != 1


def test_fields_nobody_asked_for_make_no_other_account(at_school, clerk, tree):
    posted = asked_to_change(tree, clerk) | {"username": "neuling"}
    assert at_school.post("/manage/users/add/", posted).status_code == 200
    made = User.objects.get(username="neuling")
    assert (made.org, made.issued_by, made.must_change_password, made.sign_outs) == (
        tree.school,
        None,
        True,
        0,
    )
    assert made.pk != 1 or User.objects.count() == 1


def test_a_school_gives_no_role_that_is_not_its_to_give(at_school, clerk, tree):
    from zhijiao.identity.models import Role

    before = set(clerk.roles.all())
    for foreign in Role.objects.exclude(level="school") | Role.objects.filter(key="school_admin"):
        posted = asked_to_change(tree, clerk) | {"roles": [foreign.pk]}
        assert at_school.post(f"/manage/users/{clerk.pk}/", posted).status_code == 422
    assert set(clerk.roles.all()) == before

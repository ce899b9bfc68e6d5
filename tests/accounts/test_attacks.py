"""Attacks on accounts: cookies, borrowed names of the server, fields nobody asked for, the time an answer takes."""

import pytest
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail as outbox
from django.forms.models import model_to_dict
from django.test import Client

from tests.accounts.places import PASSWORD, answer_captcha, person, sign_in
from zhijiao.accounts import mail
from zhijiao.accounts.models import User
from zhijiao.orgs.models import Org

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
    mail.deliver_due()
    (message,) = outbox.outbox
    assert f"{site or 'http://testserver'}/reset/" in message.body
    assert "evil" not in message.body


def test_every_failure_costs_one_hash(client, tree, clerk, monkeypatch):
    """Whether a name exists, is disabled or belongs to a closed school cannot be told from the time."""
    person(tree.school, "idle", "school_clerk")
    User.objects.filter(username="idle").update(is_active=False)
    person(tree.foreign, "closed", "school_clerk")
    Org.objects.filter(pk=tree.foreign.pk).update(status="closed")
    costs, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *args, **more: costs.append(1) or encode(*args, **more)
    )
    found = {}
    for name in ("wei", "nobody", "idle", "closed"):
        del costs[:]
        sign_in(client, name, "Wrong-2026")
        found[name] = len(costs)
    assert found == dict.fromkeys(found, 1)


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
    from zhijiao.accounts.models import Role

    before = set(clerk.roles.all())
    for foreign in Role.objects.exclude(level="school") | Role.objects.filter(key="school_admin"):
        posted = asked_to_change(tree, clerk) | {"roles": [foreign.pk]}
        assert at_school.post(f"/manage/users/{clerk.pk}/", posted).status_code == 422
    assert set(clerk.roles.all()) == before

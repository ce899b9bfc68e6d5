from datetime import timedelta
from time import time

import pytest
from django.utils import timezone

from tests.accounts.places import person, sign_in
from zhijiao.identity import tokens
from zhijiao.identity.models import User
from zhijiao.signin import sessions
from zhijiao.signin.models import UserSession
from zhijiao.users import services

pytestmark = pytest.mark.django_db

IDLE = 30 * 60


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def at_desk(client, clerk):
    sign_in(client, "wei")
    return client


def pass_time(client, monkeypatch, seconds: int) -> None:
    moment = time() + seconds
    monkeypatch.setattr("zhijiao.signin.sessions.time", lambda: moment)


def test_an_idle_session_ends_and_the_sign_in_page_says_why(at_desk, monkeypatch):
    pass_time(at_desk, monkeypatch, IDLE - 5)
    assert at_desk.get("/password/").status_code == 200
    pass_time(at_desk, monkeypatch, 2 * IDLE - 30)
    assert at_desk.get("/password/").status_code == 200
    pass_time(at_desk, monkeypatch, 4 * IDLE)
    response = at_desk.get("/security/")
    assert response.headers["Location"] == "/login/?next=%2Fsecurity%2F&expired=1"
    assert "超过 30 分钟没有操作" in text(at_desk.get(response.headers["Location"]))
    assert "_auth_user_id" not in at_desk.session
    assert not UserSession.objects.exists()


def test_a_busy_session_ends_too(at_desk, monkeypatch, settings):
    start = time()
    for minute in range(0, settings.SESSION_COOKIE_AGE // 60, 20):
        monkeypatch.setattr("zhijiao.signin.sessions.time", lambda now=start + minute * 60: now)
        assert at_desk.get("/password/").status_code == 200, minute
    monkeypatch.setattr("zhijiao.signin.sessions.time", lambda: start + settings.SESSION_COOKIE_AGE + 1)
    assert at_desk.get("/password/").status_code == 302


def test_asking_for_the_time_left_does_not_prolong_it_but_a_click_does(at_desk, monkeypatch):
    pass_time(at_desk, monkeypatch, 1000)
    asked = at_desk.get("/session/").json()
    assert 795 <= asked["idle"] <= 800
    assert at_desk.get("/session/").json()["idle"] == asked["idle"]
    assert at_desk.post("/session/").json()["idle"] >= IDLE - 1
    assert asked["end"] > asked["idle"]
    assert len(asked["token"]) > 30


def test_nobody_has_no_time_left(client, db):
    assert client.get("/session/").json() == {"user": 0, "idle": 0, "end": 0}
    assert client.post("/session/").json() == {"user": 0, "idle": 0, "end": 0}


def test_a_click_is_noted_at_most_once_a_minute(at_desk, monkeypatch, django_assert_num_queries):
    with django_assert_num_queries(2):
        at_desk.post("/security/sessions/0/", follow=False)
    before = UserSession.objects.get().seen_at
    at_desk.get("/password/")
    assert UserSession.objects.get().seen_at == before
    pass_time(at_desk, monkeypatch, 61)
    at_desk.get("/password/")
    assert UserSession.objects.get().seen_at > before


def test_a_session_that_never_began_is_over(at_desk):
    session = at_desk.session
    del session["began"]
    session.save()
    assert at_desk.get("/password/").status_code == 302


def test_a_token_is_not_subject_to_the_clock(client, clerk):
    _, secret = tokens.create_token(clerk, "报表")
    assert client.get("/session/", HTTP_AUTHORIZATION=f"Bearer {secret}").json()["user"] == 0


def test_the_own_sessions_are_listed(client, clerk):
    agents = {
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140": "Edge · Windows",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18) MicroMessenger/8.0": "微信 · iOS",
        "curl/8": "未知设备",
    }
    for agent, name in agents.items():
        assert sessions.device_of(agent) == name
        visitor = client.__class__(HTTP_USER_AGENT=agent)
        sign_in(visitor, "wei")
    page = text(visitor.get("/security/"))
    assert all(name in page for name in agents.values())
    assert "127.0.0.1" in page
    assert page.count("本次登录</span>") == 1


def test_one_session_is_signed_out(at_desk, clerk, tree):
    other, stranger = at_desk.__class__(), at_desk.__class__()
    sign_in(other, "wei")
    person(tree.school, "chen", "school_clerk")
    sign_in(stranger, "chen")
    theirs = UserSession.objects.get(user__username="chen")
    at_desk.post(f"/security/sessions/{theirs.pk}/end/")
    assert stranger.get("/security/").status_code == 200
    entry = UserSession.objects.get(session_key=other.session.session_key)
    page = at_desk.post(f"/security/sessions/{entry.pk}/end/", follow=True)
    assert "已退出" in text(page)
    assert other.get("/security/").headers["Location"].startswith("/login/")
    assert at_desk.get("/security/").status_code == 200
    assert "已经退出" in text(at_desk.post(f"/security/sessions/{entry.pk}/end/", follow=True))


def test_all_others_are_signed_out(at_desk, clerk):
    others = [at_desk.__class__() for _ in range(2)]
    for other in others:
        sign_in(other, "wei")
    UserSession.objects.filter(session_key=others[0].session.session_key).delete()
    at_desk.post("/security/sessions/end/")
    assert all(other.get("/security/").status_code == 302 for other in others)
    assert at_desk.get("/security/").status_code == 200
    assert UserSession.objects.get().session_key == at_desk.session.session_key


def test_signing_out_leaves_the_list(at_desk):
    at_desk.post("/logout/")
    assert not UserSession.objects.exists()


def test_a_new_password_keeps_this_session_alone_in_the_list(at_desk, clerk):
    sign_in(at_desk.__class__(), "wei")
    at_desk.post("/password/", {"old": "Taoli-2026", "new": "Shuren-2027", "again": "Shuren-2027"})
    assert UserSession.objects.get().session_key == at_desk.session.session_key


def test_old_entries_are_tidied_at_the_next_sign_in(at_desk, clerk):
    UserSession.objects.update(began_at=timezone.now() - timedelta(days=2))
    sign_in(at_desk.__class__(), "wei")
    assert UserSession.objects.count() == 1


def test_a_disabled_account_that_is_enabled_again_signs_in_anew(at_desk, clerk):
    services.set_active(clerk, False)
    services.set_active(clerk, True)
    assert at_desk.get("/password/").headers["Location"].startswith("/login/")
    assert list(UserSession.objects.all()) == []


def test_an_administrator_who_was_replaced_and_comes_back_signs_in_anew(client, tree, admin):
    client.force_login(admin)
    successor = services.issue_admin(tree.school, "boss2", "新人", tree.province)[0]
    services.set_active(successor, False, from_above=True)
    services.set_active(User.objects.get(pk=admin.pk), True)
    assert client.get("/manage/").headers["Location"].startswith("/manage/login/")

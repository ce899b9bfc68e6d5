import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from tests.accounts.places import person, role
from zhijiao.accounts import gate, services, tokens
from zhijiao.accounts.models import ApiToken, User

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.gated_urls")]

BEARER = "HTTP_AUTHORIZATION"


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


def test_a_view_without_a_mark_is_closed_to_all(client, clerk, province_admin):
    for user in (None, clerk, province_admin):
        if user:
            client.force_login(user)
        assert client.get("/unmarked/").status_code == 403


def test_the_start_up_check_names_the_unmarked_view():
    errors = gate.check_views_are_marked(None)
    assert [error.id for error in errors] == ["accounts.E001"]
    assert "/unmarked/" in errors[0].msg


@pytest.mark.urls("zhijiao.accounts.urls")
def test_all_views_of_accounts_are_marked():
    assert list(gate.unmarked_views()) == []


def test_an_unknown_action_does_not_start():
    with pytest.raises(ImproperlyConfigured, match="launch"):
        gate.business("launch")


@pytest.mark.parametrize("address", ["/view/", "/desk/", "/member/"])
def test_strangers_are_sent_to_sign_in_and_back(client, db, address):
    assert (
        client.get(f"{address}?a=1").headers["Location"]
        == f"/login/?next={address.replace('/', '%2F')}%3Fa%3D1"
    )


def test_strangers_at_the_manage_portal_go_to_its_page(client, db):
    assert client.get("/manage/people/").headers["Location"].startswith("/manage/login/?next=")
    assert client.post("/manage/people/").headers["Location"] == "/manage/login/"


def test_a_part_of_a_page_moves_the_whole_page(client, db):
    response = client.get(
        "/view/", HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="http://testserver/forms/major/?page=2"
    )
    assert response.status_code == 401
    assert response.headers["HX-Redirect"] == "/login/?next=%2Fforms%2Fmajor%2F%3Fpage%3D2"


def test_public_is_open_to_all(client, db):
    assert text(client.get("/public/")) == "open to all"


def test_own_rights_open_the_door_and_missing_ones_are_named(as_clerk, admin):
    assert text(as_clerk.get("/view/")) == "open to 韦朗朗"
    refused = as_clerk.get("/audit/")
    assert refused.status_code == 403
    assert "审核" in text(refused)
    assert "云州市工业学校系统管理员 谭红霞" in text(refused)


def test_the_other_portal_is_closed(as_clerk, admin):
    refused = as_clerk.get("/manage/people/")
    assert refused.status_code == 403
    assert "您的账号属于业务端" in text(refused)
    assert 'class="brand" href="/"' in text(refused)
    as_clerk.force_login(admin)
    assert as_clerk.get("/manage/people/").status_code == 200
    refused = as_clerk.get("/view/")
    assert refused.status_code == 403
    assert 'class="brand" href="/manage/"' in text(refused)


def test_a_change_of_roles_acts_on_the_next_click(as_clerk, clerk):
    assert as_clerk.get("/audit/").status_code == 403
    services.set_roles(clerk, [role("school_supervisor")])
    assert as_clerk.get("/audit/").status_code == 200
    services.set_roles(clerk, [])
    assert as_clerk.get("/audit/").headers["Location"] == "/no-role/"


def test_a_disabled_account_is_out_at_once(as_clerk, clerk):
    services.set_active(clerk, False)
    assert as_clerk.get("/view/").headers["Location"].startswith("/login/")


def test_people_of_a_closed_school_are_out_at_once(as_clerk, tree):
    tree.school.status = "closed"
    tree.school.save()
    assert as_clerk.get("/view/").headers["Location"].startswith("/login/")


def test_an_initial_password_opens_only_its_own_page(client, tree):
    client.force_login(person(tree.school, "fresh", "school_clerk", must_change_password=True))
    assert client.get("/view/").headers["Location"] == "/password/"
    assert client.get("/manage/people/").headers["Location"] == "/manage/password/"
    assert client.get("/password/").status_code == 200


def test_the_steady_state_takes_two_queries(as_clerk, django_assert_num_queries):
    as_clerk.get("/view/")
    with django_assert_num_queries(2):
        as_clerk.get("/view/")


def test_a_token_acts_with_its_users_rights(client, clerk):
    _, text_ = tokens.create_token(clerk, "报表")
    assert text(client.get("/api/v1/things/", **{BEARER: f"Bearer {text_}"})) == "open to 韦朗朗"
    refused = client.get("/api/v1/audits/", **{BEARER: f"Bearer {text_}"})
    assert refused.status_code == 403
    assert "审核" in refused.json()["error"]["text"]
    assert ApiToken.objects.get().last_used_at is not None


def test_a_token_needs_no_csrf_token_but_a_session_does(clerk):
    strict = Client(enforce_csrf_checks=True)
    _, text_ = tokens.create_token(clerk, "报表")
    assert strict.post("/api/v1/things/", **{BEARER: f"Bearer {text_}"}).status_code == 200
    strict.force_login(clerk)
    assert strict.post("/api/v1/things/").status_code == 403


def test_a_bad_token_is_not_helped_by_a_session(as_clerk):
    assert as_clerk.get("/api/v1/things/").status_code == 200
    for header in ("Bearer zj_wrong", "Bearer ", "bearer x y z"):
        refused = as_clerk.get("/api/v1/things/", **{BEARER: header})
        assert refused.status_code == 401, header
        assert refused.headers["WWW-Authenticate"] == "Bearer"


def test_tokens_open_no_pages(client, clerk):
    _, text_ = tokens.create_token(clerk, "报表")
    for address in ("/view/", "/member/"):
        assert client.get(address, **{BEARER: f"Bearer {text_}"}).status_code == 403


def test_the_api_answers_strangers_in_json(client, db):
    refused = client.get("/api/v1/things/", HTTP_ACCEPT="application/json")
    assert refused.status_code == 401
    assert "令牌" in refused.json()["error"]["text"]


def test_tokens_end(client, clerk):
    token, text_ = tokens.create_token(clerk, "报表", days=1)
    assert tokens.actor_for_token(f"Bearer {text_}").user_id == clerk.pk
    assert tokens.actor_for_token(f"Basic {text_}") is None
    assert text_ not in str(ApiToken.objects.values())
    ApiToken.objects.update(expires_at=token.created_at)
    assert tokens.actor_for_token(f"Bearer {text_}") is None


def test_tokens_follow_their_user(clerk):
    _, text_ = tokens.create_token(clerk, "报表")
    services.reset_password(clerk)
    assert tokens.actor_for_token(f"Bearer {text_}") is None
    services.change_password(clerk, "Shuren-2027")
    assert tokens.actor_for_token(f"Bearer {text_}") is not None
    services.set_active(clerk, False)
    assert tokens.actor_for_token(f"Bearer {text_}") is None


@pytest.mark.parametrize("days", [0, -1, 367])
def test_tokens_have_a_sensible_life(clerk, days):
    with pytest.raises(ValueError, match="有效期"):
        tokens.create_token(clerk, "报表", days=days)


def test_the_command_issues_a_token(clerk, capsys):
    from django.core.management import CommandError, call_command

    call_command("token", "WEI", days=3)
    assert tokens.actor_for_token(f"Bearer {capsys.readouterr().out.strip()}").user_id == clerk.pk
    with pytest.raises(CommandError, match="没有用户"):
        call_command("token", "nobody")
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    with pytest.raises(CommandError, match="已停用"):
        call_command("token", "wei")

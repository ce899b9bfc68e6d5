import dataclasses

import pytest
from django.core.checks.registry import registry
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path

from tests.accounts.places import person, role
from zhijiao.identity import gate, tokens
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import ApiToken, User
from zhijiao.identity.rights import actor_for
from zhijiao.signin import password_change
from zhijiao.users import services

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
    assert [error.id for error in errors] == ["identity.E001"]
    assert "/unmarked/" in errors[0].msg
    assert gate.check_views_are_marked in registry.get_checks()


@pytest.mark.urls("zhijiao.config.urls")
def test_all_views_of_the_program_are_marked():
    assert list(gate.unmarked_views()) == []


def test_an_unknown_action_does_not_start():
    with pytest.raises(ImproperlyConfigured, match="launch"):
        gate.business("launch")


def test_a_view_takes_no_other_methods_than_its_mark_says(as_clerk):
    asked = [as_clerk.get, as_clerk.head, as_clerk.post, as_clerk.put]
    assert [ask("/view/").status_code for ask in asked] == [200, 200, 405, 405]
    assert [ask("/api/v1/things/").status_code for ask in asked] == [200, 200, 200, 405]


@pytest.mark.parametrize("mark", [gate.public, gate.member])
def test_every_mark_takes_what_can_be_said_of_a_view(mark, rf):
    view = mark(methods=gate.POST, large=True)(lambda request: HttpResponse())
    assert (view.gate.kind, view.gate.large) == (mark.__name__, True)
    assert [view(ask("/")).status_code for ask in (rf.get, rf.post)] == [405, 200]


def test_a_mark_keeps_answers_out_of_caches(client, db):
    assert "must-revalidate" in client.get("/secret/").headers["Cache-Control"]
    assert "must-revalidate" not in client.get("/public/").headers["Cache-Control"]


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
    assert "您的账号在业务端使用" in text(refused)
    assert 'class="brand" href="/"' in text(refused)
    as_clerk.force_login(admin)
    assert as_clerk.get("/manage/people/").status_code == 200
    refused = as_clerk.get("/view/")
    assert refused.status_code == 403
    assert 'class="brand" href="/manage/"' in text(refused)


def test_a_change_of_roles_acts_on_the_next_click(as_clerk, clerk):
    assert as_clerk.get("/audit/").status_code == 403
    services.set_roles(clerk, [role("school_supervisor")], by=None)
    assert as_clerk.get("/audit/").status_code == 200
    services.set_roles(clerk, [], by=None)
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
    assert "审核" in refused.json()["detail"]
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
    assert "令牌" in refused.json()["detail"]


def test_tokens_end(client, clerk):
    token, text_ = tokens.create_token(clerk, "报表", days=1)
    assert tokens.actor_for_token(f"Bearer {text_}").user_id == clerk.pk
    assert tokens.actor_for_token(f"Basic {text_}") is None
    assert text_ not in str(ApiToken.objects.values())
    ApiToken.objects.update(expires_at=token.created_at)
    assert tokens.actor_for_token(f"Bearer {text_}") is None


def test_tokens_follow_their_user(clerk):
    _, text_ = tokens.create_token(clerk, "报表")
    password_change.reset_password(clerk)
    assert tokens.actor_for_token(f"Bearer {text_}") is None
    password_change.change_password(clerk, "Shuren-2027")
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


# The marks, asked directly -------------------------------------------------------------------------------------------


def marked(mark):
    def view(request):
        return "answer"

    opened = mark(view)
    assert opened(RequestFactory().get("/")) == "answer"
    return opened.gate


def test_each_mark_says_who_and_nothing_more():
    assert marked(gate.public()) == gate.Gate("public", "business", None, False, False)
    assert marked(gate.member()) == gate.Gate("member", "business", None, False, False)
    assert marked(gate.business()) == gate.Gate("portal", "business", None, False, False)
    assert marked(gate.business("view")) == gate.Gate("portal", "business", "view", False, False)
    assert marked(gate.business("view", token=True)) == gate.Gate("portal", "business", "view", True, False)
    assert marked(gate.manage()) == gate.Gate("portal", "manage", None, False, False)
    assert marked(gate.manage("users")) == gate.Gate("portal", "manage", "users", False, False)
    harmless = marked(gate.manage("users", harmless=True))
    assert harmless == gate.Gate("portal", "manage", "users", False, True)
    assert gate.Gate("public") == gate.Gate("public", "business", None, False, False)


@pytest.mark.parametrize("mark", [gate.business, gate.manage])
def test_a_mark_wants_an_action_of_the_list(mark):
    with pytest.raises(ImproperlyConfigured, match="unknown action ''"):
        mark("")


@pytest.mark.parametrize(
    ("mark", "portals", "grants", "admitted"),
    [
        (gate.business(), {"business"}, set(), True),
        (gate.business("view"), {"business"}, {("campus", "view")}, True),
        (gate.business("view"), {"business", "manage"}, {("*", "view")}, True),
        (gate.business("view"), {"business"}, {("campus", "change")}, False),
        (gate.business("view"), {"business"}, set(), False),
        (gate.business("view"), {"manage"}, {("*", "view")}, False),
        (gate.manage("users"), {"manage"}, {("*", "users")}, True),
        (gate.manage("users"), {"business"}, {("*", "users")}, False),
        (gate.manage(), {"business"}, {("*", "users")}, False),
        (gate.manage(), set(), set(), False),
    ],
)
def test_the_outer_door_wants_the_portal_and_the_action_somewhere(tree, mark, portals, grants, admitted):
    facts = {"portals": frozenset(portals), "grants": frozenset(grants)}
    actor = dataclasses.replace(Actor.system(tree.school), **facts)
    assert gate.admits(actor, marked(mark)) is admitted


def test_a_refusal_names_right_and_grantor(tree, admin, clerk):
    actor = actor_for(clerk)
    refused = gate.denied(actor, "change", "校区信息")
    assert isinstance(refused, PermissionDenied)
    assert str(refused) == "您没有“校区信息”的“修改”权限，没有做任何改动。"
    assert refused.right == "校区信息修改"
    assert refused.grantor == "云州市工业学校系统管理员 谭红霞"
    assert refused.remedy == ""
    plain = gate.denied(actor, "audit")
    assert (str(plain), plain.right) == ("您没有“审核”权限，没有做任何改动。", "审核")
    told = gate.Denied("不行", remedy="改日再来")
    assert (str(told), told.right, told.grantor, told.remedy) == ("不行", "", "", "改日再来")


def test_all_who_can_grant_are_named_and_nobody_where_there_is_none(tree, admin):
    person(tree.school, "second", "school_admin", real_name="黄晓", issued_by=tree.province)
    assert gate.grantor(tree.school.pk) == "云州市工业学校系统管理员 谭红霞、云州市工业学校系统管理员 黄晓"


def test_the_start_up_check_says_where_and_what_to_do():
    (error,) = gate.check_views_are_marked(None)
    assert error.msg == "The view at /unmarked/ does not say who may open it."
    assert error.hint == (
        "Decorate it with public(), member(), business(...) or manage(...) of zhijiao.identity.gate."
    )
    assert list(gate.unmarked_views()) == ["/unmarked/"]
    registered = {check.__name__: check.tags for check in registry.registered_checks}
    assert registered["check_views_are_marked"] == ("urls",)
    nested = [path("a/", include([path("b/", lambda request: None)]))]
    assert list(gate._unmarked(nested, "/x/")) == ["/x/a/b/"]
    assert list(gate._unmarked([path("c/", gate.public()(lambda request: None))], "/")) == []

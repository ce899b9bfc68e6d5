"""What a token leaves of its user's rights: role, forms, items, area, addresses, until it is revoked."""

import pytest

from tests.accounts.places import person, role
from tests.api.conftest import Program
from zhijiao.filing.models import Change
from zhijiao.filing.schema import registry
from zhijiao.identity import tokens
from zhijiao.identity.models import ApiToken, TokenProfile
from zhijiao.identity.tokens import Limits, create_token


@pytest.fixture
def clerk(tree):
    return person(tree.school, "wei", "school_clerk")


@pytest.fixture
def narrowed(client):
    """Makes programs with tokens that are narrowed."""

    def make(user, **limits):
        made = Program(client, user)
        made.header = f"Bearer {create_token(user, '同步', limits=Limits(**limits))[1]}"
        return made

    return make


def test_forms_that_a_token_does_not_name_are_refused(clerk, world, narrowed):
    call = narrowed(clerk, forms=("teacher",))
    assert [form["key"] for form in call("GET", "forms/").json()["items"]] == ["teacher"]
    assert call("GET", "forms/teacher/records/").status_code == 200
    assert call("GET", "forms/student/records/").status_code == 403
    paths = call("GET", "openapi.json").json()["paths"]
    assert "/api/v1/forms/teacher/records/" in paths
    assert "/api/v1/forms/student/records/" not in paths


def test_hidden_items_are_neither_read_nor_asked_nor_written(tree, clerk, world, narrowed):
    profile = TokenProfile.objects.create(org=tree.school, name="不含姓名", hidden={"teacher": ["name"]})
    call, whole = narrowed(clerk, profile=profile), narrowed(clerk)
    shown, known = (each("GET", "forms/teacher/records/").json()["items"][0] for each in (call, whole))
    assert known.keys() - shown.keys() == {"name"}
    for asked in ("name=韦", "sort=name", "sort=-name"):
        assert call("GET", f"forms/teacher/records/?{asked}").status_code == 400, asked
    assert call("POST", "forms/teacher/records/", {"id": known["id"], "name": "新"}).status_code == 400
    one = f"forms/teacher/records/{known['id']}/"
    assert "name" not in call("GET", one).json()
    assert call("PATCH", one, {"name": "新"}, if_match=known["version"]).status_code == 400
    schemas = call("GET", "openapi.json").json()["components"]["schemas"]
    assert "name" not in schemas["teacher"]["properties"]
    assert "name" not in schemas["teacher.write"]["properties"]


def test_a_conflict_does_not_tell_of_hidden_items(tree, clerk, world, narrowed):
    profile = TokenProfile.objects.create(org=tree.school, name="不含姓名", hidden={"teacher": ["name"]})
    call, whole = narrowed(clerk, profile=profile), narrowed(clerk)
    known = whole("GET", "forms/teacher/records/").json()["items"][0]
    one = f"forms/teacher/records/{known['id']}/"
    assert whole("PATCH", one, {"name": "黄晓梅"}, if_match=known["version"]).status_code == 200
    refused = call("PATCH", one, {"number": known["number"]}, if_match=known["version"])
    assert refused.status_code == 412
    assert "黄晓梅" not in refused.content.decode()
    assert "黄晓梅" in str(Change.objects.latest("pk").diff)


def test_a_kept_answer_is_for_the_token_that_got_it(tree, clerk, world, narrowed):
    profile = TokenProfile.objects.create(org=tree.school, name="不含姓名", hidden={"teacher": ["name"]})
    call, whole = narrowed(clerk, profile=profile), narrowed(clerk)
    known = whole("GET", "forms/teacher/records/").json()["items"][0]
    sent = ("PATCH", f"forms/teacher/records/{known['id']}/", {"number": known["number"]})
    assert "name" in whole(*sent, if_match=known["version"], key="sync-0001").json()
    assert call(*sent, if_match=known["version"], key="sync-0001").status_code == 422


def test_an_area_narrows_the_tree(tree, narrowed):
    leader = person(tree.province, "shengling", "province_leader")
    call = narrowed(leader, area=tree.city)
    assert [school["id"] for school in call("GET", "schools/").json()["items"]] == [tree.school.pk]
    assert call("GET", f"forms/teacher/records/?school={tree.sister.pk}").status_code == 404
    assert call("GET", f"forms/teacher/records/?school={tree.school.pk}").status_code == 200
    assert narrowed(leader, area=tree.foreign)("GET", "schools/").status_code == 401


def test_one_role_alone(tree, narrowed):
    both = person(tree.school, "liang", "school_clerk", "data_reviewer")
    call = narrowed(both, role=role("data_reviewer"))
    assert call("DELETE", "forms/teacher/records/1/", if_match=1).status_code == 403
    both.roles.remove(role("data_reviewer"))
    assert call("GET", "forms/").status_code == 401


@pytest.mark.parametrize(
    ("allowed", "caller", "comes"),
    [
        (("127.0.0.0/8",), "127.0.0.1", True),
        (("127.0.0.1/32",), "::ffff:127.0.0.1", True),
        (("203.0.113.8/32", "2001:db8::/32"), "2001:db8::7", True),
        (("203.0.113.8/32",), "203.0.113.9", False),
        (("203.0.113.8/32",), "", False),
    ],
)
def test_addresses(clerk, allowed, caller, comes):
    _, text = create_token(clerk, "同步", limits=Limits(addresses=allowed))
    assert (tokens.actor_for_token(f"Bearer {text}", caller) is not None) == comes


def test_a_revoked_token_opens_nothing_from_the_next_request_on(clerk, world, narrowed):
    call = narrowed(clerk)
    assert call("GET", "forms/").status_code == 200
    token = ApiToken.objects.latest("pk")
    assert (token.last_used_at is not None, token.last_address) == (True, "127.0.0.1")
    tokens.revoke_token(token, "管理员")
    assert call("GET", "forms/").status_code == 401


def test_nothing_of_the_text_is_kept(clerk):
    token, text = create_token(clerk, "同步")
    assert text not in str(ApiToken.objects.filter(pk=token.pk).values())


def test_hidden_items_are_not_told_by_what_is_worked_out(tree, clerk, whole, narrowed):
    """A summary of a form with hidden items, or of forms that refer to one, is closed."""
    profile = TokenProfile.objects.create(org=tree.school, name="不含姓名", hidden={"teacher": ["name"]})
    call = narrowed(clerk, profile=profile)
    open_to = {form["key"] for form in call("GET", "forms/").json()["items"]}
    paths = call("GET", "openapi.json").json()["paths"]
    for key in ("major_teacher", "publicity_calendar"):
        for method, path in (("GET", f"forms/{key}/records/"), ("POST", f"forms/{key}/exports/")):
            assert call(method, path).status_code == 403, path
            assert f"/api/v1/{path}" not in paths
        assert key not in open_to
        assert narrowed(clerk)("GET", f"forms/{key}/records/").status_code == 200


def test_items_looked_up_in_a_hidden_one_are_hidden(tree, clerk, whole, narrowed):
    origin = ("teacher_employment", "department")
    looked_up = [
        (form.key, column.name)
        for form in registry.registry().records
        for column in form.columns.values()
        if form.key != origin[0] and (column.origin.form.key, column.origin.name) == origin
    ]
    assert len(looked_up) > 5
    hidden = {origin[0]: [origin[1]]}
    call = narrowed(
        clerk, profile=TokenProfile.objects.create(org=tree.school, name="不含部门", hidden=hidden)
    )
    for key, name in looked_up[:4]:
        item = narrowed(clerk)("GET", f"forms/{key}/records/").json()["items"][0]
        assert item.keys() - call("GET", f"forms/{key}/records/").json()["items"][0].keys() == {name}, key

"""接口令牌 and 我的令牌: issued, shown once, narrowed, renewed, revoked, and told in the audit log."""

import re

import pytest

from tests.accounts.places import PASSWORD, person, plant, role, sign_in
from zhijiao.audit.models import Entry
from zhijiao.identity import tokens
from zhijiao.identity.models import ApiToken, TokenProfile, User

SHOWN = re.compile(r"zj_[A-Za-z0-9_-]{43}")


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def admin(tree, client):
    client.force_login(person(tree.school, "guan", "school_admin", issued_by=tree.province))
    return client


@pytest.fixture
def clerk(tree, client):
    user = person(tree.school, "wei", "school_clerk")
    client.force_login(user)
    return user


def asked(**more):
    return {"purpose": "同步课表", "days": "30", **more}


def issue(admin, **more):
    chosen = {"system": "智慧校园平台", "roles": [role("school_clerk").pk], **more}
    return admin.post("/manage/tokens/add/", asked(**chosen))


def test_a_system_gets_an_account_that_acts_and_cannot_sign_in(admin, tree, client):
    page = issue(admin, forms_only=["teacher"], addresses="203.0.113.8，198.51.100.0/24").content.decode()
    (text,) = SHOWN.findall(page)
    token = ApiToken.objects.select_related("user").get()
    assert (token.addresses, token.forms) == (["203.0.113.8/32", "198.51.100.0/24"], ["teacher"])
    actor = tokens.actor_for_token(f"Bearer {text}", "203.0.113.8")
    assert (actor.name, actor.roles, actor.org_id) == ("智慧校园平台", ("school_clerk",), tree.school.pk)
    assert text not in admin.get("/manage/tokens/").content.decode()
    User.objects.filter(pk=token.user_id).update(password=User.objects.get(username="guan").password)
    assert sign_in(client, token.user.username).status_code == 422
    told = Entry.objects.filter(event="token").latest("pk")
    assert (told.detail["done"], told.detail["name"]) == ("签发", "同步课表")
    assert text not in str(told.detail)


def test_what_is_wrong_is_said_at_its_place(admin):
    page = issue(admin, addresses="十点", days="0", roles=[role("province_admin").pk])
    said = page.content.decode()
    assert page.status_code == 422
    assert all(text in said for text in ("不是 IP 地址或网段", "有效天数应为", "所选角色不可用"))
    assert not ApiToken.objects.exists()


def test_no_privacy_role_for_systems(admin):
    assert issue(admin, roles=[role("privacy_viewer").pk]).status_code == 422
    assert not User.objects.filter(is_system=True).exists()


def test_a_token_is_renewed_and_the_former_one_opens_nothing(admin):
    (first,) = SHOWN.findall(issue(admin, forms_only=["teacher"]).content.decode())
    token = ApiToken.objects.get()
    (second,) = SHOWN.findall(admin.post(f"/manage/tokens/{token.pk}/renew/").content.decode())
    assert tokens.actor_for_token(f"Bearer {first}") is None
    assert tokens.actor_for_token(f"Bearer {second}").forms == {"teacher"}


def test_the_administrator_revokes_tokens_of_people(admin, tree):
    user = person(tree.school, "liang", "school_clerk")
    token, text = tokens.create_token(user, "报表")
    admin.post(f"/manage/tokens/{token.pk}/revoke/")
    assert tokens.actor_for_token(f"Bearer {text}") is None
    assert "韦朗朗" in admin.get("/manage/tokens/?all=1").content.decode()
    foreign, _ = tokens.create_token(person(tree.foreign, "lin", "school_clerk"), "别人的")
    assert admin.post(f"/manage/tokens/{foreign.pk}/revoke/").status_code == 404


def test_ones_own_token_wants_the_password(clerk, client):
    assert client.post("/tokens/add/", asked(password="Wrong-2026")).status_code == 422
    assert not ApiToken.objects.exists()
    page = client.post("/tokens/add/", asked(password=PASSWORD, role=role("school_clerk").pk))
    (text,) = SHOWN.findall(page.content.decode())
    assert tokens.actor_for_token(f"Bearer {text}").user_id == clerk.pk
    assert (
        client.post("/tokens/add/", asked(password=PASSWORD, role=role("data_reviewer").pk)).status_code
        == 422
    )
    token = ApiToken.objects.get()
    assert "同步课表" in client.get("/tokens/").content.decode()
    client.post(f"/tokens/{token.pk}/revoke/")
    assert tokens.actor_for_token(f"Bearer {text}") is None


def test_a_profile_is_made_filled_and_kept_while_it_is_used(admin, tree):
    admin.post("/manage/tokens/profiles/", {"name": "不含联系方式"})
    made = TokenProfile.objects.get(org=tree.school)
    page = f"/manage/tokens/profiles/{made.pk}/"
    admin.post(page, {"form": "teacher", "hide": ["name", "nothing"]})
    made.refresh_from_db()
    assert made.hidden == {"teacher": ["name"]}
    assert "姓名" in admin.get(f"{page}?form=teacher").content.decode()
    assert admin.post("/manage/tokens/profiles/", {"name": "不含联系方式"}).status_code == 422
    issue(admin, profile=str(made.pk))
    admin.post(f"{page}delete/")
    assert TokenProfile.objects.filter(pk=made.pk).exists()
    ApiToken.objects.all().delete()
    admin.post(f"{page}delete/")
    assert not TokenProfile.objects.filter(pk=made.pk).exists()


def test_an_authority_narrows_to_a_place_below_it(tree, client):
    client.force_login(person(tree.province, "sheng", "province_admin"))
    roles = [role("province_leader").pk]
    assert issue(client, area=tree.foreign.code, roles=roles).status_code == 422
    issue(client, area=tree.school.code, roles=roles)
    assert ApiToken.objects.get().area == tree.school

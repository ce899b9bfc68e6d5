import re

import pytest
from django.core.exceptions import ValidationError

from tests.accounts.places import PASSWORD, person, role, sign_in
from zhijiao.identity.models import Role, User
from zhijiao.users import personal, services

pytestmark = pytest.mark.django_db

ADD = "/manage/users/add/"


def text(response) -> str:
    return response.content.decode()


def posted(*keys: str, **facts) -> dict:
    roles = [role(key).pk for key in keys]
    return {"username": "zhangming", "real_name": "张明", "sex": "1", "roles": roles, **facts}


def password_in(response) -> str:
    return re.search(r"<dt>初始密码</dt><dd>([^<]+)</dd>", text(response)).group(1)


def test_a_user_is_added_and_the_password_shown_once(at_school, tree, client):
    response = at_school.post(
        ADD, posted("school_clerk", phone="13800000000", email="a@example.com", row_role="granted")
    )
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    user = User.objects.get(username="zhangming")
    assert (user.org, user.row_role, user.must_change_password) == (tree.school, "granted", True)
    assert user.check_password(password_in(response))
    assert password_in(response) not in text(at_school.get("/manage/users/"))
    assert "13800000000" not in user.phone
    assert personal.shown_phone(user) == "13800000000"
    fresh = at_school.__class__()
    assert sign_in(fresh, "ZhangMing", password_in(response)).headers["Location"] == "/password/"


def test_wrong_things_are_said_and_nothing_typed_is_lost(at_school):
    response = at_school.post(
        ADD, posted("school_reader", username="张", real_name="", email="x", phone="12", row_role="all")
    )
    page = text(response)
    assert response.status_code == 422
    for said in ("用户名应为 3 至 40 位", "请填写真实姓名。", "邮箱格式不对", "手机号应为 11 位数字"):
        assert said in page
    assert 'value="张"' in page
    assert 'value="12"' in page
    assert re.search(rf'value="{role("school_reader").pk}" checked', page)
    assert 'id="errsum"' in page
    assert not User.objects.filter(real_name="").exists()


def test_a_role_is_required_and_a_name_serves_once(at_school, tree):
    person(tree.foreign, "zhangming", "school_clerk")
    assert "请选择功能角色。" in text(at_school.post(ADD, posted()))
    assert "该用户名已被使用" in text(at_school.post(ADD, posted("school_clerk", username="ZHANGMING")))


@pytest.mark.parametrize("key", ["school_admin", "province_admin", "county_leader"])
def test_only_the_schools_own_roles_can_be_given(at_school, key):
    assert "所选角色不可用" in text(at_school.post(ADD, posted(key)))
    assert not User.objects.filter(username="zhangming").exists()


def test_another_schools_role_cannot_be_given(at_school, tree):
    foreign = Role.objects.create(org=tree.sister, key="x", name="招就办", portal="business", level="school")
    assert "所选角色不可用" in text(at_school.post(ADD, posted() | {"roles": [foreign.pk, 999999, "abc"]}))
    with pytest.raises(ValidationError, match="不能用于"):
        services.create_user(tree.school, "someone", "某人", [foreign])


def test_one_active_principal(at_school, tree):
    first = person(tree.school, "xiao", "school_principal", real_name="陈校长")
    person(tree.sister, "other", "school_principal")
    refused = at_school.post(ADD, posted("school_principal"))
    assert refused.status_code == 422
    assert "每所学校只能有一个启用的校领导账号，现为“陈校长”（xiao）" in text(refused)
    services.set_active(first, False)
    assert at_school.post(ADD, posted("school_principal")).status_code == 200
    with pytest.raises(ValidationError, match="只能有一个"):
        services.set_active(first, True)
    with pytest.raises(ValidationError, match="只能有一个"):
        services.set_roles(person(tree.school, "wei", "school_clerk"), [role("school_principal")], by=None)
    assert User.objects.filter(org=tree.school, is_active=True, roles__principal=True).count() == 1


def test_a_user_is_changed(at_school, clerk):
    page = text(at_school.get(f"/manage/users/{clerk.pk}/"))
    assert 'value="韦朗朗"' in page
    assert re.search(rf'value="{role("school_clerk").pk}" checked', page)
    services.update_user(
        clerk,
        by=None,
        real_name="韦朗朗",
        sex="",
        email="",
        phone="13912345678",
        roles=[role("school_clerk")],
        row_role="all",
    )
    page = text(at_school.get(f"/manage/users/{clerk.pk}/"))
    assert "139******78" in page
    assert "13912345678" not in page
    before = clerk.stamp
    response = at_school.post(
        f"/manage/users/{clerk.pk}/",
        {
            "real_name": "韦明",
            "sex": "2",
            "roles": [role("data_reviewer").pk],
            "row_role": "own",
            "username": "evil",
        },
    )
    assert response.headers["Location"] == "/manage/users/"
    clerk.refresh_from_db()
    assert (clerk.username, clerk.real_name, clerk.sex, clerk.row_role) == ("wei", "韦明", "2", "own")
    assert [held.key for held in clerk.roles.all()] == ["data_reviewer"]
    assert personal.shown_phone(clerk) == "13912345678"
    assert clerk.stamp != before


def test_changing_the_issued_administrator_keeps_the_role(at_school, admin):
    page = text(at_school.get(f"/manage/users/{admin.pk}/"))
    assert "由主管部门签发的角色：系统管理员（校）" in page
    response = at_school.post(f"/manage/users/{admin.pk}/", {"real_name": "谭红", "roles": []})
    assert response.status_code == 302
    assert [held.key for held in admin.roles.all()] == ["school_admin"]


def test_the_last_administrator_cannot_leave(at_school, admin):
    page = at_school.post(f"/manage/users/{admin.pk}/state/", {"active": "0"}, follow=True)
    assert "最后一个系统管理员账号" in text(page)
    admin.refresh_from_db()
    assert admin.is_active
    with pytest.raises(ValidationError, match="最后一个"):
        services.set_roles(admin, [role("school_clerk")], by=None)


def test_an_account_is_disabled_and_enabled(at_school, clerk):
    page = at_school.post(f"/manage/users/{clerk.pk}/state/", {"active": "0"}, follow=True)
    assert "已禁用“韦朗朗”" in text(page)
    assert sign_in(at_school.__class__(), "wei").status_code == 422
    at_school.post(f"/manage/users/{clerk.pk}/state/", {"active": "1"})
    assert sign_in(at_school.__class__(), "wei").status_code == 302


def test_a_password_is_reset_and_shown_once(at_school, clerk):
    session = at_school.__class__()
    sign_in(session, "wei")
    response = at_school.post(f"/manage/users/{clerk.pk}/password/")
    assert "no-store" in response.headers["Cache-Control"]
    clerk.refresh_from_db()
    assert clerk.must_change_password
    assert clerk.check_password(password_in(response))
    assert not clerk.check_password(PASSWORD)
    assert session.get("/password/").headers["Location"].startswith("/login/")


def test_ones_own_password_is_not_reset(at_school, admin):
    page = at_school.post(f"/manage/users/{admin.pk}/password/", follow=True)
    assert "不能重置自己的密码" in text(page)
    assert User.objects.get(pk=admin.pk).check_password(PASSWORD)


@pytest.mark.parametrize("part", ["", "state/", "password/"])
def test_users_of_other_nodes_are_not_there(at_school, tree, part):
    for org in (tree.sister, tree.city, tree.province):
        level = org.level
        stranger = person(org, f"st-{org.pk}", "school_clerk" if level == "school" else f"{level}_leader")
        response = at_school.post(f"/manage/users/{stranger.pk}/{part}", {"active": "0", "real_name": "x"})
        assert response.status_code == 404
        stranger.refresh_from_db()
        assert (stranger.is_active, stranger.real_name) == (True, "韦朗朗")
        assert stranger.check_password(PASSWORD)
    for number in ("0", "999999999999999999999999"):
        assert at_school.get(f"/manage/users/{number}/").status_code == 404


def test_an_authority_does_not_reach_into_a_schools_users(at_province, clerk):
    assert at_province.get(f"/manage/users/{clerk.pk}/").status_code == 404


def test_the_list_shows_ones_own_and_can_be_asked(at_school, tree, clerk):
    person(tree.school, "chen", "school_supervisor", real_name="陈一")
    person(tree.sister, "stranger", "school_clerk", real_name="外人")
    page = text(at_school.get("/manage/users/"))
    assert "陈一" in page
    assert "外人" not in page
    cases = {
        "q=陈": {"chen"},
        "q=WEI": {"wei"},
        f"role={role('school_supervisor').pk}": {"chen"},
        "state=off": set(),
        "q=%25": set(),
        "role=x&state=y&page=x&size=-1": {"chen", "wei", "boss"},
    }
    for query, wanted in cases.items():
        found = set(
            re.findall(
                r'<th scope="row" role="rowheader" class="main">([^<]+)</th>',
                text(at_school.get(f"/manage/users/?{query}")),
            )
        )
        assert found == wanted, query


def test_the_list_takes_as_many_queries_for_many_as_for_one(at_school, tree, django_assert_num_queries):
    at_school.get("/manage/users/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        at_school.get("/manage/users/")
    for number in range(5):
        person(tree.school, f"user{number}", "school_clerk", "school_supervisor")
    with django_assert_num_queries(len(few)):
        at_school.get("/manage/users/")


def test_clerks_do_not_come_in(client, clerk):
    client.force_login(clerk)
    for address in ("/manage/", "/manage/users/", ADD, "/manage/schools/"):
        assert client.get(address).status_code == 403


ID_NUMBER = "45010319901105002X"


def test_document_and_second_step_are_kept_private_and_changed(at_school, tree):
    facts = posted("school_clerk", document_type="1", document_number=ID_NUMBER, second_step="1")
    assert at_school.post(ADD, facts).status_code == 200
    user = User.objects.get(username="zhangming")
    assert ID_NUMBER not in user.document_number
    assert personal.shown_document(user) == ID_NUMBER
    assert user.second_step
    address = f"/manage/users/{user.pk}/"
    page = text(at_school.get(address))
    assert f"450{'*' * 15}" in page
    assert ID_NUMBER not in page
    kept = posted("school_clerk", document_type="1", document_number="", second_step="0")
    assert at_school.post(address, kept).status_code == 302
    user.refresh_from_db()
    assert personal.shown_document(user) == ID_NUMBER
    assert not user.second_step
    at_school.post(address, posted("school_clerk", document_type="A", document_number="E12345678"))
    user.refresh_from_db()
    assert (user.document_type, personal.shown_document(user)) == ("A", "E12345678")
    changed = at_school.post(address, posted("school_clerk", document_type="1", document_number=""))
    assert changed.status_code == 422
    assert "E12345678" not in text(changed)


@pytest.mark.parametrize(
    ("kind", "number", "said"),
    [
        ("1", "450103199011050021", "校验"),
        ("1", "123", "证件号"),
        ("", ID_NUMBER, "请选择证件类型"),
        ("ZZ", "1", "没有这种证件类型"),
        ("A", "x" * 41, "最多 40 个"),
    ],
)
def test_wrong_documents_are_said(at_school, kind, number, said):
    refused = at_school.post(ADD, posted("school_clerk", document_type=kind, document_number=number))
    assert refused.status_code == 422
    assert said in text(refused)
    assert not User.objects.filter(username="zhangming").exists()


def test_a_user_is_deleted_and_signed_out(at_school, clerk):
    other = at_school.__class__()
    sign_in(other, "wei")
    page = at_school.post(f"/manage/users/{clerk.pk}/delete/", follow=True)
    assert "已删除“韦朗朗”（wei）" in text(page)
    assert not User.objects.filter(username="wei").exists()
    assert other.get("/security/").headers["Location"].startswith("/login/")


def test_the_principal_is_never_deleted(at_school, tree):
    principal = person(tree.school, "xiao", "school_principal")
    for active in (True, False):
        services.set_active(principal, active)
        page = at_school.post(f"/manage/users/{principal.pk}/delete/", follow=True)
        assert "校领导账号不支持删除" in text(page)
    assert User.objects.filter(username="xiao").exists()


def test_oneself_the_issued_and_the_last_administrator_are_not_deleted(at_school, admin, tree, client):
    page = at_school.post(f"/manage/users/{admin.pk}/delete/", follow=True)
    assert "不能删除自己的账号" in text(page)
    helper = person(tree.school, "help", "school_clerk")
    with pytest.raises(ValidationError, match="由主管部门签发"):
        services.delete_user(admin, by=helper)
    last = person(tree.province, "sheng", "province_admin")
    leader = person(tree.province, "lead", "province_leader")
    with pytest.raises(ValidationError, match="最后一个"):
        services.delete_user(last, by=leader)
    second = person(tree.province, "sheng2", "province_admin")
    services.delete_user(second, by=last)
    assert not User.objects.filter(username="sheng2").exists()


def test_nobody_elses_user_is_deleted_or_unlocked(at_school, tree):
    stranger = person(tree.sister, "far", "school_clerk")
    for part in ("delete", "unlock", "app"):
        assert at_school.post(f"/manage/users/{stranger.pk}/{part}/").status_code == 404
        assert at_school.get(f"/manage/users/{stranger.pk}/{part}/").status_code == 405
    assert User.objects.filter(username="far").exists()

import re

import pytest
from django.core.exceptions import ValidationError

from tests.accounts.places import PASSWORD, person, role, sign_in
from zhijiao.identity.models import Role, RoleGrant, User
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.models import Org
from zhijiao.orgs.services import By, close_org
from zhijiao.users import services

pytestmark = pytest.mark.django_db

OPEN = "/manage/schools/open/"
CODE = make_school_code("45", 77)


def text(response) -> str:
    return response.content.decode()


def posted(tree, **changes) -> dict:
    facts = {"name": "云州市新华职业学校", "code": CODE, "school_type": "continuing", "parent": tree.city.pk}
    return {**facts, "username": "gly77", "real_name": "卢华", "email": "", "region": "", **changes}


def password_in(response) -> str:
    return re.search(r"<dt>初始密码</dt><dd>([^<]+)</dd>", text(response)).group(1)


def names_in(response) -> set[str]:
    return set(
        re.findall(r'<th scope="row" role="rowheader" class="main"><a [^>]+>([^<]+)</a></th>', text(response))
    )


def test_a_school_is_opened_with_its_administrator(at_province, tree):
    response = at_province.post(OPEN, posted(tree))
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    school = Org.objects.get(code=CODE)
    assert school.path.startswith(tree.city.path)
    assert school.region == "450100"
    user = User.objects.get(username="gly77")
    assert (user.org, user.issued_by, user.must_change_password) == (school, tree.province, True)
    assert [held.key for held in user.roles.all()] == ["school_admin"]
    fresh = at_province.__class__()
    signed = sign_in(fresh, "gly77", password_in(response), portal="manage")
    assert signed.headers["Location"] == "/manage/password/"


def test_both_or_nothing(at_province, tree, clerk):
    refused = at_province.post(OPEN, posted(tree, username="wei"))
    assert refused.status_code == 422
    assert "该用户名已被使用" in text(refused)
    assert 'value="云州市新华职业学校"' in text(refused)
    assert not Org.objects.filter(code=CODE).exists()
    refused = at_province.post(OPEN, posted(tree, code=tree.school.code))
    assert "已被同级其他机构使用" in text(refused)
    assert not User.objects.filter(username="gly77").exists()


def test_wrong_facts_are_said_beside_the_box(at_province, tree):
    page = text(
        at_province.post(OPEN, posted(tree, code="1234567890", region="45", school_type="x", name=""))
    )
    for said in ("请填写学校名称。", "没有这种学校类型", "行政区划代码应为 6 位数字"):
        assert said in page
    assert "以 36 开头" in text(at_province.post(OPEN, posted(tree, code="1234567890")))
    assert text(at_province.post(OPEN, {})).count("请") > 5


def test_no_school_is_opened_outside_ones_area(at_province, tree):
    for parent in (tree.elsewhere, tree.ministry, tree.school):
        refused = at_province.post(OPEN, posted(tree, parent=parent.pk))
        assert "主管部门不在您的管理范围内" in text(refused)
    assert not Org.objects.filter(code=CODE).exists()
    assert at_province.post(OPEN, posted(tree, parent="x")).status_code == 422


def test_a_school_is_looked_up_before_it_is_opened(at_province, tree):
    def told(asked):
        page = text(at_province.get(OPEN, {"q": asked}))
        return re.findall(r'<li class="mb-1">(.*?)</li>', page, re.S), page

    (said,), page = told("工业")
    assert "已开通，不要重复开通" in said
    assert f"/manage/orgs/{tree.school.pk}/" in said
    for asked in ("海东省水产学校", tree.foreign.code):
        (said,), page = told(asked)
        assert said == (
            "海东省水产学校：已由“海东省教育厅”开通，不在您的管理范围内。"
            "需要划转时，请与双方共同的上级部门联系。"
        )
    for asked in ("水产", tree.foreign.code[:6], "没有这所学校"):
        assert told(asked)[0] == []
    assert 'value="没有这所学校"' in told("没有这所学校")[1]
    assert f'name="code" required value="{CODE}"' in re.sub(r" type=.text.", "", told(CODE)[1]).replace(
        ' aria-describedby="f-code-hint"', ""
    )
    close_org(tree.sister, By())
    assert "已停办" in told("商业")[0][0]


def test_the_list_shows_ones_area_alone(at_province, tree, admin):
    page = at_province.get("/manage/schools/")
    assert names_in(page) == {"云州市工业学校", "云岭省商业学校"}
    assert "谭红霞（boss）" in text(page)
    assert "未签发" in text(page)
    assert names_in(at_province.get("/manage/schools/?q=商业")) == {"云岭省商业学校"}
    assert names_in(at_province.get(f"/manage/schools/?q={tree.school.code}")) == {"云州市工业学校"}
    assert names_in(at_province.get("/manage/schools/?type=resumed")) == set()


def test_a_county_sees_only_its_own(client, tree):
    client.force_login(person(tree.county, "xian", "county_admin"))
    assert names_in(client.get("/manage/schools/")) == set()
    assert 'href="/manage/areas/"' not in text(client.get("/manage/"))


def test_the_administrator_is_replaced(at_province, tree, admin):
    address = f"/manage/orgs/{tree.school.pk}/admin/"
    assert "boss" in text(at_province.get(address))
    old = at_province.__class__()
    sign_in(old, "boss", portal="manage")
    response = at_province.post(address, {"username": "boss2", "real_name": "新人"})
    assert response.status_code == 200
    active = User.objects.filter(org=tree.school, is_active=True, roles__key="school_admin")
    assert [user.username for user in active] == ["boss2"]
    assert old.get("/manage/").headers["Location"].startswith("/manage/login/")
    admin.refresh_from_db()
    with pytest.raises(ValidationError, match="只有一个校级系统管理员"):
        services.set_active(admin, True)


def test_a_refused_replacement_leaves_the_old_one(at_province, tree, admin):
    refused = at_province.post(
        f"/manage/orgs/{tree.school.pk}/admin/", {"username": "boss", "real_name": "新人"}
    )
    assert "该用户名已被使用" in text(refused)
    admin.refresh_from_db()
    assert admin.is_active


def test_other_areas_are_not_there(at_province, tree):
    for org in (tree.foreign, tree.elsewhere, tree.ministry, tree.province, tree.county):
        address = f"/manage/orgs/{org.pk}/admin/"
        assert at_province.get(address).status_code == 404
        assert at_province.post(address, {"username": "evil", "real_name": "恶人"}).status_code == 404
    assert not User.objects.filter(username="evil").exists()


def test_a_lower_department_is_opened(at_province, tree):
    response = at_province.post(
        "/manage/areas/open/",
        {
            "name": "云海市教育局",
            "level": "city",
            "code": "450500",
            "username": "yunhai",
            "real_name": "黄海",
        },
    )
    assert response.status_code == 200
    city = Org.objects.get(code="450500")
    assert (city.parent, city.region) == (tree.province, "450500")
    assert [held.key for held in User.objects.get(username="yunhai").roles.all()] == ["city_admin"]
    assert names_in(at_province.get("/manage/areas/")) == {"云州市教育局", "云海市教育局"}
    refused = at_province.post(
        "/manage/areas/open/",
        {"name": "x", "level": "province", "code": "450501", "username": "yunhai2", "real_name": "黄海"},
    )
    assert "只能开通比本级低的部门" in text(refused)


def test_an_appointed_colleague_stays_when_the_issued_one_is_replaced(at_province, tree):
    issued = services.issue_admin(tree.city, "first", "甲", tree.province)[0]
    colleague = person(tree.city, "colleague", "city_admin")
    services.issue_admin(tree.city, "second", "乙", tree.province)
    issued.refresh_from_db()
    colleague.refresh_from_db()
    assert (issued.is_active, colleague.is_active) == (False, True)


def test_a_school_administrator_opens_no_schools(at_school, tree):
    for address in ("/manage/schools/", OPEN, "/manage/areas/", f"/manage/orgs/{tree.sister.pk}/admin/"):
        assert at_school.get(address).status_code == 403
        assert at_school.post(address, posted(tree)).status_code == 403


def test_home_shows_each_administrator_the_own_work(client, admin, province_admin):
    client.force_login(admin)
    page = text(client.get("/manage/"))
    assert "用户管理-校内" in page
    assert "还没有启用的校领导账号" in page
    assert "/manage/schools/" not in page
    client.force_login(province_admin)
    page = text(client.get("/manage/"))
    assert "/manage/schools/" in page
    assert "1 所学校还没有系统管理员账号" in page
    assert "谭红霞" not in page
    assert PASSWORD not in page


@pytest.mark.parametrize("office", ["province", "city"])
def test_every_authority_above_replaces_the_one_administrator(client, tree, admin, office):
    client.force_login(person(getattr(tree, office), "above", f"{office}_admin"))
    address = f"/manage/orgs/{tree.school.pk}/admin/"
    assert client.post(address, {"username": "fresh", "real_name": "新人"}).status_code == 200
    active = User.objects.filter(org=tree.school, is_active=True, roles__key="school_admin")
    assert [user.username for user in active] == ["fresh"]


@pytest.mark.parametrize("office", ["elsewhere", "county", "foreign", "school"])
def test_nobody_else_replaces_it(client, tree, admin, office):
    """A neighbour province, a county beside it, another school, and the school itself with every right of its own."""
    org = getattr(tree, office)
    keys = {"elsewhere": ["province_admin"], "county": ["county_admin"]}.get(office, [])
    user = person(org, "other", *keys)
    if not keys:
        own = Role.objects.create(org=org, key="全权", name="全权", portal="manage", level="school")
        RoleGrant.objects.bulk_create(
            [RoleGrant(role=own, form="*", action=action) for action in ("users", "orgs")]
        )
        services.set_roles(user, [own], by=None)
    client.force_login(user)
    address = f"/manage/orgs/{tree.school.pk}/admin/"
    for answer in (
        client.get(address),
        client.post(address, {"username": "evil", "real_name": "恶人"}),
        client.post(f"{address}{admin.pk}/password/"),
    ):
        assert answer.status_code == 404
    admin.refresh_from_db()
    assert admin.is_active
    assert admin.check_password(PASSWORD)


def test_a_school_has_its_own_roles_only(tree):
    assert role("school_admin") not in services.assignable_roles(tree.school)
    assert role("city_admin") in services.assignable_roles(tree.city)
    assert services.assignable_roles(tree.school).count() == 7


def test_the_issuing_authority_resets_the_administrators_password(at_province, tree, admin, clerk):
    address = f"/manage/orgs/{tree.school.pk}/admin/"
    assert f"{address}{admin.pk}/password/" in text(at_province.get(address))
    response = at_province.post(f"{address}{admin.pk}/password/")
    admin.refresh_from_db()
    assert admin.must_change_password
    assert admin.check_password(password_in(response))
    for other in (clerk, person(tree.foreign, "far", "school_admin")):
        assert at_province.post(f"{address}{other.pk}/password/").status_code == 404
        assert other.check_password(PASSWORD)


def test_a_school_does_not_reset_its_issued_administrator(client, tree, admin):
    own = Role.objects.create(org=tree.school, key="人事", name="人事", portal="manage", level="school")
    RoleGrant.objects.create(role=own, form="*", action="users")
    helper = person(tree.school, "helper")
    services.set_roles(helper, [own], by=None)
    client.force_login(helper)
    page = client.post(f"/manage/users/{admin.pk}/password/", follow=True)
    assert "请联系主管部门重置密码" in text(page)
    admin.refresh_from_db()
    assert admin.check_password(PASSWORD)


def test_schools_without_an_administrator_are_listed_alone(at_province, tree):
    person(tree.school, "gly", "school_admin", issued_by=tree.province)
    assert names_in(at_province.get("/manage/schools/?admin=none")) == {tree.sister.name}
    assert 'href="/manage/schools/?admin=none"' in text(at_province.get("/manage/"))


def test_a_search_for_schools_finds_those_of_the_own_area_alone(at_province, tree):
    def found(asked):
        return [
            each["text"]
            for each in at_province.get("/manage/schools/options/", {"q": asked}).json()["results"]
        ]

    assert set(found("")) == {tree.school.name, tree.sister.name}
    assert found(tree.school.name[2:5]) == [tree.school.name]
    assert found(tree.sister.code) == [tree.sister.name]
    assert found(tree.foreign.name) == []


ISSUE = "/manage/schools/issue/"


def boxes(*schools, **typed):
    """What the page posts: every school with the user name that stands there, names only where they were typed."""
    facts = {"school": [school.pk for school in schools]}
    for school in schools:
        facts |= {
            f"{school.pk}-username": f"gly{school.code}",
            f"{school.pk}-real_name": "",
            f"{school.pk}-email": "",
        }
    return facts | typed


def test_many_schools_are_given_administrators_at_once_and_those_without_a_name_are_left(at_province, tree):
    page = text(at_province.get(ISSUE))
    assert f'value="gly{tree.school.code}"' in page
    assert tree.foreign.name not in page
    answer = at_province.post(
        ISSUE, boxes(tree.school, tree.sister, **{f"{tree.school.pk}-real_name": "卢华"})
    )
    assert "no-store" in answer.headers["Cache-Control"]
    shown = re.search(r'data-label="初始密码">([^<]+)<', text(answer)).group(1)
    user = User.objects.get(username=f"gly{tree.school.code}")
    assert (user.org, user.issued_by, user.must_change_password) == (tree.school, tree.province, True)
    assert sign_in(at_province.__class__(), user.username, shown, portal="manage").status_code == 302
    assert not User.objects.filter(org=tree.sister).exists()
    assert f'value="gly{tree.school.code}"' not in text(at_province.get(ISSUE))


def test_one_account_that_cannot_be_issued_stops_all_and_nothing_typed_is_lost(at_province, tree):
    typed = {f"{school.pk}-real_name": "卢华" for school in (tree.school, tree.sister)}
    answer = at_province.post(
        ISSUE, boxes(tree.school, tree.sister, **typed, **{f"{tree.sister.pk}-username": "a b"})
    )
    assert answer.status_code == 422
    assert text(answer).count('value="卢华"') == 2
    assert not User.objects.filter(org__in=[tree.school, tree.sister]).exists()


def test_a_school_elsewhere_or_with_an_administrator_is_given_none(at_province, tree):
    person(tree.school, "gly", "school_admin", issued_by=tree.province)
    typed = {f"{school.pk}-real_name": "卢华" for school in (tree.school, tree.foreign)}
    assert at_province.post(ISSUE, boxes(tree.school, tree.foreign, **typed)).status_code == 422
    assert not User.objects.filter(real_name="卢华").exists()

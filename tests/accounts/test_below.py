import re

import pytest

from tests.accounts.places import person, sign_in
from zhijiao.identity.models import User
from zhijiao.users import services

pytestmark = pytest.mark.django_db

LIST = "/manage/users/below/"


def text(response) -> str:
    return response.content.decode()


def names_in(response) -> set[str]:
    return set(re.findall(r'<th scope="row" role="rowheader" class="main">([^<]+)</th>', text(response)))


@pytest.fixture
def offices(tree, admin, province_admin):
    """Administrators of every level; `admin` is the school's."""
    person(tree.city, "shi", "city_admin", real_name="市管")
    person(tree.county, "xian", "county_admin", real_name="县管")
    person(tree.foreign, "far", "school_admin", real_name="外省")
    person(tree.city, "kan", "city_leader", real_name="市领导")
    return tree


def test_an_authority_sees_the_administrators_one_step_down_and_of_its_schools(at_province, offices, clerk):
    assert names_in(at_province.get(LIST)) == {"shi", "boss"}
    assert names_in(at_province.get(LIST, {"q": "工业"})) == {"boss"}
    assert names_in(at_province.get(LIST, {"state": "off"})) == set()
    assert 'href="/manage/users/below/"' in text(at_province.get("/manage/users/"))


def test_facts_are_changed_but_not_the_office(at_province, offices, admin):
    address = f"{LIST}{admin.pk}/"
    page = text(at_province.get(address))
    assert 'name="roles"' not in page
    posted = {"real_name": "谭红", "email": "boss@example.edu.cn", "roles": [1], "row_role": "own"}
    assert at_province.post(address, posted).headers["Location"] == LIST
    admin.refresh_from_db()
    assert (admin.real_name, admin.email, admin.row_role) == ("谭红", "boss@example.edu.cn", "all")
    assert [role.key for role in admin.roles.all()] == ["school_admin"]
    assert "邮箱格式不对" in text(at_province.post(address, {"real_name": "谭红", "email": "x"}))


def test_the_administrator_of_a_school_is_disabled_and_enabled_from_above(at_province, offices, admin):
    page = at_province.post(f"{LIST}{admin.pk}/state/", {"active": "0"}, follow=True)
    assert "已禁用“谭红霞”（云州市工业学校）" in text(page)
    assert sign_in(at_province.__class__(), "boss", portal="manage").status_code == 422
    at_province.post(f"{LIST}{admin.pk}/state/", {"active": "1"})
    assert sign_in(at_province.__class__(), "boss", portal="manage").status_code == 302


def test_a_replaced_administrator_does_not_come_back(at_province, offices, admin):
    services.issue_admin(offices.school, "boss2", "新人", offices.province)
    page = at_province.post(f"{LIST}{admin.pk}/state/", {"active": "1"}, follow=True)
    assert "每所学校只有一个校级系统管理员" in text(page)


@pytest.mark.parametrize("username", ["far", "xian", "kan", "wei", "sheng"])
def test_others_are_not_there(at_province, offices, clerk, username):
    user = User.objects.get(username=username)
    assert at_province.get(f"{LIST}{user.pk}/").status_code == 404
    assert at_province.post(f"{LIST}{user.pk}/state/", {"active": "0"}).status_code == 404


def test_a_school_has_nobody_below(at_school):
    assert at_school.get(LIST).status_code == 404
    assert "下级管理员" not in text(at_school.get("/manage/users/"))

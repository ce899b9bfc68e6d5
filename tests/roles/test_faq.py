"""The guide's questions 1 to 4, each as it is told there, and the page that answers them before signing in."""

import re

import pytest

from tests.accounts.places import PASSWORD, person, role, sign_in

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("address", ["/login/", "/manage/login/"])
def test_the_answers_are_there_before_signing_in(client, tree, address):
    assert 'href="/faq/"' in text(client.get(address))
    answers = client.get("/faq/")
    assert answers.status_code == 200
    links = set(re.findall(r'href="(/[^"#]*)"', text(answers)))
    assert {"/login/", "/manage/login/", "/forgot/", "/manage/forgot/"} <= links
    assert {link: client.get(link).status_code for link in links if "static" not in link} == dict.fromkeys(
        (link for link in links if "static" not in link), 200
    ) | {"/": 302}
    anchors = set(re.findall(r'href="#([^"]+)"', text(answers))) - {"main"}
    assert anchors == set(re.findall(r'<h2 id="([^"]+)"', text(answers))) - {"confirm-h"}


def test_1_signing_in_succeeds_but_nothing_moves(at_school, tree, admin):
    """点击登录，提示成功，但画面不动: the administrator gives a role, the same window goes on."""
    user = person(tree.school, "xinren", real_name="张明")
    browser = at_school.__class__()
    assert sign_in(browser, "xinren").status_code == 302
    page = text(browser.get("/no-role/"))
    assert "还没有功能角色" in page
    assert admin.real_name in page
    assert browser.get("/").headers["Location"] == "/no-role/"
    facts = {"real_name": "张明", "sex": "1", "roles": [role("school_supervisor").pk], "row_role": "all"}
    assert at_school.post(f"/manage/users/{user.pk}/", facts).status_code == 302
    assert browser.get("/no-role/").headers["Location"] == "/"
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize(("who", "portal"), [("wei", "business"), ("boss", "manage")])
def test_2_the_password_is_changed_from_the_name_in_both_portals(client, clerk, admin, who, portal):
    home, address = ("/manage/", "/manage/password/") if portal == "manage" else ("/", "/password/")
    sign_in(client, who, portal=portal)
    menu = text(client.get(home)).split('class="top-tools"')[1].split("</header>")[0]
    assert re.search(rf'href="{address}"[^>]*>.*?修改登录密码', menu)
    new = "Shuren-2027"
    answer = client.post(address, {"old": PASSWORD, "new": new, "again": new})
    assert answer.headers["Location"] == home
    assert sign_in(client.__class__(), who, new, portal=portal).headers["Location"] == home


@pytest.mark.parametrize(
    ("key", "org", "own", "other"),
    [
        ("school_admin", "school", "manage", "business"),
        ("province_admin", "province", "manage", "business"),
        ("county_admin", "county", "manage", "business"),
        ("school_clerk", "school", "business", "manage"),
        ("school_supervisor", "school", "business", "manage"),
        ("school_principal", "school", "business", "manage"),
        ("data_reviewer", "school", "business", "manage"),
        ("city_auditor", "city", "business", "manage"),
        ("ministry_leader", "ministry", "business", "manage"),
    ],
)
def test_4_no_right_to_sign_in_names_the_right_entrance(client, tree, key, org, own, other):
    person(getattr(tree, org), "somebody", key)
    refused = sign_in(client, "somebody", portal=other)
    assert refused.status_code == 422
    names = {"business": "业务端", "manage": "管理端"}
    assert f"该账号属于{names[own]}，不能从{names[other]}登录" in text(refused)
    link = re.search(r'<a href="([^"]+)">前往(..端)登录</a>', text(refused))
    assert link.groups() == ("/manage/login/" if own == "manage" else "/login/", names[own])
    assert sign_in(client, "somebody", portal=own).headers["Location"] == (
        "/manage/" if own == "manage" else "/"
    )

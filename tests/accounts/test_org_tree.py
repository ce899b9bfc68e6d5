import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.places import person
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.models import Level
from zhijiao.orgs.pages import tree as views
from zhijiao.orgs.services import By, close_org, create_org, move_org, rename_org

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def names(response) -> list[str]:
    """Departments and schools of a branch, in their order."""
    return re.findall(
        r'<span class="nm">([^<]+)</span>|<a href="/manage/orgs/\d+/">([^<]+)</a>', text(response)
    )


def flat(response) -> list[str]:
    return [a or b for a, b in names(response) if not b.startswith("查看")]


def test_the_tree_opens_branch_by_branch(at_province, tree):
    page = at_province.get("/manage/orgs/")
    assert page.status_code == 200
    assert "2 所学校" in text(page)
    assert "云州市工业学校" not in text(page)
    assert re.search(r"云州市教育局</span>.*?1 所", text(page), re.S)
    assert flat(at_province.get(f"/manage/orgs/{tree.province.pk}/branch/")) == [
        "云州市教育局",
        "云岭省商业学校",
    ]
    assert flat(at_province.get(f"/manage/orgs/{tree.city.pk}/branch/")) == ["云河县教育局", "云州市工业学校"]
    assert "没有下级单位" in text(at_province.get(f"/manage/orgs/{tree.county.pk}/branch/"))


def test_states_are_counted_apart(at_province, tree):
    close_org(tree.sister, By())
    page = text(at_province.get("/manage/orgs/"))
    assert "1 所学校，另有停办、已合并 1 所" in page
    assert "停办</span>" in page


def test_a_long_branch_comes_in_pieces(at_province, tree, monkeypatch):
    monkeypatch.setattr(views, "BRANCH", 5)
    for number in range(3, 15):
        create_org(tree.county, Level.SCHOOL, f"第{number}职校", make_school_code("45", number), "continuing")
    seen, address = [], f"/manage/orgs/{tree.county.pk}/branch/"
    while address:
        page = at_province.get(address)
        seen += flat(page)
        more = re.search(r'hx-get="([^"]+from=\d+)"', text(page))
        address = more.group(1) if more else ""
    assert seen == [f"第{number}职校" for number in range(3, 15)]
    for junk in ("x", "-1", "1.5", "９", "1" * 20):
        assert at_province.get(f"/manage/orgs/{tree.county.pk}/branch/?from={junk}").status_code == 200


def test_a_search_finds_by_name_and_by_the_beginning_of_a_code(at_province, tree):
    def found(asked):
        return [b for _, b in names(at_province.get("/manage/orgs/", {"q": asked})) if b]

    assert found("商业") == ["云岭省商业学校"]
    assert found(tree.school.code) == ["云州市工业学校"]
    assert set(found(tree.school.code[:4])) == {"云州市工业学校", "云岭省商业学校"}
    assert found("4501") == ["云州市教育局", "云河县教育局"]
    assert found("海东") == []
    assert "云岭省教育厅 › 云州市教育局" in text(at_province.get("/manage/orgs/?q=工业"))


def test_a_search_finds_by_a_former_name_and_says_so(at_province, client, tree):
    rename_org(tree.school, By(), name="云州市机电学校")
    page = text(at_province.get("/manage/orgs/?q=云州市工业"))
    assert re.findall(r"<a [^>]+>([^<]+)</a> <span[^>]+>曾用名：([^<]+)<", page) == [
        ("云州市机电学校", "云州市工业学校")
    ]
    assert "曾用名：" not in text(at_province.get("/manage/orgs/?q=机电"))
    client.force_login(person(tree.elsewhere, "lin", "province_admin"))
    assert "机电" not in text(client.get("/manage/orgs/?q=云州市工业"))


def test_a_node_tells_its_facts_and_what_became_of_it(at_province, tree, admin, clerk):
    rename_org(tree.school, By(7, "卢华兴", "云教函〔2020〕12号"), name="云州市机电学校")
    move_org(tree.school, tree.county, By(7, "卢华兴"))
    page = text(at_province.get(f"/manage/orgs/{tree.school.pk}/"))
    for said in (
        "云州市机电学校", tree.school.code, "中职学校（持续办学）", "启用 2 个", "谭红霞（boss）",
        "“云州市工业学校”更名为“云州市机电学校”", "云教函〔2020〕12号",
        "由“云州市教育局”划转至“云河县教育局”", "卢华兴",
    ):  # fmt: skip
        assert said in page
    page = text(at_province.get(f"/manage/orgs/{tree.city.pk}/"))
    assert "辖区内学校" in page
    assert "1 所" in page


def test_what_is_not_below_is_not_there(client, tree, clerk):
    client.force_login(person(tree.city, "shi", "city_admin"))
    for org in (tree.province, tree.ministry, tree.sister, tree.elsewhere, tree.foreign):
        assert client.get(f"/manage/orgs/{org.pk}/").status_code == 404
        assert client.get(f"/manage/orgs/{org.pk}/branch/").status_code == 404
    assert client.get(f"/manage/orgs/{tree.school.pk}/").status_code == 200
    assert client.get("/manage/orgs/999999/").status_code == 404


def test_a_school_sees_itself_alone_and_changes_nothing(at_school, tree):
    page = text(at_school.get(f"/manage/orgs/{tree.school.pk}/"))
    assert "云州市工业学校" in page
    assert "更名</a>" not in page
    assert "签发" not in page
    assert at_school.get("/manage/orgs/").status_code == 403
    assert at_school.get(f"/manage/orgs/{tree.school.pk}/branch/").status_code == 403
    assert at_school.get(f"/manage/orgs/{tree.sister.pk}/").status_code == 404


def test_the_number_of_queries_does_not_grow(at_province, tree):
    def queries(address):
        at_province.get(address)  # the session writes down its first click
        with CaptureQueriesContext(connection) as counted:
            at_province.get(address)
        return len(counted)

    addresses = (
        "/manage/orgs/",
        f"/manage/orgs/{tree.province.pk}/",
        f"/manage/orgs/{tree.province.pk}/branch/",
    )
    before = [queries(address) for address in addresses]
    for number in range(3, 33):
        create_org(
            tree.province, Level.SCHOOL, f"第{number}职校", make_school_code("45", number), "continuing"
        )
    assert [queries(address) for address in addresses] == before
    assert max(before) <= 14

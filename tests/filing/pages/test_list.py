"""The list of every form: it opens, narrows, sorts, pages, and costs the same for one row and for three."""

import re
from html import unescape

import pytest

from tests.accounts.places import person
from zhijiao.filing.models import ListPreference
from zhijiao.filing.records import query
from zhijiao.filing.schema import registry

MOST_QUERIES = 12
NUMBER = "45010319901105002X"


def links(page: str, mark: str) -> list[str]:
    return [unescape(href) for href in re.findall(r'href="([^"]*)"', page) if mark in href]


def rows(page: str) -> int:
    return page.count('<tr role="row"') - 1


def test_private_columns_are_shown_masked_when_chosen(clerk, three):
    for key in three.ids:
        form = registry.get(key)
        if form.single or not form.private_columns:
            continue
        clerk.post(f"/forms/{key}/columns/", {"column": [column.name for column in form.columns.values()]})
        for page in ("", "print/", "export/csv/"):
            content = clerk.get(f"/forms/{key}/{page}").getvalue().decode()
            assert "***" in content, (key, page)
            assert not [secret for secret in three.secrets if secret in content], (key, page)


def asked_for(column) -> str:
    """A condition as a clerk might give it."""
    if column.filter_kind == "choice":
        return column.choices()[0][0]
    return {"range": "1~2020", "ref": "01"}.get(column.filter_kind, "a")


def strange(column) -> str:
    return "\x00~'\"%_（x" if column.filter_kind == "range" else "\x00'\"%_（x"


def test_filters_and_sorts_work_on_the_page(clerk, three):
    for key in ("teacher", "student_aid"):
        form = registry.get(key)
        for name, column in form.columns.items():
            if column.filterable and not column.private:
                answer = clerk.post(f"/forms/{key}/", {f"f_{name}": asked_for(column)})
                assert answer.status_code == 303
                assert clerk.get(answer["Location"]).status_code == 200, (key, name)
                answer = clerk.get(f"/forms/{key}/", {f"f_{name}": strange(column)}, follow=True)
                assert answer.status_code == 200, (key, name)
            if column.order_by:
                assert rows(clerk.get(f"/forms/{key}/?sort=-{name}").content.decode()) == 3, (key, name)


def test_a_filter_finds_what_it_should(clerk, three):
    def numbers(**params):
        page = clerk.get("/forms/teacher/", params, follow=True).content.decode()
        return re.findall(r"js002(?:-\d)?(?=</td>)", page)

    assert numbers() == ["js002", "js002-1", "js002-2"]
    assert numbers(f_number="2-1") == ["js002-1"]
    assert numbers(f_birth="1990-11-05", t_birth="1990-11-05") == ["js002", "js002-1", "js002-2"]
    assert numbers(f_birth="", t_birth="1990-11-04") == []
    assert numbers(f_birth="1990", t_birth="") == ["js002", "js002-1", "js002-2"]
    assert numbers(f_sex="2", sort="-number") == ["js002-2", "js002-1", "js002"]
    assert numbers(f_sex="男") == []


def test_references_are_found_by_their_whole_key(clerk, three):
    form = registry.get("school_class")
    name = next(
        column.name for column in form.columns.values() if column.ref and column.target.key == "major"
    )
    keys = [record.number for record in registry.get("major").model.unscoped.order_by("pk")]
    assert keys[1].startswith(keys[0])
    page = clerk.get("/forms/school_class/", {f"f_{name}": keys[0]}).content.decode()
    assert rows(page) == 3
    assert rows(clerk.get("/forms/school_class/", {f"f_{name}": keys[1]}).content.decode()) == -1


def test_pages(clerk, three):
    ListPreference.objects.all().delete()
    page = clerk.get("/forms/teacher/?size=10&page=99").content.decode()
    assert rows(page) == 3
    assert ListPreference.objects.get().page_size == 10
    assert clerk.get("/forms/teacher/?size=7&page=x&sort=none&f_none=1").status_code == 200
    assert ListPreference.objects.get().page_size == 10


def test_the_choice_of_columns_is_kept_for_the_user(clerk, tree, three, client):
    clerk.post("/forms/teacher/columns/", {"column": ["name", "birth", "no_such"]})
    page = clerk.get("/forms/teacher/").content.decode()
    assert 'data-label="出生日期"' in page
    assert 'data-label="工号"' not in page
    answer = clerk.post("/forms/teacher/columns/", {"dense": "toggle"}, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert 'data-density="tight"' in clerk.get("/forms/teacher/").content.decode()
    clerk.post("/forms/teacher/columns/", {"reset": "1", "next": "https://elsewhere.example/"})
    assert 'data-label="工号"' in clerk.get("/forms/teacher/").content.decode()
    client.force_login(person(tree.school, "other", "school_clerk"))
    assert 'data-density="tight"' not in client.get("/forms/teacher/").content.decode()


def test_part_of_the_page_for_part_of_a_page(clerk, three):
    part = clerk.get("/forms/teacher/?sort=name", headers={"HX-Request": "true", "HX-Target": "results"})
    assert "<html" not in part.content.decode()
    assert rows(part.content.decode()) == 3
    assert part["HX-Push-Url"] == "/forms/teacher/?sort=name"


def test_completeness(clerk, three):
    model = registry.get("teacher").model
    model.unscoped.filter(pk=three.ids["teacher"][1]).update(gaps=2)
    page = clerk.get("/forms/teacher/").content.decode()
    assert page.count("完整</span>") == 2
    assert "缺 2 项" in page
    assert rows(clerk.get("/forms/teacher/?gaps=1").content.decode()) == 1


def test_a_form_of_a_year_shows_that_year(clerk, three):
    form = registry.get("student_aid")
    assert rows(clerk.get(f"/forms/{form.key}/").content.decode()) == 3
    page = clerk.get(f"/forms/{form.key}/?year=2019").content.decode()
    assert rows(page) == -1
    assert "还没有" in page
    assert all("year=2019" in href for href in links(page, f"{form.key}/new/"))


def test_a_single_form_without_a_row_invites(client, tree):
    client.force_login(person(tree.sister, "wei", "school_clerk"))
    for form in registry.forms().values():
        if form.single:
            page = client.get(f"/forms/{form.key}/").content.decode()
            assert "填写</a>" in page
            assert f'href="/forms/{form.key}/edit/"' in page


def test_neighbours_follow_the_query(clerk, three):
    ids = three.ids["teacher"]
    page = clerk.get(f"/forms/teacher/{ids[1]}/?sort=-number").content.decode()
    assert "2 / 3" in page
    assert links(page, f"/{ids[2]}/?sort") == [f"/forms/teacher/{ids[2]}/?sort=-number"]
    assert links(page, f"/{ids[0]}/?sort") == [f"/forms/teacher/{ids[0]}/?sort=-number"]


def test_the_empty_list_says_what_is_missing_first(client, tree):
    client.force_login(person(tree.sister, "wei", "school_clerk"))
    page = client.get("/forms/teacher_employment/").content.decode()
    assert "请先完善 教师基本信息" in page
    assert 'href="/forms/teacher/"' in page


def test_without_a_grant_there_is_a_refusal_that_names_the_right(client, tree, three):
    client.force_login(person(tree.school, "chaxun", "school_reader"))
    assert client.get("/forms/teacher/").status_code == 200
    refused = client.get("/forms/teacher/export/csv/")
    assert refused.status_code == 403
    assert "导出" in refused.content.decode()
    page = client.get("/forms/teacher/").content.decode()
    for word in ("新增", "编辑", "删除", "导出"):
        assert f">{word}<" not in page


def test_rows_of_others_are_not_there_for_those_who_see_their_own(client, tree, three):
    client.force_login(person(tree.school, "benren", "school_clerk", row_role="own"))
    page = client.get("/forms/teacher/").content.decode()
    assert rows(page) == -1
    assert client.get(f"/forms/teacher/{three.ids['teacher'][0]}/").status_code == 404


def test_every_column_of_the_bar_is_offered_once():
    for form in registry.forms().values():
        offered = query.default_conditions(form)
        assert len(set(offered)) == len(offered)
        assert all(column.filterable for column in offered), form.key


@pytest.mark.parametrize(
    "address", ["?page=²&size=²&year=²", "?page=9" * 20, "?year=99999999999", "9" * 30 + "/"]
)
def test_strange_numbers_break_nothing(clerk, three, address):
    assert clerk.get(f"/forms/teacher/{address}").status_code in (200, 404)
    assert clerk.get("/forms/teacher/", {"school": "²"}).status_code == 404
    assert clerk.post("/forms/teacher/export/csv/", {"id": ["²", "9" * 30, "x"]}).status_code == 302


@pytest.mark.parametrize("address", ["export/pdf/", "options/none/", "options/remarks/", "9999999/"])
def test_what_is_not_there(clerk, three, address):
    answer = clerk.get(f"/forms/teacher/{address}")
    assert answer.status_code == 404
    assert re.search("[\u4e00-\u9fff]", answer.content.decode())

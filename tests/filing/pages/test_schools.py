"""Above the schools: choosing one, and finding people across them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.places import person
from tests.filing.pages.world import fill
from zhijiao.filing.pages import school_choice
from zhijiao.filing.schema import registry


@pytest.fixture
def province(client, tree, three):
    fill(tree.sister)
    fill(tree.foreign)
    client.force_login(person(tree.province, "sheng", "province_auditor"))
    return client


def test_a_school_is_chosen_first(province, tree):
    for key in ("teacher", "income", "school_profile", "head_teacher"):
        page = province.get(f"/forms/{key}/").content.decode()
        assert "云州市工业学校" in page
        assert "云岭省商业学校" in page
        assert "海东省水产学校" not in page
        for school, status in ((tree.school, 200), (tree.sister, 200), (tree.foreign, 404)):
            assert province.get(f"/forms/{key}/?school={school.pk}").status_code == status, key


def test_schools_are_found_by_name_and_code(province, tree):
    assert "商业" not in province.get("/forms/teacher/?q=工业").content.decode()
    assert "工业" not in province.get(f"/forms/teacher/?q={tree.sister.code}").content.decode()
    assert "没有找到学校" in province.get("/forms/teacher/?q=无此").content.decode()


def test_people_are_found_across_schools(province, tree):
    for asked in ("谭", "红霞", "thx"):
        page = province.get("/forms/teacher/", {"name": asked}).content.decode()
        assert page.count("?school=") == 2 + 2, asked
        assert "共 2 条" in page
    assert "没有找到" in province.get("/forms/teacher/", {"name": "无此人"}).content.decode()


def test_names_go_on_after_the_last(province, monkeypatch):
    monkeypatch.setattr(school_choice, "PAGE", 1)
    first = province.get("/forms/teacher/", {"name": "谭"}).content.decode()
    following = re.search(r'href="\?(name=[^"]+after=[^"]+)"', first)[1].replace("&amp;", "&")
    second = province.get(f"/forms/teacher/?{following}").content.decode()
    found = [re.search(r"/forms/teacher/\d+/\?school=\d+", page)[0] for page in (first, second)]
    assert found[0] != found[1]


def test_nothing_is_counted_over_many_schools(province):
    with CaptureQueriesContext(connection) as asked:
        province.get("/forms/teacher/", {"name": "谭"})
    table = registry.get("teacher").model._meta.db_table
    assert not [q["sql"] for q in asked if "COUNT" in q["sql"] and table in q["sql"]]
    assert len([q for q in asked if q["sql"].startswith("SELECT")]) <= 12


def test_inside_a_school_everything_is_read_only_and_keeps_the_school(province, tree, three):
    mark = f"school={tree.school.pk}"
    page = province.get(f"/forms/teacher/?{mark}").content.decode()
    for word in ("新增", "编辑", "删除"):
        assert f">{word}<" not in page
    record = three.ids["teacher"][0]
    assert f"/forms/teacher/{record}/?{mark}" in page
    for part in (f"{record}/", f"{record}/history/", f"used-by/{record}/", "print/", "options/status/"):
        assert province.get(f"/forms/teacher/{part}?{mark}").status_code == 200, part
        assert province.get(f"/forms/teacher/{part}").status_code == 404, part
    answer = province.post(f"/forms/teacher/?{mark}", {"f_name": "谭"})
    assert mark in answer["Location"]

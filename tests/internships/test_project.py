"""实习进展: what one internship has and lacks, with the way to what is missing, as far as somebody may see it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.places import person
from tests.internships.people import YEAR
from tests.internships.test_board import rows_of


@pytest.fixture
def address(internship):
    return f"/forms/internship_project/{internship.project.pk}/progress/"


@pytest.fixture
def followed(internship):
    """Two more of the class are nowhere; months, reports and results of some."""
    for number in ("s8", "s9"):
        internship.student(number)
    one, two, *_ = internship.placed
    for month in ("2021-03", "2021-04"):
        internship.make("internship_progress", year=YEAR, placement=one, month=month)
    for placement, status in ((one, "3"), (one, "2"), (two, "1")):
        internship.make("internship_report", year=YEAR, placement=placement, status=status)
    internship.make("internship_result", year=YEAR, placement=one, completion="1", grade="2")
    return internship


def test_every_step_says_how_many_have_it(read, address, followed):
    steps = rows_of(read(address, "school_clerk"), "steps")
    assert [[row[0], row[2], row[4]] for row in steps] == [
        ["实习去向", "5 / 7", "录入 2 人"],
        ["三方协议", "3 / 5", "2 人缺"],
        ["知情同意书", "5 / 5", "齐全"],
        ["实习责任保险", "4 / 5", "1 人缺"],
        ["实习过程记录", "1 / 5", "录入 4 人"],
        ["实习报告", "1 / 5", "录入 4 人"],
        ["实习结果", "1 / 5", "录入 4 人"],
    ]
    assert [steps[0][3], steps[5][3]] == ["计划 3 人", "已批阅 1 人"]


def test_students_are_listed_one_by_one_those_without_a_place_last(read, address, followed):
    students = rows_of(read(address), "students")
    assert students[0] == [
        "s1 覃明s1", "q1 云州机电", "装配工", "2021-03-01 至 2021-07-30", "有", "有", "有", "2", "2", "按期完成，良好",
    ]  # fmt: skip
    assert students[2][4:] == ["缺", "有", "缺", "0", "0", "—"]
    assert [row[:2] for row in students[5:]] == [
        ["s8 覃明s8", "没有登记去向"],
        ["s9 覃明s9", "没有登记去向"],
    ]
    assert len({len(row) for row in students}) == 1


def test_places_are_counted_with_the_most_first(read, address, internship):
    assert rows_of(read(address), "places") == [
        ["q1 云州机电", "广西壮族自治区 / 南宁市 / 隆安县", "2"],
        ["q1 云州机电", "广东省 / 广州市 / 天河区", "1"],
        ["q1 云州机电", "广西壮族自治区 / 南宁市 / 兴宁区", "1"],
        ["q1 云州机电", "广西壮族自治区 / 桂林市 / 秀峰区", "1"],
    ]


def test_the_ways_lead_to_what_is_missing(visit, read, address, followed):
    html = read(address, "school_clerk")
    client = Client()
    client.force_login(person(followed.school, "bai", "school_clerk"))
    ways = [
        each.replace("&amp;", "&")
        for each in re.findall(r'<td[^>]*data-label="下一步"><a href="([^"]+)"', html)
    ]
    assert len(ways) == 6
    pages = [client.get(way).content.decode() for way in ways]
    assert "名单上共 7 人，已登记 5 人" in pages[0]
    assert pages[1].count('aria-label="查看 ') == 2
    assert pages[2].count('aria-label="查看 ') == 1
    assert "名单上共 5 人，已登记 1 人" in pages[5]


def test_who_only_reads_is_led_to_no_grid(read, address, followed):
    html = read(address)
    assert "/grid/" not in html
    assert "f_agreement=" in html


def test_of_forms_that_somebody_may_not_see_nothing_is_told(granted, address, followed):
    html = granted("internship_project", "internship_placement").get(address).content.decode()
    assert "您没有“学生实习情况”“实习报告”“实习结果”“学生学籍信息”的查看权限" in html
    assert [row[0] for row in rows_of(html, "steps")] == [
        "实习去向",
        "三方协议",
        "知情同意书",
        "实习责任保险",
    ]
    assert "覃明s8" not in html
    assert "按期完成" not in html
    html = granted("internship_project").get(address).content.decode()
    assert "覃明" not in html
    assert 'id="steps"' not in html


def test_who_sees_only_own_rows_sees_no_others(tree, address, followed):
    who = person(tree.school, "lan", "school_clerk", row_role="own")
    client = Client()
    client.force_login(who)
    assert client.get(address).status_code == 404
    for record in (followed.project, followed.placed[1]):
        type(record).unscoped.filter(pk=record.pk).update(created_by=who.pk)
    html = client.get(address).content.decode()
    assert [row[0] for row in rows_of(html, "students")] == ["s2 覃明s2"]


def test_another_school_s_project_is_not_there(visit, address, tree):
    assert visit(address, "school_clerk", org=tree.sister).status_code == 404
    assert (
        visit(f"{address}?school={tree.sister.pk}", "province_leader", org=tree.province).status_code == 404
    )
    assert visit("/forms/internship_project/999999/progress/", "school_clerk").status_code == 404


def test_an_authority_looks_on(read, tree, address, followed):
    html = read(f"{address}?school={tree.school.pk}", "province_leader", org=tree.province)
    assert len(rows_of(html, "students")) == 7
    assert f"school={tree.school.pk}" in html


def test_the_page_is_reached_from_the_record(read, address, internship):
    assert f'href="{address}"' in read(f"/forms/internship_project/{internship.project.pk}/")


def test_the_number_of_queries_does_not_grow(tree, address, followed):
    client = Client()
    client.force_login(person(tree.school, "kan", "school_clerk"))
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(10):
        one = followed.place(f"t{number}")
        followed.make("internship_progress", year=YEAR, placement=one, month="2021-03")
        followed.student(f"u{number}")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)

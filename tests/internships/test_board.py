"""实习分布: who is where and lacks what, in a school and in an area, and who may know it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.places import person
from tests.internships.people import Internship
from zhijiao.filing.schema import registry

BOARD = "/forms/internship_placement/board/"


def rows_of(html, panel):
    """Texts of the rows of a table."""
    part = html[html.index(f'id="{panel}"') :]
    part = part[: part.index("</table>")]
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", part, re.S)[1:]
    ]


def tile(html, name):
    """The number and the darkness of a tile of the map, None where it has no number."""
    found = re.search(rf'class="tile b(\d)[^>]*aria-label="{name} (\d+) ', html)
    return (int(found[2]), int(found[1])) if found else None


def test_places_are_counted_on_the_map_and_in_the_tables(read, internship):
    html = read(BOARD)
    assert tile(html, "广西壮族自治区") == (4, 4)
    assert tile(html, "广东省") == (1, 1)
    assert tile(html, "河北省") is None
    assert rows_of(html, "provinces") == [["广东省", "1", "0", "0"], ["广西壮族自治区", "4", "2", "1"]]
    assert tile(html, "南宁市") == (3, 4)
    assert tile(html, "桂林市") == (1, 2)
    assert rows_of(html, "counties") == [
        ["广西壮族自治区 / 南宁市 / 兴宁区", "1", "1", "1"],
        ["广西壮族自治区 / 南宁市 / 隆安县", "2", "1", "0"],
        ["广西壮族自治区 / 桂林市 / 秀峰区", "1", "0", "0"],
    ]


def test_another_province_can_be_looked_into(read, internship):
    html = read(f"{BOARD}?province=440000")
    assert rows_of(html, "counties") == [["广东省 / 广州市 / 天河区", "1", "0", "0"]]
    assert "所选条件下没有学生在这里" in read(f"{BOARD}?province=130000", "school_clerk")


def test_who_lacks_papers_is_listed_with_the_way_to_the_record(read, internship):
    html = read(BOARD)
    assert rows_of(html, "lacking") == [
        ["s2 覃明s2", "SX1 岗位实习", "q1 云州机电", "未签三方协议", "企业月底前补签"],
        ["s3 覃明s3", "SX1 岗位实习", "q1 云州机电", "未签三方协议、未投保实习责任保险", "—"],
    ]
    assert f'href="/forms/internship_placement/{internship.placed[1].pk}/"' in html


def test_a_visit_wants_insurance_but_no_agreement(read, internship):
    tour = internship.make(
        "internship_project", year=2020, number="SX2", name="认识实习", kind="1", school_class=internship.room
    )
    internship.place("s6", project=tour, agreement=False)
    internship.place("s7", project=tour, agreement=False, insured=False)
    html = read(f"{BOARD}?kind=1")
    assert [row[0] for row in rows_of(html, "lacking")] == ["s7 覃明s7"]
    assert rows_of(html, "provinces") == [["广西壮族自治区", "2", "0", "1"]]


def test_a_day_counts_who_is_outside_then(read, internship):
    left = internship.placed[3]
    type(left).unscoped.filter(pk=left.pk).update(ends="2021-04-30")
    may = read(f"{BOARD}?day=2021-05-04")
    assert tile(may, "广西壮族自治区") == (3, 4)
    address = re.search(r'href="(/forms/internship_placement/\?f_region=450000[^"]+)"', may)[1]
    assert read(address.replace("&amp;", "&"), "school_clerk").count('aria-label="查看 ') == 3
    assert "没有在外实习的学生" in read(f"{BOARD}?day=2020-10-01", "school_clerk")


@pytest.mark.parametrize("day", ["2019-01-01", "昨天", "2021-13-01", "²"])
def test_a_day_that_is_none_of_the_year_is_said_and_the_year_is_shown(read, internship, day):
    html = read(f"{BOARD}?day={day}")
    assert f"在外日期“{day}”没有采用" in html
    assert tile(html, "广西壮族自治区") == (4, 4)


def test_the_links_lead_to_the_rows_that_are_counted(read, visit, internship):
    html = read(BOARD)
    address = re.search(
        r'href="(/forms/internship_placement/\?f_region=450000&amp;f_agreement=[^"]+)"', html
    )[1]
    listed = visit(address.replace("&amp;", "&"), "school_clerk").content.decode()
    assert listed.count('aria-label="查看 ') == 2


def test_an_empty_school_is_told_what_to_do(read, tree):
    assert "先登记学生实习去向" in read(BOARD)


def test_another_school_is_not_counted(read, visit, internship, tree):
    Internship(tree.sister, "乙校").place("x1", "440106", agreement=False, lacking="他校说明")
    html = read(BOARD)
    assert tile(html, "广东省") == (1, 1)
    assert "他校说明" not in html
    assert visit(f"{BOARD}?school={tree.sister.pk}", "school_clerk").status_code == 404


def test_an_authority_sees_numbers_of_its_schools_and_no_students(read, visit, internship, tree):
    Internship(tree.sister, "乙校").place("x1", "440106", agreement=False)
    Internship(tree.foreign, "丙校").place("y1", "440106", agreement=False)
    html = read(BOARD, "province_leader", org=tree.province)
    assert rows_of(html, "schools") == [
        [tree.school.name, "5", "2", "1"],
        [tree.sister.name, "1", "1", "0"],
    ]
    assert tile(html, "广东省") == (2, 2)
    assert "覃明" not in html
    assert "f_region" not in html
    city = read(BOARD, "city_leader", org=tree.city)
    assert rows_of(city, "schools") == [[tree.school.name, "5", "2", "1"]]
    assert visit(f"{BOARD}?school={tree.sister.pk}", "county_leader", org=tree.county).status_code == 404


def test_the_links_of_an_area_stay_in_it_or_lead_to_a_school(internship, tree):
    client = Client()
    client.force_login(person(tree.province, "sheng", "province_leader"))
    html = client.get(f"{BOARD}?kind=2&year=2020").content.decode()
    ways = {way.replace("&amp;", "&") for way in re.findall(r'href="(\?[^"]+)"', html)}
    assert len([way for way in ways if "province=450000" in way]) == 1
    assert [way for way in ways if f"school={tree.school.pk}" in way]
    for way in ways:
        answer = client.get(BOARD + way)
        assert answer.status_code == 200, way
        assert 'value="2" selected' in answer.content.decode(), way


def test_an_authority_looks_into_one_of_its_schools(read, internship, tree):
    html = read(f"{BOARD}?school={tree.school.pk}", "province_leader", org=tree.province)
    assert [row[0] for row in rows_of(html, "lacking")] == ["s2 覃明s2", "s3 覃明s3"]
    assert "f_region=450000&amp;" in html
    assert f"school={tree.school.pk}" in html


def test_who_sees_only_own_rows_is_told_no_other_numbers(tree, internship):
    who = person(tree.school, "lan", "school_clerk", row_role="own")
    client = Client()
    client.force_login(who)
    assert "没有在外实习的学生" in client.get(BOARD).content.decode()
    mine = internship.placed[1]
    type(mine).unscoped.filter(pk=mine.pk).update(created_by=who.pk)
    html = client.get(BOARD).content.decode()
    assert rows_of(html, "provinces") == [["广西壮族自治区", "1", "1", "0"]]
    assert "覃明s3" not in html


def test_without_the_right_to_the_form_there_is_no_board(granted, internship):
    client = granted("internship_project")
    assert client.get(BOARD).status_code == 403
    assert BOARD not in client.get("/forms/internship_project/").content.decode()


def test_the_board_is_reached_from_the_list(read, tree, internship):
    assert f'href="{BOARD}"' in read("/forms/internship_placement/")
    assert f'href="{BOARD}"' in read("/forms/internship_placement/", "province_leader", org=tree.province)


def test_no_private_item_is_read(internship, tree):
    private = {column.name for column in registry.get("internship_placement").private_columns}
    client = Client()
    client.force_login(person(tree.school, "kan", "school_reader"))
    client.get(BOARD)
    with CaptureQueriesContext(connection) as asked:
        client.get(BOARD)
    read = [q["sql"] for q in asked if 'FROM "internship_internshipplacement"' in q["sql"]]
    assert read
    assert private
    assert not [name for name in private for sql in read if f'"{name}"' in sql]


@pytest.mark.parametrize("above", [False, True])
def test_the_number_of_queries_does_not_grow(tree, internship, above):
    client = Client()
    org, role = (tree.province, "province_leader") if above else (tree.school, "school_reader")
    client.force_login(person(org, "kan", role))
    client.get(BOARD)
    with CaptureQueriesContext(connection) as few:
        client.get(BOARD)
    for number in range(12):
        internship.place(f"t{number}", f"4501{number + 2:02d}", agreement=False)
    Internship(tree.sister, "乙校").place("x1", "650102", agreement=False)
    with CaptureQueriesContext(connection) as many:
        client.get(BOARD)
    assert len(many) == len(few)

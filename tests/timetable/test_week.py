"""The week page: what it shows to whom, hours against 教学进程, constant queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.places import person
from tests.timetable.conftest import EXTRA, TERM, WEEK, moved, put
from zhijiao.filing.schema import registry
from zhijiao.identity.rights import actor_for

pytestmark = pytest.mark.django_db


def shown(client, address=WEEK, status=200):
    answer = client.get(address)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def options(html):
    return html.partition('id="tt-of"')[2].partition("</select>")[0]


def test_a_class_week_shows_its_lessons_alone(world, clerk):
    html = shown(clerk)
    assert html.count('class="tt-lesson') == 2
    assert "，教学楼301，星期一第1–2节，1–18周" in html
    assert "教学楼302" not in html
    assert world.classes[1] in options(html)


@pytest.mark.parametrize(("by", "number", "place"), [("teacher", 2, "教学楼301"), ("room", 2, "js002")])
def test_the_same_records_by_teacher_and_room(world, clerk, by, number, place):
    html = shown(clerk, f"{WEEK}&by={by}")
    assert html.count('class="tt-lesson') == number


def test_a_week_alone_and_its_days(world, clerk, send):
    send(moved=[moved(world.lessons["monday"], 1, 1, week_kind="2")])
    assert shown(clerk, f"{WEEK}&week=3").count('class="tt-lesson') == 2
    second = shown(clerk, f"{WEEK}&week=2")
    assert second.count('class="tt-lesson') == 1
    assert "9月14日" in second


def test_hours_against_the_schedule(world, clerk):
    html = shown(clerk).partition("课时对照教学进程")[2]
    assert "4.0 / 4" in html
    assert "72 / 72" in html
    assert "已排足" in html


def test_a_clash_planted_elsewhere_is_told(world, clerk):
    put(
        world.school,
        "timetable",
        TERM | EXTRA | world.cells(number="Z", weekday="1", school_class=world.classes[1]),
    )
    html = shown(clerk)
    assert "有 2 处时间冲突" in html
    assert "教师“" in html


def test_an_address_that_means_nothing_shows_the_usual(world, clerk):
    assert shown(clerk, f"{WEEK}&by=x&of=99999&week=99&term=9").count('class="tt-lesson') == 2
    assert "本学期还没有设置" in shown(clerk, "/forms/timetable/week/?year=2020&term=2")


def test_no_more_queries_for_more_lessons(world, clerk):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            shown(clerk)
        return len(seen)

    queries()
    few = queries()
    rows = [TERM | EXTRA | world.cells(number=f"M{n}", weekday=str(n), first_period="5") for n in range(1, 6)]
    put(world.school, "timetable", *rows)
    assert queries() == few


def test_who_may_not_change_sees_no_tools(world, clerk):
    assert "data-save" in shown(clerk)
    above = Client()
    above.force_login(person(world.tree.city, "shiji", "city_leader"))
    html = shown(above, f"{WEEK}&school={world.school.pk}")
    assert html.count('class="tt-lesson') == 2
    assert "data-save" not in html
    assert above.get(WEEK).headers["Location"] == "/forms/timetable/"
    assert shown(above, f"{WEEK}&school={world.tree.foreign.pk}", 404)


def test_another_school_sees_nothing_of_it(world, clerk):
    other = Client()
    other.force_login(person(world.tree.sister, "qiqi", "school_clerk"))
    assert 'class="tt-lesson' not in shown(other)
    shown(other, f"{WEEK}&school={world.school.pk}", 404)
    busy = f"/forms/timetable/week/busy/?year=2020&term=1&lesson={world.lessons['monday']}"
    assert other.get(busy).json() == {"busy": []}


def test_where_a_lesson_has_no_room(world, clerk):
    put_other = world.cells(number="Q", weekday="3", school_class=world.classes[1], place="操场")
    put(world.school, "timetable", TERM | EXTRA | put_other)
    answer = clerk.get(f"/forms/timetable/week/busy/?year=2020&term=1&lesson={world.lessons['monday']}")
    taken = {(day, period): text for day, period, text in answer.json()["busy"]}
    assert sorted(taken) == [(2, 1), (2, 2), (3, 1), (3, 2)]
    assert taken[3, 1].startswith("教师“")


def test_own_rows_alone_are_shown_and_others_stay_unnamed(world, send):
    """Who may know of own rows only is told that the time is taken, and by nothing else."""
    owner = person(world.school, "zizi", "school_clerk", row_role="own")
    client = Client()
    client.force_login(owner)
    assert 'class="tt-lesson' not in shown(client)
    cells = world.cells(number="OWN", weekday="4", school_class=world.classes[1])
    (mine,) = put(world.school, "timetable", TERM | EXTRA | cells, by=actor_for(owner))
    assert shown(client).count('class="tt-lesson') == 1
    status, told = send(client, moved=[moved(mine, 1, 1)])
    assert status == 422
    assert told["problems"][0]["text"].endswith("星期一第1–2节已有他人安排的课")
    assert send(client, moved=[moved(world.lessons["monday"], 4, 1)])[0] == 404
    assert registry.get("timetable").model.unscoped.get(pk=mine).weekday == "4"


def test_the_list_leads_to_the_week(world, clerk):
    assert 'href="/forms/timetable/week/?year=2020"' in shown(clerk, "/forms/timetable/?year=2020")
    assert "周课表" not in shown(clerk, "/forms/term_settings/?year=2020")

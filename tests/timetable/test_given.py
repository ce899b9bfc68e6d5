"""实际授课情况 from the timetable: as planned without typing, differences typed, nothing twice or too early."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.places import person
from tests.timetable.conftest import EXTRA, TERM, put
from zhijiao.filing.models import ImportBatch
from zhijiao.filing.schema import registry

pytestmark = pytest.mark.django_db
GIVEN = "/forms/lesson_log/week/?year=2020&term=1&week=3"


def logs(world):
    rows = (
        registry.get("lesson_log").model.unscoped.filter(school=world.school).order_by("held", "first_period")
    )
    return list(rows.values_list("held", "status", "hours", "present"))


def typed(world, *names, **items):
    """What the page posts: the lessons ticked, and items typed for one of them."""
    ids = [world.lessons[name] for name in names]
    return {"take": ids} | {f"{item}-{ids[0]}": text for item, text in items.items()}


def test_a_week_as_planned_needs_no_typing(world, clerk):
    html = clerk.get(GIVEN).content.decode()
    assert html.count('name="take"') == 2
    assert 'value="2020-09-21"' in html
    assert clerk.post(GIVEN, typed(world, "monday", "tuesday")).status_code == 302
    size = registry.get("school_class").model.unscoped.get(number=world.classes[0]).total
    assert logs(world) == [(date(2020, 9, 21), "1", 2, size), (date(2020, 9, 22), "1", 2, size)]
    again = clerk.get(GIVEN).content.decode()
    assert 'name="take"' not in again
    assert again.count("已记录") >= 2
    batch = ImportBatch.objects.get(school=world.school, form="lesson_log")
    clerk.post(f"/forms/lesson_log/batches/{batch.pk}/undo/")
    assert logs(world) == []


def test_differences_are_typed(world, clerk):
    cancelled = typed(world, "monday", status="5", remarks="运动会，教务处批准")
    assert clerk.post(GIVEN, cancelled).status_code == 302
    substitute = typed(
        world, "tuesday", status="3", teacher=world.teachers[1], remarks="代课", present="40", absent="1"
    )
    assert clerk.post(GIVEN, substitute).status_code == 302
    assert [(status, hours, present) for _, status, hours, present in logs(world)] == [
        ("5", 0, 0),
        ("3", 2, 40),
    ]


def test_what_is_wrong_is_said_at_the_lesson_and_nothing_is_lost(world, clerk):
    answer = clerk.post(GIVEN, typed(world, "monday", "tuesday", status="3", content="第一章"))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "有 1 条需要修改，本次未保存，已填内容均已保留。" in html
    assert 'value="第一章"' in html
    assert "备注" in html.partition('id="errsum"')[2].partition("</ul>")[0]
    assert logs(world) == []


def test_a_lesson_moved_within_the_week_is_recorded(world, clerk):
    moved = typed(
        world, "monday", status="2", held="2020-09-23", first_period="5", remarks="与周三对调，教务处批准"
    )
    assert clerk.post(GIVEN, moved).status_code == 302
    html = clerk.get(GIVEN).content.decode()
    assert html.count('name="take"') == 1
    assert f'name="take" value="{world.lessons["tuesday"]}"' in html


def test_the_whole_school_at_once(world, clerk):
    address = f"{GIVEN}&by=all"
    html = clerk.get(address).content.decode()
    assert html.count('name="class"') == 2
    classes = registry.get("school_class").model.unscoped.filter(school=world.school)
    assert clerk.post(address, {"class": list(classes.values_list("pk", flat=True))}).status_code == 302
    assert len(logs(world)) == 3
    assert 'name="class"' not in clerk.get(address).content.decode()


def test_nothing_ticked_saves_nothing(world, clerk):
    assert clerk.post(GIVEN, {}).status_code == 302
    assert logs(world) == []


def test_the_future_is_not_recorded(world, clerk):
    registry.get("term_settings").model.unscoped.filter(school=world.school).update(starts=date(2090, 9, 4))
    html = clerk.get(GIVEN).content.decode()
    assert html.count("还没到") == 2
    clerk.post(GIVEN, typed(world, "monday"))
    assert logs(world) == []


def test_no_more_queries_for_more_lessons(world, clerk):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            clerk.get(GIVEN)
        return len(seen)

    queries()
    few = queries()
    more = [TERM | EXTRA | world.cells(number=f"M{n}", weekday=str(n), first_period="5") for n in range(1, 6)]
    put(world.school, "timetable", *more)
    assert queries() == few


def test_readers_and_other_schools_record_nothing(world):
    reader, other = Client(), Client()
    reader.force_login(person(world.school, "duzhe", "school_reader"))
    html = reader.get(GIVEN).content.decode()
    assert html.count("待记录") == 2
    assert 'name="take"' not in html
    assert reader.post(GIVEN, typed(world, "monday")).status_code == 403
    other.force_login(person(world.tree.sister, "lingxiao", "school_clerk"))
    assert 'name="take"' not in other.get(GIVEN).content.decode()
    other.post(GIVEN, typed(world, "monday"))
    assert logs(world) == []

"""Copying a term and a week: the preview says what is left out and why, and what it says is what happens."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.timetable.conftest import EXTRA, TERM, moved, put
from zhijiao.filing.models import ImportBatch
from zhijiao.filing.schema import registry

pytestmark = pytest.mark.django_db
SPRING = {"year": 2020, "term": "2"}
COPY = "/forms/timetable/week/copy/?year=2020&term=2"
EXTEND = "/forms/timetable/week/extend/?year=2020&term=1"


@pytest.fixture
def spring(world):
    """A second term of sixteen weeks, in which the first class has the first course."""
    from datetime import date

    put(
        world.school, "term_settings",
        SPRING | {"name": "春", "starts": date(2021, 3, 1), "ends": date(2021, 6, 30), "weeks": 16, "days": 5,
                  "periods": 7, "morning": 4, "afternoon": 3, "current": "否", "drill_weeks": 0},
    )  # fmt: skip
    put(world.school, "teaching_schedule", SPRING)
    return world


def rows(world, **where):
    return registry.get("timetable").model.unscoped.filter(school=world.school, **where)


def classes(world):
    return list(
        registry.get("school_class").model.unscoped.filter(school=world.school).values_list("pk", flat=True)
    )


def test_the_preview_names_what_stays_behind(spring, clerk):
    html = clerk.get(COPY).content.decode()
    assert "2020-2021学年第一学期（秋）" in html
    assert html.count('name="class"') == 1
    assert "不在本学期的教学进程之中" in html
    assert rows(spring).count() == 3


def test_copying_is_a_batch_that_can_be_undone(spring, clerk):
    answer = clerk.post(COPY, {"class": classes(spring)})
    assert answer.headers["Location"].startswith("/forms/timetable/week/?year=2020&term=2")
    made = (
        rows(spring, term="2")
        .order_by("weekday")
        .values_list("weekday", "first_period", "last_week", "number")
    )
    assert list(made) == [("1", 1, 16, "A"), ("2", 1, 16, "A")]
    batch = ImportBatch.objects.get(school=spring.school, form="timetable")
    clerk.post(f"/forms/timetable/batches/{batch.pk}/undo/")
    assert rows(spring, term="2").count() == 0


def test_what_is_there_or_clashes_is_not_copied(spring, clerk):
    clerk.post(COPY, {"class": classes(spring)})
    assert "本学期已有这一条" in clerk.get(COPY).content.decode()
    rows(spring, term="2", weekday="1").delete()
    taken = spring.cells(
        number="Q", weekday="1", last_week="16", school_class=spring.classes[1], place="操场"
    )
    put(spring.school, "timetable", SPRING | EXTRA | taken)
    html = clerk.get(COPY).content.decode()
    assert "教师“" in html
    assert 'name="class"' not in html
    clerk.post(COPY, {"class": classes(spring)})
    assert rows(spring, term="2").count() == 2


def test_a_term_that_is_not_set_up_takes_nothing(world, clerk):
    html = clerk.get(COPY).content.decode()
    assert "本学期还没有设置" in html
    clerk.post(COPY, {"class": classes(world)})
    assert rows(world, term="2").count() == 0


def test_no_more_queries_for_more_lessons(spring, clerk):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            clerk.get(COPY)
        return len(seen)

    queries()
    few = queries()
    more = [
        TERM | EXTRA | spring.cells(number=f"M{n}", weekday=str(n), first_period="5") for n in range(1, 6)
    ]
    put(spring.school, "timetable", *more)
    assert queries() == few


def test_lessons_that_ended_last_week_go_on(world, clerk, send):
    monday, tuesday, other = (world.lessons[name] for name in ("monday", "tuesday", "other"))
    sent = [
        moved(monday, 1, 1, last_week="8"),
        moved(tuesday, 2, 1, last_week="7", week_kind="2"),
        moved(other, 1, 3, last_week="5"),
    ]
    assert send(moved=sent)[0] == 200
    html = clerk.get(f"{EXTEND}&week=9&until=12").content.decode()
    assert f'value="{monday}" checked' in html
    assert f'value="{tuesday}" checked' in html
    assert f'name="lesson" value="{other}"' not in html
    clerk.post(f"{EXTEND}&week=9&until=12", {"lesson": [monday]})
    assert dict(rows(world).values_list("pk", "last_week")) == {monday: 12, tuesday: 7, other: 5}


def test_a_lesson_whose_place_is_taken_does_not_go_on(world, clerk, send):
    lesson = world.lessons["monday"]
    send(moved=[moved(lesson, 1, 1, last_week="8")])
    later = world.cells(number="L", weekday="1", first_week="9", school_class=world.classes[1], place="操场")
    put(world.school, "timetable", TERM | EXTRA | later)
    html = clerk.get(f"{EXTEND}&week=9").content.decode()
    assert "不沿用：教师“" in html
    clerk.post(f"{EXTEND}&week=9", {"lesson": [lesson]})
    assert rows(world).get(pk=lesson).last_week == 8

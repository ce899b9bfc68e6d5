"""Printing and the calendar file: what leaves, that it is told, times by the bells of the term."""

import pytest

from tests.timetable.conftest import moved
from zhijiao.filing.schema import registry
from zhijiao.looks.models import Look

pytestmark = pytest.mark.django_db
PRINT = "/forms/timetable/week/print/?year=2020&term=1"
CALENDAR = "/forms/timetable/week/calendar/?year=2020&term=1"


def ring(world, times):
    rows = registry.get("term_settings").model.unscoped.filter(school=world.school)
    rows.update(times=times)


def class_id(world, number=0):
    return registry.get("school_class").model.unscoped.get(number=world.classes[number]).pk


def test_weeks_of_all_classes_are_printed_and_told(world, clerk):
    html = clerk.get(PRINT).content.decode()
    assert html.count("tt-sheet") == 2
    look = Look.objects.get(kind="print")
    assert (look.form, look.rows) == ("timetable", 3)


def test_one_teacher_on_one_sheet(world, clerk):
    teacher = registry.get("teacher").model.unscoped.get(number=world.teachers[1]).pk
    html = clerk.get(f"{PRINT}&by=teacher&of={teacher}").content.decode()
    assert html.count("tt-sheet") == 1
    assert "教学楼302" in html


def test_a_calendar_by_the_bells(world, clerk, send):
    ring(world, "第1节 08:00-08:45，第2节 08:55-09:40")
    send(moved=[moved(world.lessons["tuesday"], 2, 1, week_kind="3")])
    answer = clerk.get(f"{CALENDAR}&of={class_id(world)}")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert ".ics" in answer["Content-Disposition"]
    text = answer.content.decode()
    assert text.count("BEGIN:VEVENT") == 2
    assert (
        "DTSTART:20200907T000000Z\r\nDTEND:20200907T014000Z\r\nRRULE:FREQ=WEEKLY;INTERVAL=1;COUNT=18" in text
    )
    assert "DTSTART:20200915T000000Z" in text
    assert "INTERVAL=2;COUNT=9" in text
    assert Look.objects.get(kind="export").rows == 2


def test_without_bells_lessons_are_days(world, clerk):
    ring(world, "上午四节，下午三节")
    text = clerk.get(f"{CALENDAR}&of={class_id(world)}").content.decode()
    assert "DTSTART;VALUE=DATE:20200907" in text
    assert "SUMMARY:第1–2节 " in text


@pytest.mark.parametrize("of", ["", "&of=999999"])
def test_a_calendar_is_of_somebody(world, clerk, of):
    assert clerk.get(CALENDAR + of).status_code == 404


def test_a_term_without_a_first_day_has_no_calendar(world, clerk):
    registry.get("term_settings").model.unscoped.filter(school=world.school).update(starts=None)
    assert clerk.get(f"{CALENDAR}&of={class_id(world)}").status_code == 404
    assert "下载日历文件" not in clerk.get("/forms/timetable/week/?year=2020&term=1").content.decode()

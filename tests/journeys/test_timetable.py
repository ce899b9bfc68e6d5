"""The week of a class: moved by keys, by touch and by mouse, added to from 教学进程, refused with the clash named."""

import pytest

from tests.accounts.places import person
from tests.journeys.sessions import signed_in
from tests.timetable.conftest import WEEK, make
from zhijiao.filing.schema import registry

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(staff):
    return make(staff.tree)


@pytest.fixture
def week(page, live_server, staff, world):
    """The week of the first class as the clerk opens it."""
    signed_in(page, live_server, staff.clerk)
    page.goto(live_server.url + WEEK)
    page.locator("#tt").wait_for()
    return page


def cell(page, day, period):
    return page.locator(f'#tt td[data-day="{day}"][data-period="{period}"]')


def at(page, day, period):
    """The lessons in a cell."""
    return cell(page, day, period).locator(".tt-lesson")


def stored(world):
    rows = registry.get("timetable").model.unscoped.filter(school=world.school)
    return {pk: (day, period) for pk, day, period in rows.values_list("pk", "weekday", "first_period")}


def save(page):
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.locator("#tt").wait_for()


def test_keys_move_a_lesson_and_it_is_saved(week, world):
    at(week, 1, 1).locator("a").focus()
    week.keyboard.press("Alt+ArrowRight")
    week.keyboard.press("Alt+ArrowRight")
    week.keyboard.press("Alt+ArrowDown")
    week.keyboard.press("Alt+ArrowDown")
    at(week, 3, 3).wait_for()
    assert "1 处改动未保存" in week.locator("#tt-bar [data-state]").inner_text()
    save(week)
    assert stored(world)[world.lessons["monday"]] == ("3", 3)
    week.get_by_text("已保存，移动 1 条").wait_for()
    with week.expect_navigation():
        week.locator("#toasts").get_by_role("button", name="撤销").click()
    assert stored(world)[world.lessons["monday"]] == ("1", 1)


def test_a_lesson_is_cut_and_put_where_the_focus_goes(week, world):
    at(week, 2, 1).locator("a").focus()
    week.keyboard.press("Control+x")
    week.keyboard.press("ArrowRight")
    week.keyboard.press("Control+v")
    at(week, 3, 1).wait_for()
    week.keyboard.press("Delete")
    assert at(week, 3, 1).count() == 0
    save(week)
    assert world.lessons["tuesday"] not in stored(world)


def test_the_mouse_drags_and_a_finger_picks(week, world):
    at(week, 1, 1).drag_to(cell(week, 4, 3))
    at(week, 4, 3).wait_for()
    at(week, 2, 1).get_by_role("button", name="移动").click()
    cell(week, 5, 5).get_by_role("button", name="放到这里").click()
    save(week)
    assert sorted(stored(world).values()) == [("1", 3), ("4", 3), ("5", 5)]


def test_a_clash_is_marked_named_and_refused(week, world):
    """The other class has the room at that time; what stands in the way is named, and may be meant."""
    registry.get("timetable").model.unscoped.filter(pk=world.lessons["other"]).update(place="教学楼301")
    at(week, 1, 1).get_by_role("button", name="移动").click()
    week.locator('td.tt-busy[data-day="1"][data-period="3"]').wait_for()
    cell(week, 1, 3).locator(".tt-here").click()
    week.keyboard.press("Control+s")
    problems = week.locator("#tt-problems")
    problems.wait_for()
    assert "教室“教学楼301”星期一第3–4节已有“" in problems.inner_text()
    assert stored(world)[world.lessons["monday"]] == ("1", 1)
    problems.get_by_label("仍然保存").check()
    save(week)
    assert stored(world)[world.lessons["monday"]] == ("1", 3)


def test_a_course_of_the_plan_is_added(week, world):
    cell(week, 5, 1).get_by_role("button", name="添加课程").click()
    dialog = week.locator("#tt-add.show")
    dialog.wait_for()
    dialog.get_by_label("上课地点").fill("教学楼303")
    dialog.get_by_label("课序号").fill("")
    dialog.get_by_role("button", name="放进课表").click()
    dialog.get_by_text("请填写“课序号”").wait_for()
    dialog.get_by_label("课序号").fill("NEU")
    dialog.get_by_role("button", name="放进课表").click()
    at(week, 5, 1).wait_for()
    save(week)
    made = registry.get("timetable").model.unscoped.get(school=world.school, number="NEU")
    assert (made.weekday, made.first_period, made.periods, made.place) == ("5", 1, 2, "教学楼303")


def test_a_colleague_was_faster(week, world, staff, client):
    at(week, 1, 1).locator("a").focus()
    week.keyboard.press("Alt+ArrowRight")
    client.force_login(person(world.school, "tongshi", "school_clerk", real_name="陈同事"))
    sent = {"moved": [{"id": world.lessons["monday"], "version": 1, "cells": {"weekday": "5"}}]}
    from tests.timetable.conftest import SAVE

    assert client.post(SAVE, sent, content_type="application/json").status_code == 200
    week.keyboard.press("Control+s")
    week.locator("#tt-problems").get_by_text("陈同事 于").wait_for()
    assert at(week, 2, 1).count() == 2


def test_a_closed_tab_loses_nothing(week, world):
    at(week, 1, 1).locator("a").focus()
    week.keyboard.press("Alt+ArrowDown")
    week.get_by_text("已自动暂存").wait_for()
    address = week.url
    other = week.context.new_page()
    week.close()
    other.goto(address)
    assert at(other, 1, 2).count() == 1
    other.get_by_text("已放回课表").wait_for()
    save(other)
    assert stored(world)[world.lessons["monday"]] == ("1", 2)
    assert other.get_by_text("还没有保存").count() == 0


def test_changes_are_given_up(week, world):
    at(week, 1, 1).locator("a").focus()
    week.keyboard.press("Alt+ArrowDown")
    week.get_by_role("button", name="放弃改动").click()
    at(week, 1, 1).wait_for()
    assert week.get_by_role("button", name="保存", exact=True).is_disabled()

"""Changes not yet saved: kept after a pause, put back when the page opens again."""

import json

import pytest

from tests.scripts.timetable_sample import SCRIPTS, week

pytestmark = pytest.mark.browser
ADDED = {
    "cells": {"number": "N9", "periods": "2", "place": "302"},
    "shown": {"title": "语文", "teacher": "黄青"},
    "day": "2",
    "period": "1",
}


def recalled(**parts):
    return json.dumps({"moved": [], "removed": [], "added": []} | parts)


def moved(version=3, weekday="2", first_period="1"):
    return {"id": 11, "version": version, "cells": {"weekday": weekday, "first_period": first_period}}


def opened(stage, **parts):
    stage.show(week(can_add=True, recalled=recalled(**parts)), *SCRIPTS)
    return stage


def state(page):
    return page.js("document.querySelector('[data-state]').textContent")


def test_changes_are_kept_after_a_pause(stage):
    stage.window.clock.install()
    stage.answer("/draft/", {"kept": "10:30"})
    stage.show(week(), *SCRIPTS)
    stage.window.focus('[data-id="11"] a')
    stage.window.keyboard.press("Alt+ArrowRight")
    stage.window.clock.run_for(1_400)
    assert stage.asked == []
    stage.window.clock.run_for(100)
    stage.until("document.querySelector('[data-state]').textContent === '1 处改动未保存，10:30 已自动暂存'")
    method, path, body = stage.asked[0]
    assert (method, path) == ("POST", "/draft/")
    assert '"moved":[{"id":11,"version":3,"cells":{"weekday":"2","first_period":"1"}}]' in body


def test_what_could_not_be_kept_is_tried_again(stage):
    stage.window.clock.install()
    stage.answer("/draft/", {}, status=500)
    stage.show(week(), *SCRIPTS)
    stage.window.focus('[data-id="11"] a')
    stage.window.keyboard.press("Delete")
    stage.window.clock.run_for(1_500)
    stage.until("document.querySelector('[data-state]').textContent.includes('暂存失败')")
    stage.answer("/draft/", {"kept": "10:31"})
    stage.window.clock.run_for(8_000)
    stage.until("document.querySelector('[data-state]').textContent.includes('10:31')")


def test_moved_removed_and_new_lessons_come_back(stage):
    page = opened(stage, moved=[moved()], removed=[{"id": 12, "version": 3}], added=[ADDED | {"period": "3"}])
    assert page.js("document.querySelector('[data-id=\"11\"]').closest('td').dataset.label") == "2-1"
    assert page.js("document.querySelector('[data-id=\"12\"]')") is None
    assert page.js("document.querySelector('.is-new').closest('td').dataset.label") == "2-3"
    assert page.js("document.querySelector('.is-new').textContent") == "语文黄青302移动"
    assert state(page) == "3 处改动未保存"


@pytest.mark.parametrize(
    "parts",
    [
        {"moved": [moved(version=2)]},
        {"moved": [moved(weekday="7")]},
        {"removed": [{"id": 99, "version": 1}]},
        {"added": [ADDED | {"period": "4"}]},
    ],
)
def test_what_no_longer_fits_is_left_and_told(stage, parts):
    page = opened(stage, **parts)
    assert state(page) == "草稿中有 1 处已被他人改动，没有恢复；没有改动"
    assert page.js("document.querySelectorAll('.is-moved, .is-new').length") == 0

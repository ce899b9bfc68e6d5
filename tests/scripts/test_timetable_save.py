"""Saving the week: what is sent, and what is done with every kind of answer."""

import json

import pytest

from tests.scripts.timetable_sample import SCRIPTS, week

pytestmark = pytest.mark.browser


@pytest.fixture
def page(stage):
    """数学 has been moved to the second day."""
    stage.show(week(), *SCRIPTS)
    stage.window.focus('[data-id="11"] a')
    stage.window.keyboard.press("Alt+ArrowRight")
    return stage


def save(page, body=None, status=200):
    page.answer("/save/", body, status=status)
    page.window.click('[data-do="save"]')


def sent(page):
    return [json.loads(body) for _, path, body in page.asked if path.startswith("/save/")]


def problems(page):
    page.until("!document.getElementById('tt-problems').hidden")
    return page.js("document.getElementById('tt-problems').innerText")


def test_what_was_moved_is_sent_and_the_page_opens_anew(page):
    with page.window.expect_navigation():
        save(page, {"text": "已保存"})
    assert sent(page) == [
        {
            "moved": [{"id": 11, "version": 3, "cells": {"weekday": "2", "first_period": "1"}}],
            "added": [], "removed": [], "accepted": [],
        }
    ]  # fmt: skip
    assert page.dialogs == []


def test_a_clash_stands_at_its_lesson_and_can_be_meant(page):
    clash = {"place": 0, "kind": "room", "text": "教室“301”已有课"}
    save(page, {"problems": [clash], "more": 2, "arguable": ["room"], "kinds": "教室"}, 422)
    said = problems(page)
    assert "有 3 处问题，" in said
    assert "数学（2-1）：教室“301”已有课" in said
    assert "另有 2 处" in said
    assert page.js("document.querySelector('[data-id=\"11\"]').classList.contains('is-wrong')") is True
    page.window.check("#tt-meant")
    with page.window.expect_navigation():
        save(page, {"text": "已保存"})
    assert sent(page)[-1]["accepted"] == ["room"]


def test_a_clash_of_a_teacher_cannot_be_meant(page):
    clash = {"place": 0, "kind": "teacher", "text": "教师“黄青”已有课"}
    save(page, {"problems": [clash], "more": 0, "arguable": [], "kinds": "教师"}, 422)
    problems(page)
    assert page.js("document.querySelector('[data-meant]').hidden") is True


def test_a_faster_colleague_is_named(page):
    save(page, {"stale": [{"id": 11, "who": "谭红霞", "at": "2020-09-01 08:00", "done": "修改"}]}, 409)
    assert "数学：谭红霞 于 2020-09-01 08:00 修改过" in problems(page)
    assert page.js("document.querySelector('[data-reload]').hidden") is False


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [(400, {"text": "提交的内容不完整"}, "提交的内容不完整"), (403, {}, "没有权限"), (500, {}, "系统出错了")],
)
def test_other_answers_are_said_and_nothing_is_lost(page, status, body, said):
    save(page, body, status)
    page.until(f"document.querySelector('[data-state]').textContent.includes('{said}')")
    assert page.js("document.querySelectorAll('.is-moved').length") == 1


def test_leaving_with_changes_asks(page):
    page.window.reload()
    assert set(page.dialogs) == {"beforeunload"}

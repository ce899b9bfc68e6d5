"""The week at work: picked up and put down by button, keys and mouse; what is taken is marked."""

import pytest

from tests.scripts.timetable_sample import BUSY, SCRIPTS, week

pytestmark = pytest.mark.browser


@pytest.fixture
def page(stage):
    stage.answer(BUSY + "11", {"busy": []})
    stage.show(week(), *SCRIPTS)
    return stage


def where(page, number=11):
    return page.js(f"document.querySelector('[data-id=\"{number}\"]').closest('td').dataset.label")


def state(page):
    return page.js("document.querySelector('[data-state]').textContent")


def focus(page, number=11):
    page.window.focus(f'[data-id="{number}"] a')


def test_alt_and_arrows_move_by_one_and_keep_the_focus(page):
    focus(page)
    page.window.keyboard.press("Alt+ArrowRight")
    page.window.keyboard.press("Alt+ArrowDown")
    assert where(page) == "2-2"
    assert state(page) == "已把 数学 移到 2-2；1 处改动未保存"
    assert page.js("document.activeElement.textContent") == "数学"
    page.window.keyboard.press("Alt+ArrowRight")
    assert where(page) == "2-2"


def test_a_lesson_that_does_not_fit_stays(page):
    focus(page)
    for _ in range(3):
        page.window.keyboard.press("Alt+ArrowDown")
    assert where(page) == "1-3"
    assert page.toasts()[-1] == ["bad", "1-4起放不下连上 2 节的课"]


def test_cut_walk_and_paste(page):
    focus(page)
    page.window.keyboard.press("Control+x")
    assert page.js("document.querySelectorAll('.tt-here:not([hidden])').length") == 8
    page.window.keyboard.press("ArrowRight")
    page.window.keyboard.press("Control+v")
    assert where(page) == "2-1"
    assert page.js("document.querySelectorAll('.tt-here:not([hidden])').length") == 0


def test_escape_puts_it_back(page):
    focus(page)
    page.window.keyboard.press("Control+x")
    page.window.keyboard.press("ArrowRight")
    page.window.keyboard.press("Escape")
    assert where(page) == "1-1"
    assert state(page) == "没有改动"
    assert page.js("document.activeElement.textContent") == "数学"


def test_arrows_go_from_lesson_to_lesson(page):
    page.window.focus('[data-id="12"] a')
    page.window.keyboard.press("ArrowLeft")
    assert page.js("document.activeElement.textContent") == "体育"
    page.js("document.querySelectorAll('.tt-here').forEach(button => { button.hidden = false; })")
    page.window.keyboard.press("ArrowLeft")
    assert page.js("document.activeElement.closest('td').dataset.label") == "1-3"


def test_the_button_picks_up_and_what_is_taken_is_marked(page):
    page.answer(BUSY + "11", {"busy": [[2, 1, "教师“黄青”：二班 语文"], [7, 1, "没有这一天"]]})
    page.window.click('[data-id="11"] [data-pick]')
    page.until("document.querySelector('.tt-busy')")
    assert page.js("document.querySelector('.tt-busy').title") == "教师“黄青”：二班 语文"
    label = page.js("document.querySelector('.tt-busy .tt-here').getAttribute('aria-label')")
    assert label == "2-1：有冲突，教师“黄青”：二班 语文；放到这里"
    page.window.click('td[data-day="2"][data-period="1"] .tt-here')
    assert where(page) == "2-1"
    assert page.js("document.querySelectorAll('.tt-busy').length") == 0


def test_dragging_moves(page):
    page.window.drag_and_drop('[data-id="12"]', 'td[data-day="1"][data-period="4"]')
    assert where(page, 12) == "1-4"


def test_delete_removes_and_giving_up_brings_back(page):
    focus(page)
    page.window.keyboard.press("Delete")
    assert state(page) == "已移除 数学，保存后生效；1 处改动未保存"
    page.window.click('[data-do="reset"]')
    assert where(page) == "1-1"
    assert page.js("document.querySelector('[data-do=save]').disabled") is True


def test_the_bar_removes_or_puts_back_what_is_held(page):
    page.window.click('[data-id="12"] [data-pick]')
    page.window.click('[data-do="cancel"]')
    assert where(page, 12) == "2-3"
    page.window.click('[data-id="12"] [data-pick]')
    page.window.click('[data-do="remove"]')
    assert page.js("document.querySelector('[data-id=\"12\"]')") is None


def test_without_the_right_nothing_is_removed(stage):
    stage.answer(BUSY + "11", {"busy": []})
    stage.show(week(can_delete=False), *SCRIPTS)
    focus(stage)
    stage.window.keyboard.press("Delete")
    assert where(stage) == "1-1"
    assert "没有删除课程表记录的权限" in stage.toasts()[-1][1]
    stage.window.click('[data-id="11"] [data-pick]')
    assert stage.js("document.querySelector('[data-do=remove]').hidden") is True

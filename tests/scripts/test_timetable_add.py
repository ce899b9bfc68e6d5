"""The dialog that puts a course of the plan into a cell."""

import pytest

from tests.scripts.timetable_sample import SCRIPTS, week

pytestmark = pytest.mark.browser


@pytest.fixture
def dialog(stage):
    stage.show(week(can_add=True), *SCRIPTS)
    stage.window.click('td[data-day="2"][data-period="1"] .tt-here')
    stage.window.locator("#tt-add.show").wait_for()
    return stage


def value(dialog, name):
    return dialog.js(f"document.querySelector('#tt-add form').elements['{name}'].value")


def test_what_the_plan_says_stands_there(dialog):
    assert dialog.js("document.querySelector('[data-where]').textContent") == "2-1"
    assert [value(dialog, name) for name in ("number", "teacher", "first_week", "last_week")] == [
        "N1",
        "js1",
        "1",
        "18",
    ]
    dialog.window.select_option("#tt-course", "K2")
    assert [value(dialog, name) for name in ("number", "teacher", "first_week", "last_week")] == [
        "N2",
        "",
        "2",
        "9",
    ]


def test_a_lesson_is_put_into_the_cell_and_saved_as_typed(dialog):
    dialog.window.click("text=放进课表")
    dialog.window.locator('td[data-day="2"][data-period="1"] .is-new').wait_for()
    dialog.answer("/save/", {"text": "已保存"})
    with dialog.window.expect_navigation():
        dialog.window.keyboard.press("Control+s")
    sent = next(body for method, path, body in dialog.asked if path.startswith("/save/"))
    assert '"course":"K1"' in sent
    assert '"teacher":"js1"' in sent
    assert '"weekday":"2","first_period":"1"' in sent


@pytest.mark.parametrize(
    ("box", "typed", "said"),
    [
        ("#tt-number", "", "请填写“课序号”。"),
        ("#tt-periods", "0", "连续节数应为正整数。"),
        ("#tt-periods", "二", "连续节数应为正整数。"),
        ("#tt-periods", "5", "从这一节起放不下 5 节，请改少连续节数或换一格。"),
    ],
)
def test_what_is_wrong_is_said_in_the_dialog(dialog, box, typed, said):
    dialog.window.fill(box, typed)
    dialog.window.click("text=放进课表")
    dialog.until(f"document.querySelector('[data-wrong]').textContent === '{said}'")
    assert dialog.js("document.querySelectorAll('.is-new').length") == 0

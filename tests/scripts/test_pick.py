"""Picking a teacher for the name of a user."""

import pytest

from tests.scripts.stage import BOOTSTRAP

pytestmark = pytest.mark.browser

HTML = """<form><input id="f-real_name">
<select id="f-sex"><option value="">-<option value="1">男<option value="2">女</select></form>
<div id="teachers" class="modal" tabindex="-1"><div class="modal-dialog"><input id="teachers-q">
<ul><li><button type="button" data-pick="黄丽萍" data-pick-sex="2">黄丽萍</button></li>
<li><button type="button" data-pick="莫建国">莫建国</button></li></ul></div></div>"""
HTMX_STUB = "() => { window.htmx = { trigger: (element, name) => { window.asked = [element.id, name]; } }; }"
VALUES = "[document.getElementById('f-real_name').value, document.getElementById('f-sex').value]"


@pytest.fixture
def page(stage):
    stage.show(HTML, BOOTSTRAP, "app.js", "pick.js")
    stage.js(HTMX_STUB)
    return stage


def pick(page, name: str) -> None:
    page.window.click("#f-real_name + button")
    page.until("document.querySelector('#teachers').classList.contains('show')")
    page.window.click(f"[data-pick={name}]")
    page.until("document.activeElement.id === 'f-real_name'")


def test_the_button_opens_the_list_and_asks_for_it(page):
    assert page.text("#f-real_name + button") == "从本校教师中选择"
    page.window.click("#f-real_name + button")
    page.until("document.activeElement.id === 'teachers-q'")
    assert page.js("window.asked") == ["teachers-q", "open"]


def test_picking_fills_name_and_sex_and_counts_as_typing(page):
    page.js("() => { window.typed = 0; document.addEventListener('input', () => { window.typed += 1; }); }")
    pick(page, "黄丽萍")
    assert page.js(VALUES) == ["黄丽萍", "2"]
    assert page.js("window.typed") == 1


def test_a_teacher_without_a_known_sex_leaves_it(page):
    pick(page, "黄丽萍")
    pick(page, "莫建国")
    assert page.js(VALUES) == ["莫建国", "2"]


def test_a_click_beside_the_names_picks_nothing(page):
    page.window.click("#f-real_name + button")
    page.until("document.activeElement.id === 'teachers-q'")
    page.window.click("#teachers-q")
    assert page.js(VALUES) == ["", ""]


@pytest.mark.parametrize("html", ["<input id='f-real_name'>", "<div id='teachers'></div>"])
def test_pages_that_lack_either_are_left_alone(stage, html):
    stage.show(html, "app.js", "pick.js")
    assert stage.js("document.querySelectorAll('body > button').length") == 0

"""The dialog of keys opens by ? outside of boxes and by Ctrl+/ anywhere."""

import pytest

from tests.scripts.stage import BOOTSTRAP

pytestmark = pytest.mark.browser

HTML = """<main tabindex="-1"><input id="box"></main>
<div id="keys" class="modal" tabindex="-1"><div class="modal-dialog"><h2>键盘快捷键</h2></div></div>"""
SHOWN = "document.getElementById('keys').classList.contains('show')"


@pytest.fixture
def page(stage):
    stage.show(HTML, BOOTSTRAP, "keys.js")
    return stage


def test_a_question_mark_opens_it_outside_of_boxes_alone(page):
    page.window.focus("#box")
    page.window.keyboard.press("?")
    assert page.js("document.getElementById('box').value") == "?"
    assert not page.js(SHOWN)
    page.window.focus("main")
    page.window.keyboard.press("?")
    page.until(SHOWN)


def test_control_and_slash_open_it_from_a_box(page):
    page.window.focus("#box")
    page.window.keyboard.press("Control+/")
    page.until(SHOWN)
    assert page.js("document.getElementById('box').value") == ""

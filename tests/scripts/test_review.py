"""Reading waiting rows by the keyboard: what a key does, and where it does nothing."""

import pytest

pytestmark = pytest.mark.browser

READING = """<input id="elsewhere"><div id="reading"><input id="box"><a data-key="j" href="#next">下一条</a>
<a data-key="k" href="#previous">上一条</a><button type="button" data-key="m">标记</button>
<details><summary data-key="r">退回</summary><input id="reason"></details>
<button type="button" data-key="enter" data-focus>通过</button></div>"""
LISTEN = """() => { window.pressed = []; document.addEventListener("click", event => {
    event.preventDefault(); window.pressed.push(event.target.dataset.key); }); }"""


@pytest.fixture
def page(stage):
    stage.show(READING, "app.js", "review.js")
    stage.js(LISTEN)
    return stage


def pressed(page):
    return page.js("window.pressed")


def test_the_button_that_passes_has_the_focus(page):
    assert page.js("document.activeElement.dataset.key") == "enter"
    page.window.keyboard.press("Enter")
    assert pressed(page) == ["enter"]


def test_keys_do_what_their_buttons_do(page):
    for key in ("j", "k", "M", "r"):
        page.js("document.activeElement.blur()")
        page.window.keyboard.press(key)
    assert pressed(page) == ["j", "k", "m", "r"]


def test_a_key_held_down_passes_one_row(page):
    for _ in range(3):
        page.window.keyboard.down("Enter")
    page.window.keyboard.up("Enter")
    assert pressed(page) == ["enter"]


def test_keys_type_in_boxes_and_do_nothing_outside_of_the_row(page):
    for box in ("#box", "#elsewhere"):
        page.window.focus(box)
        page.window.keyboard.press("j")
        assert page.window.input_value(box) == "j"
    page.window.focus("[data-key=m]")
    page.window.keyboard.press("Control+k")
    assert pressed(page) == []

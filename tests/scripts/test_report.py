"""Putting names of figures into the text that is being written."""

import pytest

pytestmark = pytest.mark.browser

HTML = """<form><textarea id="a" data-essay>甲乙</textarea>
<textarea id="b" data-essay>丙</textarea><textarea id="c"></textarea>
<button type="button" data-insert="【在校生数】">在校生数</button></form>"""


@pytest.fixture
def page(stage):
    stage.show(HTML, "report.js")
    return stage


def value(page, name):
    return page.js(f"document.getElementById('{name}').value")


def test_the_name_goes_where_one_was_writing_and_counts_as_typing(page):
    page.js("() => { window.typed = 0; document.addEventListener('input', () => { window.typed += 1; }); }")
    page.js("() => { const box = document.getElementById('b'); box.focus(); box.setSelectionRange(0, 0); }")
    page.window.click("[data-insert]")
    assert (value(page, "a"), value(page, "b")) == ("甲乙", "【在校生数】丙")
    assert page.js("window.typed") == 1
    assert page.js("document.activeElement.id") == "b"
    page.window.click("[data-insert]")
    assert value(page, "b") == "【在校生数】【在校生数】丙"


def test_before_anything_is_written_the_first_text_is_meant_and_others_never(page):
    page.js("() => document.getElementById('c').focus()")
    page.window.click("[data-insert]")
    assert "【在校生数】" in value(page, "a")
    assert value(page, "c") == ""

"""Putting a kept answer into the box of an answer."""

import pytest

pytestmark = pytest.mark.browser

HTML = """<textarea id="text"></textarea>
<button type="button" data-canned="请先添加专业。&#10;&lt;b&gt;再导入。" data-canned-into="text">填入</button>"""
VALUE = "document.getElementById('text').value"


@pytest.fixture
def page(stage):
    stage.show(HTML, "canned.js")
    return stage


def test_a_kept_answer_goes_into_an_empty_box_as_it_is(page):
    page.window.click("button")
    assert page.js(VALUE) == "请先添加专业。\n<b>再导入。"
    assert page.js("document.activeElement.id") == "text"


def test_it_follows_what_was_typed_and_counts_as_typing(page):
    page.window.fill("#text", "您好！\n")
    page.js("() => { window.typed = 0; document.addEventListener('input', () => { window.typed += 1; }); }")
    page.window.click("button")
    assert page.js(VALUE) == "您好！\n\n请先添加专业。\n<b>再导入。"
    assert page.js("window.typed") == 1

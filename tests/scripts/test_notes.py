"""Annotations show where the pointer rests, and at the focus where no panel stands beside the form."""

import pytest

from tests.scripts.stage import BOOTSTRAP

pytestmark = pytest.mark.browser

FIELD = """<main><div class="field" data-guide="{note}"><label for="{id}">{id}</label><input id="{id}">
<button type="button" class="tip" tabindex="-1"
data-bs-toggle="tooltip" data-bs-title="{note}">?</button></div></main>"""
SAID = "Array.from(document.querySelectorAll('.tooltip')).map(tip => tip.textContent).join()"


@pytest.fixture
def page(stage):
    html = FIELD.format(id="one", note="第一项") + "<p>其他</p>" + FIELD.format(id="two", note="第二项")
    stage.show(html, BOOTSTRAP, "app.js", "notes.js")
    return stage


def test_resting_on_a_label_shows_the_annotation_and_leaving_hides_it(page):
    page.window.hover("label[for=one]")
    page.until(f"{SAID} === '第一项'")
    page.window.hover("p")
    page.until(f"{SAID} === ''")


def test_the_focus_shows_it_until_something_is_typed(page):
    page.window.focus("#two")
    page.until(f"{SAID} === '第二项'")
    page.window.keyboard.type("x")
    page.until(f"{SAID} === ''")
    page.window.focus("#one")
    page.until(f"{SAID} === '第一项'")
    page.window.keyboard.press("Escape")
    page.until(f"{SAID} === ''")

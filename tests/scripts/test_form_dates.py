"""Days and months are typed in any usual spelling; what cannot be one stays as it was typed."""

import pytest

pytestmark = pytest.mark.browser

HTML = """<form><div class="day"><input id="d" data-day="date"><button type="button"
data-pick-day hidden>选</button></div>
<div class="day"><input id="m" data-day="month"><button type="button" data-pick-day hidden>选</button></div></form>"""
TYPED = """([id, text]) => { const box = document.getElementById(id); box.value = text;
    box.dispatchEvent(new Event("change", { bubbles: true })); return box.value; }"""


@pytest.fixture
def page(stage):
    stage.show(HTML, "app.js", "form-dates.js")
    return stage


def test_spellings(page):
    for text in ("20150901", "2015.9.1", "2015-9-1", "2015/09/01", "2015年9月1日", "２０１５．９．１"):
        assert page.js(TYPED, ["d", text]) == "2015-09-01", text
    for text in ("201509", "2015.9", "2015-09", "2015年9月", "2015/9"):
        assert page.js(TYPED, ["m", text]) == "2015-09", text


def test_what_is_no_day_stays(page):
    for text in ("2015-02-30", "201509", "去年", "15.9.1", "20151301"):
        assert page.js(TYPED, ["d", text]) == text
    for text in ("201513", "2015", "九月"):
        assert page.js(TYPED, ["m", text]) == text


def test_the_picker_writes_into_the_box_and_tells_of_it(page):
    page.js(
        "() => { window.told = []; document.addEventListener('change', e => window.told.push(e.target.id)); }"
    )
    assert page.js("document.querySelector('[data-pick-day]').hidden") is False
    page.js("""() => { const picker = document.querySelector('input[type=date]'); picker.value = '2016-03-04';
        picker.dispatchEvent(new Event('change', { bubbles: true })); }""")
    assert page.js("[document.getElementById('d').value, window.told, document.activeElement.id]") == [
        "2016-03-04",
        ["d"],
        "d",
    ]

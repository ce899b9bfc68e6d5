"""Items read through a code or a reference follow what is picked."""

import pytest

pytestmark = pytest.mark.browser

HTML = """<form id="record-form"><select name="code"><option value=""></option>
<option value="710201">计算机应用</option><option value="710202">网络</option></select>
<div data-field="category" data-through="code" data-look-up="/look?a=1"><output>—</output></div>
<div data-field="edition" data-through="code" data-look-up="/look?a=1"><output>—</output></div></form>"""
OUTPUTS = "Array.from(document.querySelectorAll('output')).map(each => each.textContent).join()"


def test_what_is_picked_fills_its_items_and_nothing_picked_empties_them(stage):
    stage.answer("/look?a=1&value=710201", {"category": "电子与信息大类", "edition": "2021"})
    stage.show(HTML, "form-lookups.js")
    stage.window.select_option("select", "710201")
    stage.until(f"{OUTPUTS} === '电子与信息大类,2021'")
    stage.window.select_option("select", "")
    stage.until(f"{OUTPUTS} === '—,—'")


def test_a_failure_shows_nothing_wrong(stage):
    stage.answer("/look?a=1&value=710202", None, 500)
    stage.show(HTML.replace("<output>—", "<output>旧的", 1), "form-lookups.js")
    stage.window.select_option("select", "710202")
    stage.until(f"{OUTPUTS} === '—,—'")


def test_a_page_that_comes_back_with_a_pick_asks_by_itself(stage):
    stage.answer("/look?a=1&value=710201", {"category": "电子与信息大类"})
    stage.show(HTML.replace('value="710201"', 'value="710201" selected'), "form-lookups.js")
    stage.until(f"{OUTPUTS} === '电子与信息大类,—'")

"""The mark of a required item follows what is chosen in the items that decide."""

import json
from html import escape

import pytest

pytestmark = pytest.mark.browser


def when(*requirements):
    """The conditions as a page holds them: (name, values, unless) each, all of a requirement to hold."""
    told = [
        [{"name": name, "values": values, "unless": unless} for name, values, unless in conditions]
        for conditions in requirements
    ]
    return escape(json.dumps(told))


def field(name, *requirements, box='<input name="{0}">'):
    mark = '<span class="must" hidden>*</span><span data-must-said hidden>（必填）</span>'
    return f'<div id="{name}" data-required-when="{when(*requirements)}">{mark}{box.format(name)}</div>'


ABROAD, OUTSIDE, SIGNED = ("country", ["CHN"], False), ("outside", ["1"], True), ("signed", [], False)
HTML = f"""<form>
<select name="country"><option value="">-<option value="CHN" selected>中国<option value="FRA">法国</select>
<input type="radio" name="outside" value="1"><input type="radio" name="outside" value="0">
<input name="signed" value="0"><input name="hidden_one" placeholder="******（留空则不修改）">
{field("region", [ABROAD, OUTSIDE])}{field("either", [ABROAD], [SIGNED])}{field("kept", [("hidden_one", [], False)])}
</form>"""


@pytest.fixture
def page(stage):
    stage.show(HTML, "required.js")
    return stage


def marked(page, name):
    return page.js(
        f"[...document.querySelectorAll('#{name} .must, #{name} [data-must-said]')].every((sign) => !sign.hidden)"
    ), page.js(f"document.querySelector('#{name} input').required")


def choose(page, name, value):
    page.js(
        f"""() => {{ const box = document.querySelector('[name={name}]');
        if (box.type === 'radio') document.querySelector('[name={name}][value="{value}"]').checked = true;
        else box.value = '{value}';
        box.dispatchEvent(new Event('change', {{ bubbles: true }})); }}"""
    )


def test_every_condition_of_a_requirement_has_to_hold(page):
    assert marked(page, "region") == (True, True)
    choose(page, "outside", "1")
    assert marked(page, "region") == (False, False)
    choose(page, "outside", "0")
    assert marked(page, "region") == (True, True)
    choose(page, "country", "FRA")
    assert marked(page, "region") == (False, False)


def test_one_requirement_of_several_is_enough(page):
    choose(page, "country", "FRA")
    assert marked(page, "either") == (False, False)
    choose(page, "signed", "3")
    assert marked(page, "either") == (True, True)
    choose(page, "signed", "")
    assert marked(page, "either") == (False, False)


def test_a_private_item_that_is_filled_and_not_shown_counts_as_filled(page):
    assert marked(page, "kept") == (True, True)

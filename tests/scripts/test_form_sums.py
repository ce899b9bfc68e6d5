"""Amounts of a page: thousands, totals that follow their parts, differences and shares."""

import json
from html import escape

import pytest

pytestmark = pytest.mark.browser

SUMS = {
    "totals": [
        {"whole": "bonus", "parts": ["year_end", "merit"], "always": False},
        {"whole": "total", "parts": ["pay", "bonus"], "always": True},
    ],
    "same": [{"whole": "total", "parts": ["own", "given"]}],
    "within": [{"whole": "pay", "parts": ["village"]}],
}
NAMES = ("total", "pay", "village", "bonus", "year_end", "merit", "own", "given")


def html(**values):
    rows = "".join(
        f'<tr data-field="{name}" data-guide-name="{name}"><td><input id="{name}" inputmode="decimal" data-amount '
        f'value="{values.get(name, "")}"><div class="errs"></div></td>'
        "<td data-share><progress hidden></progress><span></span></td></tr>"
        for name in NAMES
    )
    return f'<form data-sums="{escape(json.dumps(SUMS))}"><table>{rows}</table></form>'


def value(stage, name):
    return stage.js("name => document.getElementById(name).value", name)


def said(stage, name):
    return stage.js(
        "name => (document.querySelector(`[data-field=${name}] [data-differs]`) || {}).textContent || ''",
        name,
    )


def test_totals_follow_at_every_level_and_cannot_be_typed(stage):
    stage.show(html(), "form-sums.js")
    stage.window.fill("#pay", "1200.1")
    stage.window.fill("#year_end", "0.2")
    stage.window.fill("#merit", "1,000")
    assert (value(stage, "bonus"), value(stage, "total")) == ("1,000.2", "2,200.3")
    locked = {name: stage.js("name => document.getElementById(name).readOnly", name) for name in NAMES}
    assert [name for name in NAMES if locked[name]] == ["total", "bonus"]


def test_a_total_of_optional_parts_is_typed_where_none_is_filled(stage):
    stage.show(html(pay=10), "form-sums.js")
    stage.window.fill("#bonus", "5")
    assert value(stage, "total") == "15"


def test_what_is_stored_is_not_overwritten_in_silence(stage):
    stage.show(html(total=20, pay=10, bonus=5), "form-sums.js")
    assert value(stage, "total") == "20"
    assert "各分项之和为 15，与total相差 5" in said(stage, "total")
    stage.window.get_by_role("button", name="按分项计算").click()
    assert (value(stage, "total"), said(stage, "total")) == ("15", "")


def test_differences_are_told_while_one_types(stage):
    stage.show(html(pay=10, bonus=5, own=7, given=8), "form-sums.js")
    assert (value(stage, "total"), said(stage, "total")) == ("15", "")
    stage.window.fill("#given", "9")
    assert said(stage, "total") == "各分项之和为 16，与total相差 -1"
    stage.window.fill("#village", "11")
    assert said(stage, "village") == "village为 11，大于pay，多 1"


def test_thousands_and_shares(stage):
    stage.show(html(pay=7500, bonus=2500), "form-sums.js")
    assert (value(stage, "pay"), value(stage, "total")) == ("7,500", "10,000")
    assert stage.text("[data-field=pay] [data-share] span") == "75.0%"
    stage.window.focus("#pay")
    assert value(stage, "pay") == "7500"
    stage.window.focus("#own")
    assert value(stage, "pay") == "7,500"

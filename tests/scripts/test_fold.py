"""Groups of a long table: their heads fold the rows away and tell their state."""

import pytest

pytestmark = pytest.mark.browser

TABLE = """<table{fold}>
<tbody><tr class="grp"><th colspan="2">基本信息 <span>2 项</span></th></tr><tr><td>校名</td></tr></tbody>
<tbody data-folded><tr class="grp"><th colspan="2">教学</th></tr><tr><td>课程</td></tr><tr><td>教材</td></tr></tbody>
</table>"""
SHOWN = """() => Array.from(document.querySelectorAll("td")).filter(cell => cell.checkVisibility())
.map(cell => cell.textContent)"""


def test_groups_open_and_close_by_their_heads(stage):
    stage.show(TABLE.format(fold=" data-fold"), "app.js", "fold.js")
    first, second = (
        stage.window.get_by_role("button", name="基本信息 2 项"),
        stage.window.get_by_role("button", name="教学"),
    )
    assert [first.get_attribute("aria-expanded"), second.get_attribute("aria-expanded")] == ["true", "false"]
    assert stage.js(SHOWN) == ["校名"]
    second.press("Enter")
    first.press("Space")
    assert [first.get_attribute("aria-expanded"), second.get_attribute("aria-expanded")] == ["false", "true"]
    assert stage.js(SHOWN) == ["课程", "教材"]


def test_other_tables_stay_as_they_are(stage):
    stage.show(TABLE.format(fold=""), "app.js", "fold.js")
    assert stage.window.get_by_role("button", name="教学").count() == 0
    assert stage.js(SHOWN) == ["校名", "课程", "教材"]

"""Scripts that few visits need come when they are needed, once."""

import pytest

pytestmark = pytest.mark.browser

HTML = """<table data-later="/scripts/canned.js" tabindex="0"><tr><td>格</td></tr></table>
<a href="/next" data-shot="/scripts/canned.js" data-shot-by="/scripts/nowhere.js">在线支持</a>"""
LOADED = "document.head.querySelectorAll('script').length"


def test_a_script_is_loaded_when_what_it_serves_is_entered_and_once(stage):
    stage.show(HTML, "app.js", "later.js")
    assert stage.js(LOADED) == 0
    stage.window.focus("table")
    stage.window.hover("td")
    stage.wait("document.head.querySelectorAll('script').length === 1")


def test_where_no_picture_can_be_taken_the_link_is_followed_all_the_same(stage):
    stage.show(HTML, "app.js", "later.js")
    stage.window.click("a")
    stage.window.wait_for_url("**/next")

"""Scripts that few visits need come when they are needed, once."""

import pytest

from tests.scripts.stage import BOOTSTRAP

pytestmark = pytest.mark.browser

HTML = """<table data-later="/scripts/canned.js" tabindex="0"><tr><td>格</td></tr></table>
<a href="/next" data-shot="/scripts/canned.js" data-shot-by="/scripts/canned.js">在线支持</a>"""
LOADED = "document.head.querySelectorAll('script').length"


def test_a_script_is_loaded_when_what_it_serves_is_entered_and_once(stage):
    stage.show(HTML, "app.js", "later.js")
    assert stage.js(LOADED) == 0
    stage.window.focus("table")
    stage.window.hover("td")
    stage.until("document.head.querySelectorAll('script').length === 1")


def test_where_no_picture_can_be_taken_the_link_is_followed_all_the_same(stage):
    stage.show(HTML, BOOTSTRAP, "app.js", "later.js")
    with stage.window.expect_navigation(url="**/next"):
        stage.window.click("a")


def test_a_picture_that_waits_to_be_sent_is_forgotten_on_any_other_page(stage):
    stage.show("", "app.js")
    stage.js("sessionStorage.setItem('zhijiao.shot', 'data:image/jpeg;base64,/9j/2Q==')")
    stage.show("<p>工作台</p>", "app.js", "later.js")
    assert stage.js("sessionStorage.getItem('zhijiao.shot')") is None

"""The search that opens over a page: by which keys, what it asks for, how it is used by keys alone."""

import pytest

pytestmark = pytest.mark.browser

HTML = """<a href="/search/" data-palette-open>查找</a>
<input id="other"><div id="rich" contenteditable="true" role="textbox" aria-label="正文"></div>
<div id="sheet" role="grid" tabindex="0"></div>
<form id="out" data-sign-out action="/nowhere/" method="post"><button>退出</button></form>
<dialog id="palette" class="palette" aria-label="查找" data-url="/search/list/" data-user="7" data-here="form:student">
<form method="post" action="/search/"><input type="hidden" name="csrfmiddlewaretoken" value="t">
<input id="palette-q" name="q" role="combobox" aria-expanded="false" aria-controls="palette-list">
<button type="button" data-palette-close>关闭</button></form>
<div id="palette-list" role="listbox" aria-label="结果"></div><p data-said></p></dialog>"""
HITS = """<div role="group"><a role="option" aria-selected="false" tabindex="-1" id="a" href="#one">甲</a>
<a role="option" aria-selected="false" tabindex="-1" id="b" href="#two">乙</a></div>
<div role="option" aria-selected="false" id="pal-all" data-all>全部</div><span hidden data-count="2"></span>"""
OPEN = "document.getElementById('palette').open"
TOLD = "document.querySelector('[data-said]').textContent.includes('2 条')"
CHOSEN = "(document.querySelector('[aria-selected=true]') || {}).id"


@pytest.fixture
def page(stage):
    stage.answer_html("/search/list/", HITS)
    stage.show(HTML, "palette.js")
    stage.js("() => localStorage.clear()")
    stage.show(HTML, "palette.js")
    stage.asked.clear()
    return stage


def asked(page):
    """What was typed, as the server is asked for it."""
    return [body for _, path, body in page.asked if path == "/search/list/"]


def typed(page, text):
    page.window.keyboard.type(text)
    page.until(TOLD)


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_opens_it_and_escape_gives_the_focus_back(page, key):
    page.window.focus("[data-palette-open]")
    page.window.keyboard.press(key)
    assert page.js(OPEN)
    assert page.js("document.activeElement.id") == "palette-q"
    page.window.keyboard.press("Escape")
    page.until(f"!{OPEN}")
    assert page.js("document.activeElement.hasAttribute('data-palette-open')")


@pytest.mark.parametrize(
    ("where", "key", "opens"),
    [
        ("#other", "/", False), ("#rich", "/", False), ("#sheet", "/", False),
        ("#other", "Control+k", True), ("#sheet", "Control+k", True), ("#rich", "Control+k", False),
        ("#other", "Control+f", False),
    ],
)  # fmt: skip
def test_whoever_types_keeps_his_keys(page, where, key, opens):
    page.window.focus(where)
    page.window.keyboard.press(key)
    assert page.js(OPEN) is opens


def test_the_button_opens_it(page):
    page.window.click("[data-palette-open]")
    assert page.js(OPEN)
    page.window.click("[data-palette-close]")
    assert not page.js(OPEN)


def test_one_request_is_made_for_what_is_typed_at_once_and_the_first_hit_is_chosen(page):
    page.window.keyboard.press("/")
    page.until(f"{CHOSEN} === 'a'")
    page.window.keyboard.type("学生", delay=5)
    page.until(TOLD)
    assert len(asked(page)) == 2
    assert "学生" in asked(page)[1]
    assert page.js("document.getElementById('palette-q').getAttribute('aria-activedescendant')") == "a"


def test_arrows_go_round_and_enter_opens(page):
    page.window.keyboard.press("/")
    typed(page, "学")
    for key, at in (
        ("ArrowDown", "b"),
        ("ArrowDown", "pal-all"),
        ("ArrowDown", "a"),
        ("ArrowUp", "pal-all"),
        ("ArrowUp", "b"),
    ):
        page.window.keyboard.press(key)
        assert page.js(CHOSEN) == at
    page.window.keyboard.press("Enter")
    page.until("location.hash === '#two'")
    assert not page.js(OPEN)


def test_enter_before_the_answer_waits_for_it(page):
    page.window.keyboard.press("/")
    page.until(f"{CHOSEN} === 'a'")
    page.window.keyboard.type("学")
    page.window.keyboard.press("Enter")
    page.until("location.hash === '#one'")
    assert len(asked(page)) == 2


def test_what_cannot_be_asked_is_said(page):
    page.answer("/search/list/", None, status=500)
    page.window.keyboard.press("/")
    page.until("document.getElementById('palette-list').textContent.includes('查找没有完成')")
    assert page.js(CHOSEN) is None


def test_the_places_opened_last_are_asked_for_and_forgotten_on_the_way_out(page):
    page.js(
        "() => localStorage.setItem('zhijiao-recent-7', JSON.stringify(['form:teacher', 'form:student']))"
    )
    page.js("() => localStorage.setItem('zhijiao-recent-8', JSON.stringify(['form:other']))")
    page.show(HTML, "palette.js")
    page.window.keyboard.press("/")
    page.until(f"{CHOSEN} === 'a'")
    assert "form:teacher" in asked(page)[-1]
    assert "form:student" not in asked(page)[-1], "where one is already"
    assert page.js("Object.keys(localStorage)") == ["zhijiao-recent-7"]
    assert page.js("localStorage.getItem('zhijiao-recent-7')") == '["form:student","form:teacher"]'
    page.js(
        "() => document.getElementById('out').addEventListener('submit', event => event.preventDefault())"
    )
    page.window.keyboard.press("Escape")
    page.window.click("#out button")
    assert page.js("Object.keys(localStorage)") == []

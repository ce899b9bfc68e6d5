"""Private data that is open: values that are shown go again, and the clock that locks."""

import pytest

from tests.scripts.stage import BOOTSTRAP

pytestmark = pytest.mark.browser

SHOWN = """<p data-shown="30"><b data-shown-value tabindex="-1" data-masked="45**01" aria-label="四五">450101</b>
<button type="button" data-hide-again>隐藏</button></p>"""
BAR = '<div data-unlock="{seconds}"><b data-unlock-left></b></div>'
VALUE = """(() => { const value = document.querySelector("[data-shown-value]"); return [value.textContent,
    value.getAttribute("aria-label"), document.querySelectorAll("[data-shown]").length, window.hidden]; })()"""
COUNT = """() => { window.hidden = 0;
    document.querySelectorAll("[data-hide-again]").forEach((one) => one.addEventListener("click", () => {
        window.hidden += 1; })); }"""
GONE = ["45**01", None, 0, 1]


@pytest.fixture
def page(stage):
    """Show a piece of HTML; the clock stands still, `stage.window.clock` moves it."""
    stage.window.clock.install()
    stage.window.clock.pause_at("2099-01-01")

    def show(html: str):
        stage.show(html, BOOTSTRAP, "app.js", "private.js")
        stage.js(COUNT)
        return stage

    return show


def test_a_shown_value_has_the_focus_and_goes_after_its_time(page):
    stage = page(SHOWN)
    assert stage.js("document.activeElement.hasAttribute('data-shown-value')") is True
    stage.window.clock.run_for(29_000)
    assert stage.js(VALUE) == ["450101", "四五", 1, 0]
    stage.window.clock.run_for(1_000)
    assert stage.js(VALUE) == GONE


@pytest.mark.parametrize(
    "event",
    [
        "window.dispatchEvent(new Event('pagehide'))",
        "window.dispatchEvent(new Event('beforeprint'))",
        """(() => { Object.defineProperty(document, "hidden", { value: true, configurable: true });
            document.dispatchEvent(new Event("visibilitychange")); })()""",
    ],
    ids=["leaving", "printing", "another tab"],
)
def test_a_shown_value_goes_at_once(page, event):
    stage = page(SHOWN)
    stage.js(event)
    assert stage.js(VALUE) == GONE


def test_coming_back_to_the_tab_takes_nothing_away(page):
    stage = page(SHOWN)
    stage.js("document.dispatchEvent(new Event('visibilitychange'))")
    assert stage.js(VALUE) == ["450101", "四五", 1, 0]


def test_a_value_that_left_the_page_is_left_alone(page):
    stage = page(SHOWN)
    stage.js("document.querySelector('[data-shown]').remove()")
    stage.window.clock.run_for(60_000)
    assert stage.js("window.hidden") == 0


def test_the_clock_counts_down_and_warns_once(page):
    stage = page(BAR.format(seconds=125))
    assert stage.text("[data-unlock-left]") == "2 分 05 秒"
    stage.window.clock.run_for(64_000)
    assert (stage.text("[data-unlock-left]"), stage.toasts()) == ("1 分 01 秒", [])
    stage.window.clock.run_for(1_000)
    assert stage.text("[data-unlock-left]") == "60 秒"
    stage.window.clock.run_for(2_000)
    assert stage.text("[data-unlock-left]") == "58 秒"
    assert stage.toasts() == [["warn", "隐私数据即将锁定，需要时请点“重新计时”。"]]


def test_at_the_end_values_go_and_it_is_said(page):
    stage = page(SHOWN.replace('"30"', '"999"') + BAR.format(seconds=61))
    stage.window.clock.run_for(61_000)
    assert stage.js(VALUE) == GONE
    assert stage.js("document.querySelector('[data-unlock]').hidden") is True
    assert stage.toasts()[-1] == ["warn", "隐私数据已锁定，需要时请重新输入数据密码。"]


def test_a_new_bar_takes_over_from_the_one_before(page):
    stage = page(BAR.format(seconds=30))
    stage.js("""html => { document.querySelector("[data-unlock]").remove();
        document.body.insertAdjacentHTML("afterbegin", html);
        const elt = document.querySelector("[data-unlock]");
        document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt } })); }""",
        BAR.format(seconds=600))  # fmt: skip
    stage.window.clock.run_for(40_000)
    assert stage.text("[data-unlock-left]") == "9 分 20 秒"
    assert stage.js("document.querySelector('[data-unlock]').hidden") is False


FORM = '<form data-guard data-draft="/draft" {touched}><input name="a" value="1"></form><i data-private-page></i>'


@pytest.mark.parametrize("status", [200, None])
def test_a_private_page_keeps_what_is_typed_and_is_asked_for_anew(page, status):
    stage = page(FORM.format(touched="data-touched='1'") + BAR.format(seconds=2))
    stage.answer("/draft", {}, status)
    stage.js("document.querySelector('input').dispatchEvent(new Event('input', { bubbles: true }))")
    with stage.window.expect_navigation():
        stage.window.clock.run_for(2_000)
    assert [(method, path) for method, path, _ in stage.asked] == [("POST", "/draft")]
    assert stage.dialogs == []


def test_a_private_page_where_nothing_is_typed_is_asked_for_anew_at_once(page):
    stage = page(FORM.format(touched="") + BAR.format(seconds=2))
    with stage.window.expect_navigation():
        stage.window.clock.run_for(2_000)
    assert stage.asked == []

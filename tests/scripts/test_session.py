"""The end of a session: the warning, staying, signing in again within the page or in another tab."""

import pytest

from tests.scripts.stage import BOOTSTRAP, HTMX

pytestmark = pytest.mark.browser

HTML = """<div id="session" class="modal" tabindex="-1" data-url="/session" data-sign-in-url="/again" data-user="7"
 data-username="wei" data-warn="120"
 data-left="{left}" data-end="{end}"><div class="modal-dialog"><h2 data-title></h2>
<p data-warning><i data-idle></i><i data-final></i><b data-left></b></p>
<div data-over hidden><i data-other hidden></i><div data-sign-in></div></div><p data-not-yet hidden></p>
<button type="button" data-stay>继续</button><a data-again hidden>登录</a>
<button type="button" data-check hidden>好了</button><button type="button" data-later hidden>稍后</button></div></div>
<form><input type="hidden" name="csrfmiddlewaretoken" value="token-1"></form>"""
PARTS = """() => {
    const dialog = document.getElementById("session");
    const part = (name) => dialog.querySelector("[data-" + name + "]");
    const shown = ["warning", "idle", "final", "over", "other", "not-yet", "stay", "again", "check", "later"]
        .filter((name) => !part(name).closest("[hidden]"));
    return dialog.classList.contains("show") ? [part("title").textContent, ...shown] : null; }"""
TOKENS = """[JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"],
    document.querySelector("[name=csrfmiddlewaretoken]").value]"""
PART = """<form hx-post="/again" hx-target="closest [data-sign-in]"><input name="username" data-username>
<input name="password" data-first><button>登录</button></form>"""
WARNED = ["即将退出登录", "warning", "idle", "stay"]
LAST = ["即将退出登录", "warning", "final"]
OVER = ["请重新登录", "over", "again", "check", "later"]


@pytest.fixture
def page(stage):
    """Show a page with so many seconds left; the clock stands still, `stage.window.clock` moves it."""
    stage.window.clock.install()
    stage.window.clock.pause_at("2099-01-01")
    stage.answer("/again", PART)

    def show(left: int, end: int = 9_999):
        stage.show(HTML.format(left=left, end=end), BOOTSTRAP, HTMX, "app.js", "session.js")
        return stage

    return show


def knows(stage, idle: int, end: int = 9_999, user: int = 7, token: str = "") -> None:
    """Let the server say how long is left."""
    stage.answer("/session", {"user": user, "idle": idle, "end": end, "token": token})


def asked(stage, count: int) -> None:
    """Wait for the requests to be answered; the script may set its clock only then."""
    for _ in range(250):
        if len(stage.asked) >= count:
            break
        stage.window.wait_for_timeout(20)
    stage.window.wait_for_timeout(30)
    assert len(stage.asked) == count


def warned(stage) -> None:
    stage.until("document.getElementById('session').classList.contains('show')")


def test_nothing_happens_while_there_is_time(page):
    stage = page(600)
    stage.window.clock.run_for(479_000)
    assert (stage.asked, stage.js(PARTS)) == ([], None)


def test_the_server_is_asked_before_anybody_is_warned(page):
    stage = page(600)
    knows(stage, 600, token="token-2")
    stage.window.clock.run_for(480_000)
    asked(stage, 1)
    assert stage.js(PARTS) is None
    assert stage.js(TOKENS) == ["token-2", "token-2"]
    knows(stage, 120)
    stage.window.clock.run_for(480_000)
    warned(stage)
    assert stage.js(PARTS) == WARNED
    assert [method for method, *_ in stage.asked] == ["GET", "GET"]


def test_the_last_minutes_are_counted(page):
    stage = page(600)
    knows(stage, 118)
    stage.window.clock.run_for(480_000)
    warned(stage)
    left = [stage.text("#session b")]
    for seconds in (50_000, 10_000, 20_000):
        stage.window.clock.run_for(seconds)
        left.append(stage.text("#session b"))
    assert left == ["2 分钟", "2 分钟", "58 秒", "38 秒"]


def test_staying_prolongs_it(page):
    stage = page(600)
    knows(stage, 100)
    stage.window.clock.run_for(480_000)
    warned(stage)
    knows(stage, 1_800)
    stage.window.click("[data-stay]")
    stage.until("!document.getElementById('session').classList.contains('show')")
    assert stage.asked[-1][0] == "POST"


def test_staying_without_a_network_is_told(page):
    stage = page(600)
    knows(stage, 100)
    stage.window.clock.run_for(480_000)
    warned(stage)
    stage.answer("/session", None, None)
    stage.window.click("[data-stay]")
    stage.until("document.querySelector('.toast [data-text]')")
    assert stage.toasts() == [["bad", "网络不通，登录没有延长，请再试一次。"]]


def test_a_session_at_its_very_end_cannot_be_prolonged(page):
    stage = page(600, 600)
    knows(stage, 600, 100)
    stage.window.clock.run_for(480_000)
    warned(stage)
    assert stage.js(PARTS) == LAST


def over(page):
    """A page whose session has ended."""
    stage = page(600)
    knows(stage, 600, user=0)
    stage.window.clock.run_for(480_000)
    warned(stage)
    return stage


def test_after_the_end_the_page_stays_and_says_how_to_go_on(page):
    assert over(page).js(PARTS) == OVER


def test_signing_in_elsewhere_goes_on_with_a_new_token(page):
    stage = over(page)
    stage.window.click("[data-check]")
    stage.until("!document.querySelector('[data-not-yet]').hidden")
    assert stage.js(PARTS) == ["请重新登录", "over", "not-yet", "again", "check", "later"]
    knows(stage, 1_800, token="token-3")
    stage.window.click("[data-check]")
    stage.until("!document.getElementById('session').classList.contains('show')")
    assert stage.js(TOKENS) == ["token-3", "token-3"]
    assert stage.toasts() == [["ok", "已恢复登录，可以继续填写。"]]


def test_another_user_is_not_the_same_session(page):
    stage = over(page)
    knows(stage, 1_800, user=8, token="token-8")
    stage.window.click("[data-check]")
    stage.until("!document.querySelector('[data-not-yet]').hidden")
    assert stage.js(TOKENS) == ["token-1", "token-1"]


def test_the_end_is_only_believed_when_the_server_says_so(page):
    stage = page(600)
    knows(stage, 2)
    stage.window.clock.run_for(480_000)
    warned(stage)
    knows(stage, 0)
    stage.window.clock.run_for(2_000)
    stage.until("document.querySelector('[data-title]').textContent === '请重新登录'")
    assert stage.js(PARTS) == OVER


def test_a_page_that_is_looked_at_again_asks(page):
    stage = page(600)
    knows(stage, 110)
    stage.window.clock.run_for(100_000)
    stage.js("document.dispatchEvent(new Event('visibilitychange'))")
    assert stage.asked == []
    stage.window.clock.run_for(380_000)
    warned(stage)
    assert stage.js(PARTS) == WARNED


def test_without_a_network_it_is_asked_again(page):
    stage = page(600)
    stage.answer("/session", None, None)
    stage.window.clock.run_for(480_000)
    asked(stage, 1)
    knows(stage, 100)
    stage.window.clock.run_for(20_000)
    warned(stage)
    assert len(stage.asked) == 2


def test_pages_without_a_session_are_left_alone(page, stage):
    stage.show("<p>登录</p>", "app.js", "session.js")
    stage.window.clock.run_for(9_999_000)
    assert stage.asked == []


GUARDED = """<form id="work" data-guard method="post" action="/saved"><input name="name" value="甲">
<button name="go" value="1">保存</button></form>"""


@pytest.fixture
def work(page, stage):
    """A page with a form that is to be saved."""
    stage.show(HTML.format(left=600, end=9_999) + GUARDED, BOOTSTRAP, HTMX, "app.js", "session.js")
    stage.js(
        """() => { window.posted = []; document.getElementById("work").addEventListener("submit", (event) => {
            event.preventDefault();
            posted.push([event.submitter.value, document.querySelector("#work [name=name]").value,
                document.querySelector("[name=csrfmiddlewaretoken]").value]); }); }"""
    )
    return stage


def posted(stage) -> list[list[str]]:
    return stage.js("posted")


def test_a_save_goes_through_with_the_token_of_today(work):
    knows(work, 1_800, token="token-2")
    work.window.click("#work button")
    work.until("posted.length")
    assert posted(work) == [["1", "甲", "token-2"]]


def test_a_save_without_a_session_is_held_back_until_signed_in(work):
    knows(work, 0, user=0)
    work.window.fill("#work [name=name]", "乙")
    work.window.click("#work button")
    warned(work)
    work.until("document.querySelector('[data-first]')")
    work.window.clock.run_for(100)
    assert (work.js(PARTS), posted(work)) == (OVER, [])
    assert work.js("document.querySelector('[data-username]:not(#session)').value") == "wei"
    knows(work, 1_800, token="token-3")
    work.js(
        "htmx.trigger(document.querySelector('[data-sign-in]'), 'signed-in', { user: 7, token: 'token-3' })"
    )
    work.until("posted.length")
    assert posted(work) == [["1", "乙", "token-3"]]
    work.until("!document.getElementById('session').classList.contains('show')")
    assert work.js("document.querySelectorAll('[data-first]').length") == 0


def test_another_user_in_the_browser_does_not_save_in_ones_name(work):
    knows(work, 1_800, user=8, token="token-8")
    work.window.click("#work button")
    warned(work)
    assert work.js(PARTS) == ["请重新登录", "over", "other", "again", "check", "later"]
    assert (posted(work), work.js(TOKENS)) == ([], ["token-1", "token-1"])


def test_putting_it_off_saves_nothing_and_says_so(work):
    knows(work, 0, user=0)
    work.window.click("#work button")
    warned(work)
    work.window.click("[data-later]")
    work.until("document.querySelector('.toast [data-text]')")
    assert work.toasts() == [["bad", "还没有登录，本次未保存，已填内容均已保留。"]]
    assert posted(work) == []
    assert work.js("zhijiao.session.ready(true).catch(error => error.message)") == "later"


def test_without_a_network_nothing_is_sent_into_the_dark(work):
    work.answer("/session", None, None)
    work.window.click("#work button")
    work.until("document.querySelector('.toast [data-text]')")
    assert work.toasts() == [["bad", "网络不通，本次未保存，已填内容均已保留。网络恢复后请再保存一次。"]]
    assert posted(work) == []
    knows(work, 1_800, token="token-2")
    work.window.click("#work button")
    work.until("posted.length")

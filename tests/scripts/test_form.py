"""The record page: drafts while typing, Ctrl+S."""

import pytest

pytestmark = pytest.mark.browser

FORM = """<form data-draft="/draft" action="/save"><input name="name" value="甲"><i data-draft-state></i>
<p class="savebar"><button type="submit" name="a">取消</button></p></form>{more}"""


@pytest.fixture
def page(stage):
    """A record page whose clock stands still; `stage.window.clock` moves it."""
    stage.window.clock.install()
    stage.window.clock.pause_at("2099-01-01")
    stage.show(FORM.format(more=""), "app.js", "form.js")
    return stage


def typed(page, text: str = "x") -> None:
    page.window.focus("[name=name]")
    page.window.keyboard.press("End")
    page.window.keyboard.type(text)


def state(page, text: str) -> None:
    page.until(f"document.querySelector('[data-draft-state]').textContent === '{text}'")


def test_a_draft_is_kept_when_typing_pauses(page):
    page.answer("/draft", {"kept": "10:30"})
    typed(page)
    page.window.clock.run_for(1_400)
    typed(page, "y")
    page.window.clock.run_for(1_400)
    assert page.asked == []
    page.window.clock.run_for(100)
    state(page, "10:30 已自动暂存")
    method, path, body = page.asked[0]
    assert (method, path, len(page.asked)) == ("POST", "/draft", 1)
    assert 'name="name"\r\n\r\n甲xy\r\n' in body
    assert page.js("document.querySelector('form').dataset.touched") == "1"


def test_a_choice_is_kept_sooner(page):
    page.answer("/draft", {"kept": "10:30"})
    page.js("document.querySelector('[name=name]').dispatchEvent(new Event('change', { bubbles: true }))")
    page.window.clock.run_for(600)
    state(page, "10:30 已自动暂存")


def test_nothing_typed_keeps_nothing(page):
    page.window.clock.run_for(60_000)
    assert page.asked == []


def test_the_server_may_say_why_it_keeps_nothing(page):
    page.answer("/draft", {"kept": "", "message": "期次已结束"})
    typed(page)
    page.window.clock.run_for(1_500)
    state(page, "期次已结束")


@pytest.mark.parametrize(("status", "pause"), [(None, 5_000), (500, 5_000)])
def test_a_draft_that_fails_is_tried_again(page, status, pause):
    page.answer("/draft", None, status)
    typed(page)
    page.window.clock.run_for(1_500)
    state(page, "暂存失败，网络恢复后会自动重试")
    page.answer("/draft", {"kept": "10:31"})
    page.window.clock.run_for(pause)
    state(page, "10:31 已自动暂存")
    assert len(page.asked) == 2


ASK = """outcome => { window.asked = [];
    zhijiao.session = { ready: quiet => { asked.push(quiet); return new Promise((go, no) => {
        window.answer = () => outcome ? no(new Error(outcome)) : go(); }); } }; }"""


@pytest.mark.parametrize("status", [401, 403])
def test_a_draft_without_a_session_waits_for_signing_in(page, status):
    page.js(ASK, "")
    page.answer("/draft", None, status)
    typed(page)
    page.window.clock.run_for(1_500)
    state(page, "登录已失效，还没有暂存")
    page.window.clock.run_for(60_000)
    assert (len(page.asked), page.js("asked")) == (1, [True])
    page.answer("/draft", {"kept": "10:31"})
    page.js("answer()")
    page.window.clock.run_for(100)
    state(page, "10:31 已自动暂存")


def test_signing_in_that_is_put_off_is_not_asked_for_again_by_itself(page):
    page.js(ASK, "later")
    page.answer("/draft", None, 401)
    typed(page)
    page.window.clock.run_for(1_500)
    state(page, "登录已失效，还没有暂存")
    page.js("answer()")
    page.window.clock.run_for(60_000)
    assert len(page.asked) == 1


def test_who_is_signed_in_and_may_not_is_not_asked_for_ever(page):
    page.answer("/draft", None, 403)
    typed(page)
    page.window.clock.run_for(1_500)
    state(page, "登录已失效，还没有暂存")
    page.window.clock.run_for(100)
    state(page, "没有权限暂存，请先保存或联系本单位系统管理员")
    page.window.clock.run_for(60_000)
    assert len(page.asked) == 2


def test_leaving_the_tab_keeps_the_draft_at_once(page):
    hidden = """() => { Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
        window.beacons = []; navigator.sendBeacon = (path, data) => beacons.push([path, data.get("name")]);
        document.dispatchEvent(new Event("visibilitychange"));
        document.dispatchEvent(new Event("visibilitychange")); }"""
    typed(page)
    page.js(hidden)
    assert page.js("beacons") == [["/draft", "甲x"]]


def test_control_s_sends_the_form_and_no_draft_any_more(page):
    page.js("""document.querySelector("form").addEventListener("submit", (event) => {
        event.preventDefault(); window.sent = event.submitter.name; })""")
    typed(page)
    page.window.keyboard.press("Control+s")
    page.window.clock.run_for(5_000)
    assert page.js("window.sent") == "a"
    assert page.asked == []


def test_a_merged_record_takes_the_focus(page):
    page.show(FORM.format(more='<section id="merge" tabindex="-1"></section>'), "app.js", "form.js")
    assert page.js("document.activeElement.id") == "merge"


def test_pages_without_drafts_are_left_alone(page):
    page.show("<form><input name=name></form>", "app.js", "form.js")
    typed(page)
    page.window.clock.run_for(5_000)
    assert page.asked == []

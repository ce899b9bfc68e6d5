"""The script of the tour: which steps run, when the library is fetched, what is remembered."""

import pytest

from tests.scripts.stage import BOOTSTRAP

pytestmark = pytest.mark.browser

OFFER = """<main id="main" tabindex="-1"><h1>工作台</h1><p data-tour="a">甲</p><p data-tour="gone" hidden>乙</p></main>
<section data-tour-offer {now} data-script="/driver.js" data-styles="/one.css /two.css">
<button type="button" data-tour-start hidden>开始</button>
<form method="post" action="/tour/seen/"><input type="hidden" name="portal" value="business"></form>
<template><div data-target="[data-tour='a']"><h2>甲处</h2><p>&lt;b&gt;说明</p></div>
<div data-target="[data-tour='gone']"><h2>乙处</h2><p>看不见</p></div>
<div data-target="[data-tour='none']"><h2>丙处</h2><p>没有</p></div></template></section>"""
LIBRARY = """window.driver = { js: { driver: config => {
  window.ran = config;
  return { drive() { window.drove = true; }, destroy() { window.left = true; } };
} } };"""
RAN = "window.ran.steps.map(step => [step.popover.title, step.popover.description])"


@pytest.fixture
def page(stage):
    window = stage.window
    window.route("**/driver.js", lambda route: route.fulfill(body=LIBRARY, content_type="text/javascript"))
    window.route("**/*.css", lambda route: route.fulfill(body="", content_type="text/css"))
    yield stage
    window.unroute("**/driver.js")
    window.unroute("**/*.css")


def show(page, now=""):
    page.answer("/tour/seen/", {})
    page.show(OFFER.format(now=now), BOOTSTRAP, "app.js", "tour.js")


def test_only_what_can_be_seen_is_a_step_and_starting_is_remembered(page):
    show(page)
    assert page.js("typeof window.driver") == "undefined"
    page.window.click("[data-tour-start]")
    page.until("window.drove === true")
    assert page.js(RAN) == [["甲处", "<b>说明"]]
    assert page.js("document.querySelector('[data-tour-offer]').hidden") is True
    page.until("true")
    assert [(method, path) for method, path, _ in page.asked if path == "/tour/seen/"] == [
        ("POST", "/tour/seen/")
    ]


def test_what_was_asked_for_starts_by_itself(page):
    show(page, "data-now")
    page.until("window.drove === true")


def test_a_dialog_of_the_page_comes_first(page):
    show(page, "data-now")
    page.until("window.drove === true")
    page.js("document.dispatchEvent(new Event('show.bs.modal'))")
    assert page.js("window.left") is True


def test_it_says_so_when_the_library_does_not_come(page):
    page.window.route("**/driver.js", lambda route: route.abort())
    show(page)
    page.window.click("[data-tour-start]")
    page.until("document.querySelector('#toasts .toast') !== null")
    assert page.toasts() == [["bad", "系统指引没有打开，请检查网络后重试。"]]
    assert page.js("document.querySelector('[data-tour-offer]').hidden") is False

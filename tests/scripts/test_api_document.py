"""Trying out a reading operation of the API on its page."""

import pytest

pytestmark = pytest.mark.browser

HTML = """<form data-try="/api/v1/records/{id}/"><input name="id" data-in="path"><input name="year" data-in="query">
<input name="If-Match" data-in="header"><button type="submit">试用</button><pre data-answer hidden></pre></form>"""
ANSWER = "document.querySelector('pre').textContent"


@pytest.fixture
def page(stage):
    stage.show(HTML, "api-document.js")
    stage.js(
        """() => { window.fetch = async (address) => { window.asked = address; return new Response('{"id":7}',
        { status: 200, headers: { 'Content-Type': 'application/json' } }); }; }"""
    )
    return stage


def test_what_is_typed_goes_into_the_address_and_the_answer_is_shown(page):
    page.window.fill("[name=id]", "7/8")
    page.window.fill("[name=year]", "2020")
    page.window.click("button")
    page.window.wait_for_function(f"{ANSWER}.includes('id')")
    assert page.js("window.asked") == "/api/v1/records/7%2F8/?year=2020"
    assert page.js(ANSWER) == '200\n{\n  "id": 7\n}'


def test_a_server_that_is_not_there_is_told_of(page):
    page.js("() => { window.fetch = async () => { throw new TypeError(); }; }")
    page.window.click("button")
    page.window.wait_for_function(f"{ANSWER}.includes('没有连接到服务器')")

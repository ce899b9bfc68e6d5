"""The picture of the page before is shown with a question, and goes along where its box is ticked."""

import pytest

pytestmark = pytest.mark.browser

HTML = """<input type="file" id="picture">
<div data-shot-offer hidden><input type="checkbox" id="with"><img alt=""></div>"""
KEEP = "sessionStorage.setItem('zhijiao.shot', 'data:image/jpeg;base64,/9j/4AAQ')"
SENT = "Array.from(document.getElementById('picture').files).map(file => file.name)"
HIDDEN = "document.querySelector('[data-shot-offer]').hidden"


def test_it_goes_along_only_while_its_box_is_ticked(stage):
    stage.show("")
    stage.js(KEEP)
    stage.show(HTML, "app.js", "screenshot-offer.js")
    assert stage.js(HIDDEN) is False
    assert stage.js(SENT) == []
    stage.window.check("#with")
    assert stage.js(SENT) == ["截图.jpg"]
    stage.window.uncheck("#with")
    assert stage.js(SENT) == []


def test_without_one_nothing_is_offered(stage):
    stage.show("")
    stage.js("sessionStorage.removeItem('zhijiao.shot')")
    stage.show(HTML, "app.js", "screenshot-offer.js")
    assert stage.js(HIDDEN) is True

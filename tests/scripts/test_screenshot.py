"""The picture that may go along with a question: nothing private is in it, and it is sent only if asked for."""

import pytest

from tests.scripts.stage import BOOTSTRAP

pytestmark = pytest.mark.browser

PICTURE = "data:image/jpeg;base64,/9j/2Q=="
PAGE = """<a data-shot="/no-library.js" href="/support/">在线支持</a><p>证件号 45010319900101123X，共 12 项</p>
<input value="谭红霞"><textarea>谁也不该看到</textarea><select><option>汉族</option></select>
<span data-shown>云州市新城路</span><span class="masked">138****0000</span>
<div contenteditable="true">正文</div><table role="grid"><tr><td>韦芳</td></tr></table>"""
LIBRARY = """() => { window.modernScreenshot = { domToJpeg: (node, options) => {
    const clone = node.cloneNode(true); options.onCloneNode(clone); sessionStorage.drawn = clone.outerHTML;
    return Promise.resolve("data:image/jpeg;base64,/9j/2Q=="); } }; }"""
BROKEN = "() => { window.modernScreenshot = { domToJpeg: () => Promise.reject(new Error('too large')) }; }"
OFFER = """<div data-shot-offer hidden><label><input type="checkbox">附上</label><img alt="截图"></div>
<input type="file" id="picture">"""
CHOSEN = "() => Array.from(document.getElementById('picture').files).map(file => file.name)"
KEPT = "sessionStorage.getItem('zhijiao.shot')"


def leave(stage, library):
    """Go from a page to 在线支持."""
    stage.show(PAGE, BOOTSTRAP, "app.js", "screenshot.js")
    stage.js(f"() => {{ sessionStorage.clear(); ({library})(); }}")
    with stage.window.expect_navigation(url="**/support/"):
        stage.window.get_by_role("link", name="在线支持").click()


def test_what_is_typed_or_private_is_covered(stage):
    leave(stage, LIBRARY)
    drawn = stage.js("sessionStorage.drawn")
    assert "证件号" in drawn
    assert "共 12 项" in drawn
    for told in (
        "45010319900101123X",
        "谭红霞",
        "谁也不该看到",
        "汉族",
        "新城路",
        "138****0000",
        "正文",
        "韦芳",
    ):
        assert told not in drawn, told


def test_a_page_that_cannot_be_drawn_keeps_nobody_from_asking(stage):
    leave(stage, BROKEN)
    assert stage.js(KEPT) is None


def test_the_picture_is_shown_and_goes_along_only_if_ticked(stage):
    stage.show("", "app.js")
    stage.js("picture => { sessionStorage.setItem('zhijiao.shot', picture); }", PICTURE)
    stage.show(OFFER, "app.js", "screenshot.js")
    box = stage.window.get_by_label("附上")
    assert stage.window.get_attribute("img", "src") == PICTURE
    assert stage.js(CHOSEN) == []
    box.check()
    assert stage.js(CHOSEN) == ["截图.jpg"]
    box.uncheck()
    assert stage.js(CHOSEN) == []


def test_any_other_page_forgets_it(stage):
    stage.show("", "app.js")
    stage.js("picture => { sessionStorage.setItem('zhijiao.shot', picture); }", PICTURE)
    stage.show("<p>工作台</p>", "app.js", "screenshot.js")
    assert stage.js(KEPT) is None

"""The picture that may go along with a question: nothing private is in it, and it is sent only if asked for."""

import pytest

from tests.scripts.stage import BOOTSTRAP

pytestmark = pytest.mark.browser

PAGE = """<a data-shot="/scripts/canned.js" data-shot-by="/scripts/screenshot.js" href="/support/">在线支持</a>
<p>证件号 45010319900101123X，共 12 项</p>
<input value="谭红霞"><textarea>谁也不该看到</textarea><select><option>汉族</option></select>
<span data-shown>云州市新城路</span><span class="masked">138****0000</span>
<div contenteditable="true">正文</div><table role="grid"><tr><td>韦芳</td></tr></table>"""
LIBRARY = """() => { window.modernScreenshot = { domToJpeg: (node, options) => {
    const clone = node.cloneNode(true); options.onCloneNode(clone); sessionStorage.drawn = clone.outerHTML;
    return Promise.resolve("data:image/jpeg;base64,/9j/2Q=="); } }; }"""
BROKEN = "() => { window.modernScreenshot = { domToJpeg: () => Promise.reject(new Error('too large')) }; }"
KEPT = "sessionStorage.getItem('zhijiao.shot')"


def leave(stage, library):
    """Go from a page to 在线支持."""
    stage.show(PAGE, BOOTSTRAP, "app.js", "later.js")
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

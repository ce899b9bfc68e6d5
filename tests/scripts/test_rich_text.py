"""The editor of a rich text: tools, keys, what is pasted, pictures; the box under it always holds the markup."""

import pytest

pytestmark = pytest.mark.browser

NUMBER = "a" * 32
PASTE = "/paste/"
HTML = """<form><input type="hidden" name="csrfmiddlewaretoken" value="token-1">
<input type="hidden" name="record" value="7">
<div class="field"><label for="f-practice">主要做法</label>
<textarea id="f-practice" name="practice" data-rich="20" data-paste="/paste/">{}</textarea></div>
<button type="submit">保存</button></form>"""
SEND = """([kind, text]) => { const data = new DataTransfer(); data.setData(kind, text);
    document.querySelector(".rich-page").dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }"""
DROP = """([name, type]) => { const data = new DataTransfer(); data.items.add(new File(["x"], name, { type }));
    document.querySelector(".rich-page").dispatchEvent(
        new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })); }"""


class Editor:
    """The editor with a text in it, the caret at its end."""

    def __init__(self, stage, text):
        self.stage, self.window = stage, stage.window
        stage.show(HTML.format(text), "vendor/squire/squire.js", "rich-text.js")
        self.page = self.window.locator(".rich-page")
        self.page.click()
        self.window.keyboard.press("Control+End")

    def tool(self, name):
        """Press a tool."""
        self.window.get_by_role("button", name=name, exact=True).click()

    @property
    def kept(self):
        """What would be sent."""
        return self.stage.js("document.getElementById('f-practice').value").replace("<br>", "")

    def said(self, words):
        """Wait until the page says so."""
        self.window.locator(".rich-said").get_by_text(words).wait_for()


@pytest.fixture
def opened(stage):
    return lambda text="": Editor(stage, text)


def test_what_is_typed_goes_into_the_box_and_is_counted(opened):
    editor = opened("<p>校企</p>")
    editor.window.keyboard.type("共建")
    assert editor.kept == "<p>校企共建</p>"
    assert editor.stage.text(".rich-count") == "4 字，最多 20 字"
    editor.window.keyboard.type("一二三四五六七八九十一二三四五六七")
    assert "t-bad" in editor.window.locator(".rich-count").get_attribute("class")


def test_the_editor_is_named_after_its_label_and_hides_the_box(opened):
    editor = opened()
    box = editor.window.get_by_role("textbox", name="主要做法")
    assert (box.count(), editor.window.locator("textarea").is_visible()) == (1, False)
    assert editor.window.get_by_role("toolbar", name="主要做法：格式").count() == 1


@pytest.mark.parametrize(
    ("tool", "made"),
    [
        ("小标题", "<h3>做法</h3>"),
        ("次标题", "<h4>做法</h4>"),
        ("项目符号", "<ul><li>做法</li></ul>"),
        ("编号", "<ol><li>做法</li></ol>"),
        ("引用", "<blockquote><p>做法</p></blockquote>"),
        ("加粗", "<p><b>做法</b></p>"),
        ("斜体", "<p><i>做法</i></p>"),
    ],
)
def test_a_tool_shapes_the_text_and_tells_that_it_did(opened, tool, made):
    editor = opened("<p>做法</p>")
    editor.window.keyboard.press("Control+Shift+Home")
    editor.tool(tool)
    assert editor.kept.removesuffix("<div></div>") == made  # a line below, to go on with
    editor.window.keyboard.press("End")
    pressed = editor.window.get_by_role("button", name=tool, exact=True)
    editor.stage.until("document.querySelector('.rich-bar [aria-pressed=true]') !== null")
    assert pressed.get_attribute("aria-pressed") == "true"
    editor.tool("撤销")
    assert editor.kept == "<p>做法</p>"


def test_a_table_grows_and_shrinks_around_the_caret(opened):
    editor = opened("<p>表</p>")
    editor.tool("加行")
    editor.said("请先把光标放到表格里。")
    editor.tool("表格")
    editor.page.locator("td").first.click()
    size = "() => [...document.querySelectorAll('.rich-page tr')].map((row) => row.cells.length)"
    for tool, rows in (
        ("加行", [3, 3, 3, 3]),
        ("加列", [4, 4, 4, 4]),
        ("删行", [4, 4, 4]),
        ("删列", [3, 3, 3]),
    ):
        editor.tool(tool)
        assert editor.stage.js(size) == rows, tool
    assert editor.kept.count("<td>") == 9


def test_a_link_leads_out_and_never_to_a_script(opened):
    editor = opened("<p>平台</p>")
    for typed, made in (
        ("javascript:alert(1)", "<p>平台</p>"),
        ("https://example.cn/", '<p><a href="https://example.cn/">平台</a></p>'),
    ):
        editor.window.keyboard.press("Control+a")
        editor.tool("链接")
        editor.window.locator(".rich-link input").fill(typed)
        editor.window.keyboard.press("Enter")
        assert editor.kept == made, typed
    assert editor.window.locator(".rich-link").count() == 0


def test_pasted_markup_is_cleaned_by_the_server_before_it_stands_in_the_page(opened):
    editor = opened("<p>前</p>")
    clean = "<p>后</p>"
    editor.stage.answer(PASTE, {"html": clean, "said": ["有图片来自其他网站。"]})
    editor.stage.js(SEND, ["text/html", "<p onclick=alert(1)>后</p>"])
    editor.said("有图片来自其他网站。")
    ((method, path, body),) = editor.stage.asked
    assert (method, path) == ("POST", PASTE)
    assert all(part in body for part in ("token-1", 'name="record"', 'name="markup"', "onclick=alert(1)"))
    assert ("后" in editor.kept, "onclick" in editor.kept) == (True, False)
    assert editor.page.get_attribute("aria-busy") is None


def test_even_what_the_server_sends_keeps_to_the_few_kinds_of_markup(opened):
    editor = opened("<p>前</p>")
    html = (
        '<p class="big" id="x">甲<script>alert(1)</script><img src="https://e.cn/x.png">'
        f'<img src="/pictures/{NUMBER}/" alt="图"><a href="javascript:alert(1)">乙</a></p>'
    )
    editor.stage.answer(PASTE, {"html": html, "said": []})
    editor.stage.answer(f"/pictures/{NUMBER}/", "")
    editor.stage.js(SEND, ["text/html", html])
    editor.stage.until("document.querySelector('.rich-page img') !== null")
    assert editor.stage.js("document.querySelectorAll('.rich-page img').length") == 1
    assert not [word for word in ("class", "id=", "script", "e.cn") if word in editor.kept]
    assert "乙" in editor.kept


def test_plain_text_is_pasted_as_it_is_and_asks_nobody(opened):
    editor = opened("<p>前</p>")
    editor.stage.js(SEND, ["text/plain", "<b>后</b>"])
    assert (editor.kept, editor.stage.asked) == ("<p>前&lt;b&gt;后&lt;/b&gt;</p>", [])


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (413, "内容太大，没有粘贴进来，请分几次粘贴。"),
        (403, "没有权限或登录已失效，没有粘贴进来，请刷新页面后重试。"),
        (None, "网络不通，没有粘贴进来，请重试。"),
    ],
)
def test_what_could_not_be_cleaned_stays_outside(opened, status, told):
    editor = opened("<p>前</p>")
    editor.stage.answer(PASTE, {}, status)
    editor.stage.js(SEND, ["text/html", "<p>后</p>"])
    editor.said(told)
    assert editor.kept == "<p>前</p>"


def test_a_picture_is_dropped_in_and_another_file_is_not(opened):
    editor = opened("<p>前</p>")
    editor.stage.answer(PASTE, {"html": f'<p><img src="/pictures/{NUMBER}/" alt="图"></p>', "said": []})
    editor.stage.answer(f"/pictures/{NUMBER}/", "")
    editor.stage.js(DROP, ["a.pdf", "application/pdf"])
    editor.said("这里只能插入 JPG、PNG 图片，其他文件请放在“附件”中。")
    assert editor.stage.asked == []
    editor.stage.js(DROP, ["a.png", "image/png"])
    editor.stage.until("document.querySelector('.rich-page img') !== null")
    assert 'filename="a.png"' in editor.stage.asked[0][2]
    assert f'<img src="/pictures/{NUMBER}/" alt="图">' in editor.kept


def test_keys_lead_to_the_tools_along_them_and_out_again(opened):
    editor = opened("<p>做法</p>")
    here, keyboard = "document.activeElement.textContent", editor.window.keyboard
    keyboard.press("Alt+F10")
    assert editor.stage.js(here) == "正文"
    keyboard.press("ArrowRight")
    assert editor.stage.js(here) == "小标题"
    keyboard.press("ArrowLeft")
    keyboard.press("ArrowLeft")
    assert editor.stage.js(here) == "重做"
    keyboard.press("Escape")
    assert editor.stage.js("document.activeElement.id") == "f-practice-page"
    keyboard.press("Tab")
    assert editor.stage.js(here) == "保存"
    assert editor.kept in ("", "<p>做法</p>")

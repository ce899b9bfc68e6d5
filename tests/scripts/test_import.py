"""Uploading a workbook: the kind of file, progress, what an answer means."""

import pytest

pytestmark = pytest.mark.browser

HTML = """<div><form data-upload action="/upload"><input type="file" name="file"><button data-nojs>上传</button></form>
<div data-upload-error hidden><p class="body"></p></div></div>"""
ERROR = """(() => { const box = document.querySelector("[data-upload-error]");
    return [box.hidden, box.textContent.trim()]; })()"""


@pytest.fixture
def page(stage):
    stage.show(HTML, "app.js", "import.js")
    return stage


def choose(page, name: str = "表.xlsx") -> None:
    page.window.set_input_files("[name=file]", {"name": name, "mimeType": "x/y", "buffer": b"PK"})


def told(page) -> str:
    page.until("!document.querySelector('[data-upload-error]').hidden")
    return page.js(ERROR)[1]


def test_the_button_for_pages_without_scripts_is_hidden(page):
    assert page.js("document.querySelector('[data-nojs]').hidden") is True


def test_only_workbooks_are_sent(page):
    choose(page, "表.xls")
    assert (
        told(page)
        == "只能上传 .xlsx 文件。“表.xls”请用 Excel 或 WPS 另存为“Excel 工作簿（*.xlsx）”后再上传。"
    )
    assert (page.asked, page.js("document.querySelector('[name=file]').value")) == ([], "")


def test_choosing_a_file_sends_it_and_follows_the_answer(page):
    page.answer("/upload", {"url": "/imports/1"})
    choose(page, "表.XLSX")
    page.window.wait_for_url("**/imports/1")
    method, path, body = page.asked[0]
    assert (method, path) == ("POST", "/upload")
    assert 'name="file"; filename="表.XLSX"' in body


@pytest.mark.parametrize(
    ("status", "body", "text"),
    [
        (400, {"error": "缺少“学号”一列。"}, "缺少“学号”一列。"),
        (403, None, "没有导入这张表单的权限。"),
        (413, None, "文件太大，没有接收。"),
        (429, None, "操作太频繁，请稍候再试。"),
        (500, None, "系统出错了，文件没有接收，请稍后重试。"),
        (200, {}, "系统出错了，文件没有接收，请稍后重试。"),
        (None, None, "网络不通，文件没有传完，没有做任何改动。请检查网络后重新选择文件。"),
    ],
)
def test_failures_are_told_and_the_next_file_can_be_chosen(page, status, body, text):
    page.answer("/upload", {} if body is None else body, status)
    choose(page)
    assert told(page) == text
    left = "[document.querySelector('[data-meter]'), document.querySelector('[name=file]').value]"
    assert page.js(left) == [None, ""]
    assert page.js("document.querySelector('form').dataset.sending ?? null") is None


def test_an_answer_that_is_no_json_is_a_failure(page):
    page.js("() => { JSON.parse = () => { throw new SyntaxError('x'); }; }")
    page.answer("/upload", {"url": "/never"})
    choose(page)
    assert told(page) == "系统出错了，文件没有接收，请稍后重试。"


SLOW = """() => { window.slow = []; window.XMLHttpRequest = class extends EventTarget {
    constructor() { super(); this.upload = new EventTarget(); this.headers = {}; slow.push(this); }
    open(...given) { this.opened = given; }
    setRequestHeader(name, value) { this.headers[name] = value; }
    send(data) { this.data = data; }
    abort() { this.dispatchEvent(new Event("abort")); } }; }"""


def test_progress_is_shown_and_can_be_cancelled(page):
    page.js(SLOW)
    choose(page)
    page.js(
        "slow[0].upload.dispatchEvent(new ProgressEvent('progress', { lengthComputable: true, loaded: 1, total: 3 }))"
    )
    assert page.text("[data-meter] [role=status]") == "正在上传 33%"
    assert page.js("document.querySelector('[data-meter] progress').value") == 33
    choose(page, "又一个.xlsx")
    assert page.js("[slow.length, slow[0].headers['X-Requested-With']]") == [1, "XMLHttpRequest"]
    page.window.click("[data-meter] button")
    assert told(page) == "已取消上传，没有做任何改动。"


def test_a_new_try_takes_the_old_error_away(page):
    choose(page, "表.doc")
    assert page.js(ERROR)[0] is False
    page.js(SLOW)
    choose(page)
    assert page.js(ERROR) == [True, ""]

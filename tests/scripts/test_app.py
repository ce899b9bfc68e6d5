"""What every page shares: binding, messages, confirmation, lists, forms, small buttons."""

import pytest

from tests.scripts.stage import BOOTSTRAP, HTMX

pytestmark = pytest.mark.browser


@pytest.fixture
def page(stage):
    """Show a piece of HTML with app.js."""

    def show(html: str, *scripts: str):
        stage.show(html, *(scripts or (BOOTSTRAP,)), "app.js")
        return stage

    return show


# binding


def test_a_behaviour_is_bound_once_to_each_element_now_and_after_a_swap(page):
    stage = page('<p class="x">1</p>')
    bound = """() => {
        const seen = [];
        zhijiao.on(".x", (element) => seen.push(element.textContent));
        const part = document.createElement("div");
        part.className = "x";
        part.innerHTML = '2<p class="x">3</p>';
        document.body.append(part);
        const load = () => document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: part } }));
        load();
        load();
        document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: document.body } }));
        return seen;
    }"""
    assert stage.js(bound) == ["1", "23", "3"]


def test_searching_finds_the_root_itself_first(page):
    stage = page('<div class="x" id="a"><p class="x" id="b"></p></div><p class="x" id="c"></p>')
    assert stage.js("zhijiao.$$('.x', document.getElementById('a')).map(one => one.id)") == ["a", "b"]
    assert stage.js("zhijiao.$$('.x').map(one => one.id)") == ["a", "b", "c"]


# messages


def test_messages_have_a_kind_and_bad_ones_stay(page):
    stage = page("")
    stage.js("() => { zhijiao.toast('好'); zhijiao.toast('小心', 'warn'); zhijiao.toast('坏', 'bad'); }")
    assert stage.toasts() == [["ok", "好"], ["warn", "小心"], ["bad", "坏"]]
    assert stage.js("Array.from(document.querySelectorAll('.toast')).map(one => one.getAttribute('role'))") == [
        "status", "status", "alert",
    ]  # fmt: skip
    settings = """Array.from(document.querySelectorAll(".toast")).map(one => {
        const { autohide, delay } = bootstrap.Toast.getInstance(one)._config; return [autohide, delay]; })"""
    assert stage.js(settings) == [[True, 5000], [True, 5000], [False, 5000]]


def test_a_message_cannot_smuggle_markup(page):
    stage = page("")
    stage.js("zhijiao.toast('<img src=x>')")
    assert stage.toasts() == [["ok", "<img src=x>"]]


def test_a_message_with_a_way_back_stays_longer_and_posts(page):
    stage = page("", BOOTSTRAP, HTMX)
    stage.answer("/undo/1")
    stage.js("zhijiao.toast('已删除', 'ok', { url: '/undo/1' })")
    assert stage.js("bootstrap.Toast.getInstance(document.querySelector('.toast'))._config.delay") == 12000
    stage.window.locator(".toast button", has_text="撤销").click()
    stage.until("document.querySelectorAll('.toast').length === 0")
    assert stage.asked == [("POST", "/undo/1", "")]


def test_the_server_sends_messages_as_events(page):
    stage = page("")
    said = "{ text: '已保存', kind: 'ok', undo_url: '/u', undo_label: '恢复' }"
    stage.js(f"document.dispatchEvent(new CustomEvent('toast', {{ detail: {said} }}))")
    assert stage.toasts() == [["ok", "已保存"]]
    assert stage.text(".toast .btn-text") == "恢复"


def test_a_message_of_the_page_itself_comes_alive(page):
    page('<div id="toasts"><div class="toast" data-toast-kind="bad">x</div><div class="toast">y</div></div>')
    stage = page('<div id="toasts"><div class="toast" data-toast-kind="bad">x</div></div>')
    assert stage.js("bootstrap.Toast.getInstance(document.querySelector('.toast'))._config.autohide") is False


def test_the_page_shows_that_it_is_busy(page):
    stage = page("")
    busy = """names => names.map((name) => {
        document.dispatchEvent(new Event("htmx:" + name));
        return document.documentElement.hasAttribute("data-busy"); })"""
    sent, done = "beforeSend", "afterRequest"
    assert stage.js(busy, [sent, sent, done, done, done, sent]) == [True, True, True, False, False, True]


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (401, "登录已过期，请重新登录后再操作。"),
        (403, "没有权限执行此操作，数据没有改动。"),
        (404, "记录不存在或已被删除，请刷新页面。"),
        (413, "提交的内容太大，没有接收。"),
        (429, "操作太频繁，请稍候再试。"),
        (500, "系统出错了，操作没有完成，请稍后重试。"),
    ],
)
def test_failures_are_put_into_words(page, status, text):
    stage = page("")
    failed = """([status, trigger]) => document.dispatchEvent(new CustomEvent("htmx:responseError",
        { detail: { xhr: { status, getResponseHeader: () => trigger } } }))"""
    stage.js(failed, [status, '{"toast": {}}'])
    assert stage.toasts() == []
    stage.js(failed, [status, None])
    assert stage.toasts() == [["bad", text]]


def test_a_broken_network_is_put_into_words(page):
    stage = page("")
    stage.js("['sendError', 'timeout'].forEach(name => document.dispatchEvent(new Event('htmx:' + name)))")
    assert stage.toasts() == [["bad", "网络不通，操作没有完成。请检查网络后重试。"]] * 2


# confirmation

ASK = """options => { window.answer = "open";
    zhijiao.confirm("真的？", options).then((yes) => { window.answer = yes; }); }"""
DIALOG = """() => { const yes = document.querySelector("#confirm [data-yes]");
    const text = (selector) => document.querySelector("#confirm " + selector).textContent;
    return [text("#confirm-h"), text("[data-text]"), yes.textContent, yes.className]; }"""


def test_confirming_asks_in_the_pages_own_dialog(page):
    stage = page('<button id="b">x</button>')
    stage.window.focus("#b")
    stage.js(ASK, None)
    assert stage.js(DIALOG) == ["请确认", "真的？", "确定", "btn btn-danger"]
    stage.window.click("#confirm [data-yes]")
    stage.until("window.answer !== 'open'")
    assert stage.js("[window.answer, document.activeElement.id]") == [True, "b"]


def test_closing_the_dialog_means_no(page):
    stage = page("")
    stage.js(ASK, {"title": "删除", "verb": "删掉", "kind": "plain"})
    assert stage.js(DIALOG) == ["删除", "真的？", "删掉", "btn btn-primary"]
    stage.window.click("#confirm [data-bs-dismiss]")
    stage.until("window.answer !== 'open'")
    assert stage.js("window.answer") is False


FORM = """<form action="/go" data-confirm="{ask}" data-confirm-title="标题"><input name="a" value="1">
<button id="plain">提交</button><button id="other" name="b" value="2" data-confirm="单独问">另一个</button></form>"""
KEPT = """() => { window.sent = [];
    document.querySelector("form").addEventListener("submit", (event) => {
        event.preventDefault(); window.sent.push(event.submitter && event.submitter.id); }); }"""


def test_a_form_asks_before_it_is_sent(page):
    stage = page(FORM.format(ask="整张表？"))
    stage.js(KEPT)
    stage.window.click("#plain")
    assert stage.js("window.sent") == []
    assert stage.js(DIALOG)[:2] == ["标题", "整张表？"]
    stage.window.click("#confirm [data-yes]")
    stage.until("window.sent.length")
    assert stage.js("window.sent") == ["plain"]
    stage.window.click("#plain")
    stage.until("document.querySelector('#confirm').classList.contains('show')")
    assert stage.js("window.sent") == ["plain"]


def test_a_button_asks_its_own_question(page):
    stage = page(FORM.format(ask=""))
    stage.js(KEPT)
    stage.window.click("#plain")
    assert stage.js("window.sent") == ["plain"]
    stage.window.click("#other")
    assert stage.js(DIALOG)[1] == "单独问"
    stage.window.click("#confirm [data-yes]")
    stage.until("window.sent.length === 2")
    assert stage.js("window.sent") == ["plain", "other"]


def test_htmx_asks_in_the_same_dialog(page):
    stage = page('<button id="b" data-confirm-verb="移除">x</button>')
    asked = """question => { window.issued = [];
        const issueRequest = (skip) => window.issued.push(skip);
        const detail = { question, elt: document.getElementById("b"), issueRequest };
        return document.dispatchEvent(new CustomEvent("htmx:confirm", { detail, cancelable: true })); }"""
    assert stage.js(asked, None) is True
    assert stage.js(asked, "移除吗？") is False
    assert stage.js(DIALOG)[1:3] == ["移除吗？", "移除"]
    stage.window.click("#confirm [data-yes]")
    stage.until("window.issued.length")
    assert stage.js("window.issued") == [True]


# lists

TABLE = """<div id="bar" hidden>已选 <b data-selcount></b><button type="button" data-selclear>清除</button></div>
<table data-select="#bar"><thead><tr><th><input type="checkbox" data-selall></th></tr></thead><tbody>
<tr><td class="tick"><input type="checkbox"></td></tr><tr><td class="tick"><input type="checkbox" checked></td></tr>
</tbody></table>"""
CHOSEN = """() => { const all = document.querySelector("[data-selall]"); return [
    document.getElementById("bar").hidden, document.querySelector("[data-selcount]").textContent,
    all.checked, all.indeterminate,
    Array.from(document.querySelectorAll("tbody tr")).map(tr => tr.getAttribute("aria-selected"))]; }"""


def test_choosing_rows_shows_the_bar(page):
    stage = page(TABLE)
    one, all_of_them, none = (
        [False, "1", False, True, ["false", "true"]],
        [False, "2", True, False, ["true", "true"]],
        [True, "0", False, False, ["false", "false"]],
    )
    assert stage.js(CHOSEN) == one
    stage.window.locator("tbody input").first.check()
    assert stage.js(CHOSEN) == all_of_them
    stage.window.click("[data-selall]")
    assert stage.js(CHOSEN) == none
    stage.window.click("[data-selall]")
    assert stage.js(CHOSEN) == all_of_them
    stage.window.click("[data-selclear]")
    assert stage.js(CHOSEN) == none


def test_a_dropped_file_is_as_if_it_had_been_picked(page):
    stage = page('<div data-drop><input type="file"></div>')
    dropped = """() => {
        const zone = document.querySelector("[data-drop]"), input = zone.querySelector("input"), seen = [];
        input.addEventListener("change", () => seen.push(input.files[0].name));
        const data = new DataTransfer();
        const drag = (name) => zone.dispatchEvent(new DragEvent(name, { dataTransfer: data, cancelable: true }));
        const over = () => zone.classList.contains("is-over");
        drag("dragenter"); seen.push(over());
        drag("dragleave"); seen.push(over());
        drag("drop");
        data.items.add(new File(["x"], "表.xlsx"));
        drag("dragover");
        drag("drop"); seen.push(over());
        return seen; }"""
    assert stage.js(dropped) == [True, False, "表.xlsx", False]


def test_a_select_that_sends_its_form_starts_at_the_first_page(page):
    stage = page("""<form><input name="page" value="7"><select data-autosubmit><option>a<option>b</select>
        <button type="submit">查询</button></form><form id="f2"><select data-autosubmit></select>
        <button type="submit">查询</button></form>""")
    stage.js(KEPT)
    stage.window.locator("select").first.select_option("b")
    assert stage.js("[document.querySelector('[name=page]').value, window.sent.length]") == ["1", 1]
    assert stage.js("Array.from(document.querySelectorAll('button[type=submit]')).map(one => one.hidden)") == [
        False, True,
    ]  # fmt: skip


# forms


def test_errors_take_the_focus(page):
    stage = page('<input autofocus><div id="errsum" tabindex="-1">两处有误</div>')
    assert stage.js("document.activeElement.id") == "errsum"


@pytest.mark.parametrize(
    ("then", "asked"),
    [
        ("() => {}", ["beforeunload"]),
        ("() => zhijiao.settled()", []),
        ("() => document.querySelector('form').dispatchEvent(new Event('submit', { bubbles: true }))", []),
    ],
    ids=["typed", "settled", "sent"],
)
def test_leaving_with_something_unsaved_asks(page, then, asked):
    stage = page('<form data-guard><input id="a"></form><input id="b">')
    stage.window.click("#a")
    stage.window.keyboard.type("x")
    stage.js(then)
    page("")
    assert stage.dialogs == asked


def test_typing_outside_a_guarded_form_asks_nothing(page):
    stage = page('<form data-guard><input id="a"></form><input id="b">')
    stage.window.click("#b")
    stage.window.keyboard.type("x")
    page("")
    assert stage.dialogs == []


def test_the_side_panel_explains_the_field_that_has_the_focus(page):
    stage = page("""<div data-guide="两位数字" data-guide-name="机构号" data-guide-example="01"
        data-guide-source="国标"><input id="a"></div>
        <div data-guide="" data-guide-name="名称"><input id="b"></div><aside id="guide">空</aside>""")
    stage.window.focus("#b")
    assert stage.text("#guide") == "空"
    stage.window.focus("#a")
    assert (
        stage.js("document.getElementById('guide').innerHTML")
        == "<h3>机构号</h3><p>两位数字</p><dl><dt>示例</dt><dd>01</dd><dt>依据标准</dt><dd>国标</dd></dl>"
    )


# small buttons


def test_a_password_can_be_looked_at(page):
    stage = page('<input id="p" type="password"><button data-reveal="p">看</button>')
    state = """[document.getElementById("p").type, document.querySelector("button").getAttribute("aria-pressed"),
        document.querySelector("button").getAttribute("aria-label")]"""
    stage.window.click("[data-reveal]")
    assert stage.js(state) == ["text", "true", "隐藏密码"]
    stage.window.click("[data-reveal]")
    assert stage.js(state) == ["password", "false", "显示密码"]


def test_density_and_theme_are_switched(page):
    stage = page(
        '<table id="t"></table><button data-density-toggle="#t">密</button><button data-theme-toggle>暗</button>'
    )
    seen = []
    for _ in range(2):
        stage.window.click("[data-density-toggle]")
        stage.window.click("[data-theme-toggle]")
        seen.append(
            stage.js("""[document.getElementById("t").dataset.density, document.documentElement.dataset.bsTheme,
            document.cookie]""")
        )
    assert seen == [["tight", "dark", "theme=dark"], ["", "light", "theme=light"]]


CAPTCHA = """<form><input type="hidden" name="captcha_name" value="old">
<button type="button" data-captcha="/captcha/"><img src="data:," alt=""></button>
<button type="button" data-captcha-audio="/captcha/old.wav">听</button></form>"""
SHOWN = """() => [document.querySelector("[name=captcha_name]").value,
    document.querySelector("img").getAttribute("src"),
    document.querySelector("[data-captcha-audio]").dataset.captchaAudio]"""


def test_another_captcha_changes_picture_sound_and_form_together(page):
    stage = page(CAPTCHA)
    stage.answer(
        "/captcha/", {"name": "new", "image_url": "/captcha/new.png", "audio_url": "/captcha/new.wav"}
    )
    stage.window.click("[data-captcha]")
    stage.until("document.querySelector('[name=captcha_name]').value === 'new'")
    assert stage.js(SHOWN) == ["new", "/captcha/new.png", "/captcha/new.wav"]


def test_a_captcha_that_cannot_be_changed_stays_as_it_is(page):
    stage = page(CAPTCHA)
    stage.answer("/captcha/", {}, 503)
    stage.window.click("[data-captcha]")
    stage.window.wait_for_selector("#toasts .toast")
    assert stage.toasts() == [["warn", "图片没有换成，请检查网络后重试。"]]
    assert stage.js(SHOWN) == ["old", "data:,", "/captcha/old.wav"]


def test_a_button_says_what_it_is_told_to(page):
    stage = page('<button data-toast="还没有">x</button>')
    stage.window.click("[data-toast]")
    assert stage.toasts() == [["ok", "还没有"]]


def test_printing_and_going_back(page):
    stage = page("<button data-print>印</button><button data-back>回</button>")
    stage.js(
        "() => { window.done = []; window.print = () => done.push('print'); history.back = () => done.push('back'); }"
    )
    stage.window.click("[data-print]")
    stage.js("document.querySelector('[data-back]').click()")
    assert stage.js("window.done") == ["print", "back"]

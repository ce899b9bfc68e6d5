"""Choice boxes that are searched by typing."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def page(stage):
    """Show a piece of HTML with Tom Select and the script."""

    def show(html: str, *scripts: str):
        stage.show(html, *scripts, "app.js", "search-box.js")
        return stage

    return show


SEARCH = """<div class="field"><select data-search aria-label="专业" {more}><option value="">-</option>
<option value="1" selected>甲</option></select></div>"""
TOM = tuple(
    f"vendor/tom-select/{name}.js" for name in ("tom-select.base.min", "remove_button", "clear_button")
)


def test_a_select_becomes_searchable_and_keeps_its_name(page):
    stage = page(SEARCH.format(more="required"), *TOM)
    control = """(() => { const { control_input: input } = document.querySelector("select").tomselect;
        return [input.getAttribute("aria-label"), input.getAttribute("aria-required")]; })()"""
    assert stage.js(control) == ["专业", "true"]
    assert stage.js("document.querySelector('select').getAttribute('aria-hidden')") == "true"
    assert stage.js("document.querySelectorAll('.clear-button').length") == 0


def test_optional_selects_can_be_cleared(page):
    stage = page(SEARCH.format(more=""), *TOM)
    assert stage.js("document.querySelector('.clear-button').title") == "清除"


def test_options_come_from_the_server_and_nothing_found_says_what_to_do(page):
    stage = page(SEARCH.format(more='data-options-url="/options?form=x"'), *TOM)
    stage.answer("/options?form=x&q=", {"results": [{"value": "2", "text": "乙", "hint": "<y>"}]})
    stage.window.click(".ts-control")
    stage.until("document.querySelector('.ts-dropdown .opt-hint')")
    assert stage.text(".ts-dropdown [data-value='2']") == "乙<y>"
    stage.answer("/options?form=x&q=z", {"results": [], "empty": {"text": "还没有专业。", "url": "/new"}})
    stage.window.keyboard.type("z")
    stage.until("document.querySelector('.ts-dropdown .no-results a')")
    assert stage.text(".ts-dropdown .no-results") == "还没有专业。 去填写"
    assert stage.js("document.querySelector('.ts-dropdown .no-results a').getAttribute('href')") == "/new"


def test_options_that_do_not_come_are_told(page):
    stage = page(SEARCH.format(more='data-options-url="/options"'), *TOM)
    stage.answer("/options?q=", None, 500)
    stage.js("() => { bootstrap = { Toast: { getOrCreateInstance: () => ({ show() {} }) } }; }")
    stage.window.click(".ts-control")
    stage.until("document.querySelector('.toast [data-text]')")
    assert stage.toasts() == [["bad", "选项没有取到，请检查网络后重试。"]]


def test_what_is_pasted_is_not_refused_where_something_is_chosen(page):
    stage = page(SEARCH.format(more="required"), *TOM)
    paste = """(() => { const box = document.querySelector("select").tomselect; box.inputState();
        const event = new ClipboardEvent("paste", { cancelable: true });
        return [box.isInputHidden, box.control_input.dispatchEvent(event)]; })()"""
    assert stage.js(paste) == [True, True]

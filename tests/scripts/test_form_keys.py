"""Enter goes from item to item, Ctrl+Enter saves and goes on; the first item, or the first wrong one, has the focus."""

import pytest

pytestmark = pytest.mark.browser

FIELD = '<div data-field="{name}">{box}<div class="errs" id="{name}-errs">{error}</div></div>'
BOXES = {
    "first": '<input type="text" id="first">',
    "kind": '<select id="kind"><option value=""></option><option value="1" data-py="qrz">全日制</option>'
    '<option value="2" data-py="fqrz">非全日制</option></select>',
    "shown": "<output>—</output>",
    "flag": '<input type="radio" name="flag" id="yes" value="1"><input type="radio" name="flag" id="no" value="0">',
    "text": '<textarea id="text"></textarea>',
    "last": '<input type="text" id="last">',
}


def show(stage, wrong="", path="/page"):
    fields = "".join(
        FIELD.format(name=name, box=box, error='<p class="err">错</p>' if name == wrong else "")
        for name, box in BOXES.items()
    )
    bar = """<p class="savebar"><button type="submit" id="save">保存</button>
        <button type="submit" name="save-next" id="next" value="1">保存并继续新增</button></p>"""
    stage.show(f'<form id="record-form">{fields}{bar}</form>', "form-keys.js", path=path)
    stage.js("""() => { window.sent = [];
        document.addEventListener("submit", (event) => {
            event.preventDefault(); window.sent.push(event.submitter.id); }); }""")
    return stage


def at(stage):
    return stage.js("document.activeElement.id")


def press(stage, *keys):
    for key in keys:
        stage.window.keyboard.press(key)
    return at(stage)


def test_enter_goes_through_the_items_and_sends_nothing(stage):
    show(stage)
    assert at(stage) == "first"
    assert [press(stage, "Enter") for _ in range(3)] == ["kind", "yes", "text"]
    assert press(stage, "Enter") == "text"
    assert stage.js("document.getElementById('text').value") == "\n"
    assert [press(stage, "Tab"), press(stage, "Enter")] == ["last", "next"]
    assert stage.js("window.sent") == []
    stage.window.focus("#last")
    assert press(stage, "Shift+Enter") == "text"


def test_control_enter_saves_and_goes_on_from_anywhere(stage):
    show(stage)
    stage.window.focus("#text")
    press(stage, "Control+Enter")
    assert stage.js("window.sent") == ["next"]


def test_initials_choose_from_a_short_list_and_digits_answer_a_question(stage):
    show(stage)
    stage.window.focus("#kind")
    stage.window.keyboard.type("fq")
    assert stage.js("document.getElementById('kind').value") == "2"
    stage.window.focus("#yes")
    assert press(stage, "0") == "no"
    assert stage.js("new FormData(document.getElementById('record-form')).get('flag')") == "0"


def test_the_first_wrong_item_has_the_focus(stage):
    show(stage, wrong="flag")
    assert at(stage) == "yes"


def test_an_item_named_by_the_address_has_the_focus(stage):
    show(stage, path="/page#last")
    assert at(stage) == "last"


def test_a_list_that_nobody_asked_for_stays_closed_when_its_choices_come(stage):
    stage.answer("/options?q=", {"results": [{"value": "2", "text": "乙"}]})
    stage.show(
        """<form id="record-form"><div data-field="kind"><select data-search data-options-url="/options"
        aria-label="类别"><option value=""></option></select></div><p class="savebar"><button>保存</button></p>
        </form>""",
        "vendor/tom-select/tom-select.base.min.js",
        "vendor/tom-select/remove_button.js",
        "vendor/tom-select/clear_button.js",
        "app.js",
        "search-box.js",
        "form-keys.js",
    )
    stage.until("document.querySelector('select').tomselect.options[2]")
    stage.window.wait_for_timeout(200)
    opened = "document.querySelector('select').tomselect.isOpen"
    assert stage.js("document.activeElement.closest('.ts-wrapper') !== null")
    assert not stage.js(opened)
    press(stage, "ArrowDown")
    assert stage.js(opened)

"""The list: fixed columns and shadows, the folded query bar, the order of columns."""

import pytest

pytestmark = pytest.mark.browser

CELLS = "".join(f"<td nowrap>{'一二三四五六七八九十' * 2}{n}</td>" for n in range(12))
TABLE = f"""<div data-list class="list-wrap" id="wrap"><table><thead><tr><th class="pin-l pin-l0">选</th>
<th class="pin-l pin-l1">序号</th><th class="pin-l pin-l2 pin-last">名称</th>
<th>其他</th><th class="pin-r">操作</th></tr></thead>
<tbody><tr><td></td><td>1</td><td>名</td>{CELLS}</tr></tbody></table></div>"""
ORDER = """<div><ul data-order>{}</ul><p data-moved></p></div>""".format(
    "".join(
        f'<li><label><input type="checkbox" name="column" value="{name}">{name}</label>'
        f'<button type="button" data-move="-1">上</button><button type="button" data-move="1">下</button></li>'
        for name in "甲乙丙"
    )
)
FOLD = '<button data-fold="#body" aria-expanded="false">查询条件</button><div id="body"></div>'
NAMES = "Array.from(document.querySelectorAll('input')).map(box => box.value).join('')"


def marks(stage) -> str:
    return stage.js("['left', 'right', 'pins'].filter(n => wrap.hasAttribute('data-' + n)).join(' ')")


def narrow(stage, width: int) -> None:
    stage.js("width => { wrap.style.width = width + 'px'; wrap.style.overflow = 'auto'; }", width)
    stage.window.wait_for_timeout(100)


def test_shadows_say_where_columns_are_hidden(stage):
    stage.show(TABLE, "app.js", "list.js")
    narrow(stage, 700)
    assert marks(stage) == "right pins"
    stage.js("wrap.scrollLeft = 50")
    stage.until("wrap.hasAttribute('data-left')")
    stage.js("wrap.scrollLeft = 99999")
    stage.until("!wrap.hasAttribute('data-right')")
    widths = stage.js("Array.from(document.querySelectorAll('.pin-l')).map(head => head.offsetWidth)")
    assert stage.js("wrap.style.getPropertyValue('--pin-2')") == f"{widths[0] + widths[1]}px"


def test_fixed_columns_follow_when_one_grows_and_the_table_does_not(stage):
    stage.show(TABLE, "app.js", "list.js")
    stage.js("document.querySelector('table').style.width = '9000px'")
    narrow(stage, 2000)
    whole = stage.js("document.querySelector('table').offsetWidth")
    stage.js("document.querySelector('.pin-l1').style.paddingRight = '400px'")
    stage.until(
        "wrap.style.getPropertyValue('--pin-2') === Array.from(document.querySelectorAll('.pin-l')).slice(0, 2)"
        ".reduce((sum, head) => sum + head.offsetWidth, 0) + 'px'"
    )
    assert stage.js("document.querySelector('table').offsetWidth") == whole


def test_where_there_is_no_room_nothing_is_fixed(stage):
    stage.show(TABLE, "app.js", "list.js")
    narrow(stage, 120)
    assert "pins" not in marks(stage)


def test_columns_move_by_buttons_and_it_is_said(stage):
    stage.show(ORDER, "app.js", "list.js")
    stage.window.click("li:nth-child(3) [data-move='-1']")
    assert stage.js(NAMES) == "甲丙乙"
    assert "已移到第 2 位" in stage.text("[data-moved]")
    assert stage.js("document.activeElement.dataset.move") == "-1"
    stage.window.keyboard.press("Enter")
    stage.window.keyboard.press("Enter")
    assert stage.js(NAMES) == "丙甲乙"
    stage.window.click("li:nth-child(1) [data-move='1']")
    assert stage.js(NAMES) == "甲丙乙"


def test_the_query_bar_unfolds(stage):
    stage.show(FOLD, "app.js", "list.js")
    stage.window.click("button")
    assert stage.js("document.querySelector('#body').classList.contains('is-open')")
    assert stage.js("document.querySelector('[data-fold]').getAttribute('aria-expanded')") == "true"

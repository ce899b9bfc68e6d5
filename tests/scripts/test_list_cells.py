"""Cells edited in place: by mouse and keyboard, what is wrong, what another has changed, what is not lost."""

from urllib.parse import parse_qs

import pytest

pytestmark = pytest.mark.browser


def line(number: int, version: int = 1, name: str = "名") -> str:
    return (
        f'<tr data-id="{number}" data-version="{version}" data-number="{number}">'
        f'<td class="tick"><input type="checkbox"></td>'
        f'<th class="main" data-edit="name" tabindex="-1"><a href="#x">{name}{number}</a></th>'
        f'<td data-edit="sex" tabindex="-1">男</td><td>别动</td></tr>'
    )


HTML = f"""<p id="cell-hint">按 F2 修改</p>
<div><table id="dt" data-cells="/c/987654321/NAME/" data-query="sort=a"><tbody>
{line(1)}{line(2)}</tbody></table></div>"""
NAME = {"version": 1, "value": "名1", "label": "姓名", "required": True, "note": "", "long": False,
        "byKey": False, "options": "", "choices": []}  # fmt: skip
SEX = NAME | {"value": "1", "label": "性别", "choices": [["1", "男"], ["2", "女"]]}
AT = "document.activeElement.dataset.edit + document.activeElement.closest('tr').dataset.id"
BOX = "document.activeElement.tagName"


@pytest.fixture
def page(stage):
    for number in (1, 2):
        stage.answer(f"/c/{number}/name/?sort=a", NAME | {"value": f"名{number}"})
        stage.answer(f"/c/{number}/sex/?sort=a", SEX)
    stage.show(HTML, "app.js", "list-cells.js")
    return stage


def open_first(page, key="F2"):
    page.js("document.querySelector('[data-edit=name]').focus()")
    page.window.keyboard.press(key)
    page.until(f"{BOX} === 'INPUT' && document.activeElement.type === 'text'")


def sent(page) -> dict[str, str]:
    method, _, body = page.asked[-1]
    assert method == "POST"
    return {name: values[0] for name, values in parse_qs(body).items()}


def saved(page, number=1, name="新"):
    page.answer(
        f"/c/{number}/name/?sort=a",
        {"row": f"<table><tbody>{line(number, 2, name)}</tbody></table>", "text": "姓名已保存"},
    )


def test_one_cell_stands_in_the_order_of_tab_and_arrows_move(page):
    assert page.js("document.querySelectorAll('[tabindex=\"0\"]').length") == 1
    page.js("document.querySelector('[data-edit=name]').focus()")
    for key, place in (
        ("ArrowRight", "sex1"),
        ("ArrowDown", "sex2"),
        ("ArrowLeft", "name2"),
        ("ArrowUp", "name1"),
    ):
        page.window.keyboard.press(key)
        assert page.js(AT) == place
    assert page.js("document.querySelectorAll('[tabindex=\"0\"]').length") == 1


def test_enter_saves_and_goes_down(page):
    open_first(page)
    page.window.keyboard.type("新名")
    saved(page)
    page.window.keyboard.press("Enter")
    page.until(f"document.activeElement.dataset.edit && {AT} === 'name2'")
    assert sent(page) == {"value": "新名", "version": "1", "number": "1"}
    assert page.text("tr[data-id='1'] .main") == "新1"
    assert page.js("document.querySelector('tr[data-id=\"1\"]').dataset.version") == "2"
    assert page.text("[role=status]") == "姓名已保存"


def test_tab_saves_and_opens_the_next_cell(page):
    open_first(page, "Enter")
    page.window.keyboard.press("Tab")
    page.until(f"{BOX} === 'SELECT'")
    assert not [method for method, *_ in page.asked if method == "POST"]
    assert page.text("tr[data-id='1'] .main") == "名1"
    assert page.js("document.activeElement.getAttribute('aria-label')") == "名1 的性别，必填"


def test_escape_leaves_the_cell_as_it_was(page):
    open_first(page)
    page.window.keyboard.type("写错了")
    page.window.keyboard.press("Escape")
    assert page.js(AT) == "name1"
    assert page.text("tr[data-id='1'] .main") == "名1"
    assert [method for method, *_ in page.asked] == ["GET"]


def test_a_double_click_opens_but_not_on_a_link(page):
    page.window.dblclick("tr[data-id='2'] [data-edit=sex]")
    page.until(f"{BOX} === 'SELECT'")
    page.window.keyboard.press("Escape")
    asked = len(page.asked)
    page.window.dblclick("tr[data-id='2'] .main a")
    assert len(page.asked) == asked


def test_what_is_wrong_stands_at_the_cell_and_what_was_typed_stays(page):
    open_first(page)
    page.window.keyboard.type("坏")
    page.answer("/c/1/name/?sort=a", {"own": ["为必填项，请填写"], "others": ["性别：与姓名不符"]}, 422)
    page.window.keyboard.press("Enter")
    page.until("document.querySelector('.cell-said')")
    said = page.text(".cell-said")
    assert "为必填项，请填写" in said
    assert "性别：与姓名不符" in said
    assert "到编辑页修改" in said
    assert page.js("[document.activeElement.value, document.activeElement.getAttribute('aria-invalid')]") == [
        "坏",
        "true",
    ]


def test_somebody_else_s_value_is_shown_with_a_choice(page):
    open_first(page)
    page.window.keyboard.type("我的")
    stale = {"who": "谭红霞", "at": "2026-01-02 10:00", "theirs": "她的", "version": 5,
             "row": f"<table>{line(1, 5, '她的')}</table>"}  # fmt: skip
    page.answer("/c/1/name/?sort=a", stale, 409)
    page.window.keyboard.press("Enter")
    page.until("document.querySelector('.cell-said button')")
    assert "谭红霞 于 2026-01-02 10:00 刚刚改过" in page.text(".cell-said")
    saved(page)
    page.window.get_by_role("button", name="保留我的").click()
    page.until("!document.querySelector('.is-editing')")
    assert sent(page) == {"value": "我的", "version": "5", "number": "1"}


def test_the_other_s_value_can_be_taken(page):
    open_first(page)
    page.window.keyboard.type("我的")
    stale = {
        "who": "谭红霞",
        "at": "",
        "theirs": "她的",
        "version": 5,
        "row": f"<table>{line(1, 5, '她的')}</table>",
    }
    page.answer("/c/1/name/?sort=a", stale, 409)
    page.window.keyboard.press("Enter")
    page.window.get_by_role("button", name="采用对方的").click()
    assert page.text("tr[data-id='1'] .main") == "她的1"
    assert page.js(AT) == "name1"


def test_without_network_nothing_is_lost(page):
    open_first(page)
    page.window.keyboard.type("留着")
    page.answer("/c/1/name/?sort=a", status=None)
    page.window.keyboard.press("Enter")
    page.until("document.querySelector('.cell-said')")
    assert "网络不通" in page.text(".cell-said")
    assert page.js("document.activeElement.value") == "留着"

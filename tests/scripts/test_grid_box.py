"""The box that wanders from cell to cell: what it shows and says, and when its text becomes the cell's."""

import pytest

from tests.scripts.grid_sample import Grid

pytestmark = pytest.mark.browser


@pytest.fixture
def grid(stage):
    return Grid(stage)


def said(grid) -> dict:
    """Return the attributes of the box that are read out."""
    names = ["aria-label", "aria-invalid", "aria-describedby", "role", "aria-expanded"]
    return grid.js(
        "names => { const box = document.querySelector('#grid .cell-box');"
        " const told = names.filter(name => box.hasAttribute(name));"
        " return Object.fromEntries(told.map(name => [name, box.getAttribute(name)])); }",
        names,
    )


def test_it_stands_in_the_first_cell_and_has_the_focus(grid):
    assert grid.at() == [0, 0]
    assert grid.box() == {"tag": "INPUT", "value": "01", "nav": True, "selected": 2, "focus": True}


def test_it_shows_the_text_of_its_cell_all_selected(grid):
    grid.go(0, 1)
    assert grid.box() == {"tag": "INPUT", "value": "甲部", "nav": True, "selected": 2, "focus": True}
    grid.go(0, 4)
    assert grid.box() == {"tag": "TEXTAREA", "value": "第一行", "nav": True, "selected": 3, "focus": True}
    assert grid.js("document.querySelectorAll('.cell-box, #grid td.at').length") == 2


def test_it_says_which_cell_it_stands_for(grid):
    grid.go(1, 0)
    assert said(grid) == {
        "aria-label": "机构号，第 2 行，必填",
        "aria-invalid": "false",
        "aria-describedby": "grid-bubble",
    }
    assert grid.text("#grid-note") == "机构号 两位数字"
    grid.keys.type("9")
    assert said(grid)["aria-describedby"] == "grid-bubble grid-note"
    grid.press("Enter", "ArrowUp")
    assert said(grid)["aria-label"] == "机构号，第 2 行，必填，已修改"
    grid.go(1, 4)
    assert said(grid)["aria-label"] == "备注，第 2 行"
    assert grid.text("#grid-note") == "备注 没有特别说明。"


def test_it_is_a_combobox_where_there_are_candidates(grid):
    grid.go(0, 2)
    assert said(grid) | {"aria-label": ""} == {
        "aria-label": "", "aria-invalid": "false", "aria-describedby": "grid-bubble",
        "role": "combobox", "aria-expanded": "false",
    }  # fmt: skip
    grid.go(0, 1)
    assert "role" not in said(grid)


def test_typing_replaces_and_f2_appends(grid):
    grid.type(0, 1, "新")
    assert grid.texts()[0][1] == "新"
    grid.go(0, 1)
    grid.press("F2")
    assert grid.box() == {"tag": "INPUT", "value": "新", "nav": False, "selected": 0, "focus": True}
    grid.keys.type("部")
    grid.press("Enter")
    assert grid.texts()[0][1] == "新部"


def test_a_private_text_is_replaced_even_by_f2(grid):
    grid.go(0, 3)
    grid.press("F2")
    assert grid.box()["selected"] == len("45**01")


def test_escape_gives_up_what_is_typed(grid):
    grid.go(0, 1)
    grid.keys.type("别的")
    grid.press("Escape")
    assert grid.box() == {"tag": "INPUT", "value": "甲部", "nav": True, "selected": 2, "focus": True}
    assert grid.count() == "没有改动"


def test_blanks_alone_empty_a_cell_and_other_blanks_stay(grid):
    grid.type(0, 1, "   ")
    grid.type(1, 1, " 乙 ")
    assert [texts[1] for texts in grid.texts()[:2]] == ["", " 乙 "]


def test_leaving_the_grid_keeps_what_is_typed(grid):
    grid.go(0, 1)
    grid.keys.type("丙部")
    grid.stage.window.locator("#after").focus()
    assert grid.texts()[0][1] == "丙部"
    assert grid.box()["nav"] is True


def test_a_problem_is_told_below_the_cell_while_the_box_is_there(grid):
    problems = [{"row": 0, "column": "name", "label": "名称", "message": "已有同名机构"}]
    grid.stage.answer("/save", {"problems": problems}, 422)
    grid.type(0, 1, "乙部")
    grid.press("Control+s")
    grid.stage.until("!document.querySelector('#grid-problems').hidden")
    grid.go(0, 1)
    bubble = "(() => { const one = document.querySelector('#grid-bubble'); return [one.hidden, one.textContent]; })()"
    assert grid.js(bubble) == [False, "已有同名机构"]
    assert said(grid)["aria-invalid"] == "true"
    below = """(() => { const cell = document.querySelector("#grid td.at").getBoundingClientRect();
        return parseFloat(document.querySelector("#grid-bubble").style.top) === cell.bottom + 2; })()"""
    assert grid.js(below) is True
    grid.press("ArrowDown")
    assert grid.js(bubble) == [True, ""]


def test_the_row_after_the_last_is_made_only_while_few_are_empty(grid):
    grid.go(3, 0)
    for _ in range(6):
        grid.press("Enter")
    assert len(grid.texts()) == 2 + 5
    assert grid.at() == [6, 0]


def test_without_permission_to_add_the_grid_ends_with_its_last_row(stage):
    grid = Grid(stage, more="", empties=0)
    grid.go(1, 0)
    grid.press("Enter", "Enter")
    assert (grid.at(), len(grid.texts())) == ([1, 0], 2)

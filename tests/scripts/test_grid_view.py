"""The table of the grid on the page: cells, marks, the selection, columns that are shown."""

import pytest

from tests.scripts.grid_sample import Grid

pytestmark = pytest.mark.browser

HEADS = """() => zhijiao.grid.columns(document.getElementById("grid")).map(({ th, ...rest }) => rest)"""
LOOK = """([r, c]) => { const td = document.querySelector("#grid").tBodies[0].rows[r].cells[c + 1];
    return [td.className.split(" ").filter(Boolean).sort(), td.title, td.getAttribute("aria-invalid")]; }"""


@pytest.fixture
def grid(stage):
    return Grid(stage)


def head(grid, row: int) -> list:
    """Return class and text of a row's number."""
    return grid.js("r => { const tr = document.querySelector('#grid').tBodies[0].rows[r];"
                   " return [tr.classList.contains('is-dirty'), tr.cells[0].textContent]; }", row)  # fmt: skip


def test_the_headings_say_what_a_column_is(grid):
    plain = {
        "note": "",
        "required": False,
        "secret": False,
        "long": False,
        "options": "",
        "byKey": False,
        "key": False,
        "pin": False,
        "right": False,
    }
    assert grid.js(HEADS) == [
        plain
        | {
            "index": 0,
            "name": "number",
            "label": "机构号",
            "note": "两位数字",
            "required": True,
            "key": True,
            "pin": True,
            "right": True,
        },
        plain | {"index": 1, "name": "name", "label": "名称", "required": True},
        plain | {"index": 2, "name": "kind", "label": "类别", "options": "/options", "byKey": True},
        plain | {"index": 3, "name": "id_number", "label": "证件号", "secret": True},
        plain | {"index": 4, "name": "note", "label": "备注", "long": True},
    ]


def test_numbers_stand_on_the_right_in_every_row(grid):
    places = grid.js("Array.from(document.querySelectorAll('#grid td.r')).map(td => td.cellIndex)")
    assert places == [1, 1, 1, 1]


def test_changed_cells_and_rows_are_marked_and_counted(grid):
    assert (grid.count(), head(grid, 0), head(grid, 2)) == ("没有改动", [False, "1"], [False, "3"])
    grid.type(0, 1, "丙部")
    grid.type(2, 1, "新")
    assert grid.count() == "已改动 2 行 2 处，尚未保存"
    assert (head(grid, 0), head(grid, 2)) == ([True, "1已修改"], [True, "3新记录"])
    assert grid.js(LOOK, [0, 1]) == [["dirty"], "", None]
    assert grid.js(LOOK, [0, 0]) == [["pin", "r"], "", None]


FILLS, LOOKS = ["fill", "fill-right", "fill-below"], ["find", "filter"]


def enabled(grid) -> list[str]:
    return grid.js(
        "Array.from(document.querySelectorAll('[data-grid]:enabled')).map(one => one.dataset.grid)"
    )


def test_buttons_wait_for_something_to_do(grid):
    assert enabled(grid) == [*FILLS, *LOOKS, "required"]
    grid.type(0, 1, "丙部")
    assert enabled(grid) == [*FILLS, "undo", *LOOKS, "required", "reset", "save"]
    grid.type(0, 1, "甲部")
    assert enabled(grid) == [*FILLS, "undo", *LOOKS, "required"]
    grid.click("undo")
    assert enabled(grid) == [*FILLS, "undo", "redo", *LOOKS, "required", "reset", "save"]


def test_a_hint_behind_a_text_goes_when_the_text_changes(grid):
    kind = "document.querySelector('#grid').tBodies[0].rows[0].cells[3]"
    grid.js(f"{kind}.insertAdjacentHTML('beforeend', '<span class=gh>教学</span>')")
    grid.type(0, 2, "20")
    assert grid.js(f"{kind}.textContent") == "20"


def test_a_selection_is_marked_but_not_a_single_cell(grid):
    grid.go(0, 0)
    assert grid.selected() == []
    grid.press("Shift+ArrowRight", "Shift+ArrowDown")
    assert grid.selected() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert grid.js("document.querySelectorAll('#grid [aria-selected=true]').length") == 4
    grid.press("ArrowDown")
    assert grid.selected() == []
    assert grid.js("document.querySelectorAll('#grid [aria-selected]').length") == 0


def visible(grid) -> list[list[int]]:
    return grid.js("Array.from(document.querySelectorAll('#grid tr')).map(tr =>"
                   " Array.from(tr.cells).slice(1).filter(td => !td.hidden).map(td => td.cellIndex - 1))")  # fmt: skip


def test_required_columns_alone_and_all_again(grid):
    grid.type(0, 2, "20")
    grid.go(1, 3)
    grid.click("required")
    assert visible(grid) == [[0, 1]] * 5
    assert grid.at() == [1, 0]
    assert grid.js("document.querySelector('[data-grid=required]').getAttribute('aria-pressed')") == "true"
    grid.click("required")
    assert visible(grid) == [[0, 1, 2, 3, 4]] * 5
    assert grid.texts()[0][2] == "20"


def test_a_new_row_shows_the_same_columns(grid):
    grid.click("required")
    grid.go(3, 0)
    grid.press("Enter")
    assert visible(grid) == [[0, 1]] * 6
    assert head(grid, 4) == [False, "5"]
    assert grid.js("document.querySelector('#grid').tBodies[0].rows[4].cells[1].className") == "r pin at"


def test_a_place_is_found_from_anything_inside_its_cell(grid):
    grid.go(1, 1)
    assert grid.at() == [1, 1]
    grid.stage.window.locator("#grid thead th").nth(2).click()
    assert grid.at() == [1, 1]


def test_helpers_make_elements(grid):
    made = """() => { const { make, makeButton } = zhijiao.grid;
        return [make("b", "<i>", "x").outerHTML, make("p").outerHTML, makeButton("好", "btn", () => 0).outerHTML]; }"""
    assert grid.js(made) == [
        '<b class="x">&lt;i&gt;</b>',
        "<p></p>",
        '<button class="btn" type="button">好</button>',
    ]

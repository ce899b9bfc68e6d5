"""Rows that are hidden by a filter, and that nothing reaches them."""

import pytest

from tests.scripts.grid_sample import Grid

pytestmark = pytest.mark.browser

RECORDS = [
    {"id": n, "version": 1, "texts": [f"0{n}", name, "", "", note]}
    for n, (name, note) in enumerate([("甲部", "一"), ("乙室", ""), ("丙部", "三")], 1)
]
NUMBERS = "Array.from(document.querySelectorAll('#grid tbody th')).map(th => Number(th.firstChild.data))"


@pytest.fixture
def grid(stage):
    grid = Grid(stage, records=RECORDS, empties=1)
    grid.go(0, 1)
    return grid


def choose(grid, how: str, text: str = "", column: str | None = None) -> None:
    window = grid.stage.window
    grid.press("Control+Shift+l")
    if column is not None:
        window.locator("#grid-filter [name=column]").select_option(column)
    window.locator("#grid-filter [name=how]").select_option(how)
    if text:
        window.locator("#grid-filter [name=text]").fill(text)
    window.locator("#grid-filter button", has_text="筛选").first.click()


@pytest.mark.parametrize(
    ("column", "how", "text", "rows"),
    [
        ("1", "has", "部", [1, 3]),
        ("1", "not", "部", [2, 4]),
        ("4", "empty", "", [2, 4]),
        ("4", "filled", "", [1, 3]),
        ("", "has", "三", [3]),
        ("", "empty", "", [4]),
        ("", "filled", "", [1, 2, 3]),
    ],
)
def test_rows_that_meet_a_condition_stay(grid, column, how, text, rows):
    choose(grid, how, text, column)
    assert grid.js(NUMBERS) == rows
    assert grid.text("#grid-filter [data-shown]") == f"只显示 {len(rows)} 行，共 4 行"


def test_changed_and_wrong_rows(grid):
    grid.type(2, 1, "丁部")
    grid.stage.answer(
        "/save", {"problems": [{"row": 0, "column": "name", "label": "名称", "message": "x"}]}, 422
    )
    grid.press("Control+s")
    grid.stage.until("!document.querySelector('#grid-problems').hidden")
    grid.go(0, 1)
    for how in ("changed", "wrong"):
        choose(grid, how)
        assert grid.js(NUMBERS) == [3]


def test_what_is_hidden_is_neither_filled_nor_cleared_nor_pasted_into(grid):
    choose(grid, "has", "部")
    grid.press("Escape")
    grid.go(0, 4)
    grid.press("Shift+ArrowDown", "Delete")
    grid.go(0, 0)
    grid.paste("11\n13")
    grid.press("Control+a")
    grid.stage.window.locator("[data-grid=filter]").click()
    grid.stage.window.locator("#grid-filter [data-do=all]").click()
    assert [[texts[0], texts[4]] for texts in grid.texts()] == [["11", ""], ["02", ""], ["13", ""], ["", ""]]
    assert grid.js(NUMBERS) == [1, 2, 3, 4]


def test_conditions_add_up_and_go_one_by_one(grid):
    choose(grid, "has", "部")
    choose(grid, "has", "三", "4")
    assert grid.js(NUMBERS) == [3]
    names = (
        "Array.from(document.querySelectorAll('#grid-filter [data-list] button')).map(one => one.textContent)"
    )
    assert grid.js(names) == ["名称 包含“部” ×", "备注 包含“三” ×"]
    grid.stage.window.locator("#grid-filter [data-list] button").first.click()
    assert grid.js(names) == ["备注 包含“三” ×"]


def test_a_condition_that_nothing_meets_is_not_taken(grid):
    choose(grid, "has", "丁")
    assert (grid.js(NUMBERS), grid.state()) == ([1, 2, 3, 4], "没有符合条件的行")
    assert grid.text("#grid-filter [data-shown]") == "没有符合条件的行"


def test_taking_back_a_step_shows_its_row(grid):
    grid.type(1, 1, "戊室")
    choose(grid, "has", "部")
    grid.press("Escape", "Control+z")
    assert (grid.js(NUMBERS), grid.at(), grid.texts()[1][1]) == ([1, 2, 3, 4], [1, 1], "乙室")


def test_a_new_row_can_be_added_below(grid):
    choose(grid, "has", "部")
    grid.press("Escape")
    grid.go(1, 1)
    grid.press("Enter")
    grid.keys.type("新部")
    grid.press("Enter")
    assert grid.js(NUMBERS)[:3] == [1, 3, 5]

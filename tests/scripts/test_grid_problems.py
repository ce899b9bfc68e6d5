"""The way from one mistake to the next."""

import pytest

from tests.scripts.grid_sample import Grid

pytestmark = pytest.mark.browser


@pytest.fixture
def grid(stage):
    """Three mistakes in two rows."""
    grid = Grid(stage)
    grid.type(0, 1, "丙部")
    grid.type(2, 1, "丁部")
    found = [("number", 1), ("note", 0), ("name", 0)]
    problems = [{"row": row, "column": column, "label": column, "message": "不对"} for column, row in found]
    grid.stage.answer("/save", {"problems": problems}, 422)
    grid.press("Control+s")
    grid.stage.until("!document.querySelector('#grid-problems').hidden")
    grid.go(0, 0)
    return grid


def test_f8_leads_to_the_next_and_round_again(grid):
    places = []
    for _ in range(4):
        grid.press("F8")
        places.append((grid.at(), grid.state()))
    assert places == [
        ([0, 1], "有误的第 1 处，共 3 处"),
        ([0, 4], "有误的第 2 处，共 3 处"),
        ([2, 0], "有误的第 3 处，共 3 处"),
        ([0, 1], "有误的第 1 处，共 3 处"),
    ]


def test_shift_f8_leads_back(grid):
    grid.press("Shift+F8")
    assert grid.at() == [2, 0]
    grid.press("Shift+F8")
    assert grid.at() == [0, 4]


def test_a_hidden_column_is_shown(grid):
    grid.click("required")
    grid.press("F8", "F8")
    assert grid.at() == [0, 4]


def test_rows_and_the_button_say_how_many_are_wrong(grid):
    heads = "Array.from(document.querySelectorAll('#grid tbody th')).map(th => th.textContent)"
    assert grid.js(heads) == ["1已修改2处有误", "2", "3新记录1处有误", "4"]
    assert grid.text("[data-grid=next-bad]") == "3"
    grid.go(2, 0)
    grid.keys.type("03")
    grid.press("Enter")
    assert (grid.js(heads)[2], grid.text("[data-grid=next-bad]")) == ("3新记录", "2")


def test_where_nothing_is_wrong_it_says_so(stage):
    grid = Grid(stage)
    grid.go(0, 0)
    grid.press("F8")
    assert (grid.state(), grid.at()) == ("没有有误的格子", [0, 0])
    assert grid.js("document.querySelector('[data-grid=next-bad]').disabled") is True

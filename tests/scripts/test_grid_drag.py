"""The handle at the corner of the selection."""

import pytest

from tests.scripts.grid_sample import Grid

pytestmark = pytest.mark.browser


@pytest.fixture
def grid(stage):
    return Grid(stage)


DRAG = """([r, c]) => { const put = (target, type, buttons) => target.dispatchEvent(
        new MouseEvent(type, { bubbles: true, cancelable: true, button: 0, buttons, detail: 1 }));
    put(document.querySelector(".grid-handle"), "mousedown", 1);
    put(document.querySelector("#grid tbody").rows[r].cells[c + 1], "mouseover", 1);
    put(document.body, "mouseup", 0); }"""


def test_the_handle_repeats_the_selection_as_one_step(grid):
    before = grid.texts()
    grid.go(0, 0)
    grid.press("Shift+ArrowDown", "Shift+ArrowRight")
    grid.js(DRAG, [3, 0])
    assert [row[:2] for row in grid.texts()] == [["01", "甲部"], ["02", "乙部"]] * 2
    assert (grid.state(), len(grid.selected())) == ("已填充 4 格", 8)
    grid.press("Control+z")
    assert grid.texts() == before
    grid.go(0, 2)
    grid.js(DRAG, [0, 4])
    assert grid.texts()[0] == ["01", "甲部", "10", "45**01", "10"]


def test_a_double_click_on_the_handle_fills_down_to_the_last_row_in_use(grid):
    grid.go(0, 2)
    grid.js(
        """() => document.querySelector(".grid-handle").dispatchEvent(
            new MouseEvent("mousedown", { bubbles: true, cancelable: true, button: 0, buttons: 1, detail: 2 }))"""
    )
    assert [row[2] for row in grid.texts()] == ["10", "10", "", ""]

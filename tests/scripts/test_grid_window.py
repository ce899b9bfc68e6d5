"""Which rows of the grid stand in the page: all of few, of many only those that can be seen."""

import pytest

from tests.scripts.grid_sample import Grid

pytestmark = pytest.mark.browser

MANY = 1000
SIZED = """() => { const one = document.querySelector("#scroller").style;
    one.height = "300px"; one.overflow = "auto"; one.width = "600px"; }"""
ROWS = (
    "Array.from(document.querySelectorAll('#grid tbody tr')).map(tr => Number(tr.cells[0].firstChild.data))"
)


def record(number: int) -> dict:
    return {"id": number, "version": 1, "texts": [f"{number:04}", f"第{number}部", "", "", ""]}


@pytest.fixture
def grid(stage):
    """A thousand records in a window of about ten."""
    grid = Grid(stage, records=[record(n) for n in range(1, MANY + 1)], empties=0)
    stage.js(SIZED)
    grid.go(0, 1)
    return grid


def scroll(grid, top: int) -> None:
    grid.js("top => { document.querySelector('#scroller').scrollTop = top; }", top)
    grid.stage.window.wait_for_timeout(100)


def test_few_rows_stand_there_all(stage):
    grid = Grid(stage)
    assert grid.js(ROWS) == [1, 2, 3, 4]
    assert grid.js("document.querySelector('#grid').getAttribute('aria-rowcount')") == "5"


def test_of_many_rows_only_those_near_the_window_stand_there(grid):
    assert len(grid.js(ROWS)) < 60
    assert grid.js("document.querySelector('#grid').getAttribute('aria-rowcount')") == str(MANY + 1)


def test_the_window_follows_the_box_and_every_row_knows_its_place(grid):
    grid.press("Control+End")
    rows = grid.js(ROWS)
    assert (rows[-1], len(rows) < 60, grid.box()["focus"]) == (MANY, True, True)
    index = "tr => Number(tr.getAttribute('aria-rowindex'))"
    places = grid.js(f"Array.from(document.querySelectorAll('#grid tbody tr')).map({index})")
    assert places == [number + 1 for number in rows]
    assert grid.js("document.querySelector('.cell-box').getAttribute('aria-label')") == f"备注，第 {MANY} 行"


def test_the_row_of_the_box_stays_wherever_one_scrolls(grid):
    scroll(grid, 9000)
    rows = grid.js(ROWS)
    assert (rows[0], rows[1] > 100, grid.box()["focus"]) == (1, True, True)


def test_typing_leads_back_to_the_box(grid):
    scroll(grid, 9000)
    grid.keys.type("甲")
    assert grid.js("document.querySelector('#scroller').scrollTop") < 100
    grid.press("Enter")
    assert grid.js("document.querySelector('#grid tbody tr').cells[2].firstChild.data") == "甲"


def test_a_row_that_comes_back_looks_as_it_was_left(grid):
    grid.keys.type("甲")
    grid.press("Enter", "Control+End", "Control+Home", "ArrowRight")
    first = "document.querySelector('#grid tbody tr')"
    assert grid.js(f"[{first}.className, {first}.cells[2].className, {first}.cells[0].textContent]") == [
        "is-dirty", "dirty at", "1已修改",
    ]  # fmt: skip


def test_a_selection_is_marked_where_it_can_be_seen_and_works_everywhere(grid):
    grid.press("Control+Shift+ArrowDown", "Delete")
    assert grid.count() == f"已改动 {MANY} 行 {MANY} 处，尚未保存"
    assert 0 < len(grid.js("Array.from(document.querySelectorAll('td.sel'))")) < 60
    grid.press("Control+z")
    assert grid.count() == "没有改动"


def test_two_hundred_rows_of_a_paste_are_there_at_once(grid):
    grid.paste("\n".join(f"新{n}\t\t" for n in range(200)))
    assert grid.count() == "已改动 200 行 200 处，尚未保存"
    assert grid.state() == "已粘贴 200 行 3 列"

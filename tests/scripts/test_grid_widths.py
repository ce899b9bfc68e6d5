"""How wide columns are, and which of them stay in view."""

import pytest

from tests.scripts.grid_sample import Grid

pytestmark = pytest.mark.browser

WIDTH = "name => document.querySelector(`#grid th[data-name=${name}]`).style.width"
NARROW = """() => { document.querySelector("#scroller").style.width = "150px"; }"""


def pinned(grid) -> list[str]:
    return grid.js("Array.from(document.querySelectorAll('#grid th.pin')).map(th => th.dataset.name)")


def test_a_column_grows_with_its_texts_up_to_a_limit(stage):
    grid = Grid(stage, heads='<th data-name="number" data-label="机构号">号</th>' * 5)
    before = float(grid.js(WIDTH, "number").removesuffix("px"))
    grid.type(0, 0, "一二三四五六七八九十一二")
    after = float(grid.js(WIDTH, "number").removesuffix("px"))
    grid.type(0, 0, "一二三四五六七八九十" * 5)
    assert (before < after < 220, grid.js(WIDTH, "number")) == (True, "220px")


def test_chinese_letters_are_wider_than_latin_ones(stage):
    stage.load("app.js", "grid-widths.js")
    assert stage.js("zhijiao.grid.estimate('中文中文') > zhijiao.grid.estimate('abcdef')") is True
    assert stage.js("zhijiao.grid.estimate('') < zhijiao.grid.estimate('1')") is True


def test_the_columns_that_name_a_row_stay_in_view(stage):
    grid = Grid(stage)
    assert pinned(grid) == ["number"]
    left = grid.js(
        "[document.querySelector('#grid th.pin').style.left, document.querySelector('#grid td.pin').style.left]"
    )
    assert left[0] == left[1] != ""


def test_in_a_narrow_window_they_move(stage):
    grid = Grid(stage)
    grid.js(NARROW)
    stage.until("document.querySelectorAll('.pin').length === 0")


def test_columns_say_which_they_are(stage):
    grid = Grid(stage)
    assert grid.js("document.querySelector('#grid').getAttribute('aria-colcount')") == "6"
    cells = "Array.from(document.querySelector('#grid tbody tr').cells).map(td => td.getAttribute('aria-colindex'))"
    assert grid.js(cells) == [None, "2", "3", "4", "5", "6"]

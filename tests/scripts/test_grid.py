"""The parts of the grid put together: start, buttons, what belongs to the whole page."""

import re

import pytest

from tests.scripts.grid_sample import RECORDS, SCRIPTS, Grid
from tests.scripts.stage import STATIC

pytestmark = pytest.mark.browser


def test_the_page_loads_the_parts_that_are_tested_here():
    pages = STATIC.parents[1] / "filing" / "templates" / "filing" / "grid.html"
    loaded = re.findall(r'static\("js/([\w-]+\.js)"\)', pages.read_text(encoding="utf-8"))
    assert loaded == list(SCRIPTS[2:])
    assert {path.name for path in (STATIC / "js").glob("grid*.js")} == set(loaded)


def test_a_page_without_a_grid_is_left_alone(stage):
    stage.show("<p>无</p>", *SCRIPTS)
    assert stage.js("document.querySelectorAll('.cell-box, .grid-options').length") == 0


def test_a_table_without_rows_gets_one_where_rows_may_be_added(stage):
    grid = Grid(stage, records=[], empties=0)
    assert (grid.texts(), grid.at()) == ([["", "", "", "", ""]], [0, 0])


def test_a_table_without_rows_stays_empty_otherwise(stage):
    grid = Grid(stage, records=[], empties=0, more="")
    assert grid.texts() == []
    assert stage.js("document.querySelector('[data-grid=fill]').disabled") is True
    grid.press("Control+s")
    assert grid.state() == "没有需要保存的改动"
    grid.click("required")
    assert stage.js(
        "Array.from(document.querySelectorAll('#grid th[hidden]')).map(th => th.dataset.name)"
    ) == [
        "kind",
        "id_number",
        "note",
    ]


def test_the_candidates_and_the_bubble_stand_behind_the_table(stage):
    Grid(stage)
    behind = "(() => { const list = document.querySelector('#scroller').nextElementSibling;"
    assert stage.js(behind + " return [list.id, list.nextElementSibling.id]; })()") == [
        "grid-options",
        "grid-bubble",
    ]


def test_the_framed_cell_takes_what_is_typed_from_the_beginning(stage):
    grid = Grid(stage)
    assert grid.at() == [0, 0]
    grid.keys.type("77")
    grid.press("Enter")
    assert grid.texts()[0][0] == "77"


def test_buttons_do_what_the_keys_do(stage):
    grid = Grid(stage)
    grid.type(0, 1, "丙部")
    grid.go(1, 1)
    grid.click("fill")
    assert [texts[1] for texts in grid.texts()[:2]] == ["丙部", "丙部"]
    grid.click("undo")
    assert [texts[1] for texts in grid.texts()[:2]] == ["丙部", "乙部"]
    grid.click("redo")
    assert [texts[1] for texts in grid.texts()[:2]] == ["丙部", "丙部"]
    stage.answer("/save", {"text": "不行"}, 400)
    grid.click("save")
    stage.until("document.querySelector('[data-grid-state]').textContent === '不行'")


def test_giving_up_asks_and_can_be_taken_back(stage):
    grid = Grid(stage)
    grid.type(0, 1, "丙部")
    grid.click("reset")
    assert stage.text("#confirm [data-text]") == "未保存的改动会全部丢失。"
    stage.window.locator("#confirm [data-bs-dismiss]").click()
    stage.until("!document.querySelector('#confirm').classList.contains('show')")
    assert grid.texts()[0][1] == "丙部"
    grid.click("reset")
    stage.window.locator("#confirm [data-yes]").click()
    stage.until("document.querySelector('[data-grid-count]').textContent === '没有改动'")
    assert grid.texts()[0] == RECORDS[0]["texts"]
    grid.go(0, 0)
    grid.press("Control+z")
    assert grid.texts()[0][1] == "丙部"


def test_scrolling_closes_the_candidates(stage):
    stage.answer("/options?q=", {"results": [{"value": "10", "text": "教学院系"}]})
    grid = Grid(stage)
    grid.go(0, 2)
    grid.press("Alt+ArrowDown")
    stage.until("!document.querySelector('#grid-options').hidden")
    stage.js("document.querySelector('#scroller').dispatchEvent(new Event('scroll'))")
    assert stage.js("document.querySelector('#grid-options').hidden") is True

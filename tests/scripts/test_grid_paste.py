"""A look ahead at what was pasted."""

import json

import pytest

from tests.scripts.grid_sample import Grid

pytestmark = pytest.mark.browser


@pytest.fixture
def grid(stage):
    return Grid(stage)


def problem(row: int, column: str) -> dict:
    return {"row": row, "column": column, "label": column, "message": "不对"}


def test_what_is_wrong_with_a_block_is_said_at_once(grid):
    grid.stage.answer("/check", {"problems": [problem(1, "name"), problem(0, "kind"), problem(1, "number")]})
    grid.go(1, 0)
    grid.paste("08\t丙部\n09\t丁部")
    grid.stage.until("document.querySelector('[data-grid-state]').textContent.includes('有误')")
    assert grid.state() == "已粘贴 2 行 2 列，2 处有误，按 F8 逐处查看"
    assert grid.js("Array.from(document.querySelectorAll('td.cell-bad')).map(td => td.textContent)") == [
        "09",
        "丁部",
    ]
    assert json.loads(grid.sent("/check")[0])["rows"][0]["cells"] == {"number": "08", "name": "丙部"}


def test_columns_that_were_not_pasted_are_not_complained_about(grid):
    grid.stage.answer("/check", {"problems": [problem(0, "kind")]})
    grid.go(1, 0)
    grid.paste("08\t丙部")
    grid.stage.window.wait_for_timeout(100)
    assert (grid.state(), grid.js("document.querySelectorAll('td.cell-bad').length")) == (
        "已粘贴 1 行 2 列",
        0,
    )


def test_a_single_word_is_not_checked(grid):
    grid.go(1, 1)
    grid.paste("丙部")
    assert (grid.texts()[1][1], grid.sent("/check")) == ("丙部", [])


def test_without_an_answer_pasting_works_all_the_same(grid):
    grid.stage.answer("/check", None, None)
    grid.go(1, 0)
    grid.paste("08\t丙部")
    grid.stage.window.wait_for_timeout(100)
    assert (grid.texts()[1][:2], grid.state()) == (["08", "丙部"], "已粘贴 1 行 2 列")

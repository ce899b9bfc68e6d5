"""A colleague saved the same record first: what is taken over, what is chosen, what becomes of deleted records."""

import json

import pytest

from tests.scripts.grid_sample import Grid

pytestmark = pytest.mark.browser

THEIRS = {
    "id": 11,
    "version": 7,
    "cells": {"number": "01", "name": "同事的", "kind": "30", "id_number": "45**01", "note": "第一行"},
    "hints": {"kind": "行政"},
}
PANEL = "document.querySelector('#grid-conflicts')"


@pytest.fixture
def grid(stage):
    """The grid with name and note of the first record changed."""
    grid = Grid(stage)
    grid.type(0, 1, "我的")
    grid.type(0, 4, "")
    grid.go(0, 4)
    grid.press("Delete")
    return grid


def refuse(grid, **told) -> None:
    """Save; a colleague was faster."""
    grid.stage.answer("/save", {"stale": [{"row": 0, "who": "谭红霞", "at": "10:30", **told}]}, 409)
    grid.press("Control+s")
    grid.stage.until(f"!{PANEL}.hidden")


def parts(grid) -> list[str]:
    return grid.js(f"Array.from({PANEL}.querySelectorAll('h3, p, li')).map(one => one.textContent)")


def press(grid, name: str) -> None:
    grid.stage.window.locator("#grid-conflicts button", has_text=name).click()


def pressed(grid) -> list[str]:
    return grid.js(f"Array.from({PANEL}.querySelectorAll('[aria-pressed=true]')).map(one => one.textContent)")


def test_it_says_who_changed_what(grid):
    refuse(grid, now=THEIRS)
    assert parts(grid) == [
        "第 1 行 01",
        "谭红霞 于 10:30 修改了 2 项；您没有改动的项目已采用对方的内容。双方都改动的先按对方的，需要时逐项改回您填的。",
        "名称：对方改为“同事的”，您填的是“我的” 采用对方的 保留我的",
    ]
    assert grid.texts()[0] == ["01", "同事的", "30", "45**01", ""]
    assert grid.state() == "有记录刚被他人修改，没有保存"
    assert grid.js("document.activeElement.id") == "grid-conflicts"
    assert pressed(grid) == ["采用对方的"]


def test_either_text_can_be_chosen(grid):
    refuse(grid, now=THEIRS)
    press(grid, "保留我的")
    assert (grid.texts()[0][1], pressed(grid)) == ("我的", ["保留我的"])
    press(grid, "采用对方的")
    assert (grid.texts()[0][1], pressed(grid)) == ("同事的", ["采用对方的"])


def test_the_next_save_is_based_on_what_they_saved(grid):
    refuse(grid, now=THEIRS)
    press(grid, "采用对方的")
    grid.press("Control+s")
    grid.stage.until(f"{PANEL}.querySelector('li') === null")
    assert json.loads(grid.sent("/save")[1])["rows"] == [{"id": 11, "version": 7, "cells": {"note": ""}}]


def test_an_empty_text_is_called_empty(grid):
    theirs = {**THEIRS, "cells": {**THEIRS["cells"], "name": "甲部", "note": "改过"}}
    refuse(grid, now=theirs, at="")
    assert parts(grid)[1:] == [
        "谭红霞 修改了 2 项；您没有改动的项目已采用对方的内容。双方都改动的先按对方的，需要时逐项改回您填的。",
        "备注：对方改为“改过”，您填的是“空” 采用对方的 保留我的",
    ]


def test_a_deleted_record_is_dropped(grid):
    refuse(grid, now=None)
    assert parts(grid) == ["第 1 行 01", "这条记录已被删除（谭红霞 于 10:30）。"]
    press(grid, "去掉这一行")
    assert (grid.texts()[0], grid.count(), parts(grid)) == ([""] * 5, "没有改动", [])


def test_a_deleted_record_is_made_anew_without_what_is_masked(grid):
    refuse(grid, now=None)
    press(grid, "作为新记录保存")
    assert grid.texts()[0] == ["01", "我的", "10", "", ""]
    grid.press("Control+s")
    grid.stage.until("document.querySelectorAll('#grid-conflicts h3').length === 1")
    assert json.loads(grid.sent("/save")[1])["rows"] == [
        {"id": None, "version": None, "cells": {"number": "01", "name": "我的", "kind": "10"}}
    ]


def test_nobody_makes_anew_what_he_may_not_add(stage):
    grid = Grid(stage, more="")
    grid.type(0, 1, "我的")
    refuse(grid, now=None)
    names = grid.js(f"Array.from({PANEL}.querySelectorAll('button')).map(one => one.textContent)")
    assert names == ["去掉这一行"]

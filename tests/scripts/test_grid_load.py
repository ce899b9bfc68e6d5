"""Rows that come after the page."""

import json

import pytest

from tests.scripts.grid_sample import NAMES, Grid

pytestmark = pytest.mark.browser

CELLS = dict.fromkeys(NAMES, "")


def line(number: int) -> dict:
    return {
        "id": number,
        "version": 3,
        "cells": CELLS | {"number": str(number), "kind": "10"},
        "hints": {"kind": "教学"},
    }


REST = "data-can-add data-rest='[21, 22]' data-empties='2'"


def opened(stage, more: str = REST, piece: int = 500) -> Grid:
    stage.answer("/rows", {"rows": [line(21), line(22)]})
    return Grid(stage, empties=0, more=more, piece=piece)


def test_they_come_behind_those_that_are_there_and_before_the_empty_ones(stage):
    grid = opened(stage)
    stage.until("document.querySelectorAll('#grid tbody tr').length === 6")
    assert [texts[0] for texts in grid.texts()] == ["01", "02", "21", "22", "", ""]
    assert json.loads(grid.sent("/rows")[0]) == {"ids": [21, 22]}
    assert grid.js("document.querySelector('#grid').tBodies[0].rows[2].cells[3].textContent") == "10教学"
    grid.type(2, 1, "新")
    grid.stage.answer("/save", {"text": "好", "rows": [None], "undo": ""})
    grid.press("Control+s")
    stage.until("document.querySelectorAll('#toasts .toast').length > 0")
    assert json.loads(grid.sent("/save")[0])["rows"] == [{"id": 21, "version": 3, "cells": {"name": "新"}}]


def test_a_draft_comes_back_to_its_row_once_that_is_there(stage):
    draft = [{"id": 22, "version": 3, "cells": {"name": "还没保存"}, "base": {"name": ""}}]
    grid = opened(stage, f"{REST} data-recalled='{json.dumps(draft)}'")
    stage.until("document.querySelectorAll('#grid tbody tr').length === 6")
    assert (grid.texts()[3][:2], grid.count()) == (["22", "还没保存"], "已改动 1 行 1 处，尚未保存")


def test_what_is_being_typed_meanwhile_stays(stage):
    stage.answer("/rows", None, None)
    grid = Grid(stage, empties=0, more=REST)
    grid.go(0, 1)
    grid.keys.type("半")
    stage.answer("/rows", {"rows": [line(21), line(22)]})
    stage.until("document.querySelectorAll('#grid tbody tr').length === 6")
    assert grid.box() | {"selected": 0} == {
        "tag": "INPUT",
        "value": "半",
        "nav": False,
        "selected": 0,
        "focus": True,
    }

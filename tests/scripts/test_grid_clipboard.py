"""Blocks from and for spreadsheets: text to cells and back, headings, where cells go."""

import pytest

pytestmark = pytest.mark.browser

COLUMNS = [{"index": i, "label": label} for i, label in enumerate(["机构号", "机构名称", "负责人", "电话"])]
SHOWN = [0, 1, 2, 3]


@pytest.fixture
def clipboard(stage):
    """Call a function of grid-clipboard.js."""
    stage.load("app.js", "grid-clipboard.js")
    return lambda name, *given: stage.js(
        "([name, given]) => zhijiao.grid.clipboard[name](...given)", [name, given]
    )


def area(top: int, bottom: int, *columns: int) -> dict:
    return {"top": top, "bottom": bottom, "columns": list(columns)}


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", [[""]]),
        ("甲", [["甲"]]),
        ("甲\t乙", [["甲", "乙"]]),
        ("甲\r\n乙\r\n", [["甲"], ["乙"]]),
        ("甲\n乙", [["甲"], ["乙"]]),
        ("甲\r乙\r", [["甲"], ["乙"]]),
        ("甲\t\t丙\n\t乙\t", [["甲", "", "丙"], ["", "乙", ""]]),
        ("甲\n\n丙\n", [["甲"], [""], ["丙"]]),
        ("\n", [[""]]),
        ("\t\n", [["", ""]]),
        ('"甲\n乙"\t丙', [["甲\n乙", "丙"]]),
        ('"甲\t乙"\n丙', [["甲\t乙"], ["丙"]]),
        ('"说""好"""\t乙', [['说"好"', "乙"]]),
        ('""\t乙', [["", "乙"]]),
        ('5"管\t乙', [['5"管', "乙"]]),
        ('"没有结束\t乙', [['"没有结束', "乙"]]),
        ('"甲"乙\t丙', [['"甲"乙', "丙"]]),
        (" 甲 \t乙", [[" 甲 ", "乙"]]),
    ],
)
def test_text_of_a_spreadsheet(clipboard, text, cells):
    assert clipboard("parse", text) == cells


def test_what_is_copied_can_be_pasted(clipboard):
    texts = [["甲", '说"好"', "两\n行"], ["", "a\tb", " 空 "], ["最后", "", ""]]
    rows = [{"text": line} for line in texts]
    copied = clipboard("copied", area(0, 2, 0, 1, 2), rows)
    assert copied == '甲\t"说""好"""\t"两\n行"\r\n\t"a\tb"\t 空 \r\n最后\t\t'
    assert clipboard("parse", copied) == texts


def test_only_the_area_is_copied(clipboard):
    rows = [{"text": [f"{r}{c}" for c in "abcd"]} for r in range(4)]
    assert clipboard("copied", area(1, 2, 1, 3), rows) == "1b\t1d\r\n2b\t2d"
    assert clipboard("copied", area(3, 3, 0), rows) == "3a"


@pytest.mark.parametrize(
    ("text", "block"),
    [("甲", False), ("甲\r\n", False), ("甲\n\n", False), ("甲\t乙", True), ("甲\n乙", True), ("\t", True)],
)
def test_a_word_is_told_from_a_block(clipboard, text, block):
    assert clipboard("isBlock", text) is block


@pytest.mark.parametrize(
    ("first", "named"),
    [
        (["机构名称", "机构号"], [1, 0]),
        (["*机构号", " 电话 ", "＊负责人"], [0, 3, 2]),
        (["机构号", "别的"], None),
        (["机构号", ""], None),
        (["机构号"], None),
    ],
)
def test_headings_name_columns_if_every_one_is_known(clipboard, first, named):
    assert clipboard("headed", first, COLUMNS) == named


def planned(clipboard, text, selected, shown=SHOWN):
    plan = clipboard("plan", text, selected, shown, COLUMNS)
    del plan["cells"]
    return plan


def test_a_block_goes_right_and_down_from_the_selection(clipboard):
    assert planned(clipboard, "a\tb\nc\td\ne\tf", area(2, 2, 1)) == {
        "single": False, "targets": [1, 2], "named": False, "top": 2, "height": 3, "left": 0,
    }  # fmt: skip


def test_one_cell_fills_the_whole_selection(clipboard):
    assert planned(clipboard, "a", area(1, 3, 1, 2)) == {
        "single": True, "targets": [1, 2], "named": False, "top": 1, "height": 3, "left": 0,
    }  # fmt: skip


def test_columns_without_room_are_counted(clipboard):
    plan = planned(clipboard, "a\tb\tc\nd", area(0, 0, 2))
    assert (plan["targets"], plan["left"]) == ([2, 3], 1)


def test_hidden_columns_are_passed_over(clipboard):
    plan = planned(clipboard, "a\tb", area(0, 0, 0), shown=[0, 3])
    assert (plan["targets"], plan["left"]) == ([0, 3], 0)


def test_headings_say_where_a_block_goes_even_into_hidden_columns(clipboard):
    plan = clipboard("plan", "机构名称\t机构号\n甲部\t80\n乙部\t81", area(4, 4, 3), [0, 3], COLUMNS)
    assert plan == {
        "cells": [["甲部", "80"], ["乙部", "81"]],
        "single": False, "targets": [1, 0], "named": True, "top": 4, "height": 2, "left": 0,
    }  # fmt: skip


def test_headings_alone_are_no_headings(clipboard):
    plan = clipboard("plan", "机构名称\t机构号", area(0, 0, 0), SHOWN, COLUMNS)
    assert (plan["named"], plan["cells"]) == (False, [["机构名称", "机构号"]])


@pytest.mark.parametrize(
    ("top", "height", "ids", "most", "rows"),
    [
        (0, 2, [1, 2, 3], 10, 0),
        (2, 3, [1, 2, 3], 10, 2),
        (0, 20, [1, None, None], 10, 8),
        (0, 20, [None, None], 2, 0),
        (0, 20, [None, None, None], 2, 0),
    ],
)
def test_rows_are_made_as_far_as_one_may_save_at_once(clipboard, top, height, ids, most, rows):
    plan = {"top": top, "height": height}
    assert clipboard("lacking", plan, [{"id": one} for one in ids], most) == rows


SPREAD = """([text, area, count]) => {
    const { plan, spread } = zhijiao.grid.clipboard;
    const rows = Array.from({ length: count }, () => ({}));
    return spread(plan(text, area, [0, 1, 2], []), rows).map(([row, c, text]) => [rows.indexOf(row), c, text]);
}"""


@pytest.mark.parametrize(
    ("text", "selected", "changes"),
    [
        ("a\tb\nc\td", area(1, 1, 0), [[1, 0, "a"], [1, 1, "b"], [2, 0, "c"], [2, 1, "d"]]),
        ("a", area(0, 1, 0, 1), [[0, 0, "a"], [0, 1, "a"], [1, 0, "a"], [1, 1, "a"]]),
        ("a\tb\nc", area(0, 0, 0), [[0, 0, "a"], [0, 1, "b"], [1, 0, "c"]]),
        ("  \t b ", area(0, 0, 0), [[0, 0, ""], [0, 1, " b "]]),
        ("a\nb\nc\nd", area(2, 2, 2), [[2, 2, "a"]]),
        ("a\tb\tc", area(0, 0, 2), [[0, 2, "a"]]),
    ],
    ids=["block", "one", "ragged", "blank", "too long", "too wide"],
)
def test_cells_are_spread_over_the_rows_there_are(clipboard, stage, text, selected, changes):
    assert stage.js(SPREAD, [text, selected, 3]) == changes

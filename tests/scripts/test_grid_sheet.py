"""The rows of the grid apart from the page: what is changed, taken back, sent, and what an answer does to it."""

import pytest

pytestmark = pytest.mark.browser

COLUMNS = [
    {"index": 0, "name": "number", "secret": False},
    {"index": 1, "name": "name", "secret": False},
    {"index": 2, "name": "id_number", "secret": True},
]
NEW = """([columns]) => {
    window.shown = [];
    const place = (row) => sheet.rows.indexOf(row);
    const look = {
        draw: (row, c, hint) => shown.push(["draw", place(row), c, ...(hint ? [hint] : [])]),
        mark: (row) => shown.push(["mark", place(row)]),
        touched: () => shown.push(["touched"]),
    };
    window.sheet = zhijiao.grid.sheet(columns, look);
    sheet.add(11, 1, ["01", "甲部", "45**01"]);
    sheet.add(12, 5, ["02", "乙部", ""]);
    sheet.add(null, null, ["", "", ""]);
}"""
CHANGE = "changes => sheet.change(changes.map(([r, c, text]) => [sheet.rows[r], c, text]))"


class Sheet:
    """Two records and an empty row, and what was asked to be shown of them."""

    def __init__(self, stage) -> None:
        stage.load("app.js", "grid-sheet.js")
        stage.js(NEW, [COLUMNS])
        self.js = stage.js

    def change(self, *changes) -> int:
        return self.js(CHANGE, changes)

    def texts(self) -> list:
        return self.js("sheet.rows.map(row => row.text)")

    def count(self) -> tuple[int, int]:
        found = self.js("sheet.count()")
        return found["rows"], found["cells"]

    def shown(self) -> list:
        """Return what was shown since the last time."""
        return self.js("shown.splice(0)")

    def problems(self) -> list:
        return self.js("sheet.rows.map(row => Array.from(row.problems))")


@pytest.fixture
def sheet(stage):
    return Sheet(stage)


ORIGINAL = [["01", "甲部", "45**01"], ["02", "乙部", ""], ["", "", ""]]


def test_rows_are_clean_and_numbered_at_first(sheet):
    assert sheet.texts() == ORIGINAL
    assert sheet.count() == (0, 0)
    assert sheet.js("sheet.rows.map(sheet.numberOf)") == [1, 2, 3]
    assert sheet.js("sheet.rows.map(sheet.isBlank)") == [False, False, True]
    assert sheet.js("sheet.canUndo()") is False


def test_a_change_is_counted_drawn_and_marked_once_for_each_row(sheet):
    assert sheet.change([0, 0, "09"], [0, 1, "丙部"], [2, 1, "新"]) == 3
    assert sheet.texts() == [["09", "丙部", "45**01"], ["02", "乙部", ""], ["", "新", ""]]
    assert sheet.count() == (2, 3)
    assert sheet.shown() == [
        ["draw", 0, 0], ["draw", 0, 1], ["draw", 2, 1], ["mark", 0], ["mark", 2], ["touched"],
    ]  # fmt: skip
    assert sheet.js("sheet.isDirty(sheet.rows[0], 1)") is True
    assert sheet.js("sheet.isDirty(sheet.rows[0], 2)") is False
    assert sheet.js("sheet.isBlank(sheet.rows[2])") is False


def test_what_stays_the_same_is_no_change(sheet):
    assert sheet.change([0, 0, "01"], [1, 1, "乙部"]) == 0
    assert sheet.shown() == []
    assert sheet.js("sheet.canUndo()") is False
    assert sheet.change([0, 0, "01"], [1, 1, "丁部"]) == 1


def test_line_ends_become_those_of_the_page(sheet):
    sheet.change([0, 1, "一\r\n二\r三\n四"])
    assert sheet.texts()[0][1] == "一\n二\n三\n四"


def test_typing_the_old_text_again_makes_the_row_clean(sheet):
    sheet.change([0, 1, "别的"])
    sheet.change([0, 1, "甲部"])
    assert sheet.count() == (0, 0)
    assert sheet.js("sheet.canUndo()") is True


def undo(sheet):
    return sheet.js("{ const first = sheet.undo(); first && [sheet.rows.indexOf(first[0]), first[1]] }")


def test_steps_are_taken_back_one_by_one_last_first(sheet):
    sheet.change([0, 0, "09"], [1, 0, "08"])
    sheet.change([1, 1, "丙部"])
    sheet.shown()
    assert undo(sheet) == [1, 1]
    assert sheet.texts() == [["09", "甲部", "45**01"], ["08", "乙部", ""], ["", "", ""]]
    assert sheet.shown() == [["draw", 1, 1], ["mark", 1], ["touched"]]
    assert undo(sheet) == [0, 0]
    assert sheet.texts() == ORIGINAL
    assert undo(sheet) is None
    assert sheet.js("sheet.canUndo()") is False


def redo(sheet):
    return sheet.js("{ const first = sheet.redo(); first && [sheet.rows.indexOf(first[0]), first[1]] }")


def test_steps_taken_back_are_done_again_in_their_order(sheet):
    sheet.change([0, 0, "09"], [1, 0, "08"])
    sheet.change([1, 1, "丙部"])
    changed = sheet.texts()
    undo(sheet)
    undo(sheet)
    assert sheet.js("[sheet.canUndo(), sheet.canRedo()]") == [False, True]
    sheet.shown()
    assert redo(sheet) == [0, 0]
    assert sheet.shown() == [["draw", 0, 0], ["draw", 1, 0], ["mark", 0], ["mark", 1], ["touched"]]
    assert redo(sheet) == [1, 1]
    assert sheet.texts() == changed
    assert redo(sheet) is None
    assert sheet.js("[sheet.canUndo(), sheet.canRedo()]") == [True, False]
    assert undo(sheet) == [1, 1]


def test_a_new_step_takes_the_place_of_what_was_taken_back(sheet):
    sheet.change([0, 1, "丙部"])
    undo(sheet)
    sheet.change([1, 1, "丁部"])
    assert redo(sheet) is None
    assert sheet.texts()[0][1] == "甲部"


def test_nothing_is_done_again_after_saving(sheet):
    sheet.change([0, 1, "丙部"])
    undo(sheet)
    sheet.js("sheet.saved([], [])")
    assert redo(sheet) is None


def test_a_cell_that_one_step_changed_twice_ends_as_it_began(sheet):
    sheet.js(
        "{ const row = sheet.rows[0]; sheet.change([[row, 0, 'a'], [row, 0, 'b']]) }",
    )
    assert sheet.texts()[0][0] == "b"
    undo(sheet)
    assert sheet.texts()[0][0] == "01"
    redo(sheet)
    assert sheet.texts()[0][0] == "b"


def test_reset_takes_everything_back_and_is_a_step_itself(sheet):
    sheet.change([0, 0, "09"])
    sheet.change([2, 1, "新"])
    assert sheet.js("sheet.reset()") == 2
    assert sheet.texts() == ORIGINAL
    assert undo(sheet) == [0, 0]
    assert sheet.count() == (2, 2)


def test_only_changed_cells_are_sent(sheet):
    sheet.change([0, 1, "丙部"], [2, 0, "03"], [2, 1, "新"])
    assert sheet.js("sheet.toSave(sheet.dirtyRows())") == [
        {"id": 11, "version": 1, "cells": {"name": "丙部"}},
        {"id": None, "version": None, "cells": {"number": "03", "name": "新"}},
    ]


def test_a_draft_says_what_it_was_typed_over(sheet):
    sheet.change([0, 1, "丙部"], [1, 0, ""])
    assert sheet.js("sheet.toKeep()") == [
        {"id": 11, "version": 1, "cells": {"name": "丙部"}, "base": {"name": "甲部"}},
        {"id": 12, "version": 5, "cells": {"number": ""}, "base": {"number": "02"}},
    ]


def test_saved_rows_are_as_the_server_has_them(sheet):
    sheet.change([0, 1, "丙部"], [2, 0, "3"])
    sheet.js("sheet.blame(sheet.dirtyRows(), [{ row: 1, column: 'number', label: '号', message: '太短' }])")
    sheet.shown()
    lines = [
        {
            "id": 11,
            "version": 2,
            "cells": {"number": "01", "name": "丙部", "id_number": "45**01"},
            "hints": {},
        },
        {
            "id": 13,
            "version": 1,
            "cells": {"number": "03", "name": "", "id_number": ""},
            "hints": {"number": "新部"},
        },
    ]
    sheet.js("lines => sheet.saved(sheet.dirtyRows(), lines)", lines)
    assert sheet.texts() == [["01", "丙部", "45**01"], ["02", "乙部", ""], ["03", "", ""]]
    assert sheet.js("sheet.rows.map(row => [row.id, row.version])") == [[11, 2], [12, 5], [13, 1]]
    assert sheet.count() == (0, 0)
    assert sheet.problems() == [[], [], []]
    assert sheet.js("sheet.canUndo()") is False
    assert sheet.shown() == [
        ["draw", 2, 0],
        ["draw", 0, 0], ["draw", 0, 1], ["draw", 0, 2], ["mark", 0],
        ["draw", 2, 0, "新部"], ["draw", 2, 1], ["draw", 2, 2], ["mark", 2],
    ]  # fmt: skip


BLAME = """problems => sheet.blame([sheet.rows[0], sheet.rows[2]], problems)
    .map(found => [sheet.rows.indexOf(found.row), found.c, found.label, found.message])"""


def problem(row: int, column: str, message: str) -> dict:
    return {"row": row, "column": column, "label": column.upper(), "message": message}


def test_problems_are_listed_in_the_order_of_the_table(sheet):
    found = [
        problem(1, "name", "缺"),
        problem(0, "name", "长"),
        problem(0, "number", "错"),
        problem(0, "", "整行"),
        problem(0, "name", "怪"),
    ]
    assert sheet.js(BLAME, found) == [
        [0, -1, "", "整行"],
        [0, 0, "NUMBER", "错"],
        [0, 1, "NAME", "长"],
        [0, 1, "NAME", "怪"],
        [2, 1, "NAME", "缺"],
    ]
    assert sheet.problems() == [[[0, "错"], [1, "长；怪"]], [], [[1, "缺"]]]


def test_a_problem_goes_when_its_cell_changes_or_all_at_once(sheet):
    sheet.js(BLAME, [problem(0, "number", "错"), problem(0, "name", "长"), problem(1, "name", "缺")])
    sheet.change([0, 0, "09"])
    assert sheet.problems() == [[[1, "长"]], [], [[1, "缺"]]]
    sheet.shown()
    sheet.js("sheet.forget()")
    assert sheet.problems() == [[], [], []]
    assert sheet.shown() == [["draw", 0, 1], ["draw", 2, 1]]


MERGE = """line => {
    const { count, contested } = sheet.merge(sheet.rows[0], line);
    return [count, contested.map(({ item, theirs, mine }) => [item.name, theirs, mine])];
}"""


def line(number: str, name: str, id_number: str) -> dict:
    return {
        "id": 11,
        "version": 7,
        "cells": {"number": number, "name": name, "id_number": id_number},
        "hints": {},
    }


def test_a_colleagues_changes_are_taken_over_where_nothing_is_typed(sheet):
    sheet.change([0, 1, "我的"])
    assert sheet.js(MERGE, line("77", "甲部", "45**01")) == [1, []]
    assert sheet.texts()[0] == ["77", "我的", "45**01"]
    assert sheet.js("sheet.toSave([sheet.rows[0]])") == [{"id": 11, "version": 7, "cells": {"name": "我的"}}]


def test_where_both_wrote_something_else_mine_stays_until_i_choose(sheet):
    sheet.change([0, 1, "我的"], [0, 0, "09"])
    assert sheet.js(MERGE, line("09", "同事的", "45**02")) == [3, [["name", "同事的", "我的"]]]
    assert sheet.texts()[0] == ["09", "我的", "45**02"]
    assert sheet.js("sheet.toSave([sheet.rows[0]])[0].cells") == {"name": "我的"}


def test_a_deleted_record_is_emptied(sheet):
    sheet.change([0, 1, "我的"])
    sheet.shown()
    sheet.js("sheet.restart(sheet.rows[0], false)")
    assert sheet.texts()[0] == ["", "", ""]
    assert sheet.count() == (0, 0)
    assert sheet.js("sheet.isBlank(sheet.rows[0])") is True
    assert sheet.shown() == [["draw", 0, 0], ["draw", 0, 1], ["draw", 0, 2], ["mark", 0], ["touched"]]


def test_a_deleted_record_becomes_a_new_one_without_what_is_masked(sheet):
    sheet.change([0, 1, "我的"])
    sheet.js("sheet.restart(sheet.rows[0], true)")
    assert sheet.js("sheet.toSave(sheet.dirtyRows())") == [
        {"id": None, "version": None, "cells": {"number": "01", "name": "我的"}}
    ]
    sheet.js(NEW, [COLUMNS])
    sheet.change([0, 2, "450101"])
    sheet.js("sheet.restart(sheet.rows[0], true)")
    assert sheet.texts()[0] == ["01", "甲部", "450101"]


RECALL = "drafts => sheet.recall(drafts, () => sheet.add(null, null, ['', '', '']))"


def draft(number, version, cells: dict, base: dict) -> dict:
    return {"id": number, "version": version, "cells": cells, "base": base}


def test_a_draft_comes_back_to_its_record_with_what_it_was_typed_over(sheet):
    drafts = [draft(12, 4, {"name": "丁部"}, {"name": "从前的"})]
    sheet.js(RECALL, drafts)
    assert sheet.texts() == [ORIGINAL[0], ["02", "丁部", ""], ORIGINAL[2]]
    assert sheet.js("[sheet.rows[1].version, sheet.rows[1].base]") == [4, ["02", "从前的", ""]]
    assert sheet.js("sheet.toKeep()") == drafts


def test_drafts_of_new_records_take_the_empty_rows_then_new_ones(sheet):
    sheet.js(RECALL, [draft(None, None, {"name": one}, {"name": ""}) for one in ("甲", "乙", "丙")])
    assert [texts[1] for texts in sheet.texts()] == ["甲部", "乙部", "甲", "乙", "丙"]
    assert sheet.count() == (3, 3)


def test_the_draft_of_a_record_that_is_not_on_the_page_takes_an_empty_row(sheet):
    sheet.js(RECALL, [draft(99, 2, {"name": "远"}, {"name": "近"})])
    assert sheet.js("sheet.toSave(sheet.dirtyRows())") == [{"id": 99, "version": 2, "cells": {"name": "远"}}]
    assert sheet.js("sheet.numberOf(sheet.dirtyRows()[0])") == 3


def test_a_column_that_is_gone_since_the_draft_is_passed_over(sheet):
    sheet.js(RECALL, [draft(11, 1, {"gone": "x", "name": "新"}, {"gone": "y", "name": "甲部"})])
    assert sheet.texts()[0] == ["01", "新", "45**01"]


BEGUN = """columns => {
    columns[0].key = true;
    sheet.add(null, null, ["04", "王五", ""]);
    sheet.add(null, null, ["05", "赵六", ""]);
}"""


def begun(sheet):
    """Two rows more that are not there yet and have their number and name already."""
    sheet.js(f"([columns]) => {{ ({NEW})([columns]); ({BEGUN})(columns); }}", [COLUMNS])


def test_a_row_that_was_begun_is_sent_whole_once_it_is_touched(sheet):
    begun(sheet)
    assert sheet.count() == (0, 0)
    sheet.change([4, 2, "450101"])
    assert sheet.count() == (1, 1)
    assert sheet.js("sheet.toSave(sheet.dirtyRows())") == [
        {"id": None, "version": None, "cells": {"number": "05", "name": "赵六", "id_number": "450101"}}
    ]
    sheet.change([4, 1, ""])
    assert sheet.js("sheet.toSave(sheet.dirtyRows())[0].cells.name") == ""


def test_the_draft_of_a_row_that_was_begun_comes_back_to_it(sheet):
    begun(sheet)
    sheet.change([4, 2, "450101"])
    kept = sheet.js("sheet.toKeep()")
    begun(sheet)
    sheet.js(RECALL, kept)
    assert sheet.texts()[3:] == [["04", "王五", ""], ["05", "赵六", "450101"]]
    assert sheet.count() == (1, 1)


def test_where_no_row_is_begun_for_a_draft_it_takes_an_empty_one(sheet):
    begun(sheet)
    sheet.js(RECALL, [draft(None, None, {"number": "07", "name": "钱七"}, {"number": "07"})])
    assert sheet.texts()[2:4] == [["07", "钱七", ""], ["04", "王五", ""]]
    assert sheet.js("sheet.toSave(sheet.dirtyRows())[0].cells") == {"number": "07", "name": "钱七"}

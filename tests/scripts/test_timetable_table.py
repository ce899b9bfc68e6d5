"""Where lessons stand and what has to be saved of them."""

import pytest

from tests.scripts.timetable_sample import week

pytestmark = pytest.mark.browser
BOARD = "window.board ||= zhijiao.timetable.board(document.getElementById('tt'))"
MATHS = "document.querySelector('[data-id=\"11\"]')"


@pytest.fixture
def board(stage):
    """The table with a board on it; nothing else is listening."""
    stage.show(week(), "app.js", "timetable-table.js")
    stage.js(f"() => {{ {BOARD}; }}")
    return stage


def going_on(board):
    return board.js("Array.from(document.querySelectorAll('.tt-on')).map(td => td.dataset.label)")


def changes(board):
    return board.js("board.changes()")


def test_nothing_moved_is_nothing_to_save(board):
    assert changes(board) == {"moved": [], "added": [], "removed": []}
    assert board.js("board.number()") == 0


def test_a_lesson_moved_is_sent_with_where_it_stands(board):
    board.js(f"board.place({MATHS}, board.cellAt(2, 1))")
    cells = {"weekday": "2", "first_period": "1"}
    assert changes(board)["moved"] == [{"id": 11, "version": 3, "cells": cells}]
    assert going_on(board) == ["2-2"]


def test_moved_back_is_not_moved(board):
    board.js(f"board.place({MATHS}, board.cellAt(2, 1))")
    board.js(f"board.place({MATHS}, board.cellAt(1, 1))")
    assert board.js("board.number()") == 0


def test_removed_lessons_come_back_with_the_rest(board):
    board.js(f"board.take({MATHS})")
    assert changes(board)["removed"] == [{"id": 11, "version": 3}]
    assert going_on(board) == []
    board.js("board.reset()")
    assert board.js("board.number()") == 0
    assert board.js(f"board.cellOf({MATHS}).dataset.label") == "1-1"


def test_a_new_lesson_is_sent_with_its_cells_and_goes_at_reset(board):
    board.js("""() => { const fresh = document.createElement("div"); fresh.className = "tt-lesson";
        fresh.dataset.periods = 1; fresh.toSave = { number: "N" }; fresh.append(document.createElement("button"));
        board.place(fresh, board.cellAt(1, 4)); }""")
    assert changes(board)["added"] == [{"number": "N", "weekday": "1", "first_period": "4"}]
    assert board.js("board.sent().length") == 1
    board.js("board.reset()")
    assert board.js("board.number()") == 0


def test_a_long_lesson_does_not_fit_at_the_end_of_the_day(board):
    assert board.js(f"board.fits({MATHS}, board.cellAt(1, 3))") is True
    assert board.js(f"board.fits({MATHS}, board.cellAt(1, 4))") is False

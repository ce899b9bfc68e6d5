"""Places in the grid: what is selected, where keys lead, what is filled and cleared."""

import pytest

pytestmark = pytest.mark.browser

SHOWN = [0, 2, 3]
"""Column 1 is hidden."""


@pytest.fixture
def block(stage):
    """Call a function of grid-block.js."""
    stage.load("app.js", "grid-block.js")
    return lambda name, *given: stage.js(
        "([name, given]) => zhijiao.grid.block[name](...given)", [name, given]
    )


def place(r: int, c: int) -> dict:
    return {"r": r, "c": c}


def test_an_area_lies_between_two_places_whichever_comes_first(block):
    for anchor, at in ((place(1, 0), place(4, 2)), (place(4, 0), place(1, 2)), (place(4, 2), place(1, 0))):
        assert block("area", anchor, at, SHOWN) == {"top": 1, "bottom": 4, "columns": [0, 2]}
    assert block("area", place(2, 3), place(2, 3), SHOWN) == {"top": 2, "bottom": 2, "columns": [3]}


def test_hidden_columns_are_no_part_of_an_area(block):
    assert block("area", place(0, 0), place(0, 3), SHOWN)["columns"] == [0, 2, 3]
    assert block("area", place(0, 3), place(0, 0), [3, 1, 0])["columns"] == [3, 1, 0]


def test_the_places_of_an_area_come_row_by_row(block):
    area = {"top": 1, "bottom": 2, "columns": [0, 2]}
    assert block("places", area) == [place(1, 0), place(1, 2), place(2, 0), place(2, 2)]


@pytest.mark.parametrize(
    ("at", "way", "extend", "to"),
    [
        ((1, 0), [0, 1], False, (1, 2)),
        ((1, 2), [0, -1], False, (1, 0)),
        ((1, 0), [0, -1], False, (1, 0)),
        ((1, 3), [0, 1], False, (1, 3)),
        ((1, 0), [-1, 0], False, (0, 0)),
        ((0, 0), [-1, 0], False, (0, 0)),
        ((4, 0), [1, 0], False, (5, 0)),
        ((4, 0), [1, 0], True, (4, 0)),
        ((2, 2), [2, 9], True, (4, 3)),
    ],
)
def test_a_step_stays_in_the_grid_but_may_ask_for_a_new_row(block, at, way, extend, to):
    assert block("step", place(*at), way, extend, SHOWN, 5) == place(*to)


@pytest.mark.parametrize(
    ("key", "one", "far"),
    [
        ("ArrowUp", [-1, 0], [-9, 0]),
        ("ArrowDown", [1, 0], [3, 0]),
        ("ArrowLeft", [0, -1], [0, -9]),
        ("ArrowRight", [0, 1], [0, 9]),
    ],
)
def test_an_arrow_leads_one_cell_on_and_with_control_to_the_edge(block, key, one, far):
    assert block("arrow", key, False, place(1, 2), 5, 9) == one
    assert block("arrow", key, True, place(1, 2), 5, 9) == far


def test_an_arrow_with_control_never_makes_a_row(block):
    way = block("arrow", "ArrowDown", True, place(4, 0), 5, 9)
    assert way == [0, 0]
    assert block("step", place(4, 0), way, False, SHOWN, 5) == place(4, 0)


@pytest.mark.parametrize(
    ("key", "control", "to"),
    [
        ("Home", False, (12, 0)),
        ("End", False, (12, 3)),
        ("Home", True, (0, 0)),
        ("End", True, (29, 3)),
        ("PageUp", False, (2, 2)),
        ("PageDown", False, (22, 2)),
        ("PageDown", True, (22, 2)),
    ],
)
def test_keys_that_jump(block, key, control, to):
    assert block("jump", key, control, place(12, 2), SHOWN, 30) == place(*to)


def test_pages_end_with_the_grid(block):
    assert block("jump", "PageUp", False, place(3, 2), SHOWN, 30) == place(0, 2)
    assert block("jump", "PageDown", False, place(25, 2), SHOWN, 30) == place(29, 2)


@pytest.mark.parametrize(
    ("at", "back", "to"),
    [
        ((1, 0), False, (1, 2)),
        ((1, 3), False, (2, 0)),
        ((1, 2), True, (1, 0)),
        ((1, 0), True, (0, 3)),
    ],
)
def test_tab_goes_on_in_the_next_row(block, at, back, to):
    assert block("tab", place(*at), back, SHOWN, 3) == place(*to)


def test_tab_leaves_at_either_end(block):
    assert block("tab", place(2, 3), False, SHOWN, 3) is None
    assert block("tab", place(0, 0), True, SHOWN, 3) is None


COLUMNS = [{"secret": False}, {"secret": True}, {"secret": False}]
ROWS = [{"text": ["a0", "b0", "c0"]}, {"text": ["a1", "b1", "c1"]}, {"text": ["a2", "b2", "c2"]}]
FILLED = """([area, rows, columns]) => zhijiao.grid.block.fill(area, rows, columns)
    ?.map(([row, c, text]) => [rows.indexOf(row), c, text]) ?? null"""


@pytest.fixture
def filled(block, stage):
    """Return what filling down would put where."""
    return lambda top, bottom, columns: stage.js(
        FILLED, [{"top": top, "bottom": bottom, "columns": columns}, ROWS, COLUMNS]
    )


def test_filling_takes_the_first_row_of_the_selection(filled):
    assert filled(0, 2, [0, 2]) == [[1, 0, "a0"], [1, 2, "c0"], [2, 0, "a0"], [2, 2, "c0"]]


def test_filling_a_single_row_takes_the_one_above(filled):
    assert filled(2, 2, [0, 2]) == [[2, 0, "a1"], [2, 2, "c1"]]
    assert filled(0, 0, [0]) is None


def test_private_columns_are_never_filled(filled):
    assert filled(0, 1, [0, 1, 2]) == [[1, 0, "a0"], [1, 2, "c0"]]
    assert filled(0, 2, [1]) == []


BELOW = """([area, rows, columns]) => zhijiao.grid.block.fillBelow(area, rows, columns, row => !row.text.join(""))
    ?.map(([row, c, text]) => [rows.indexOf(row), c, text]) ?? null"""


def test_filling_below_goes_to_the_last_row_that_holds_anything(block, stage):
    def filled(top, columns):
        rows = [*ROWS, {"text": ["", "", ""]}]
        return stage.js(BELOW, [{"top": top, "bottom": top, "columns": columns}, rows, COLUMNS])

    assert filled(0, [0, 1]) == [[1, 0, "a0"], [2, 0, "a0"]]
    assert filled(1, [2]) == [[2, 2, "c1"]]
    assert filled(2, [0]) is None
    assert filled(3, [0]) is None


def test_clearing_empties_every_cell_of_the_area(block, stage):
    area = {"top": 1, "bottom": 2, "columns": [0, 2]}
    cleared = stage.js(
        "([area, rows]) => zhijiao.grid.block.clear(area, rows).map(([row, c, text]) => [rows.indexOf(row), c, text])",
        [area, ROWS],
    )
    assert cleared == [[1, 0, ""], [1, 2, ""], [2, 0, ""], [2, 2, ""]]


@pytest.mark.parametrize(
    ("to", "wider"),
    [
        ((5, 3), {"top": 1, "bottom": 5, "columns": [2]}),
        ((0, 0), {"top": 0, "bottom": 2, "columns": [2]}),
        ((1, 3), {"top": 1, "bottom": 2, "columns": [2, 3]}),
        ((2, 0), {"top": 1, "bottom": 2, "columns": [0, 2]}),
        ((2, 2), None),
    ],
)
def test_the_handle_draws_out_down_or_up_before_sideways(block, to, wider):
    assert block("stretched", {"top": 1, "bottom": 2, "columns": [2]}, place(*to), SHOWN) == wider

"""Candidates below the box: when they are asked for, how they are picked, what is taken."""

import pytest

from tests.scripts.grid_sample import HEADS, Grid

pytestmark = pytest.mark.browser

FOUND = {
    "results": [
        {"value": "10", "text": "教学院系", "hint": "jxyx"},
        {"value": "20", "text": "教辅机构"},
        {"value": "30", "text": "行政机构"},
    ]
}
LIST = """() => { const list = document.querySelector("#grid-options"); return list.hidden ? null :
    Array.from(list.children).map(item => (item.classList.contains("active") ? "> " : "") + item.textContent); }"""
OPEN = "!document.querySelector('#grid-options').hidden"


@pytest.fixture
def grid(stage):
    """The grid with its box on the empty cell of a column with candidates."""
    stage.answer("/options?q=", FOUND)
    stage.answer("/options?q=j", FOUND)
    grid = Grid(stage)
    grid.go(1, 2)
    return grid


def offered(grid):
    grid.press("Alt+ArrowDown")
    grid.stage.until(OPEN)


def test_alt_and_arrow_list_everything(grid):
    offered(grid)
    assert grid.js(LIST) == ["教学院系jxyx", "教辅机构", "行政机构"]
    expanded = grid.js("document.querySelector('.cell-box').getAttribute('aria-expanded')")
    assert (expanded, grid.box()["nav"]) == ("true", False)


def test_typing_asks_once_after_a_pause(grid):
    grid.stage.answer("/options?q=jx", FOUND)
    grid.keys.type("jx")
    grid.stage.until(OPEN)
    assert [path for _, path, _ in grid.stage.asked if path.startswith("/options")] == ["/options?q=jx"]


def test_what_is_typed_is_sent_as_it_is(grid):
    grid.keys.type("a&b=甲")
    grid.stage.window.wait_for_timeout(300)
    asked = [path for _, path, _ in grid.stage.asked if path.startswith("/options")]
    assert asked == ["/options?q=a%26b%3D%E7%94%B2"]


def test_arrows_go_round(grid):
    offered(grid)
    grid.press("ArrowUp")
    assert grid.js(LIST)[2] == "> 行政机构"
    grid.press("ArrowDown")
    assert grid.js(LIST)[0] == "> 教学院系jxyx"
    assert (
        grid.js("document.querySelector('.cell-box').getAttribute('aria-activedescendant')")
        == "grid-option-0"
    )
    picked = grid.js(
        "Array.from(document.querySelectorAll('#grid-options [aria-selected=true]')).map(one => one.id)"
    )
    assert picked == ["grid-option-0"]


def test_enter_takes_the_value_and_goes_down(grid):
    offered(grid)
    grid.press("ArrowDown", "ArrowDown", "Enter")
    assert grid.texts()[1][2] == "20"
    assert (grid.at(), grid.js(LIST)) == ([2, 2], None)


def test_tab_takes_the_value_and_goes_right(grid):
    offered(grid)
    grid.press("ArrowDown", "Tab")
    assert (grid.texts()[1][2], grid.at()) == ("10", [1, 3])


def test_enter_without_a_picked_one_keeps_what_is_typed(grid):
    grid.keys.type("j")
    grid.stage.until(OPEN)
    grid.press("Enter")
    assert (grid.texts()[1][2], grid.js(LIST)) == ("j", None)


def test_the_text_is_taken_where_the_column_is_not_by_key(grid):
    fresh = Grid(grid.stage, heads=HEADS.replace(" data-by-key", ""))
    fresh.go(1, 2)
    offered(fresh)
    fresh.press("ArrowDown", "Enter")
    assert fresh.texts()[1][2] == "教学院系"


def test_a_click_takes_and_keeps_the_focus(grid):
    offered(grid)
    grid.stage.window.locator("#grid-option-2").click()
    assert (grid.texts()[1][2], grid.at(), grid.box()["focus"]) == ("30", [1, 2], True)


def test_escape_closes_the_list_and_keeps_the_text(grid):
    grid.keys.type("j")
    grid.stage.until(OPEN)
    grid.press("Escape")
    assert (grid.js(LIST), grid.box()["value"]) == (None, "j")


def test_nothing_found_says_why(grid):
    grid.stage.answer("/options?q=", {"results": [], "empty": {"text": "还没有类别"}})
    grid.press("Alt+ArrowDown")
    grid.stage.until("document.querySelector('[data-grid-state]').textContent === '还没有类别'")
    assert grid.js(LIST) is None


def test_a_late_answer_does_not_open_the_list_over_another_cell(grid):
    late = """() => { window.kept = []; const real = window.fetch;
        window.fetch = (...given) => new Promise(done => kept.push(() => done(real(...given)))); }"""
    grid.js(late)
    grid.press("Alt+ArrowDown", "Escape", "ArrowRight")
    grid.js("async () => { kept.forEach(go => go()); await new Promise(done => setTimeout(done, 100)); }")
    assert (grid.js(LIST), grid.at()) == (None, [1, 3])


def test_an_answer_that_a_later_question_overtook_is_dropped(grid):
    grid.js("""() => { window.kept = [];
        window.fetch = () => new Promise(done => kept.push((text) =>
            done({ json: () => Promise.resolve({ results: [{ value: "1", text }] }) }))); }""")
    grid.press("Alt+ArrowDown", "Alt+ArrowDown")
    grid.js("kept[1]('later')")
    grid.stage.until(OPEN)
    grid.js("kept[0]('earlier')")
    assert grid.js(LIST) == ["later"]


def test_other_columns_ask_nothing(grid):
    grid.type(1, 1, "j", "Alt+ArrowDown")
    grid.stage.window.wait_for_timeout(250)
    assert [path for _, path, _ in grid.stage.asked if path.startswith("/options")] == []

"""Finding and replacing in the grid."""

import pytest

from tests.scripts.grid_sample import Grid

pytestmark = pytest.mark.browser

RECORDS = [
    {"id": n, "version": 1, "texts": [f"0{n}", name, "", number, note]}
    for n, (name, number, note) in enumerate(
        [("甲部", "45**部", ""), ("乙室", "", "部 Ab"), ("部里的部", "", "")], 1
    )
]


@pytest.fixture
def grid(stage):
    grid = Grid(stage, records=RECORDS)
    grid.go(0, 0)
    return grid


def found(grid) -> str:
    return grid.text("#grid-find [data-found]")


def test_it_opens_by_key_and_leads_from_match_to_match(grid):
    grid.press("Control+f")
    grid.keys.type("部")
    places = []
    for _ in range(5):
        grid.press("Enter")
        places.append(grid.at())
    assert places == [[0, 1], [0, 3], [1, 4], [2, 1], [0, 1]]
    assert found(grid) == "第 1 处，共 4 处"
    grid.press("Shift+Enter")
    assert grid.at() == [2, 1]
    grid.press("Escape")
    assert (grid.js("document.querySelector('#grid-find').hidden"), grid.box()["focus"]) == (True, True)


def test_case_does_not_matter_and_nothing_found_is_said(grid):
    grid.press("Control+f")
    grid.keys.type("AB")
    grid.press("Enter")
    assert grid.at() == [1, 4]
    grid.press("Control+a")
    grid.keys.type("丁")
    grid.press("Enter")
    assert found(grid) == "没有找到"


def replace(grid, text: str, by: str) -> None:
    grid.press("Control+h")
    grid.keys.type(text)
    grid.stage.window.locator("#grid-find [name=by]").fill(by)
    grid.stage.window.locator("#grid-find [data-do=all]").click()


def test_all_are_replaced_as_one_step_but_nothing_private(grid):
    replace(grid, "部", "院")
    assert [texts[1] for texts in grid.texts()[:3]] == ["甲院", "乙室", "院里的院"]
    assert (grid.texts()[0][3], grid.texts()[1][4]) == ("45**部", "院 Ab")
    assert found(grid) == "已替换 3 格，隐私项没有替换"
    grid.press("Escape", "Control+z")
    assert [texts[1] for texts in grid.texts()[:3]] == ["甲部", "乙室", "部里的部"]


def test_only_the_selection_is_searched_where_one_is_made(grid):
    grid.go(0, 1)
    grid.press("Shift+ArrowDown")
    replace(grid, "部", "院")
    assert [texts[1] for texts in grid.texts()[:3]] == ["甲院", "乙室", "部里的部"]
    assert grid.texts()[1][4] == "部 Ab"


def test_one_is_replaced_and_the_next_is_found(grid):
    grid.press("Control+h")
    grid.keys.type("部")
    grid.press("Enter")
    grid.stage.window.locator("#grid-find [data-do=one]").click()
    assert (grid.texts()[0][1], grid.at()) == ("甲", [0, 3])


def test_one_column_alone(grid):
    grid.go(0, 1)
    grid.press("Control+f")
    grid.stage.window.locator("#grid-find [name=where]").select_option("column")
    grid.stage.window.locator("#grid-find [name=text]").fill("部")
    grid.press("Enter")
    assert found(grid) == "第 2 处，共 2 处"


def test_replacing_leaves_the_rest_of_a_text(stage):
    stage.load("app.js", "grid-find.js")
    assert stage.js("zhijiao.grid.search.replaced('aXbxc', 'x', '$&')") == "a$&b$&c"

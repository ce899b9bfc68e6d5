"""Keys, clipboard and mouse in the grid."""

import pytest

from tests.scripts.grid_sample import Grid

pytestmark = pytest.mark.browser


@pytest.fixture
def grid(stage):
    return Grid(stage)


@pytest.mark.parametrize(
    ("start", "keys", "end"),
    [
        ((0, 0), ["ArrowRight", "ArrowDown"], [1, 1]),
        ((1, 1), ["ArrowLeft", "ArrowUp", "ArrowUp"], [0, 0]),
        ((0, 0), ["Control+ArrowRight", "Control+ArrowDown"], [3, 4]),
        ((3, 4), ["Control+ArrowLeft", "Control+ArrowUp"], [0, 0]),
        ((1, 1), ["End"], [1, 4]),
        ((1, 1), ["Control+End"], [3, 4]),
        ((3, 4), ["Home"], [3, 0]),
        ((3, 4), ["Control+Home"], [0, 0]),
        ((0, 1), ["PageDown", "PageUp"], [0, 1]),
        ((0, 1), ["PageDown"], [3, 1]),
        ((0, 1), ["Enter", "Enter", "Shift+Enter"], [1, 1]),
        ((0, 3), ["Tab", "Tab", "Shift+Tab"], [0, 4]),
        ((0, 1), ["Alt+ArrowDown"], [0, 1]),
    ],
)
def test_keys_lead_from_cell_to_cell(grid, start, keys, end):
    grid.go(*start)
    grid.press(*keys)
    assert (grid.at(), grid.box()["focus"]) == (end, True)


def test_arrows_leave_a_cell_that_is_typed_into_but_not_one_that_is_edited(grid):
    grid.type(0, 1, "新", "ArrowRight")
    assert (grid.texts()[0][1], grid.at()) == ("新", [0, 2])
    grid.go(1, 1)
    grid.press("F2", "ArrowLeft")
    assert (grid.at(), grid.box()["nav"]) == ([1, 1], False)


def test_enter_returns_to_where_a_run_of_tabs_began(grid):
    grid.type(0, 1, "一", "Tab")
    grid.keys.type("二")
    grid.press("Tab", "Enter")
    assert grid.at() == [1, 1]
    grid.press("Tab", "ArrowDown", "Enter")
    assert grid.at() == [3, 2]


def test_everything_is_selected_from_the_first_cell(grid):
    grid.go(2, 2)
    grid.press("Control+a")
    assert (len(grid.selected()), grid.at(), grid.state()) == (20, [0, 0], "已选择 4 行 5 列")


def focused(grid) -> str:
    return grid.js("document.activeElement.id || document.activeElement.className")


def test_escape_and_tab_leave_the_grid(grid):
    grid.go(1, 1)
    grid.press("Escape")
    assert grid.state() == "再按 Tab 离开表格"
    grid.press("Tab")
    assert focused(grid) == "after"


def test_escape_and_shift_tab_leave_it_the_other_way(grid):
    grid.type(1, 1, "新", "ArrowUp")
    grid.press("Escape", "Shift+Tab")
    assert grid.js("document.activeElement.dataset.grid") == "save"


def test_any_other_key_forgets_that_escape_was_pressed(grid):
    grid.go(1, 1)
    grid.press("Escape", "ArrowDown", "Tab")
    assert grid.at() == [2, 2]


def test_tab_leaves_after_the_last_cell_and_keeps_its_text(grid):
    grid.type(3, 4, "末", "Tab")
    assert (grid.texts()[3][4], focused(grid)) == ("末", "after")


def test_line_ends_are_typed_into_long_texts_alone(grid):
    grid.go(1, 4)
    grid.keys.type("一")
    grid.press("Alt+Enter")
    grid.keys.type("二")
    grid.press("Shift+Enter")
    grid.keys.type("三")
    grid.press("Enter")
    assert (grid.texts()[1][4], grid.at()) == ("一\n二\n三", [2, 4])
    grid.type(1, 1, "短", "Shift+Enter")
    assert (grid.texts()[1][1], grid.at()) == ("短", [0, 1])


@pytest.mark.parametrize("key", ["Delete", "Backspace"])
def test_a_selection_is_emptied(grid, key):
    grid.go(0, 0)
    grid.press("Shift+ArrowDown", "Shift+ArrowRight", key)
    assert grid.texts()[:2] == [["", "", "10", "45**01", "第一行"], ["", "", "", "", ""]]
    assert grid.count() == "已改动 2 行 4 处，尚未保存"


def test_steps_are_taken_back_where_they_were_made(grid):
    grid.type(0, 1, "一")
    grid.type(1, 3, "二")
    grid.go(3, 4)
    grid.press("Control+z")
    assert (grid.at(), grid.texts()[1][3]) == ([1, 3], "")
    grid.press("Control+z", "Control+z")
    assert (grid.at(), grid.texts()[0][1], grid.count()) == ([0, 1], "甲部", "没有改动")


@pytest.mark.parametrize("again", ["Control+y", "Control+Shift+z"])
def test_steps_taken_back_are_done_again_where_they_were_made(grid, again):
    grid.type(0, 1, "一")
    grid.type(1, 3, "二")
    grid.press("Control+z", "Control+z")
    grid.go(3, 4)
    grid.press(again)
    assert (grid.at(), grid.texts()[0][1], grid.texts()[1][3]) == ([0, 1], "一", "")
    grid.press(again, again)
    assert (grid.at(), grid.texts()[1][3], grid.count()) == ([1, 3], "二", "已改动 2 行 2 处，尚未保存")


def test_control_z_in_the_box_is_the_browsers_own(grid):
    grid.type(0, 1, "一")
    grid.go(0, 0)
    grid.press("F2")
    grid.keys.type("9")
    grid.press("Control+z")
    assert grid.texts()[0][1] == "一"


def test_filling_down_says_how_many(grid):
    grid.go(0, 1)
    grid.press("Shift+ArrowDown", "Shift+ArrowDown", "Control+d")
    assert [texts[1] for texts in grid.texts()] == ["甲部", "甲部", "甲部", ""]
    assert grid.state() == "已填充 2 格"
    grid.go(3, 1)
    grid.press("Control+d")
    assert (grid.texts()[3][1], grid.state()) == ("甲部", "已填充 1 格")


def test_filling_down_takes_what_is_just_being_typed(grid):
    grid.go(1, 1)
    grid.keys.type("丙部")
    grid.press("Control+d")
    assert (grid.texts()[1][1], grid.state()) == ("甲部", "已填充 1 格")


def test_filling_down_has_its_limits(grid):
    grid.go(0, 1)
    grid.press("Control+d")
    assert grid.state() == "第一行上面没有可取的内容"
    grid.go(1, 3)
    grid.press("Control+d")
    assert (grid.state(), grid.texts()[1][3]) == ("隐私项不能填充，请逐行填写或粘贴", "")
    grid.go(0, 2)
    grid.press("Shift+ArrowRight", "Shift+ArrowDown", "Control+d")
    assert grid.state() == "已填充 1 格，隐私项没有填充，请逐行填写或粘贴"


def test_filling_right_takes_the_first_column_or_what_stands_on_the_left(grid):
    grid.go(0, 0)
    grid.press("Shift+ArrowRight", "Shift+ArrowDown", "Control+r")
    assert [texts[:2] for texts in grid.texts()[:2]] == [["01", "01"], ["02", "02"]]
    assert grid.state() == "已填充 2 格"
    grid.go(0, 2)
    grid.press("Control+r")
    assert grid.texts()[0][2] == "01"
    grid.go(0, 0)
    grid.press("Control+r")
    assert grid.state() == "第一列左边没有可取的内容"
    grid.go(0, 4)
    grid.press("Control+r")
    assert (grid.state(), grid.texts()[0][4]) == ("隐私项不能填充，请逐行填写或粘贴", "第一行")


def test_control_and_enter_put_a_text_into_the_whole_selection(grid):
    grid.go(0, 1)
    grid.press("Shift+ArrowDown", "Shift+ArrowDown")
    grid.keys.type("丁部")
    grid.press("Control+Enter")
    assert [texts[1] for texts in grid.texts()] == ["丁部", "丁部", "丁部", ""]
    assert (grid.state(), grid.at()) == ("已填充 3 格", [2, 1])
    grid.press("Control+z")
    assert [texts[1] for texts in grid.texts()] == ["甲部", "乙部", "", ""]
    grid.go(0, 3)
    grid.press("Shift+ArrowDown", "Shift+ArrowUp", "Control+Enter")
    assert grid.state() == "隐私项不能填充，请逐行填写或粘贴"


def test_one_text_is_put_into_all_rows_below(grid):
    grid.type(2, 0, "03")
    grid.go(0, 1)
    grid.press("Control+Shift+D")
    assert [texts[1] for texts in grid.texts()] == ["甲部", "甲部", "甲部", ""]
    assert grid.state() == "已填充 2 格"
    grid.press("Control+z")
    assert [texts[1] for texts in grid.texts()] == ["甲部", "乙部", "", ""]
    grid.go(1, 1)
    grid.click("fill-below")
    assert [texts[1] for texts in grid.texts()] == ["甲部", "乙部", "乙部", ""]
    grid.go(2, 1)
    grid.click("fill-below")
    assert grid.state() == "下面没有已经填写的行"


def test_a_block_is_pasted_and_selected(grid):
    grid.go(1, 0)
    assert grid.paste("08\t丙部\r\n09\t丁部\r\n") is False
    assert [texts[:2] for texts in grid.texts()] == [["01", "甲部"], ["08", "丙部"], ["09", "丁部"], ["", ""]]
    assert grid.selected() == [[1, 0], [1, 1], [2, 0], [2, 1]]
    assert (grid.at(), grid.state(), grid.stage.toasts()) == ([1, 0], "已粘贴 2 行 2 列", [])
    grid.press("Control+z")
    assert [texts[:2] for texts in grid.texts()] == [["01", "甲部"], ["02", "乙部"], ["", ""], ["", ""]]


def test_headings_say_where_pasted_columns_go(grid):
    grid.go(2, 3)
    grid.paste("名称\t*机构号\n丙部\t03")
    assert (grid.texts()[2][:2], grid.state()) == (["03", "丙部"], "已粘贴 1 行 2 列，按表头对应")


def test_pasting_makes_rows_and_says_what_is_left_out(grid):
    grid.go(3, 3)
    grid.paste("\n".join(f"{n}\tb\tc\td" for n in range(9)))
    assert [texts[3] for texts in grid.texts()] == ["45**01", "", "", "0", "1", "2", "3"]
    assert grid.state() == "已粘贴 4 行 2 列"
    assert grid.stage.toasts() == [
        ["warn", "没有粘贴：最后 5 行（一次最多 5 行新记录）、右侧 2 列（表格没有这么多列）"]
    ]


def test_pasting_without_permission_to_add(stage):
    grid = Grid(stage, more="", empties=0)
    grid.go(1, 1)
    grid.paste("a\nb\n")
    assert [texts[1] for texts in grid.texts()] == ["甲部", "a"]
    assert grid.stage.toasts() == [["warn", "没有粘贴：最后 1 行（没有新增权限）"]]


def test_one_text_fills_the_selection(grid):
    grid.go(1, 0)
    grid.press("Shift+ArrowDown", "Shift+ArrowRight")
    grid.paste("x")
    assert [texts[:2] for texts in grid.texts()[1:3]] == [["x", "x"], ["x", "x"]]


def test_a_word_goes_into_the_text_that_is_being_typed_but_a_block_into_cells(grid):
    grid.go(1, 1)
    grid.press("F2")
    assert grid.paste("词") is True
    assert grid.paste("a\tb") is False
    assert grid.texts()[1][1:3] == ["a", "b"]
    grid.go(1, 4)
    grid.press("F2")
    assert grid.paste("两\n行") is True


def test_copying_and_cutting(grid):
    grid.go(0, 0)
    grid.press("Shift+ArrowRight", "Shift+ArrowDown")
    assert grid.copy() == "01\t甲部\r\n02\t乙部"
    assert grid.count() == "没有改动"
    assert grid.copy("cut") == "01\t甲部\r\n02\t乙部"
    assert [texts[:2] for texts in grid.texts()[:2]] == [["", ""], ["", ""]]
    grid.go(0, 3)
    grid.press("F2")
    assert grid.copy() == ""


def test_the_mouse_selects_by_shift_and_by_dragging(grid):
    grid.go(0, 0)
    grid.cell(1, 1).click(modifiers=["Shift"])
    assert grid.selected() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    mouse = grid.stage.window.mouse
    grid.cell(2, 1).hover()
    mouse.down()
    grid.cell(3, 2).hover()
    mouse.up()
    assert grid.selected() == [[2, 1], [2, 2], [3, 1], [3, 2]]


def test_a_second_click_edits(grid):
    grid.go(0, 1)
    assert grid.box()["nav"] is True
    grid.stage.window.locator("#grid .cell-box").dblclick()  # it covers the cell where there is a style sheet
    assert grid.box() == {"tag": "INPUT", "value": "甲部", "nav": False, "selected": 0, "focus": True}


def test_pinyin_on_a_selected_cell_loses_no_letter_and_its_enter_stays(grid):
    grid.go(0, 1)
    devtools = grid.stage.window.context.new_cdp_session(grid.stage.window)
    for letters in ("z", "zh", "zhi"):
        place = {"selectionStart": len(letters), "selectionEnd": len(letters)}
        devtools.send("Input.imeSetComposition", {"text": letters, **place})
    enter = {"type": "rawKeyDown", "key": "Enter", "windowsVirtualKeyCode": 229}
    devtools.send("Input.dispatchKeyEvent", enter)
    assert (grid.at(), grid.box()["value"]) == ([0, 1], "zhi")
    devtools.send("Input.insertText", {"text": "职"})
    assert grid.box()["value"] == "职"
    grid.press("Enter")
    assert (grid.texts()[0][1], grid.at()) == ("职", [1, 1])


def test_an_input_method_is_not_disturbed(grid):
    grid.go(0, 1)
    composed = """() => { const box = document.activeElement;
        box.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
        const pressed = { key: "Enter", isComposing: true, bubbles: true, cancelable: true };
        return box.dispatchEvent(new KeyboardEvent("keydown", pressed)); }"""
    assert grid.js(composed) is True
    assert (grid.at(), grid.box()["nav"]) == ([0, 1], False)

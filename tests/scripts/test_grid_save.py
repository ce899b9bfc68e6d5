"""Saving the grid, what each answer of the server does, and drafts."""

import json
import re

import pytest

from tests.scripts.grid_sample import Grid

pytestmark = pytest.mark.browser

LINE = {
    "id": 11,
    "version": 2,
    "cells": {"number": "01", "name": "丙部", "kind": "10", "id_number": "45**01", "note": "第一行"},
    "hints": {"kind": "教学"},
}
SAVED = {"text": "已保存，修改 1 条", "rows": [LINE], "undo": "/undo/1"}


@pytest.fixture
def grid(stage):
    """The grid with one name changed."""
    grid = Grid(stage)
    grid.type(0, 1, "丙部")
    return grid


def save(grid, status: int | None, body: object = None) -> str:
    """Save and return what is said once the answer is there."""
    grid.stage.answer("/save", body, status)
    grid.press("Control+s")
    grid.stage.until("document.querySelector('[data-grid-state]').textContent !== '正在保存…'")
    return grid.state()


def test_changed_cells_are_sent_and_the_answer_is_shown(grid):
    assert save(grid, 200, SAVED) == ""
    assert [json.loads(body) for body in grid.sent("/save")] == [
        {"rows": [{"id": 11, "version": 1, "cells": {"name": "丙部"}}]}
    ]
    assert grid.stage.toasts() == [["ok", "已保存，修改 1 条"]]
    assert grid.count() == "没有改动"
    assert grid.js("document.querySelector('#grid').tBodies[0].rows[0].cells[3].textContent") == "10教学"
    assert grid.js("document.querySelector('#grid-kept').hidden") is True
    assert grid.js("document.querySelector('.toast .btn-text').textContent") == "撤销"


def test_what_is_saved_cannot_be_taken_back_by_a_key(grid):
    save(grid, 200, SAVED)
    grid.press("Control+z")
    assert grid.texts()[0][1] == "丙部"


def test_the_next_save_knows_the_new_version(grid):
    save(grid, 200, SAVED)
    grid.type(0, 1, "丁部")
    save(grid, 200, SAVED)
    assert json.loads(grid.sent("/save")[1])["rows"] == [{"id": 11, "version": 2, "cells": {"name": "丁部"}}]


def test_what_is_just_being_typed_is_saved_as_well(grid):
    grid.go(2, 0)
    grid.keys.type("03")
    save(grid, 200, {**SAVED, "rows": [LINE]})
    assert json.loads(grid.sent("/save")[0])["rows"][1] == {
        "id": None,
        "version": None,
        "cells": {"number": "03"},
    }


def test_nothing_changed_sends_nothing(stage):
    grid = Grid(stage)
    grid.press("Control+s")
    assert (grid.state(), grid.sent("/save")) == ("没有需要保存的改动", [])


def answered(version: int) -> dict:
    return {**SAVED, "rows": [{**LINE, "version": version}], "undo": "/undo/1"}


def test_many_rows_are_checked_first_and_then_saved_in_pieces(stage):
    grid = Grid(stage, piece=1)
    stage.answer("/check", {"problems": []})
    stage.answer("/save", answered(7))
    grid.type(0, 1, "丙部")
    grid.type(1, 1, "丁部")
    grid.press("Control+s")
    stage.until("document.querySelector('[data-grid-count]').textContent === '没有改动'")
    assert [len(json.loads(body)["rows"]) for body in grid.sent("/check") + grid.sent("/save")] == [
        1,
        1,
        1,
        1,
    ]
    assert stage.toasts() == [["ok", "已保存，分 2 次共 2 行，可在批量修改记录中逐次撤销"]]


def test_a_mistake_in_any_piece_keeps_all_of_them_back(stage):
    grid = Grid(stage, piece=1)
    stage.answer("/check", {"problems": [problem(0, "name", "重复")]})
    grid.type(0, 1, "丙部")
    grid.type(1, 1, "丁部")
    grid.press("Control+s")
    stage.until("!document.querySelector('#grid-problems').hidden")
    assert grid.sent("/save") == []
    assert listed(grid) == ["第 1 行 [name]：重复", "第 2 行 [name]：重复"]


def test_a_failure_between_two_pieces_says_what_is_saved(stage):
    grid = Grid(stage, piece=1)
    stage.answer("/check", {"problems": []})
    grid.type(0, 1, "丙部")
    grid.type(1, 1, "丁部")
    grid.js(
        """line => { const ask = window.fetch; let saves = 0; window.fetch = (url, ...rest) =>
        url !== "/save" ? ask(url, ...rest) : (saves += 1) > 1 ? Promise.reject(new TypeError())
            : Promise.resolve(new Response(JSON.stringify({ text: "", rows: [line] }))); }""",
        LINE,
    )
    grid.press("Control+s")
    stage.until("document.querySelector('[data-grid-state]').textContent.startsWith('前 1 行')")
    assert (
        grid.state()
        == "前 1 行已保存，其余没有。网络不通，本次未保存，已填内容均已保留。网络恢复后请再保存一次。"
    )
    assert grid.count() == "已改动 1 行 1 处，尚未保存"
    assert grid.texts()[1][1] == "丁部"


def test_what_is_typed_while_saving_is_newer_than_the_answer(grid):
    grid.js(
        """body => { window.fetch = () => new Promise((go) => { window.reply = () =>
        go(new Response(JSON.stringify(body))); }); }""",
        SAVED,
    )
    grid.press("Control+s")
    grid.stage.until("!!window.reply")
    grid.type(0, 1, "戊部")
    grid.js("reply()")
    grid.stage.until("document.querySelectorAll('#toasts .toast').length === 1")
    assert grid.texts()[0][1] == "戊部"
    assert grid.count() == "已改动 1 行 1 处，尚未保存"


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (400, {"text": "内容不完整"}, "内容不完整"),
        (401, None, "登录已失效，本次未保存，已填内容均已保留。请再保存一次并重新登录。"),
        (
            403,
            None,
            "没有权限，或隐私数据已锁定，本次未保存，已填内容均已保留。"
            "请在新标签页输入数据密码后再保存，仍不行请联系本单位系统管理员。",
        ),
        (404, None, "有的记录不存在或不在您可以修改的范围内，没有保存，请刷新页面。"),
        (413, None, "提交的内容太大，没有保存，请分几次保存。"),
        (500, None, "系统出错了，没有保存，请稍后重试。"),
        (None, None, "网络不通，本次未保存，已填内容均已保留。网络恢复后请再保存一次。"),
    ],
)
def test_failures_are_told_and_lose_nothing(grid, status, body, said):
    assert save(grid, status, body) == said
    assert grid.stage.toasts() == [["bad", said]]
    assert (grid.texts()[0][1], grid.count()) == ("丙部", "已改动 1 行 1 处，尚未保存")
    grid.stage.until("!document.querySelector('[data-grid=save]').disabled")


def test_an_answer_that_leads_to_the_sign_in_is_no_success(grid):
    grid.js("() => { window.fetch = () => Promise.resolve({ redirected: true, status: 200 }); }")
    assert save(grid, 200) == "登录已失效，本次未保存，已填内容均已保留。请再保存一次并重新登录。"
    assert grid.count() == "已改动 1 行 1 处，尚未保存"


def test_a_save_without_a_session_is_held_back_and_then_sent(grid):
    grid.js(
        "() => { zhijiao.session = { ready: () => new Promise((go, no) => { window.go = go; window.no = no; }) }; }"
    )
    grid.type(0, 1, "丙部")
    grid.press("Control+s")
    grid.stage.until("!!window.go")
    assert (grid.sent("/save"), grid.state()) == ([], "正在保存…")
    grid.js("no(new Error('later'))")
    grid.stage.until("document.querySelector('[data-grid-state]').textContent.startsWith('还没有登录')")
    assert (grid.sent("/save"), grid.count()) == ([], "已改动 1 行 1 处，尚未保存")
    grid.stage.answer("/save", SAVED)
    grid.press("Control+s")
    grid.js("go()")
    grid.stage.until("document.querySelector('[data-grid-count]').textContent === '没有改动'")
    assert len(grid.sent("/save")) == 1


def problem(row: int, column: str, message: str) -> dict:
    return {"row": row, "column": column, "label": f"[{column}]", "message": message}


def listed(grid) -> list[str]:
    return grid.js("Array.from(document.querySelectorAll('#grid-problems li')).map(one => one.textContent)")


def test_problems_are_listed_and_lead_to_their_cells(grid):
    grid.type(2, 0, "x")
    found = [problem(1, "number", "不是数字"), problem(0, "note", "太长"), problem(0, "name", "重复")]
    assert save(grid, 422, {"problems": found}) == "3 处需要修改"
    assert grid.text("#grid-problems [data-count]") == "有 3 处需要修改。"
    assert listed(grid) == ["第 1 行 [name]：重复", "第 1 行 [note]：太长", "第 3 行 [number]：不是数字"]
    assert grid.js("document.activeElement.id") == "grid-problems"
    bad = "Array.from(document.querySelectorAll('#grid td.cell-bad[aria-invalid=true]')).map(td => td.title)"
    assert grid.js(bad) == ["重复", "太长", "不是数字"]
    grid.stage.window.locator("#grid-problems li button").nth(2).click()
    assert (grid.at(), grid.box()["focus"]) == ([2, 0], True)


def test_a_problem_in_a_hidden_column_shows_it(grid):
    grid.click("required")
    save(grid, 422, {"problems": [problem(0, "note", "太长")]})
    grid.stage.window.locator("#grid-problems li button").click()
    assert grid.at() == [0, 4]
    assert grid.js("document.querySelector('[data-grid=required]').getAttribute('aria-pressed')") == "false"


def test_no_more_than_fifty_problems_are_listed(grid):
    save(grid, 422, {"problems": [problem(0, "note", str(n)) for n in range(53)]})
    assert (len(listed(grid)), listed(grid)[50]) == (51, "另有 3 处，按 F8 逐处查看。")


def test_problems_go_with_the_next_answer(grid):
    save(grid, 422, {"problems": [problem(0, "name", "重复")]})
    save(grid, 200, SAVED)
    assert grid.js("document.querySelector('#grid-problems').hidden") is True
    assert grid.js("document.querySelectorAll('#grid .cell-bad').length") == 0


def form_fields(body: str) -> dict[str, str]:
    return dict(re.findall(r'name="(\w+)"\r\n\r\n(.*?)\r\n--', body, re.DOTALL))


def test_a_draft_is_kept_after_a_pause_and_said(grid):
    grid.stage.answer("/draft", {"kept": "10:30"})
    grid.stage.until("document.querySelector('[data-grid-state]').textContent === '10:30 已自动暂存'")
    fields = form_fields(grid.sent("/draft")[0])
    assert fields["csrfmiddlewaretoken"] == "token-1"
    assert json.loads(fields["rows"]) == [
        {"id": 11, "version": 1, "cells": {"name": "丙部"}, "base": {"name": "甲部"}}
    ]


def test_leaving_the_tab_keeps_the_draft_at_once(grid):
    hidden = """() => { Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
        document.dispatchEvent(new Event("visibilitychange")); }"""
    grid.go(2, 1)
    grid.keys.type("新")
    grid.js(hidden)
    grid.stage.window.wait_for_timeout(50)
    assert [len(json.loads(form_fields(body)["rows"])) for body in grid.sent("/draft")] == [2]
    grid.js(hidden)
    grid.stage.window.wait_for_timeout(50)
    assert len(grid.sent("/draft")) == 1


def test_leaving_with_changes_asks_first(grid):
    grid.stage.show("")
    assert grid.stage.dialogs == ["beforeunload"]


def test_leaving_without_changes_does_not_ask(grid):
    save(grid, 200, SAVED)
    grid.stage.show("")
    assert grid.stage.dialogs == []


def test_a_draft_is_back_on_the_page(stage):
    draft = [{"id": 12, "version": 5, "cells": {"name": "还没保存"}, "base": {"name": "乙部"}}]
    grid = Grid(stage, more=f"data-can-add data-recalled='{json.dumps(draft)}'")
    assert grid.texts()[1][1] == "还没保存"
    assert grid.count() == "已改动 1 行 1 处，尚未保存"

"""What is wrong with a cell, as it is said, sent and kept."""

from zhijiao.filing.schema.frame import Problem

PROBLEM = Problem(4, "birth", "出生日期", "2020-13", "不是日期", "请填写如 2020-09-01", "date")
KEPT = {
    "c": "birth",
    "l": "出生日期",
    "v": "2020-13",
    "m": "不是日期",
    "r": "请填写如 2020-09-01",
    "k": "date",
}


def test_a_problem_in_words():
    assert PROBLEM.sentence == "不是日期，请填写如 2020-09-01"
    assert str(PROBLEM) == "出生日期不是日期，请填写如 2020-09-01"
    assert Problem(0, "a", "甲", "", "为必填项").sentence == "为必填项"


def test_what_programs_are_told():
    assert PROBLEM.as_json() == {
        "row": 4, "column": "birth", "label": "出生日期", "value": "2020-13",
        "message": "不是日期", "remedy": "请填写如 2020-09-01", "code": "date",
    }  # fmt: skip


def test_what_the_script_of_a_page_is_told():
    assert PROBLEM.for_script() == {
        "row": 4, "column": "birth", "label": "出生日期", "message": "不是日期，请填写如 2020-09-01",
    }  # fmt: skip


def test_what_a_staged_row_keeps_is_read_back():
    assert PROBLEM.stored() == KEPT
    assert Problem.from_stored(KEPT, 4) == PROBLEM


def test_columns_that_differ_are_kept_where_there_are_any():
    exists = Problem(0, "code", "编号", "", "已存在", "", "exists", ("name", "area"))
    assert exists.stored()["d"] == "name,area"
    assert Problem.from_stored(exists.stored()) == exists

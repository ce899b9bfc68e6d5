"""Forms of 教学管理: classes of courses, practice projects, terms and lessons."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("form", "cells", "column", "said"),
    [
        ("course", {"abc": "A类（纯理论课）"}, "practice_hours", "与A/B/C类不符"),
        ("course", {"abc": "C类（纯实践课）"}, "practice_hours", "与A/B/C类不符"),
        ("course", {"projects": None}, "projects", "必填"),
        ("course", {"projects": "综合布线"}, "projects", "“综合布线”没有写明学时"),
        ("course", {"projects": "综合布线，16学时，实训室"}, "projects", "合计 16，与实践学时 28 不一致"),
        ("course", {"theory_hours": 41}, "hours", "应等于"),
        ("textbook", {"isbn": None}, "isbn", "必填"),
        ("textbook", {"isbn": "978-7-5550-0101-1"}, "isbn", "校验位"),
        ("textbook", {"kind": "境外教材"}, "foreign_approval", "必填"),
        ("training_plan", {"elective_hours": 300}, "hours", "应等于"),
        ("training_plan", {"active": "否"}, "replaced", "必填"),
        ("term_settings", {"starts": "2021-02-28"}, "starts", "与所填学年、学期不符"),
        ("term_settings", {"weeks": 25}, "weeks", "多于起止日期之间的周数"),
        ("term_settings", {"evening": 2}, "periods", "应等于"),
        ("teaching_schedule", {"weekly_hours": 0}, "weekly_hours", "周学时应大于0"),
        ("teaching_schedule", {"block": "是"}, "place", "必填"),
        ("lesson_log", {"status": "停课"}, "hours", "停课的填0"),
        ("lesson_log", {"held": "2021-09-06"}, "held", "不在"),
        ("training_base_usage", {"school_class": None}, "school_class", "请选择班级"),
        ("teaching_quality", {"score": 55}, "grade", "60分以下"),
        ("teaching_quality", {"object": "班级"}, "school_class", "必填"),
        ("school_project", {"own": 41}, "total", "应等于"),
        ("quality_report", {"further": 98}, "further", "升学率高于"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_wrong_row(judge, form, cells, column, said):
    assert said in "".join(judge(form, **cells)[column])


def test_a_course_of_theory_needs_no_projects(judge):
    cells = {"abc": "A", "practice_hours": 0, "theory_hours": 68, "projects": None}
    assert set(judge("course", **cells)) <= {"major", "department", "textbook", "head"}

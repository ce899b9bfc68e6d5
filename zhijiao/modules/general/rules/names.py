"""Labels of forms, codes and sources that several files of rules name, and how they count students."""

from datetime import date
from typing import Any

from zhijiao.quality.declare import Q, RuleData

TEACHER, POST = "general.Teacher", "general.TeacherEmployment"
STUDENT, ENROLMENT, ROOM = "general.Student", "general.StudentEnrolment", "general.SchoolClass"
MAJOR, CHANGE = "general.Major", "general.StudentEnrolmentChange"

PART_TIME = "2"
"""非全日制 (study_form)."""

FULL_TIME = "11"
"""专任教师 (teacher_category)."""

STATISTICS = "教育事业统计报表制度（中等职业教育）"
ROLLS = "《中等职业学校学生学籍管理办法》（教职成〔2010〕7号）"
STANDARDS = "《中等职业学校设置标准》（教职成〔2010〕12号）；《职业学校办学条件达标工程实施方案》（2022）"


POST_PARTS = ("category", "post", "is_part_time", "on_establishment", "is_double_qualified")
ENROLMENT_PARTS = ("study_form", "boarding")
CLASS_PARTS = ("school_class", "boarding", "student__sex")


def people_at_work(data: RuleData, day: date, **where: Any) -> dict[int, int]:
    """People at work on a day, by school."""
    return data.parts(POST, day, POST_PARTS, **where)


def enrolled_students(data: RuleData, day: date | None = None, **where: Any) -> dict[int, int]:
    """Students on a day, that of the round's 时点 unless given, by school."""
    return data.parts(ENROLMENT, day or data.count_day, ENROLMENT_PARTS, **where)


def class_sizes(data: RuleData, day: date, **where: Any) -> dict[tuple[int, int], int]:
    """Students on a day, by school and class."""
    return data.parts(ENROLMENT, day, CLASS_PARTS, "school_class", **where)


def full_time_students(data: RuleData) -> dict[int, int]:
    """Students by school as the standards per head count them: without 非全日制."""
    everybody, part_time = enrolled_students(data), enrolled_students(data, study_form=PART_TIME)
    return {school: number - part_time.get(school, 0) for school, number in everybody.items()}


def of_agriculture() -> Q:
    """Classes of 农林牧渔 (01 of the catalogue of 2010, 61 of that of 2021), whose students need not be in need."""
    codes = Q()
    for item in ("code", "own_code"):
        for category in ("01", "61"):
            codes |= Q(**{f"major__{item}__startswith": category})
    return codes

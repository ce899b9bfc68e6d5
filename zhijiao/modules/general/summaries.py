"""自动汇总 of the module 综合信息: what teachers teach."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from zhijiao.filing.declare import Item, Reader, Summary, SummaryRow

TIMETABLE, LESSONS = "teaching.Timetable", "teaching.LessonLog"
EVERY_WEEK = "1"
Hours = tuple[Decimal, Decimal]
"""Hours in all, and those of practice among them."""


class TeacherTeaching(Summary):
    """综合信息 / 教师信息 / 教师教学: what each teacher teaches in a term, by timetable and lessons given."""

    label = "教师教学"
    module = "general"
    definition = (
        "列入本学年“学期课程表”的任课教师，每学期一行；学时按“实际授课情况”合计，"
        "该学期没有登记授课的按课程表的周次和节数计算"
    )
    reads = [TIMETABLE, LESSONS, "teaching.Course", "general.Teacher", "general.SchoolClass"]
    items = {
        "term": Item("学期", note="读取“学期课程表”的学期，第一学期为秋季"),
        "number": Item("工号", note="读取“教师基本信息”"),
        "name": Item("教师姓名", note="读取“教师基本信息”"),
        "courses": Item("任教课程门数", "integer", unit="门", note="本学期课程表中不同课程的门数"),
        "course_names": Item("任教课程", note="本学期课程表中的课程名称"),
        "classes": Item("任教班级数", "integer", unit="个", note="本学期课程表中不同班级的个数"),
        "theory_hours": Item("理论总学时", "integer", unit="学时", note="学时合计减去实践学时"),
        "practice_hours": Item(
            "实践总学时",
            "integer",
            unit="学时",
            note="授课登记的实践课时；按课程表计算的为在校内实训基地上的课",
        ),
        "students": Item("学生总数", "integer", unit="人", note="任教班级总人数之和，同一班级只计一次"),
        "credits": Item("总学分数", "integer", unit="学分", note="任教课程“课程信息”的学分合计"),
    }
    listing = ["term", "number", "name", "courses", "classes", "theory_hours", "practice_hours", "students"]
    filters = ["number", "name"]

    def compute(self, reader: Reader) -> list[SummaryRow]:
        """One row per term and teacher; two queries."""
        names = (
            "id", "term", "teacher_id", "teacher__number", "teacher__name", "number", "weekday", "first_period",
            "periods", "week_kind", "first_week", "last_week", "training_base_id", "course_id", "course__name",
            "course__credits", "school_class_id", "school_class__total",
        )  # fmt: skip
        rows = reader.rows(TIMETABLE).filter(year=reader.year, teacher__isnull=False)
        found = defaultdict(list)
        for row in rows.order_by("term", "teacher__number", "number", "weekday").values(*names):
            found[row["term"], row["teacher_id"]].append(row)
        given = _given(reader)
        return [_row(slots, given.get(key) or _planned(slots)) for key, slots in found.items()]


def _given(reader: Reader) -> dict[Any, Hours]:
    """Hours of the lessons given, by term and teacher; classes taught together count once."""
    names = ("term", "teacher_id", "held", "first_period", "number", "hours", "practice_hours")
    lessons = reader.rows(LESSONS).filter(year=reader.year).order_by().values_list(*names).distinct()
    summed: dict[Any, Hours] = {}
    for term, teacher, _held, _period, _number, hours, practice in lessons:
        so_far = summed.get((term, teacher), (Decimal(), Decimal()))
        summed[term, teacher] = (so_far[0] + (hours or 0), so_far[1] + (practice or 0))
    return summed


def _planned(slots: list[dict]) -> Hours:
    """Hours by the timetable; classes taught together count once, lessons in a training base are practice."""
    once = {(slot["number"], slot["weekday"], slot["first_period"]): slot for slot in slots}
    hours = practice = Decimal()
    for slot in once.values():
        weeks = (slot["last_week"] or 0) - (slot["first_week"] or 0) + 1
        taught = Decimal((slot["periods"] or 0) * weeks) / (1 if slot["week_kind"] == EVERY_WEEK else 2)
        hours += taught
        practice += taught if slot["training_base_id"] else 0
    return hours, practice


def _row(slots: list[dict], hours: Hours) -> SummaryRow:
    """A teacher's row of a term with the places of the timetable it came from."""
    first = slots[0]
    courses = {slot["course_id"]: slot for slot in slots}
    classes = {slot["school_class_id"]: slot["school_class__total"] or 0 for slot in slots}
    return SummaryRow(
        {
            "term": "第一学期（秋）" if first["term"] == "1" else "第二学期（春）",
            "number": first["teacher__number"],
            "name": first["teacher__name"],
            "courses": len(courses),
            "course_names": "、".join(dict.fromkeys(slot["course__name"] or "" for slot in slots)),
            "classes": len(classes),
            "theory_hours": int(hours[0] - hours[1]),
            "practice_hours": int(hours[1]),
            "students": sum(classes.values()),
            "credits": int(sum(slot["course__credits"] or 0 for slot in courses.values())),
        },
        [
            ("timetable", first["id"], "课程表"),
            ("teacher", first["teacher_id"], first["teacher__name"]),
            *(("timetable", slot["id"], "课程表") for slot in slots[1:]),
        ],
    )

"""Rows of 课程建设 and 专业人才培养方案: textbooks, courses and their standards, a plan for each grade of a major."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from zhijiao.demo.facts import facts
from zhijiao.demo.school_plan import GRADES, YEAR, SchoolPlan
from zhijiao.demo.school_writer import SchoolWriter

Row = dict[str, Any]
COMMON = "07"
"""Number of the department that teaches common courses."""

HOURS_OF_A_COURSE = 72


@dataclass(frozen=True)
class Course:
    """A course: practice hours of its hours say which class it is of; the book's kind is "" where there is none."""

    number: str
    name: str
    major: str | None
    department: str
    hours: int
    practice: int
    book: str
    ideology: bool = False

    @property
    def abc(self) -> str:
        """Class A has no practice, class C nothing else."""
        return "A" if not self.practice else "C" if self.practice == self.hours else "B"


@cache
def common_courses() -> tuple[Course, ...]:
    """Courses that all majors have."""
    return tuple(
        Course(
            row["number"],
            row["name"],
            None,
            COMMON,
            HOURS_OF_A_COURSE,
            int(row["practice"]),
            row["book"],
            row["ideology"] == "1",
        )
        for row in facts("common_courses")
    )


def major_courses(plan: SchoolPlan, major: dict[str, str]) -> list[Course]:
    """Five courses of a major: its foundations, two subjects, practice in whole days, and the internship."""
    name, department = major["short_name"], plan.department_of(major)
    one, other = major["subject"].split("、")
    kinds = (
        (f"{name}专业基础", 72, 0, "2"),
        (one, 108, 54, "2"),
        (other, 108, 54, "5"),
        (f"{name}综合实训", 108, 108, ""),
        (f"{name}岗位实习", 540, 540, ""),
    )
    return [
        Course(f"{major['letters']}{n + 1:02d}", title, major["number"], department, hours, practice, book)
        for n, (title, hours, practice, book) in enumerate(kinds)
    ]


def every_course(plan: SchoolPlan) -> list[Course]:
    """All courses of the school, common ones first."""
    return [
        *common_courses(),
        *(course for major in plan.majors for course in major_courses(plan, major)),
    ]


def fill(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """Write the forms of this file for a school whose majors, departments and teachers are written already."""
    courses = every_course(plan)
    writer.write("training_plan", (_plan(plan, major, grade) for major in plan.majors for grade in GRADES))
    writer.write("textbook", [_textbook(n, course) for n, course in enumerate(courses) if course.book])
    writer.write("course", [_course(plan, course) for course in courses])
    writer.write("course_standard", [_standard(plan, course) for course in courses])


def _head(plan: SchoolPlan, course: Course) -> str:
    """Who answers for a course: the leader of its major, or the head of the common department."""
    major = next((m for m in plan.majors if m["number"] == course.major), None)
    if major:
        return plan.lead(major)
    return getattr(plan.head(COMMON), "number", plan.staff[2].number)


def _plan(plan: SchoolPlan, major: dict[str, str], grade: int) -> Row:
    """The plan of a grade of a major."""
    number = f"FA{grade}-{major['number']}"
    return {
        "number": number,
        "name": f"{grade}级{major['short_name']}专业人才培养方案",
        "major": major["number"],
        "grade": grade,
        "length": 3,
        "target": "应届初中毕业生",
        "goal": f"培养掌握{major['subject']}等知识技能，能在{major['short_name']}及相关岗位工作的技能人才",
        "jobs": f"{major['short_name']}及相关岗位",
        "certificates": major["certificate"],
        "hours": 3200,
        "basic_hours": 1080,
        "major_hours": 1800,
        "elective_hours": 320,
        "practice_hours": 1680,
        "internship_months": 6,
        "ideology_hours": 144,
        "labour_hours": 16,
        "credits": 180,
        "courses": len(common_courses()) + 5,
        "core_courses": 3,
        "company": True,
        "reviewed": f"{grade}-05-12",
        "approved": f"{grade}-06-18",
        "published": f"{grade}-07-01",
        "address": f"https://www.s{plan.row['code']}.example.cn/{number}",
        "filed": True,
        "head": plan.lead(major),
        "active": True,
    }


def book_number(n: int) -> str:
    """A formally good ISBN of an invented publisher."""
    body = f"97875550{n + 1:04d}"
    check = -sum(int(digit) * (3 if i % 2 else 1) for i, digit in enumerate(body)) % 10
    return f"978-7-5550-{n + 1:04d}-{check}"


def _textbook(n: int, course: Course) -> Row:
    """The book of a course: published, or printed by the school."""
    own = course.book == "5"
    return {
        "number": f"JC-{course.number}",
        "name": f"{course.name}校本讲义" if own else course.name,
        "kind": course.book,
        "form": "新型活页式教材" if own else "纸质教材",
        "author": "本校编写组" if own else "教材编写组",
        "edition": "2019年编印" if own else "第1版",
        "isbn": None if own else book_number(n),
        "publisher": None if own else "云岭教育出版社",
        "published": None if own else "2019-06-01",
        "price": 0 if own else 32,
        "school_author": own,
        "company_author": own,
        "first_year": YEAR - 1,
        "major": course.major,
        "approved": f"{YEAR}-06-22",
        "filing": "已备案",
        "copies": 400,
        "in_use": True,
    }


def _course(plan: SchoolPlan, course: Course) -> Row:
    """课程信息."""
    theory = course.hours - course.practice
    place = "实训楼" if course.major else "专用教室"
    kind = "实习实训课" if course.abc == "C" else "专业核心课" if course.major else "公共基础必修课"
    return {
        "number": course.number,
        "name": course.name,
        "type": kind,
        "abc": course.abc,
        "attribute": "实践" if course.abc == "C" else "必修",
        "core": course.major is not None and course.abc != "C",
        "ideology": course.ideology,
        "major": course.major,
        "department": course.department,
        "credits": course.hours // 18,
        "hours": course.hours,
        "theory_hours": theory,
        "practice_hours": course.practice,
        "other_hours": 0,
        "projects": f"{course.name}项目，{course.practice}学时，{place}" if course.practice else None,
        "exam": "考查" if course.abc == "C" else "考试",
        "mode": "实习" if course.abc == "C" else "面授讲课",
        "textbook": f"JC-{course.number}" if course.book else None,
        "head": _head(plan, course),
        "company": course.major is not None,
        "certificate": False,
        "in_use": True,
    }


def _standard(plan: SchoolPlan, course: Course) -> Row:
    """课程标准."""
    own = course.major is not None
    return {
        "number": f"BZ-{course.number}",
        "name": f"《{course.name}》课程标准",
        "course": course.number,
        "origin": "校本课程标准" if own else "国家课程标准",
        "major": course.major,
        "grade": GRADES[0],
        "edition": "2020版",
        "hours": course.hours,
        "credits": course.hours // 18,
        "goal": f"掌握{course.name}的基本知识和技能，养成良好的职业习惯",
        "content": f"按项目组织教学，共{course.hours}学时，其中实践{course.practice}学时",
        "exams": "操作" if course.abc == "C" else "笔试",
        "rules": "过程性考核占60%，期末考核占40%",
        "continuous": 60,
        "values": True,
        "author": _head(plan, course),
        "approved": f"{GRADES[0]}-07-05",
        "active": True,
    }

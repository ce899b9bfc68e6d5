"""Rows of 教学运行: terms of three years, courses of each class, a timetable without clashes, a week of lessons."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from zhijiao.demo.courses import Course, common_courses, major_courses
from zhijiao.demo.school_plan import YEAR, PlannedClass, SchoolPlan
from zhijiao.demo.school_writer import SchoolWriter

Row = dict[str, Any]
PLACES = [(day, period) for day in range(1, 6) for period in (1, 3, 5)]
"""Where two periods fit into a week: day and first period."""

LESSONS_A_WEEK = {True: 2, False: 3}
"""Pairs of periods a week, of common courses and of those of the major."""

INTERNSHIP_TERM = 6
SHOWN_WEEK = date(YEAR + 1, 4, 12)
"""Monday of the week whose lessons are entered."""

CLASSES_SHOWN = 3


@dataclass(frozen=True)
class Term:
    """A term with its days and weeks."""

    year: int
    term: str
    starts: date
    ends: date
    weeks: int


@cache
def terms() -> tuple[Term, ...]:
    """The terms of three years; spring 2020 began late."""
    spans = (
        (YEAR - 2, "1", date(2018, 9, 3), date(2019, 1, 18), 18),
        (YEAR - 2, "2", date(2019, 2, 25), date(2019, 7, 5), 18),
        (YEAR - 1, "1", date(2019, 9, 2), date(2020, 1, 10), 18),
        (YEAR - 1, "2", date(2020, 4, 13), date(2020, 7, 24), 15),
        (YEAR, "1", date(2020, 9, 7), date(2021, 1, 22), 18),
        (YEAR, "2", date(2021, 3, 1), date(2021, 7, 9), 18),
    )
    return tuple(Term(*span) for span in spans)


def fill(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """Write the forms of this file for a school whose classes, courses and bases are written already."""
    writer.write("term_settings", [_settings(term) for term in terms()])
    for term in terms():
        planned = Timetable(plan, term)
        writer.write("teaching_schedule", planned.schedules())
        if term is terms()[-1]:
            writer.write("timetable", planned.rows)
            writer.write("lesson_log", list(planned.lessons()))
            writer.write("training_base_usage", list(_usage(plan, term)))


def _settings(term: Term) -> Row:
    """教学运行基础信息设置."""
    name = "第一学期" if term.term == "1" else "第二学期"
    return {
        "year": term.year,
        "term": term.term,
        "name": f"{term.year}-{term.year + 1}学年{name}",
        "starts": term.starts,
        "ends": term.ends,
        "weeks": term.weeks,
        "exam_weeks": 1,
        "drill_weeks": 1 if term.term == "1" else 0,
        "days": 5,
        "periods": 7,
        "minutes": 45,
        "morning": 4,
        "afternoon": 3,
        "evening": 0,
        "current": term is terms()[-1],
    }


def courses_of(plan: SchoolPlan, group: PlannedClass, nth: int) -> list[Course]:
    """What a class learns in the nth of its six terms: four common courses and two of the major, at last work."""
    base, one, other, practice, internship = major_courses(plan, group.major)
    if nth == INTERNSHIP_TERM:
        return [internship]
    common = common_courses()
    chosen = [common[(nth - 1) % 4], *(common[4 + (2 * nth + i) % 8] for i in range(3))]
    return chosen + [[base, one], [base, other], [one, other], [other, practice], [one, practice]][nth - 1]


class Timetable:
    """Who teaches which class when in a term: each course gets a teacher who is free where the class is."""

    def __init__(self, plan: SchoolPlan, term: Term) -> None:
        self.plan, self.term = plan, term
        self.busy: set[tuple[str, tuple[int, int]]] = set()
        self.teacher_of: dict[tuple[str, str], str | None] = {}
        self.rows: list[Row] = []
        self.groups = [group for group in plan.groups if group.grade <= term.year]
        for group in self.groups:
            self._place(group)

    def nth(self, group: PlannedClass) -> int:
        """Which of its six terms a class is in."""
        return (self.term.year - group.grade) * 2 + int(self.term.term)

    def _place(self, group: PlannedClass) -> None:
        """Give each course of a class its teacher and places."""
        free = list(PLACES)
        for course in courses_of(self.plan, group, self.nth(group)):
            if self.nth(group) == INTERNSHIP_TERM:
                self.teacher_of[group.number, course.number] = group.head.number if group.head else None
                continue
            wanted = LESSONS_A_WEEK[course.major is None]
            teacher, places = self._teacher(group, course, free, wanted)
            self.teacher_of[group.number, course.number] = teacher
            for place in places if teacher else ():
                free.remove(place)
                self.busy.add((teacher or "", place))
                self.rows.append(self._row(group, course, teacher, place))

    def _teacher(
        self, group: PlannedClass, course: Course, free: list[tuple[int, int]], wanted: int
    ) -> tuple[str | None, list[tuple[int, int]]]:
        """Who has time for a course where the class has, and where; nobody if the school is too small."""
        for member in sorted(self._who(group, course), key=self._load):
            places = [place for place in free if (member, place) not in self.busy][:wanted]
            if len(places) == wanted:
                return member, places
        return None, []

    def _who(self, group: PlannedClass, course: Course) -> list[str]:
        """Teachers of the major, or those without one."""
        return [
            member.number
            for member in self.plan.staff
            if member.teaches
            and not member.retired
            and (member.major == group.major if course.major else member.major is None)
        ]

    def _load(self, number: str) -> int:
        return sum(number == other for other, _ in self.busy)

    def _row(self, group: PlannedClass, course: Course, teacher: str | None, place: tuple[int, int]) -> Row:
        """学期课程表: one place of the week."""
        return {
            "year": self.term.year,
            "term": self.term.term,
            "number": f"{group.number}-{course.number}",
            "course": course.number,
            "group": group.name,
            "school_class": group.number,
            "teacher": teacher,
            "weekday": str(place[0]),
            "first_period": place[1],
            "periods": 2,
            "week_kind": "全周",
            "first_week": 1,
            "last_week": self.term.weeks,
            "place": f"{group.name}实训室" if course.abc == "C" else f"{group.name}教室",
            "elective": False,
        }

    def schedules(self) -> list[Row]:
        """教学进程总体安排: the courses of each class."""
        return [
            self._schedule(group, course)
            for group in self.groups
            for course in courses_of(self.plan, group, self.nth(group))
        ]

    def _schedule(self, group: PlannedClass, course: Course) -> Row:
        whole_weeks = self.nth(group) == INTERNSHIP_TERM
        weekly = 0 if whole_weeks else 2 * LESSONS_A_WEEK[course.major is None]
        hours = 30 * self.term.weeks if whole_weeks else weekly * self.term.weeks
        return {
            "year": self.term.year,
            "term": self.term.term,
            "school_class": group.number,
            "plan": f"FA{group.grade}-{group.major['number']}",
            "nth_term": self.nth(group),
            "course": course.number,
            "weekly_hours": weekly,
            "first_week": 1,
            "last_week": self.term.weeks,
            "hours": hours,
            "practice_hours": hours * course.practice // course.hours,
            "block": whole_weeks,
            "place": "校外实习单位" if whole_weeks else None,
            "exam": "考查" if course.abc == "C" else "考试",
            "teacher": self.teacher_of[group.number, course.number],
        }

    def lessons(self) -> Iterator[Row]:
        """实际授课情况: a week of the first classes that are at school, as the timetable has it."""
        there = list(dict.fromkeys(row["school_class"] for row in self.rows))[:CLASSES_SHOWN]
        groups = {group.number: group for group in self.groups}
        for row in self.rows:
            if row["school_class"] in there:
                group = groups[row["school_class"]]
                present = group.present("1") + group.present("2")
                yield {
                    **{name: row[name] for name in ("year", "term", "first_period", "periods", "number")},
                    **{name: row[name] for name in ("course", "school_class", "teacher")},
                    "held": SHOWN_WEEK + timedelta(days=int(row["weekday"]) - 1),
                    "status": "按计划授课",
                    "mode": "面授讲课",
                    "hours": 2,
                    "practice_hours": 0,
                    "content": f"第{int(row['weekday'])}单元",
                    "expected": present,
                    "present": present - 1,
                    "late": 0,
                    "absent": 0,
                    "incident": False,
                }


def _usage(plan: SchoolPlan, term: Term) -> Iterator[Row]:
    """校内实习实训基地使用情况: a class of each major in its base."""
    for n, major in enumerate(plan.majors):
        group = next((g for g in plan.groups if g.major == major and g.grade == YEAR), None)
        if group is None:
            continue
        practice = major_courses(plan, major)[1]
        yield {
            "year": term.year,
            "term": term.term,
            "training_base": f"SX{n + 1:02d}",
            "used": SHOWN_WEEK + timedelta(days=n % 5),
            "first_period": 5,
            "periods": 2,
            "kind": "课程实训",
            "course": practice.number,
            "school_class": group.number,
            "project": f"{practice.name}项目",
            "teacher": plan.lead(major),
            "users": group.present("1") + group.present("2"),
            "hours": 2,
            "cost": 60,
            "condition": "在用",
            "safety": True,
            "accident": False,
        }

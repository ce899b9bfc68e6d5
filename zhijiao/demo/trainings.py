"""Rows of 职业培训: a centre, courses of three school years, and continuing education."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from zhijiao.demo.school_plan import YEAR, SchoolPlan
from zhijiao.demo.school_writer import SchoolWriter

Row = dict[str, Any]
CENTRE = "PX01"
COURSES = (
    ("02", "企业职工", "2", 120, 48, (3, 15), (4, 23)),
    ("01", "农民工", "1", 80, 60, (10, 12), (11, 6)),
    ("11", "在校学生", "4", 16, 90, (5, 17), (5, 20)),
)
"""Kind, trainees, origin (training_source), hours, number of people, first and last day."""

OWN, COMPANY = "4", "2"
UNDER_A_MONTH, UNDER_A_QUARTER = "1", "2"


def fill(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """Write the forms of the module."""
    writer.write("training_centre", [centre(plan)])
    writer.write("training_programme", (row for year in _years() for row in courses(plan, year)))
    writer.write("continuing_education", (degree(plan, year) for year in _years()))


def _years() -> range:
    return range(YEAR - 2, YEAR + 1)


def centre(plan: SchoolPlan) -> Row:
    """培训基地."""
    major = plan.running_majors[0]
    return {
        "number": CENTRE,
        "name": "云州市高技能人才培训基地",
        "kind": "高技能人才培训基地",
        "level": "市级",
        "authority": "云州市人力资源和社会保障局",
        "approval": "云人社发〔2018〕33号",
        "approved": date(YEAR - 2, 5, 16),
        "expires": date(YEAR + 3, 5, 15),
        "department": plan.department_of(major),
        "training_base": "SX01",
        "head": plan.lead(major),
        "trades": "计算机程序设计员、信息通信网络运行管理员",
        "capacity": 1200,
        "full_time": 4,
        "part_time": 16,
        "area": 1860,
        "equipment": 320,
        "in_use": True,
    }


def courses(plan: SchoolPlan, year: int) -> Iterator[Row]:
    """培训项目 of one school year; the one of spring 2020 was held online."""
    major = plan.running_majors[0]
    for n, (kind, who, origin, hours, people, first, last) in enumerate(COURSES, 1):
        spring = first[0] < 9
        own, company = origin == OWN, origin == COMPANY
        workers = people if company else 0
        trainees = {"students": people} if own else {"farmers": people * 9 // 10}
        completed = people - plan.chance.between(0, 3)
        certified = 0 if own else completed * 8 // 10
        months = last[0] - first[0]
        yield {
            "year": year,
            "number": f"PX{year}{n:03d}",
            "name": f"{major['short_name']}{'职业体验' if own else '技能培训'}第{n}期",
            "kind": kind,
            "trainee_group": who,
            "origin": origin,
            "client": None if own else "云州机电设备集团" if company else "云州市人力资源和社会保障局",
            "centre": None if own else CENTRE,
            "major": major["number"],
            "sector": "第三产业",
            "trade": "信息通信网络运行管理员",
            "delivery": "线上" if spring and year == YEAR - 1 else "线下",
            "began": date(year + spring, *first),
            "ended": date(year + spring, *last),
            "duration": UNDER_A_QUARTER if months and hours > 100 else UNDER_A_MONTH,
            "hours": hours,
            "trainees": people,
            "person_hours": people * hours,
            "women": people * 4 // 10,
            "workers": workers,
            "farmers": 0,
            "veterans": 0 if own else 1,
            "jobless": 0,
            "disabled": 0,
            "poor": 0 if own else 2,
            "students": 0,
            **trainees,
            "completed": completed,
            "certified": certified,
            "certificate": "信息通信网络运行管理员四级" if certified else None,
            "income": 0 if own else people * hours // 600,
            "subsidy": 0 if own or company else people * hours // 600,
            "head": plan.lead(major),
            "teachers": 6,
            "satisfaction": plan.chance.between(92, 99),
        }


def degree(plan: SchoolPlan, year: int) -> Row:
    """学历继续教育 at the school in one year; fewer people each year."""
    students = 120 - 12 * (year - YEAR + 2)
    return {
        "year": year,
        "number": "JX001",
        "partner": "云岭开放大学",
        "partner_kind": "开放大学或成人高校",
        "role": "学习中心",
        "teaching_form": "开放教育",
        "level": "高中起点专科",
        "approval": "云教高〔2017〕9号",
        "approved": date(2017, 3, 20),
        "programme": "计算机应用技术",
        "programme_code": "510201" if year < YEAR else None,
        "length": 2.5,
        "entrants": students // 3,
        "students": students,
        "staff": 3,
        "alumni": students // 2,
        "graduates": students // 4,
        "teachers": 9,
        "fee": 2600,
        "income": students // 8,
        "head": plan.lead(plan.running_majors[0]),
        "open": True,
    }

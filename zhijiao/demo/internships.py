"""Rows of 实习实训: bases, projects and placements of three grades, months, reports and results of those that ended."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from zhijiao.demo.facts import facts
from zhijiao.demo.people import MAN
from zhijiao.demo.school_plan import GRADES, YEAR, Learner, PlannedClass, SchoolPlan
from zhijiao.demo.school_writer import SchoolWriter
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry

Row = dict[str, Any]
Courses = dict[tuple[str, int], list[tuple[str, str]]]
WITH_PRACTICE = ("B", "C")
VISIT, ON_THE_JOB = "认识实习", "岗位实习"
BASES = 6
MONTHS = ("03", "04", "05", "06", "07")
"""Months of 岗位实习, in the last term."""

VISITS = {YEAR - 2: date(YEAR - 1, 5, 13), YEAR - 1: date(YEAR, 6, 8), YEAR: date(YEAR + 1, 4, 12)}
"""Monday of the week of 认识实习 of a grade; that of 2020 was late."""

LARGEST_SHARE = 10
POSTS = {
    "信息": "信息系统运维助理",
    "制造": "设备装调助理",
    "商贸": "门店运营助理",
    "服务": "客户服务助理",
}
BANDS = ((10, "1"), (30, "2"), (50, "3"), (80, "4"), (100, "5"))
"""Most interns at once, and the band of intern_capacity."""


@dataclass
class Host:
    """A company with the trade it is of, and how many interns it may still take."""

    number: str
    name: str
    employees: int
    region: str
    address: str
    trade: str
    free: int
    here: int = 0


@dataclass
class Internship:
    """One project of one class, with who goes where."""

    number: str
    kind: str
    group: PlannedClass
    year: int
    starts: date
    ends: date
    course: tuple[str, str]
    adviser: str
    places: list[tuple[Learner, Host]] = field(default_factory=list)

    @property
    def pay(self) -> int:
        """What a month brings."""
        return 2400 if self.kind == ON_THE_JOB else 0

    def key(self, learner: Learner) -> str:
        """The placement of a student."""
        return f"{self.number} / {learner.number}"


def fill(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """Write the forms of the module; a class whose schedule has no practice has no internship."""
    hosts = _hosts(writer)
    writer.write("internship_base", [base(plan, n, host) for n, host in enumerate(hosts[:BASES], 1)])
    made = [each for each in _internships(plan, _courses(writer)) if _place(each, hosts)]
    writer.write("internship_project", (project(each) for each in made))
    writer.write(
        "internship_placement", (placement(plan, each, n) for each in made for n in range(len(each.places)))
    )
    writer.write("internship_progress", (row for each in made for row in progress(plan, each)))
    writer.write("internship_report", (report(plan, each, learner) for each, learner in _everybody(made)))
    writer.write("internship_result", (result(plan, each, learner) for each, learner in _everybody(made)))


def _hosts(writer: SchoolWriter) -> list[Host]:
    """Companies of 企业信息, as they were written."""
    trades = {row["word"]: row["trade"] for row in facts("enterprises")}
    names = ("number", "name", "employees", "region", "address")
    rows = access.rows(writer.actor, registry.get("enterprise"), "view").order_by("number")
    return [
        Host(
            number,
            name,
            employees,
            region,
            address,
            next((trade for word, trade in trades.items() if name.endswith(f"{word}有限公司")), ""),
            employees // LARGEST_SHARE,
        )
        for number, name, employees, region, address in rows.values_list(*names)
    ]


def _courses(writer: SchoolWriter) -> Courses:
    """Course and project of practice that a class has in a school year, by class and year; the longest comes last."""
    rows = access.rows(writer.actor, registry.get("teaching_schedule"), "view").order_by(
        "course__hours", "pk"
    )
    names = ("school_class__number", "year", "course__number", "course__projects")
    found: Courses = {}
    for group, year, number, projects in rows.filter(course__abc__in=WITH_PRACTICE).values_list(*names):
        practice = projects.split("；")[0].split("，")[0].strip()[:60]
        found.setdefault((group, year), []).append((number, practice))
    return found


def _internships(plan: SchoolPlan, courses: Courses) -> Iterator[Internship]:
    """The leaving grade works for half a year; in each of three years some new classes visit companies for a week."""
    number = 0
    for group in plan.groups:
        adviser = (group.head or plan.staff[2]).number
        if group.grade == GRADES[0] and (own := courses.get((group.number, YEAR))):
            number += 1
            dates = (date(YEAR + 1, 3, 1), date(YEAR + 1, 7, 30))
            yield Internship(f"SX{YEAR}{number:03d}", ON_THE_JOB, group, YEAR, *dates, own[-1], adviser)
        if group.name.endswith("1班") and (own := courses.get((group.number, group.grade))):
            number += 1
            first = VISITS[group.grade]
            dates = (first, first + timedelta(days=4))
            yield Internship(
                f"SX{group.grade}{number:03d}", VISIT, group, group.grade, *dates, own[0], adviser
            )


def _place(each: Internship, hosts: list[Host]) -> bool:
    """Send the students of a class to companies of their trade, as many as these may take; a visit is one company's."""
    present = [learner for learner in each.group.learners if learner.status == "01"]
    fitting = sorted(hosts, key=lambda host: (host.trade != each.group.major["trade"], -host.free))
    if each.kind == VISIT:
        each.places = [(learner, fitting[0]) for learner in present]
        return bool(present)
    for learner in present:
        host = next((host for host in fitting if host.free > host.here), None)
        if host is None:
            break
        host.here += 1
        each.places.append((learner, host))
    return bool(each.places)


def _everybody(made: list[Internship]) -> Iterator[tuple[Internship, Learner]]:
    return ((each, learner) for each in made for learner, _ in each.places)


def base(plan: SchoolPlan, n: int, host: Host) -> Row:
    """校外实习实训基地 at a company."""
    major = next((m for m in plan.running_majors if m["trade"] == host.trade), plan.running_majors[0])
    most = max(host.free, 1)
    return {
        "number": f"JD{n:02d}",
        "host": host.number,
        "name": f"{host.name}校外实习基地",
        "category": "本地区校外" if host.region.startswith(plan.city) else "本省其他地区校外",
        "contract": f"XQ{YEAR - 2}-{n:03d}",
        "contract_name": "校企共建校外实习实训基地协议",
        "signed": date(YEAR - 2, 6, 10 + n),
        "ends": date(YEAR + 3, 6, 9 + n),
        "since": f"{YEAR - 4}-06",
        "level": "市级" if n == 1 else "校级",
        "region": host.region,
        "address": host.address,
        "major": major["number"],
        "staff": host.employees,
        "posts": most,
        "capacity": next((band for limit, band in BANDS if most <= limit), "6"),
        "mentors": most // 10 + 1,
        "head": plan.lead(major),
        "contact": plan.people.name(MAN, 1985),
        "phone": plan.people.mobile(),
        "lodging": host.employees >= 280,
        "inspected": True,
        "inspected_on": date(YEAR - 2, 5, 10 + n),
        "decided_on": date(YEAR - 2, 6, 3),
        "hosted": most * 2,
        "in_use": True,
    }


def project(each: Internship) -> Row:
    """实习项目."""
    on_the_job = each.kind == ON_THE_JOB
    return {
        "year": each.year,
        "number": each.number,
        "name": f"{each.group.name}{each.kind}",
        "kind": each.kind,
        "school_class": each.group.number,
        "course": each.course[0],
        "practice": each.course[1],
        "organisation": "学校统一安排",
        "starts": each.starts,
        "ends": each.ends,
        "students": len(each.places),
        "adviser": each.adviser,
        "resident": False,
        "approved": each.starts - timedelta(days=30),
        "filed": True,
        "cross_province": False,
        "abroad": False,
        "filing_number": f"云教职备〔{each.starts.year}〕{int(each.number[-3:])}号",
        "education_hours": 16 if on_the_job else 4,
        "emergency": f"{each.group.grade}级学生实习突发事件应急预案",
        "via_agent": False,
        "fees": False,
        "status": "已结束",
    }


def placement(plan: SchoolPlan, each: Internship, n: int) -> Row:
    """学生实习去向 of one student."""
    learner, host = each.places[n]
    on_the_job = each.kind == ON_THE_JOB
    trade = each.group.major["trade"]
    return {
        "year": each.year,
        "project": each.number,
        "student": learner.number,
        "company": host.number,
        "organisation": "学校统一安排",
        "post": POSTS[trade] if on_the_job else "跟岗参观",
        "post_staff": max(host.employees // 2, 5) if on_the_job else None,
        "match": "对口" if host.trade == trade else "基本对口",
        "starts": each.starts,
        "ends": each.ends,
        "region": host.region,
        "agreement": True,
        "agreement_number": f"{each.number}-{n + 1:02d}",
        "signed": each.starts - timedelta(days=7),
        "consent": True,
        "insured": True,
        "policy": f"PZRB{each.year}4501{int(each.number[-3:]):08d}",
        "payer": "学校",
        "daily_hours": 7.5 if on_the_job else 6,
        "weekly_days": 5,
        "night": False,
        "risk": "0",
        "pay": each.pay,
        "standard_pay": 2900 if on_the_job else None,
        "lodging": "单位统一安排" if learner.boards and on_the_job else "在家住宿",
        "adviser": each.adviser,
        "mentor": plan.people.name(MAN, 1986),
        "mentor_phone": plan.people.mobile(),
    }


def progress(plan: SchoolPlan, each: Internship) -> Iterator[Row]:
    """学生实习情况: a row a month for those who work, one row for those who visit."""
    months = MONTHS if each.kind == ON_THE_JOB else (f"{each.starts:%m}",)
    for learner, _ in each.places:
        for n, month in enumerate(months):
            last = n + 1 == len(months)
            yield {
                "year": each.year,
                "placement": each.key(learner),
                "month": f"{each.starts.year}-{month}",
                "present": plan.chance.between(16, 20) if each.kind == ON_THE_JOB else 5,
                "leave": 0,
                "absent": 0,
                "post": POSTS[each.group.major["trade"]] if each.kind == ON_THE_JOB else "跟岗参观",
                "content": "在师傅指导下完成岗位任务，填写工作记录",
                "paid": each.pay,
                "paid_directly": True,
                "overtime": 0,
                "night_shifts": 0,
                "guidance": plan.chance.between(2, 4),
                "visited": date(each.starts.year, int(month), 22) if n % 2 else None,
                "on_post": not last,
                "leave_reason": "实习期满" if last else None,
                "accident": False,
                "registrar": each.adviser,
            }


def report(plan: SchoolPlan, each: Internship, learner: Learner) -> Row:
    """实习报告: the summary at the end, read by the teacher."""
    written = each.ends + timedelta(days=3)
    return {
        "year": each.year,
        "placement": each.key(learner),
        "kind": "实习总结",
        "written": written,
        "since": each.starts,
        "until": each.ends,
        "title": f"{each.group.major['short_name']}{each.kind}总结",
        "content": "记录了岗位任务、遇到的问题和解决办法，认识到规范操作和团队配合的重要",
        "status": "已批阅",
        "reader": each.adviser,
        "read_on": written + timedelta(days=plan.chance.between(1, 4)),
        "grade": plan.chance.pick(("优秀", "良好", "良好", "合格")),
        "comment": "内容真实，思考较深入",
    }


def result(plan: SchoolPlan, each: Internship, learner: Learner) -> Row:
    """实习结果: both marks, and what half a year brought."""
    on_the_job = each.kind == ON_THE_JOB
    unit, school = plan.chance.between(68, 96), plan.chance.between(70, 97)
    score = (unit + school) / 2
    return {
        "year": each.year,
        "placement": each.key(learner),
        "began": each.starts,
        "ended": each.ends,
        "days": plan.chance.between(82, 98) if on_the_job else 5,
        "completion": "按期完成",
        "unit_score": unit,
        "unit_grade": _grade(unit),
        "school_score": school,
        "score": score,
        "grade": _grade(score),
        "opinion": "遵守纪律，能按要求完成岗位任务",
        "credits": 30 if on_the_job else 1,
        "kept": on_the_job and plan.chance.percent(35),
        "paid": each.pay * len(MONTHS) if on_the_job else 0,
        "satisfaction": plan.chance.pick(("非常满意", "满意", "满意", "比较满意")),
        "assessor": each.adviser,
        "assessed": each.ends + timedelta(days=8),
    }


def _grade(score: float) -> str:
    return "优秀" if score >= 90 else "良好" if score >= 80 else "合格"

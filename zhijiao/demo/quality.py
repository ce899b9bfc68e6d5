"""Rows of 教学质量与评价, 学校获奖, 学校项目 and 质量年报 over three years."""

from typing import Any

from zhijiao.demo import premises
from zhijiao.demo.lessons import terms
from zhijiao.demo.school_plan import GRADES, YEAR, SchoolPlan
from zhijiao.demo.school_writer import SchoolWriter

Row = dict[str, Any]
OFFICE = "08"
PROJECTS = (
    ("优质专业（群）建设", "智能制造专业群建设项目", 2018, "验收合格"),
    ("实训基地建设", "产教融合实训基地建设项目", 2019, "建设中"),
    ("1+X证书制度试点", "职业技能等级证书试点项目", 2020, "建设中"),
)


def fill(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """Write the forms of this file for a school whose departments and teachers are written already."""
    writer.write("teaching_quality", [_evaluation(plan, n) for n in range(len(terms()))])
    writer.write("school_award", [_award(plan, year) for year in GRADES])
    writer.write("school_project", [_project(plan, n) for n in range(len(PROJECTS))])
    writer.write("quality_report", [_report(plan, year) for year in GRADES])


def _evaluation(plan: SchoolPlan, n: int) -> Row:
    """Students' evaluation of a major at the end of a term."""
    term = terms()[n]
    return {
        "year": term.year,
        "term": term.term,
        "number": "PJ01",
        "name": f"{term.year}学年第{'一二'[int(term.term) - 1]}学期学生评教",
        "kind": "学生评教",
        "object": "专业",
        "major": plan.majors[n % len(plan.majors)]["number"],
        "department": OFFICE,
        "held": term.ends,
        "expected": 300,
        "raters": 288 + n,
        "score": 88 + n,
        "grade": "良好" if n < 2 else "优秀",
    }


def _award(plan: SchoolPlan, year: int) -> Row:
    """An award of each year."""
    return {
        "year": year,
        "number": "HJ01",
        "name": f"云岭省职业院校技能大赛（{year + 1}年）团体奖",
        "kind": "技能大赛团体奖",
        "level": "省级教育行政部门",
        "grade": "二等",
        "project": f"{plan.majors[0]['short_name']}赛项",
        "awarded": f"{year + 1}-04-20",
        "body": "云岭省教育厅",
        "document": f"云教职成〔{year + 1}〕12号",
        "rank": 1,
        "participants": 6,
        "department": plan.department_of(plan.majors[0]),
        "major": plan.majors[0]["number"],
        "prize": 0,
    }


def _project(plan: SchoolPlan, n: int) -> Row:
    """A project given by the province; the eldest is accepted."""
    kind, name, year, status = PROJECTS[n]
    accepted = status != "建设中"
    money = {"central": 0, "local": 120 + 40 * n, "own": 40, "other": 0}
    return {
        "number": f"XM{year}-{n + 1:02d}",
        "name": name,
        "kind": kind,
        "level": "省级教育行政部门",
        "body": "云岭省教育厅",
        "document": f"云教职成〔{year}〕20号",
        "approved": f"{year}-03-10",
        "started": f"{year}-04-01",
        "planned_end": f"{year + 2}-12-31",
        "department": OFFICE,
        "head": plan.staff[2].number,
        "status": status,
        "accepted": f"{year + 3}-03-20" if accepted else None,
        "budget": 300,
        "total": sum(money.values()),
        **money,
        "spent": sum(money.values()) * 3 // 4,
        "students": premises.students(plan) // 2,
        "content": "建设实训条件，开发课程资源，组建教师教学团队",
        "results": "建成实训室3间，开发课程标准6项，通过省教育厅验收" if accepted else None,
    }


def _report(plan: SchoolPlan, year: int) -> Row:
    """质量年报, a little better every year."""
    better = year - GRADES[0]
    return {
        "year": year,
        "name": f"{plan.row['name']}中等职业教育质量年度报告（{year + 1}年度）",
        "published": f"{year + 1}-12-20",
        "address": f"https://www.s{plan.row['code']}.example.cn/report/{year + 1}",
        "filed": True,
        "department": OFFICE,
        "author": plan.staff[2].number,
        "retention": 95 + better,
        "completion": 97 + better / 2,
        "basic_pass": 93 + better,
        "skill_pass": 94 + better,
        "fitness_pass": 91 + better,
        "certificates": 84 + better,
        "graduates": premises.students(plan) // 3 - 10 * (YEAR - year),
        "employment": 96 + better / 2,
        "matching": 74 + better,
        "further": 36 + 3 * better,
        "income": 3200 + 150 * better,
    }

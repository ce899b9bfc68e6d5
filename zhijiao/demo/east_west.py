"""Rows of 东西协作: what a school does together with one in the east, and with employers there."""

from datetime import date
from typing import Any

from zhijiao.demo.premises import students
from zhijiao.demo.school_plan import COUNTY, EAST, YEAR, SchoolPlan

Row = dict[str, Any]
EASTERN, SPONSOR = "东海市机电职业技术学校", "东海市人力资源服务中心"


def coverage(plan: SchoolPlan) -> Row:
    """东西协作全覆盖行动: one school of the east."""
    major = plan.running_majors[-1]
    money = {"money": 15, "equipment": 10, "goods": 0}
    return {
        "year": YEAR,
        "number": "DX01",
        "role": "西部受援方",
        "partner": EASTERN,
        "partner_kind": "中等职业学校",
        "region": EAST,
        "economy": "非贫困县",
        "agreed": date(YEAR - 2, 10, 12),
        "agreed_until": date(YEAR + 1, 10, 11),
        "document": f"云教职成〔{YEAR - 2}〕40号",
        "head": plan.lead(major),
        "content": "共建专业、师资培养培训、联合招生合作培养、学生就业推荐",
        "major": major["number"],
        "majors": 1,
        "bases": 1,
        "courses": 5,
        "east_teachers": 2,
        "west_teachers": 4,
        "trained": 24,
        "exchange_students": 12,
        "joint_students": sum(_east_students(plan)),
        "poor_students": sum(_east_students(plan)) // 2,
        "employed": students(plan) // 200,
        "total": sum(money.values()),
        **money,
        "reported": True,
        "result": f"共建{major['short_name']}专业，联合制订课程标准3门",
    }


def _east_students(plan: SchoolPlan) -> tuple[int, int]:
    """Boys and girls in the class that is taught together with the school of the east."""
    return students(plan) // 120, students(plan) // 160


def enrolment(plan: SchoolPlan) -> Row:
    """东西兜底招生: the students that 东西协作全覆盖行动 counts as taught together."""
    major, (boys, girls) = plan.running_majors[-1], _east_students(plan)
    number = boys + girls
    return {
        "year": YEAR,
        "number": "DD01",
        "role": "西部受援方",
        "partner": EASTERN,
        "region": EAST,
        "source_region": COUNTY,
        "major": major["number"],
        "partner_major": major["code"],
        "mode": "先西部后东部分段",
        "head": plan.lead(major),
        "own_class": True,
        "planned": number + 2,
        "applied": number + 1,
        "enrolled": number,
        "boys": boys,
        "girls": girls,
        "poor": number // 2,
        "minority": number // 2,
        "graduates": 0,
        "students": number,
        **dict.fromkeys(("left", "finished", "employed_east", "employed_west", "studying_on"), 0),
        "tuition_free": number,
        "granted": number // 2,
        "family_aid": 3000,
        "east_aid": 1000,
    }


def labour(plan: SchoolPlan, n: int) -> Row:
    """东西劳务协作: a course in autumn and one in spring."""
    month, season = (date(YEAR, 10, 12), "秋季") if n == 0 else (date(YEAR + 1, 3, 15), "春季")
    trained = students(plan) // 50
    placed = {"employed_east": trained // 2, "employed_near": trained // 4, "self_employed": 1}
    return {
        "year": YEAR,
        "number": f"LW{YEAR}{n + 1:02d}",
        "name": f"{month.year}年{season}电子装配岗前培训",
        "role": "西部受援方",
        "kind": "岗前培训",
        "partner": SPONSOR,
        "partner_nature": "其他事业单位",
        "region": EAST,
        "source_region": COUNTY,
        "employer": "东海电子科技有限公司",
        "industry": "计算机、通信和其他电子设备制造业",
        "head": plan.staff[2].number,
        "started": month,
        "ended": month.replace(day=28),
        "hours": 80,
        "trained": trained,
        "men": trained - trained // 2,
        "women": trained // 2,
        "poor": trained * 7 // 10,
        "certified": trained * 8 // 10,
        "employed": sum(placed.values()),
        **placed,
        "poor_employed": trained // 2,
        "stayed": trained // 2,
        "wage": 4200,
        "subsidy": trained // 10,
        "insured": True,
    }

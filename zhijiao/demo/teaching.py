"""Rows of 校区信息, 校内机构, 专业设置 and 班级信息."""

from datetime import date
from typing import Any

from zhijiao.demo.people import MAN, WOMAN
from zhijiao.demo.premises import SITE_SHARES, site_area
from zhijiao.demo.school_plan import PlannedClass, SchoolPlan

CAMPUSES = ("主校区", "东校区")


def campuses(plan: SchoolPlan) -> list[dict[str, Any]]:
    """校区信息: the main campus, and a second one for big schools."""
    row = plan.row
    town = row["city"][-3:]
    return [
        {
            "code": f"{n + 1:02d}",
            "name": name,
            "is_main": n == 0,
            "opened": f"{2012 + n}-09",
            "head": plan.staff[2 * n].number if len(plan.staff) > 2 else None,
            "property_right": "学校独立产权",
            "region": row["region"],
            "urban_rural": "镇中心区" if town.endswith("县") else "主城区",
            "address": f"{row['city']}{row['road']}" + ("" if n == 0 else "东侧"),
            "postcode": f"53{plan.city[2]}0{plan.city[3]}0",
            "phone": f"077{plan.city[3]}-555{row['code'][-4:]}",
            "site_area": site_area(plan) * share // 100,
        }
        for n, (name, share) in enumerate(zip(CAMPUSES, SITE_SHARES[len(plan.groups) > 40], strict=False))
    ]


def departments(plan: SchoolPlan, top: bool) -> list[dict[str, Any]]:
    """校内机构: those directly under the school, or those below them."""
    return [
        {
            "number": department["number"],
            "name": department["name"],
            "kind": department["kind"],
            "parent": department["parent"] or None,
            "campus": "01",
            "is_entity": True,
            "established": "2012-09",
            "in_use": True,
            "head": getattr(plan.head(department["number"]), "number", None),
            "location": _location(department),
            "phone": f"077{plan.city[3]}-555{department['number'].rjust(4, '6')}",
            "duties": department["duties"],
        }
        for department in plan.departments
        if top == (not department["parent"]) and (top or _above(plan, department))
    ]


def _location(department: dict[str, str]) -> str:
    """A room in the building of the offices or of the classes."""
    building = "教学楼" if department["kind"] == "1" else "行政楼"
    return f"{building}{int(department['number'][:2]) % 5 + 1}0{department['number'][-1]}"


def _above(plan: SchoolPlan, department: dict[str, str]) -> bool:
    """Whether the school has the department above."""
    return any(d["number"] == department["parent"] for d in plan.departments)


def major(plan: SchoolPlan, facts: dict[str, str]) -> dict[str, Any]:
    """专业设置."""
    first = 2003 + int(facts["number"][-1]) * 2
    return {
        "code": facts["code"],
        "number": facts["number"],
        "short_name": facts["short_name"],
        "length": 3,
        "study_form": "全日制",
        "education_nature": "学历教育",
        "programme_level": "中等职业教育",
        "credit_system": "学年制",
        "training_pattern": "学校培养",
        "student_target": "应届初中毕业生",
        "training_mode": "0",
        "total_credits": 180,
        "total_hours": 3200,
        "tuition": facts["tuition"],
        "certificates": facts["certificate"],
        "department": plan.department_of(facts),
        "head": getattr(plan.leader(facts), "number", None),
        "established": f"{first}-06",
        "approved_on": date(first, 6, 18),
        "first_intake": first,
        "approval": f"云教职成〔{first}〕{12 + int(facts['number'])}号",
        "status": "在招",
        "feature": plan.chance.pick(("2", "3", "4", "9", "9")),
        "introduction": f"培养从事{facts['short_name']}及相关岗位工作的技能人才，主要课程有{facts['subject']}等",
    }


def school_class(plan: SchoolPlan, group: PlannedClass) -> dict[str, Any]:
    """班级信息; the numbers are those of the enrolment."""
    boys, girls = group.present(MAN), group.present(WOMAN)
    return {
        "number": group.number,
        "name": group.name,
        "major": group.major["number"],
        "kind": "普通班",
        "grade": group.grade,
        "intake_season": "秋季",
        "formed": f"{group.grade}-09",
        "length": 3,
        "study_form": "全日制",
        "training_pattern": "学校培养",
        "joint_mode": "非联合办学",
        "status": "在校",
        "department": plan.department_of(group.major),
        "campus": "01",
        "classroom": f"教学楼{plan.chance.between(1, 4)}-{plan.chance.between(1, 5)}0{plan.chance.between(1, 9)}",
        "head_teacher": group.head.number if group.head else None,
        "head_since": f"{group.grade}-09" if group.head else None,
        "monitor": group.learners[0].number,
        "boys": boys,
        "girls": girls,
        "total": boys + girls,
        "boarders": group.boarders,
    }

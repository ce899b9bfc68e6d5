"""Rows of 校区信息, 校内机构, 专业设置 and 班级信息."""

from typing import Any

from zhijiao.demo.people import MAN, WOMAN
from zhijiao.demo.premises import SITE_SHARES, site_area
from zhijiao.demo.sketch import Group, Sketch

CAMPUSES = ("主校区", "东校区")


def campuses(sketch: Sketch) -> list[dict[str, Any]]:
    """校区信息: the main campus, and a second one for big schools."""
    row = sketch.row
    town = row["city"][-3:]
    return [
        {
            "code": f"{n + 1:02d}",
            "name": name,
            "is_main": n == 0,
            "opened": f"{2012 + n}-09",
            "head": sketch.staff[2 * n].number if len(sketch.staff) > 2 else None,
            "property_right": "学校独立产权",
            "region": row["region"],
            "urban_rural": "镇中心区" if town.endswith("县") else "主城区",
            "address": f"{row['city']}{row['road']}" + ("" if n == 0 else "东侧"),
            "postcode": f"53{sketch.city[2]}0{sketch.city[3]}0",
            "phone": f"077{sketch.city[3]}-555{row['code'][-4:]}",
            "site_area": site_area(sketch) * share // 100,
        }
        for n, (name, share) in enumerate(zip(CAMPUSES, SITE_SHARES[len(sketch.groups) > 40], strict=False))
    ]


def departments(sketch: Sketch, top: bool) -> list[dict[str, Any]]:
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
            "head": getattr(sketch.head(department["number"]), "number", None),
            "location": _location(department),
            "phone": f"077{sketch.city[3]}-555{department['number'].rjust(4, '6')}",
            "duties": department["duties"],
        }
        for department in sketch.departments
        if top == (not department["parent"]) and (top or _above(sketch, department))
    ]


def _location(department: dict[str, str]) -> str:
    """A room in the building of the offices or of the classes."""
    building = "教学楼" if department["kind"] == "1" else "行政楼"
    return f"{building}{int(department['number'][:2]) % 5 + 1}0{department['number'][-1]}"


def _above(sketch: Sketch, department: dict[str, str]) -> bool:
    """Whether the school has the department above."""
    return any(d["number"] == department["parent"] for d in sketch.departments)


def major(sketch: Sketch, plan: dict[str, str]) -> dict[str, Any]:
    """专业设置."""
    first = 2003 + int(plan["number"][-1]) * 2
    return {
        "code": plan["code"],
        "number": plan["number"],
        "short_name": plan["short_name"],
        "length": 3,
        "study_form": "全日制",
        "student_target": "应届初中毕业生",
        "training_mode": "0",
        "total_credits": 180,
        "total_hours": 3200,
        "tuition": plan["tuition"],
        "certificates": plan["certificate"],
        "department": sketch.department_of(plan),
        "head": getattr(sketch.leader(plan), "number", None),
        "established": f"{first}-06",
        "first_intake": first,
        "approval": f"云教职成〔{first}〕{12 + int(plan['number'])}号",
        "status": "在招",
        "feature": sketch.chance.pick(("2", "3", "4", "9", "9")),
        "introduction": f"培养从事{plan['short_name']}及相关岗位工作的技能人才，主要课程有{plan['subject']}等",
    }


def school_class(sketch: Sketch, group: Group) -> dict[str, Any]:
    """班级信息; the numbers are those of the enrolment."""
    boys, girls = group.present(MAN), group.present(WOMAN)
    return {
        "number": group.number,
        "name": group.name,
        "major": group.major["number"],
        "kind": "普通班",
        "grade": group.grade,
        "formed": f"{group.grade}-09",
        "length": 3,
        "status": "在校",
        "department": sketch.department_of(group.major),
        "campus": "01",
        "classroom": f"教学楼{sketch.chance.between(1, 4)}-{sketch.chance.between(1, 5)}0{sketch.chance.between(1, 9)}",
        "head_teacher": group.head.number if group.head else None,
        "head_since": f"{group.grade}-09" if group.head else None,
        "monitor": group.learners[0].number,
        "boys": boys,
        "girls": girls,
        "total": boys + girls,
        "boarders": group.boarders,
    }

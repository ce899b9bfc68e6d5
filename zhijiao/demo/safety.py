"""Rows of 安全管理: rules, organisations, lessons and drills of the school year."""

from datetime import date, timedelta
from typing import Any

from zhijiao.demo.facts import facts
from zhijiao.demo.premises import students
from zhijiao.demo.school_plan import YEAR, SchoolPlan
from zhijiao.demo.school_writer import SchoolWriter

FIRST_DAY = date(YEAR, 9, 1)
DRILL = "应急演练"
LEADING, OFFICE = "AZ01", "AZ02"


def fill(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """Write the forms of the module."""
    writer.write("safety_rule", (rule(plan, row) for row in facts("safety_rules")))
    writer.write("safety_organisation", (organisation(plan, row) for row in facts("safety_organisations")))
    writer.write(
        "safety_activity",
        (activity(plan, n, row) for n, row in enumerate(facts("safety_activities"), 1)),
    )


def responsible(plan: SchoolPlan, department: str) -> str:
    """工号 of who heads a department; in a small school the third leader does."""
    return (plan.head(department) or plan.staff[2]).number


def rule(plan: SchoolPlan, row: dict[str, str]) -> dict[str, Any]:
    """安全管理制度."""
    return {
        **{name: row[name] for name in ("number", "name", "content", "audience", "summary", "issued")},
        "effective": row["issued"],
        "document": f"云职校〔{row['issued'][:4]}〕{int(row['number'][2:]) + 10}号",
        "responsible": row["department"],
        "owner": responsible(plan, row["department"]),
        "basis": "教育部令第23号、国办发〔2017〕35号",
        "checks_a_term": row["checks"],
        "checks_recorded": row["checks"],
        "attachment": f"{row['name']}.pdf",
        "in_force": True,
    }


def organisation(plan: SchoolPlan, row: dict[str, str]) -> dict[str, Any]:
    """安全组织保障; the office keeps guards and cameras, the leading group has the 法治副校长."""
    leading, office = row["number"] == LEADING, row["number"] == OFFICE
    guards = max(2, students(plan) // 300) if office else 0
    full, part = int(row["full"]) + guards, int(row["part"])
    cameras = students(plan) // 8 if office else 0
    return {
        **{name: row[name] for name in ("number", "name", "kind", "department", "meetings", "duties")},
        "head": plan.staff[0].number if leading else responsible(plan, row["department"]),
        "head_post": row["leader"] or "科长",
        "deputy": plan.staff[2].number if leading else None,
        "established": "2012-09",
        "document": f"云职校〔{YEAR}〕{int(row['number'][2:]) + 30}号",
        "members": full + part,
        "full_time": full,
        "part_time": part,
        "guards": guards,
        "certified": guards,
        "trained": full + part,
        "vice_principal": plan.people.name("1", 1975) if leading else None,
        "vice_principal_from": f"{plan.row['city'].split('市')[0]}市公安局" if leading else None,
        "duty_phone": f"077{plan.city[3]}-5550110",
        "all_day": office,
        "alarm": office,
        "cameras": cameras,
        "cameras_linked": cameras // 8,
        "storage_days": 90 if office else 0,
        "equipment": "防暴盾牌6面、钢叉6把、头盔6顶" if office else None,
        "budget": students(plan) // 60 if office else 0,
        "liability_insured": True if leading else None,
        "in_use": True,
    }


def activity(plan: SchoolPlan, n: int, row: dict[str, str]) -> dict[str, Any]:
    """安全教育活动: nearly all who should take part do."""
    held = FIRST_DAY + timedelta(days=int(row["day"]))
    present = sum(learner.status == "01" for learner in plan.learners)
    expected = present * int(row["share"]) // 100
    came = expected * plan.chance.between(96, 100) // 100
    staff = min(len(plan.staff), came // 16 + 2)
    others = 6 if row["speaker"] else 0
    return {
        "year": YEAR,
        "number": f"AH{YEAR}{n:03d}",
        **{
            name: row[name] for name in ("name", "themes", "scope", "department", "hours", "place", "content")
        },
        "activity_form": row["form"],
        "leader": responsible(plan, row["department"]),
        "held": held,
        "off_campus": False,
        "plan": f"{row['name']}方案" if row["form"] == DRILL else None,
        "speaker": row["speaker"] or None,
        "expected": expected,
        "students": came,
        "staff": staff,
        "others": others,
        "total": came + staff + others,
        "evacuation": row["seconds"] or None,
        "injured": 0,
        "problems": "部分班级疏散时间隔不够，楼梯口拥挤" if row["seconds"] else None,
        "measures": "调整疏散路线，设楼梯口引导员，下次演练复查" if row["seconds"] else None,
        "materials": f"AH{YEAR}{n:03d}-签到、总结",
    }

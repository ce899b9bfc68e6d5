"""Rows of what a school spends and teaches with: 经费支出, 仪器设备, 实训基地, 数字化教学资源."""

from datetime import date
from typing import Any

from zhijiao.demo import premises
from zhijiao.demo.school_plan import YEAR, SchoolPlan
from zhijiao.demo.school_writer import SchoolWriter
from zhijiao.demo.staff import COMPANIES

Row = dict[str, Any]
BASE_VALUE, BASE_SEATS = 120, 80


def write(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """All forms of this file for a school whose majors and teachers are written already."""
    writer.write("expenditure", [expenditure(plan)])
    writer.write("equipment", [equipment(plan)])
    writer.write("training_base", [base(plan, n) for n in range(len(plan.majors))])
    writer.write("digital_resource", [resource(plan, n) for n in range(len(plan.majors))])


def expenditure(plan: SchoolPlan) -> Row:
    """经费支出 of the calendar year in 万元: a little less than the income."""
    income = premises.income(plan)
    spent = (income["total"] - income["construction"]) * 97 // 100
    pay = {
        "base_pay": spent * 20 // 100,
        "allowances": spent * 7 // 100,
        "performance": spent * 17 // 100,
        "insurance": spent * 12 // 100,
        "housing_fund": spent * 2 // 100,
        "other_pay": spent * 3 // 100,
    }
    aid = {
        "pensions": spent // 100,
        "living_aid": spent // 300,
        "medical": spent // 150,
        "student_aid": income["student_grants"],
        "other_subsidies": spent // 100,
    }
    goods = dict.fromkeys(("office", "water", "postage", "travel", "training", "welfare"), spent // 100)
    goods |= dict.fromkeys(("printing", "meetings", "union", "taxes"), spent // 300)
    goods |= dict.fromkeys(("power", "maintenance", "labour", "property_fee"), spent // 50)
    goods |= {"heating": 0, "materials": spent * 4 // 100, "other_goods": spent * 3 // 100}
    capital = {
        "buildings": 0,
        "office_equipment": spent // 150,
        "special_equipment": spent * 6 // 100,
        "repairs": spent // 80,
        "network": spent // 60,
        "vehicles": 0,
        "other_capital": spent // 100,
        "books": spent // 100,
    }
    groups = {
        "wages": sum(pay.values()),
        "subsidies": sum(aid.values()),
        "goods": sum(goods.values()),
        "capital": sum(capital.values()) - capital["books"],
        "construction": income["construction"],
    }
    operating = sum(groups.values())
    rest = {"trading_cost": income["trading"], "other": max(0, spent - operating) // 10, "interest": 0}
    own = {"teaching_cost": spent // 8, "base_cost": spent // 12, "staff_cost": spent // 40}
    return {
        "year": YEAR,
        "total": operating + rest["trading_cost"] + rest["other"],
        "operating": operating,
        **(groups | pay | aid | goods | capital | rest | own),
        **dict.fromkeys(("debt", "bank_debt", "building_debt", "other_debt"), 0),
        "prepared_by": income["prepared_by"],
    }


def equipment(plan: SchoolPlan) -> Row:
    """教学仪器设备 of the school year: what the bases hold and what stands elsewhere."""
    number = premises.students(plan)
    values = {
        "training_value": BASE_VALUE * len(plan.majors) + number // 4,
        "computer_value": number // 5,
        "media_value": number // 12,
        "sports_value": number // 50,
        "other_value": number // 30,
    }
    added = {"added_public": number // 14, "added_donated": number // 80, "added_own": number // 100}
    total = sum(values.values())
    return {
        "year": YEAR,
        "fixed_assets": total + number * 3,
        "total_value": total,
        **values,
        "added_value": sum(added.values()),
        **added,
        "scrapped_value": number // 90,
        "provided_value": 5 * len(plan.majors),
        "items": number * 2,
        "large_items": number // 80,
        "large_value": number // 5,
        "computers": number // 3 + number // 15,
        "teaching_computers": number // 3,
        "office_computers": number // 15,
        "new_computers": number // 5,
        "tablets": number // 50,
        "digital_terminals": number // 3 + len(plan.staff),
        "student_terminals": number // 3 * 9 // 10,
        "digital_value": number // 4,
        "software_value": number // 25,
        "media_rooms": number // 33,
        "media_seats": number // 33 * 50,
        "books": number * 32,
        "new_books": number,
        "e_books": number * 20,
        "periodicals": 120,
    }


def base(plan: SchoolPlan, n: int) -> Row:
    """校内实训基地: one of each major, every third with an enterprise."""
    major, joint = plan.majors[n], n % 3 == 0
    teacher = plan.leader(major) or plan.staff[0]
    return {
        "number": f"SX{n + 1:02d}",
        "name": f"{major['short_name']}实训基地",
        "kind": "专业实训",
        "level": ("校级", "市级", "省级")[n % 3],
        "major": major["number"],
        "department": plan.department_of(major),
        "head": teacher.number,
        "place": f"实训楼{n % 5 + 1}层",
        "built": f"{date(YEAR - 6 + n % 5, 9, 1):%Y-%m}",
        "area": premises.premises(plan)["training_area"] * 8 // 10 // len(plan.majors),
        "rooms": 3,
        "seats": BASE_SEATS,
        "equipment_items": 96 + 4 * n,
        "equipment_value": BASE_VALUE,
        "added_value": 6,
        "provided_value": 15 if joint else 0,
        "projects": 18 + n,
        "person_hours": 24000,
        "trainees": 60 if joint else 0,
        "assessed": 40,
        "managers": 1,
        "joint": joint,
        "partner": COMPANIES[n % len(COMPANIES)] if joint else None,
        "safety_rules": True,
    }


def resource(plan: SchoolPlan, n: int) -> Row:
    """数字化教学资源: one course of each major."""
    major = plan.majors[n]
    teacher, bought = plan.leader(major) or plan.staff[0], n % 4 == 3
    course = major["subject"].partition("、")[0]
    return {
        "number": f"ZY{n + 1:02d}",
        "name": f"{course}在线课程",
        "kind": "网络课程",
        "origin": "购置" if bought else "自主开发",
        "level": "校级",
        "major": major["number"],
        "course": course,
        "head": teacher.number,
        "platform": "学校网络教学平台",
        "partner": "云州信息科技有限公司" if bought else None,
        "acquired": f"{YEAR - 1}-09",
        "cost": 6 if bought else 2,
        "size": 40 + 5 * n,
        "items": 180 + 10 * n,
        "videos": 36,
        "updated_items": 24,
        "users": 60,
        "outside_users": 0,
        "open_access": False,
    }

"""Rows of what a school spends and teaches with: 经费支出, 仪器设备, 实训基地, 数字化教学资源."""

from datetime import date
from typing import Any, Protocol

from zhijiao.demo import premises
from zhijiao.demo.sketch import YEAR, Sketch
from zhijiao.demo.staff import COMPANIES

Row = dict[str, Any]
BASE_VALUE, BASE_SEATS = 120, 80


class Writes(Protocol):
    """What writes rows of one school."""

    def write(self, key: str, rows: Any) -> None:
        """Write rows of a form."""


def write(pen: Writes, sketch: Sketch) -> None:
    """All forms of this file for a school whose majors and teachers are written already."""
    pen.write("expenditure", [expenditure(sketch)])
    pen.write("equipment", [equipment(sketch)])
    pen.write("training_base", [base(sketch, n) for n in range(len(sketch.majors))])
    pen.write("digital_resource", [resource(sketch, n) for n in range(len(sketch.majors))])


def expenditure(sketch: Sketch) -> Row:
    """经费支出 of the calendar year in 万元: a little less than the income."""
    income = premises.income(sketch)
    operating = (income["total"] - income["construction"]) * 97 // 100
    pay = {
        "base_pay": operating * 20 // 100,
        "allowances": operating * 7 // 100,
        "performance": operating * 17 // 100,
        "insurance": operating * 12 // 100,
        "other_pay": operating * 3 // 100,
    }
    aid = {
        "pensions": operating // 100,
        "medical": operating // 150,
        "student_aid": income["student_grants"],
        "other_subsidies": operating // 100,
    }
    goods = dict.fromkeys(("office", "water", "postage", "travel", "training", "welfare"), operating // 100)
    goods |= dict.fromkeys(("power", "maintenance", "labour"), operating // 50)
    goods |= {"heating": 0, "materials": operating * 4 // 100, "other_goods": operating * 3 // 100}
    capital = {
        "office_equipment": operating // 150,
        "special_equipment": operating * 6 // 100,
        "vehicles": 0,
        "network": operating // 60,
        "buildings": 0,
        "repairs": operating // 80,
    }
    parts = {
        "wages": sum(pay.values()),
        "subsidies": sum(aid.values()),
        "goods": sum(goods.values()),
        "interest": 0,
        "capital": sum(capital.values()),
    }
    rest = {"other": operating - sum(parts.values())}
    own = {"teaching_cost": operating // 8, "base_cost": operating // 12, "staff_cost": operating // 40}
    return {
        "year": YEAR,
        "total": operating + income["construction"],
        "operating": operating,
        "construction": income["construction"],
        **(parts | pay | aid | goods | capital | rest | own),
        **dict.fromkeys(("debt", "bank_debt", "building_debt", "other_debt"), 0),
        "prepared_by": income["prepared_by"],
    }


def equipment(sketch: Sketch) -> Row:
    """教学仪器设备 of the school year: what the bases hold and what stands elsewhere."""
    number = premises.students(sketch)
    values = {
        "training_value": BASE_VALUE * len(sketch.majors) + number // 4,
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
        "provided_value": 5 * len(sketch.majors),
        "items": number * 2,
        "large_items": number // 80,
        "large_value": number // 5,
        "computers": number // 3 + number // 15,
        "teaching_computers": number // 3,
        "office_computers": number // 15,
        "new_computers": number // 5,
        "tablets": number // 50,
        "media_rooms": number // 33,
        "media_seats": number // 33 * 50,
        "books": number * 32,
        "new_books": number,
        "e_books": number * 20,
        "periodicals": 120,
    }


def base(sketch: Sketch, n: int) -> Row:
    """校内实训基地: one of each major, every third with an enterprise."""
    major, joint = sketch.majors[n], n % 3 == 0
    teacher = sketch.leader(major) or sketch.staff[0]
    return {
        "number": f"SX{n + 1:02d}",
        "name": f"{major['short_name']}实训基地",
        "kind": "专业实训",
        "level": ("校级", "市级", "省级")[n % 3],
        "major": major["number"],
        "department": sketch.department_of(major),
        "head": teacher.number,
        "place": f"实训楼{n % 5 + 1}层",
        "built": f"{date(YEAR - 6 + n % 5, 9, 1):%Y-%m}",
        "area": premises.premises(sketch)["training_area"] * 8 // 10 // len(sketch.majors),
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


def resource(sketch: Sketch, n: int) -> Row:
    """数字化教学资源: one course of each major."""
    major = sketch.majors[n]
    teacher, bought = sketch.leader(major) or sketch.staff[0], n % 4 == 3
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

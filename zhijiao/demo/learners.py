"""Rows of the students' forms: 基本信息, 学籍信息, 基本属性, 奖助信息."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from zhijiao.demo.people import MAN, WOMAN
from zhijiao.demo.school_plan import GRADES, YEAR, Learner, SchoolPlan

TALENTS = ("篮球", "羽毛球", "书法", "舞蹈", "吉他", "短跑", "绘画", "主持")
GRANT, RELIEF, SCHOLARSHIP = "国家助学金", "免学费", "国家奖学金"
GRANT_MONTHS = {"1": (f"{YEAR}-09", f"{YEAR + 1}-01"), "2": (f"{YEAR + 1}-02", f"{YEAR + 1}-06")}
GRANT_PAID = {"1": date(YEAR, 11, 20), "2": date(YEAR + 1, 5, 20)}
RELIEF_PAID = {"1": date(YEAR, 10, 15), "2": date(YEAR + 1, 4, 15)}
ON_LEAVE, GONE = "11", ("03", "10")
CHANGES: dict[str, tuple[str, str, str | None]] = {
    "02": (ON_LEAVE, "19", None),
    "03": ("31", "21", None),
    "10": ("21", "27", "云岭省商贸学校"),
}
"""Of those who are not in class, by status: kind of the change, its reason, the school they went to."""
RETURNED = "17"
"""How the numbers end of students who were on leave for a year."""
SCHOLARS = 1
"""Of a hundred students of the second year, how many get the national scholarship."""


def student(plan: SchoolPlan, learner: Learner) -> dict[str, Any]:
    """学生基本信息."""
    chance, people, person = plan.chance, plan.people, learner.person
    healthy = chance.percent(98)
    return {
        "number": learner.number,
        "name": person.name,
        "sex": person.sex,
        "birth": person.birth,
        "birthplace": person.region,
        "native_place": person.region,
        "ethnic_group": person.ethnic_group,
        "nationality": "CHN",
        "id_type": "1",
        "id_number": person.id_number,
        "political_status": "03" if chance.percent(32) else "13",
        "marital_status": "10",
        "health": "1" if healthy else "2",
        "talent": chance.pick(TALENTS) if chance.percent(12) else None,
        "hukou_region": person.region,
        "hukou_address": people.address(person.region, in_town=not learner.farmer),
        "hukou_type": "2" if learner.farmer else "1",
        "hukou_nature": "1" if learner.farmer else "3",
        "police_station": f"{plan.row['city'][-3:].removesuffix('市')}派出所",
        "residence_kind": "农村" if learner.farmer else "城市",
        "is_floating": person.region != plan.row["region"],
        "phone": people.mobile() if chance.percent(85) else None,
    }


def enrolment(plan: SchoolPlan, learner: Learner) -> dict[str, Any]:
    """学生学籍信息, as it stands after the changes."""
    chance, group = plan.chance, learner.group
    temporary = group.grade == YEAR and chance.percent(2)
    return {
        "student": learner.number,
        "roll_number": f"{'L' if temporary else 'G'}{learner.person.id_number}",
        "school_class": group.number,
        "grade": group.grade,
        "student_category": "33110",
        "study_form": "1",
        "length": 3,
        "boarding": "2" if learner.boards else "1",
        "status": learner.status,
        "off_campus": False,
        "admitted": f"{group.grade}-09",
        "target": "111",
        "origin": "应届",
        "recruitment_mode": "统一招生",
        "entrance_mode": "01",
        "training_mode": "0",
        "joint_mode": "0",
        "source_region": learner.person.region,
        "former_school": f"第{chance.pick('一二三四五六七八')}初级中学",
        "exam_score": chance.between(180, 460),
        "registered": date(YEAR, 9, chance.between(1, 6)),
        "registration": "1",
        "expected": f"{group.grade + 3}-07",
        "left": _left(plan, learner),
    }


def _left(plan: SchoolPlan, learner: Learner) -> str | None:
    """The month in which somebody left; notes the day of the change of all who are not in class."""
    if learner.status in CHANGES:
        learner.changed = plan.chance.day(date(YEAR, 10, 8), date(YEAR + 1, 5, 31))
    return f"{learner.changed:%Y-%m}" if learner.changed and learner.status in GONE else None


def changes(plan: SchoolPlan, learner: Learner) -> Iterator[dict[str, Any]]:
    """学籍异动 of those who are not in class, and of a few who came back from leave."""
    year, group = learner.group.grade, learner.group.number
    if (day := learner.changed) is not None:
        kind, reason, other = CHANGES[learner.status]
        yield _changed(plan, learner, kind, reason, day) | {
            "until": day.replace(year=day.year + 1, day=1) if kind == ON_LEAVE else None,
            "to_school": other,
        }
    elif learner.number.endswith(RETURNED) and learner.group.grade < YEAR:
        yield _changed(plan, learner, ON_LEAVE, "19", date(year, 10, 12)) | {"until": date(year + 1, 8, 31)}
        back = {"former_grade": year, "grade": year, "former_class": group, "school_class": group}
        yield _changed(plan, learner, "12", "99", date(year + 1, 9, 1)) | back


def _changed(plan: SchoolPlan, learner: Learner, kind: str, reason: str, day: date) -> dict[str, Any]:
    """What is said of every change: approved the same day, the class it began in."""
    return {
        "enrolment": learner.number,
        "kind": kind,
        "date": day,
        "reason": reason,
        "approved": day,
        "approval": f"云职学籍〔{day.year}〕{day.month}号",
        "handler": plan.staff[0].number,
        "former_major": learner.group.major["code"],
        "former_class": learner.group.number,
        "former_grade": learner.group.grade,
    }


def attributes(plan: SchoolPlan, learner: Learner) -> dict[str, Any]:
    """学生基本属性: parents of the same family, income by hardship."""
    chance, people, person = plan.chance, plan.people, learner.person
    poor = learner.poor != "3"
    father = people.name(MAN, person.birth.year - 27, surname=person.name[0])
    mother = people.name(WOMAN, person.birth.year - 26)
    left_behind = learner.farmer and chance.percent(22)
    return {
        "student": learner.number,
        "home_address": people.address(person.region, in_town=not learner.farmer),
        "home_postcode": f"53{plan.city[2]}000",
        "guardian": father,
        "guardian_relation": "51",
        "guardian_phone": people.mobile(),
        "guardian_employer": "在家务农" if learner.farmer else "个体经营",
        "second_guardian": mother,
        "second_relation": "52",
        "second_phone": people.mobile(),
        "household_size": chance.between(3, 6),
        "labour_force": 1 if poor else 2,
        "income_source": "务农、外出务工" if learner.farmer else "工资、个体经营",
        "annual_income": chance.between(8, 24) * 1000 if poor else chance.between(30, 110) * 1000,
        "only_child": chance.percent(28),
        "care": "1" if left_behind else "0",
        "hardship": learner.poor,
        "hardship_reason": chance.pick(("1", "3", "3", "4", "9")) if poor else None,
        "minimum_income": learner.poor == "1" or (poor and chance.percent(20)),
        "out_of_poverty": poor and learner.farmer and chance.percent(45),
    }


def aid(plan: SchoolPlan, learner: Learner) -> Iterator[dict[str, Any]]:
    """奖助信息 of both terms: waiver of fees, national grant in the first two years, a few scholarships."""
    if learner.status != "01":
        return
    card = plan.people.card()
    for term, months in GRANT_MONTHS.items():
        common = {"year": YEAR, "term": term, "student": learner.number, "fund_source": "中央财政"}
        if learner.farmer or learner.poor != "3":
            yield common | {
                "kind": RELIEF,
                "amount": int(learner.group.major["tuition"]) // 2,
                "hardship": learner.poor,
                "reason": "农村学生" if learner.farmer else "家庭经济困难",
                "month_from": months[0],
                "month_to": months[1],
                "paid": RELIEF_PAID[term],
                "payment": "直接减免",
            }
        if learner.poor != "3" and learner.group.grade != GRADES[0]:
            yield common | {
                "kind": GRANT,
                "amount": 1000,
                "monthly": 200,
                "hardship": learner.poor,
                "reason": "家庭经济困难",
                "approval": f"云职资助〔{YEAR}〕{term}号",
                "month_from": months[0],
                "month_to": months[1],
                "paid": GRANT_PAID[term],
                **_to_card(plan, card),
            }
    if learner.group.grade == GRADES[1] and plan.chance.percent(SCHOLARS):
        yield {
            "year": YEAR,
            "term": "1",
            "student": learner.number,
            "fund_source": "中央财政",
            "kind": SCHOLARSHIP,
            "amount": 6000,
            "award_name": "中等职业教育国家奖学金",
            "paid": date(YEAR, 12, 10),
            **_to_card(plan, card),
        }


def _to_card(plan: SchoolPlan, card: str) -> dict[str, str]:
    """Payment to the student's own card."""
    return {
        "payment": "1",
        "bank": f"中国银行{plan.row['city'][:3].removesuffix('市')}分行",
        "bank_card": card,
    }

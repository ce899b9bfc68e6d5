"""Rows of what students have earned: 职业资格证书, 奖励, 综合成绩与评价."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from zhijiao.demo.randomness import Chance
from zhijiao.demo.school_plan import GRADES, YEAR, Learner, PlannedClass, SchoolPlan
from zhijiao.demo.school_writer import SchoolWriter

Row = dict[str, Any]
TERM_ENDS = {"1": date(YEAR + 1, 1, 22), "2": date(YEAR + 1, 7, 9)}
FITNESS = ((90, "优秀"), (80, "良好"), (60, "及格"), (0, "不及格"))
GRADES_OF_WORK = {"优秀": 30, "良好": 50, "合格": 20}
AWARDS = (
    ("三好学生", "综合获奖", "个人综合", "荣誉称号", "学校级", "三好学生"),
    ("优秀学生干部", "社会工作获奖", "个人综合", "荣誉称号", "学校级", "优秀学生干部"),
    ("中职学生职业技能大赛", "学科获奖", "个人单项", "奖状", "地级教育行政部门", None),
    ("“文明风采”活动", "文艺获奖", "个人单项", "奖状", "省级教育行政部门", None),
)
ISSUERS = {"地级教育行政部门": "云州市教育局", "省级教育行政部门": "云岭省教育厅"}


def write(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """All forms of this file for a school whose students and classes are written already."""
    chance = plan.chance
    present = [learner for learner in plan.learners if learner.status == "01"]
    writer.write("student_certificate", certificates(plan, chance, present))
    writer.write("student_award", (award(plan, chance, m, n) for n, m in enumerate(present[::17])))
    writer.write("student_assessment", (row for group in plan.groups for row in assessments(chance, group)))


def certificates(plan: SchoolPlan, chance: Chance, learners: list[Learner]) -> Iterator[Row]:
    """学生职业资格证书: 1+X certificates of the major where the plan names one, most of the oldest grade."""
    for learner in learners:
        major = learner.group.major
        if learner.group.grade == YEAR or not chance.percent(72 if learner.group.grade == GRADES[0] else 24):
            continue
        name, _, level = major["certificate"].partition("（")
        issued = chance.day(date(YEAR, 10, 12), date(YEAR + 1, 6, 28))
        yield {
            "student": learner.number,
            "kind": "1+X职业技能等级证书" if level else "职业技能等级证书",
            "name": name,
            "level": None if level else "4",
            "x_level": level.removesuffix("）") or None,
            "number": f"{issued.year}{plan.row['code']}{learner.number}",
            "issuer": "云岭省职业技能评价中心",
            "issued": issued,
            "theory_score": chance.between(60, 94),
            "skill_score": chance.between(62, 97),
            "at_school": True,
            "relevant": True,
            "credits": 4,
            "verified": True,
        }


def award(plan: SchoolPlan, chance: Chance, learner: Learner, n: int) -> Row:
    """学生奖励."""
    name, kind, subject, manner, level, honour = AWARDS[n % len(AWARDS)]
    day = chance.day(date(YEAR, 11, 2), date(YEAR + 1, 6, 25))
    return {
        "student": learner.number,
        "name": f"{YEAR}学年{name}",
        "level": level,
        "grade": "未评等级" if honour else chance.pick(("一等", "二等", "三等")),
        "kind": kind,
        "subject": subject,
        "manner": manner,
        "honour": honour,
        "issuer": ISSUERS.get(level, plan.row["name"]),
        "awarded": day,
        "award_year": YEAR,
        "coach": learner.group.head.number if learner.group.head and not honour else None,
    }


def assessments(chance: Chance, group: PlannedClass) -> Iterator[Row]:
    """学生综合成绩与评价 of a class in both terms, ranked by the average."""
    present = [learner for learner in group.learners if learner.status == "01"]
    for term, last_day in TERM_ENDS.items():
        averages = {learner.number: _score(chance, 58, 95) for learner in present}
        order = sorted(averages, key=lambda number: -averages[number])
        ranks = {number: place + 1 for place, number in enumerate(order)}
        for learner in present:
            yield {
                "year": YEAR,
                "term": term,
                "student": learner.number,
                "average": averages[learner.number],
                "rank": ranks[learner.number],
                "class_size": len(present),
                "assessor": group.head.number if group.head else None,
                "assessed": last_day,
                **_studies(chance, group, term, averages[learner.number]),
                **_conduct(chance, averages[learner.number]),
            }


def _score(chance: Chance, low: int, high: int) -> Decimal:
    """A mark with one decimal."""
    return Decimal(chance.between(low * 10, high * 10)) / 10


def _studies(chance: Chance, group: PlannedClass, term: str, average: Decimal) -> Row:
    """Courses and credits; 30 a term if all were passed, a little less for who failed some."""
    failed = chance.between(1, 2) if average < 66 else 0
    passed_later = min(failed, chance.between(0, 2))
    terms = 2 * (YEAR - group.grade) + int(term)
    credits = 30 - 3 * (failed - passed_later)
    return {
        "courses": 9,
        "failed": failed,
        "passed_later": passed_later,
        "common_average": average - 2,
        "major_average": min(average + 2, Decimal(100)),
        "credits": credits,
        "total_credits": 30 * (terms - 1) + credits,
    }


def _conduct(chance: Chance, average: Decimal) -> Row:
    """Conduct, fitness, work and the whole."""
    fitness = _score(chance, 56, 98)
    whole = "优秀" if average >= 85 else "良好" if average >= 72 else "合格"
    return {
        "conduct_score": chance.between(70, 98),
        "conduct": "优秀" if chance.percent(35) else "良好",
        "absent": chance.pick((0, 0, 0, 0, 2, 4)),
        "late": chance.pick((0, 0, 0, 1, 1, 2)),
        "leave": chance.pick((0, 0, 2, 4, 7)),
        "fitness_score": fitness,
        "fitness": next(name for least, name in FITNESS if fitness >= least),
        "labour_hours": 8,
        "labour": chance.weighted(GRADES_OF_WORK),
        "volunteer_hours": chance.between(0, 8),
        "overall": whole,
    }

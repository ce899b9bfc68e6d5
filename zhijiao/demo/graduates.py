"""Rows of 就业创业: admissions of three years, graduates of the leaving grade, businesses and career guidance."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from zhijiao.demo.people import WOMAN
from zhijiao.demo.safety import responsible
from zhijiao.demo.school_plan import GRADES, YEAR, Learner, SchoolPlan
from zhijiao.demo.school_writer import SchoolWriter
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry

Row = dict[str, Any]
OFFICE, DEPARTMENT = "ZD01", "10"
GOES_ON, WORKS, JOINS_UP, LOOKING = "12", "20", "30", "60"
WAYS = {GOES_ON: 52, WORKS: 44, JOINS_UP: 2, LOOKING: 2}
COLLEGE = "云岭职业技术学院"
COVER = (1.06, 1.04)
"""Letters per student that came, and places planned per student that came."""

ACTIVITIES = (
    ("01", "职业生涯规划课程", (9, 14), 36, "2", "黄丽萍", 0, 0),
    ("10", "就业创业政策宣讲会", (11, 6), 2, "0", None, 0, 0),
    ("02", "“从学生到员工”专题讲座", (12, 4), 2, "0", "李国强", 0, 0),
    ("06", "春季校园招聘会", (4, 16), 4, "0", None, 36, 520),
    ("09", "优秀毕业生进校园", (5, 21), 2, "1", "陈志远", 0, 0),
)
"""Kind, name, day, hours, which grade, speaker, companies, jobs."""


def fill(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """Write the forms of the module."""
    writer.write("recruitment", admissions(plan))
    writer.write("career_guidance_office", [office(plan)])
    writer.write("career_guidance_activity", activities(plan))
    companies = _companies(writer)
    leaving = [
        learner for learner in plan.learners if learner.group.grade == GRADES[0] and learner.status == "01"
    ]
    writer.write("employment", (graduate(plan, learner, companies) for learner in leaving))
    writer.write("startup", [startup(plan, leaving[0])])


def _companies(writer: SchoolWriter) -> list[tuple[str, str, str, str, str]]:
    """Number, name, region, nature and industry of the companies that the school works with."""
    rows = access.rows(writer.actor, registry.get("enterprise"), "view").order_by("number")
    return list(rows.values_list("number", "name", "region", "nature", "industry"))


def admissions(plan: SchoolPlan) -> Iterator[Row]:
    """招生信息: each major in the autumn of each grade, registered as the records of students say."""
    for grade in GRADES:
        for major in plan.running_majors:
            new = [m for m in plan.learners if m.group.grade == grade and m.group.major == major]
            if new:
                yield _admission(plan, grade, major, new)


def _admission(plan: SchoolPlan, grade: int, major: dict[str, str], new: list[Learner]) -> Row:
    number = len(new)
    poor = sum(learner.poor != "3" and learner.farmer for learner in new)
    return {
        "year": grade,
        "season": "秋季",
        "major": major["number"],
        "study_form": "全日制",
        "segmented": "未分段培养",
        "length": 3,
        "plan_number": f"云教职〔{grade}〕26号",
        "planned": round(number * COVER[1] / 10) * 10 + 10,
        "admitted": round(number * COVER[0]) + 1,
        "arrived": number + 1,
        "registered": number,
        "women": sum(learner.person.sex == WOMAN for learner in new),
        "fresh_juniors": number,
        "former_juniors": 0,
        "seniors": 0,
        "adults": 0,
        "five_year": 0,
        "rural": sum(learner.farmer for learner in new),
        "outside_province": 0,
        "minorities": number * 38 // 100,
        "poor": poor,
        "disabled": 0,
        "head": responsible(plan, DEPARTMENT),
    }


def office(plan: SchoolPlan) -> Row:
    """职业指导机构."""
    return {
        "number": OFFICE,
        "name": "招生就业与职业指导中心",
        "department": DEPARTMENT,
        "founded": "2012-09",
        "head": responsible(plan, DEPARTMENT),
        "full_time": 2,
        "part_time": 6,
        "outside": 3,
        "certified": 2,
        "trained": 4,
        "room_area": 120,
        "budget": 4,
        "course": True,
        "course_hours": 36,
        "platform": "学校就业服务公众号",
        "phone": f"0771-555{plan.row['code'][-4:]}",
        "rules": "职业指导工作办法、毕业生跟踪服务办法",
        "in_use": True,
    }


def activities(plan: SchoolPlan) -> Iterator[Row]:
    """职业指导活动 of three school years."""
    sizes = Counter(learner.group.grade for learner in plan.learners if learner.status == "01")
    for year in (YEAR - 2, YEAR - 1, YEAR):
        for n, (kind, name, day, hours, grade, speaker, companies, jobs) in enumerate(ACTIVITIES, 1):
            month = day[0]
            came = sizes[GRADES[int(grade)]] * plan.chance.between(85, 98) // 100
            online = year == YEAR - 1 and month < 9
            yield {
                "year": year,
                "number": f"ZY{year}{n:03d}",
                "name": f"{year + (month < 9)}年{name}",
                "kind": kind,
                "fair": "校园集中洽谈会" if kind == "06" else None,
                "office": OFFICE,
                "leader": responsible(plan, DEPARTMENT),
                "held": date(year + (month < 9), *day),
                "hours": hours,
                "place": "视频会议平台" if online else "学术报告厅",
                "online": online,
                "speaker": speaker,
                "speaker_from": "云州市人力资源服务中心" if kind == "02" else None,
                "grades": f"{year - 2 + int(grade)}级",
                "students": came,
                "companies": companies,
                "jobs": jobs,
                "intents": came * 30 // 100 if companies else 0,
                "cost": companies * 80,
                "content": f"按方案组织{name}，学生参加并填写反馈表",
                "outcome": "学生反馈满意率95%以上",
            }


def graduate(plan: SchoolPlan, learner: Learner, companies: list[tuple[str, str, str, str, str]]) -> Row:
    """就业信息 of one student of the leaving grade."""
    way = plan.chance.weighted(WAYS)
    row: Row = {
        "year": YEAR,
        "student": learner.number,
        "destination": way,
        "registered": plan.chance.day(date(YEAR + 1, 7, 5), date(YEAR + 1, 7, 30)),
        "verified": {GOES_ON: "录取通知书", WORKS: "劳动合同", JOINS_UP: "入伍通知书"}.get(way, "电话回访"),
        "phone": plan.people.mobile(),
    }
    if way == GOES_ON:
        row |= {
            "new_school": COLLEGE,
            "programme": learner.group.major["short_name"],
            "progression": plan.chance.pick(("职教高考（对口升学）", "高职单独招生")),
        }
    if way == WORKS:
        row |= _work(plan, learner, plan.chance.pick(companies))
    if way == LOOKING:
        row["reason"] = "正在求职"
    return row


def _work(plan: SchoolPlan, learner: Learner, company: tuple[str, str, str, str, str]) -> Row:
    """What is said of those who work, at a company the school works with."""
    number, name, region, nature, industry = company
    local = region.startswith(plan.city)
    return {
        "work": "机关、企事业单位就业",
        "employer": name,
        "company": number,
        "region": region,
        "nature": nature,
        "industry": industry,
        "place": plan.chance.pick(("城区", "城区", "镇区")),
        "area": "本地就业" if local else "异地就业",
        "channel": "学校推荐就业",
        "settled": "应聘",
        "job": f"{learner.group.major['short_name']}技术员",
        "job_nature": "生产",
        "match": plan.chance.pick(("对口", "对口", "基本对口")),
        "signed": date(YEAR + 1, 7, 1),
        "term": plan.chance.pick(("1", "2", "3")),
        "salary": plan.chance.pick(("4", "5", "5", "6")),
        "insurance": "五险",
        "satisfaction": "满意",
    }


def startup(plan: SchoolPlan, learner: Learner) -> Row:
    """创业信息: a shop that a student of the leaving grade has opened."""
    return {
        "number": f"CY{YEAR}001",
        "kind": "在校学生",
        "student": learner.number,
        "name": "校园数码维修服务部",
        "business_form": "个体工商户",
        "registered_name": "云州市青秀区学友数码维修部",
        "industry": "零售业",
        "region": plan.row["region"],
        "begun": f"{YEAR + 1}-03",
        "jobs": 2,
        "support": 0.5,
        "incubated": True,
        "adviser": responsible(plan, DEPARTMENT),
        "related": True,
        "status": "经营中",
    }

"""Rows of 职教宣传: the week, 文明风采, craftsmen, their studio and visits, and what else was shown to the public."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from zhijiao.demo.safety import responsible
from zhijiao.demo.school_plan import YEAR, SchoolPlan
from zhijiao.demo.school_writer import SchoolWriter

Row = dict[str, Any]
PARTY, STUDENTS, ADMISSIONS = "02", "09", "10"
WEEKS = {YEAR - 2: date(YEAR - 1, 5, 6), YEAR - 1: None, YEAR: date(YEAR + 1, 5, 22)}
"""First day of the week in a school year; that of 2020 was put off to November, so that 2020学年 had two."""

LATE_WEEK = date(YEAR, 11, 9)
THEMES = {YEAR - 2: "迈向2035：发展职业教育 助力乡村振兴", YEAR: "技能：让生活更美好"}
LATE_THEME = "人人出彩，技能强国"


def fill(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """Write the forms of the module."""
    present = sum(learner.status == "01" for learner in plan.learners)
    writer.write("vocational_week", weeks(plan, present))
    writer.write("civility_activity", (civility(plan, year, present) for year in _years()))
    writer.write("civility_contest", (work(plan, year, n) for year in _years() for n in (1, 2)))
    writer.write("master_craftsman", [craftsman(plan)])
    writer.write("craftsman_visit", (visit(plan, year, present) for year in _years()))
    writer.write("master_studio", [studio(plan)])
    writer.write("other_publicity", (other(plan, year, present) for year in _years()))


def _years() -> range:
    return range(YEAR - 2, YEAR + 1)


def weeks(plan: SchoolPlan, present: int) -> Iterator[Row]:
    """职业教育活动周: an open day in each week."""
    days = [(year, day, THEMES[year]) for year, day in WEEKS.items() if day]
    for n, (year, day, theme) in enumerate([*days, (YEAR, LATE_WEEK, LATE_THEME)], 1):
        yield {
            "year": year,
            "number": f"HZ{year}{n:03d}",
            "name": "“走进职校”校园开放日",
            "kind": "校园开放",
            "theme": theme,
            "department": ADMISSIONS,
            "leader": responsible(plan, ADMISSIONS),
            "held": day,
            "ended": day + timedelta(days=1),
            "place": "各专业部实训中心",
            "partner": "云州市教育局",
            "rooms": len(plan.running_majors),
            "students": present // 10,
            "staff": len(plan.staff) // 4,
            "pupils": present // 6,
            "others": present // 20,
            "leaflets": present // 3,
            "served": 0,
            "reports": 2,
            "cost": 4500,
            "content": "开放实训室，学生讲解员带领参观和体验，现场解答招生与资助政策",
            "outcome": "来访中小学生满意率98%",
        }


def civility(plan: SchoolPlan, year: int, present: int) -> Row:
    """文明风采活动 of a school year: two works win a prize above the school."""
    return {
        "year": year,
        "number": f"WM{year}001",
        "name": "“劳动创造幸福”征文演讲活动",
        "theme": "技能成才、强国有我",
        "kind": "征文演讲",
        "scope": "全校",
        "department": STUDENTS,
        "leader": responsible(plan, STUDENTS),
        "held": date(year, 11, 2),
        "ended": date(year, 12, 18),
        "place": "学术报告厅",
        "expected": present,
        "students": present * 7 // 10,
        "staff": len(plan.staff) // 5,
        "works": present // 5 + 4,
        "sent": 4,
        "won": 2,
        "cost": 2800,
        "content": "各班征集初选，校级决赛现场演讲，优秀作品结集展示",
        "outcome": "优秀作品汇编成册，推荐参加市级评选",
    }


def work(plan: SchoolPlan, year: int, n: int) -> Row:
    """竞赛项目: a work that won."""
    learner = plan.learners[n]
    return {
        "year": year,
        "number": f"WF{year}{n:03d}",
        "activity": f"WM{year}001",
        "kind": "征文演讲",
        "name": ("我的工匠梦", "第一张技能证书")[n - 1],
        "subject": "个人单项",
        "entrants": learner.person.name if learner.group.grade <= year else plan.people.name("2", year - 16),
        "entrant_count": 1,
        "first_student": learner.number if learner.group.grade <= year else None,
        "teacher": responsible(plan, STUDENTS),
        "sent_to": "省级教育行政部门",
        "level": "省级教育行政部门",
        "grade": ("二等", "三等")[n - 1],
        "organiser": "云岭省教育厅",
        "won": date(year + 1, 6, 10),
        "certificate": f"云教职成〔{year + 1}〕31号",
    }


def craftsman(plan: SchoolPlan) -> Row:
    """大国工匠（劳模）基本信息."""
    return {
        "number": "GJ01",
        "name": "黄志刚",
        "sex": "男",
        "own_staff": False,
        "employer": "云州机电设备集团",
        "post": "装配车间首席技师",
        "titles": "省部级劳动模范",
        "level": "省（自治区、直辖市）级",
        "awarded": 2018,
        "awarded_by": "云岭省人民政府",
        "skill": "高级技师",
        "speciality": "精密机械装配与调试",
        "engaged_as": "产业导师",
        "engaged_from": date(YEAR - 2, 9, 1),
        "engaged_until": date(YEAR + 2, 8, 31),
        "phone": plan.people.mobile(),
        "deeds": "从事装配三十年，解决进口设备国产化替代难题11项，带出高级工20余人",
        "consent": True,
    }


def visit(plan: SchoolPlan, year: int, present: int) -> Row:
    """大国工匠（劳模）进校园活动 of a school year; that of spring 2020 went over the network."""
    online = year == YEAR - 1
    return {
        "year": year,
        "number": f"GX{year}001",
        "name": "“匠心筑梦”劳模进校园报告会",
        "craftsman": "GJ01",
        "visit_form": "线上课堂" if online else "报告会",
        "department": PARTY,
        "leader": responsible(plan, PARTY),
        "held": date(year + 1, 4, 28),
        "hours": 2,
        "place": "视频会议平台" if online else "学术报告厅",
        "online": online,
        "students": present // 3,
        "staff": len(plan.staff) // 6,
        "content": "讲述岗位成才经历，演示零件检测，与学生问答",
        "outcome": "各班会后撰写感想，评出优秀感想30篇",
        "report": "云州晚报《劳模走进职校课堂》",
    }


def studio(plan: SchoolPlan) -> Row:
    """大师工作室."""
    major = plan.running_majors[0]
    return {
        "number": "GZS01",
        "name": "黄志刚技能大师工作室",
        "kind": "技能大师工作室",
        "level": "市级",
        "authority": "云州市总工会",
        "approval": "云工发〔2019〕27号",
        "founded": date(YEAR - 1, 10, 15),
        "master": "GJ01",
        "head": plan.lead(major),
        "members": 8,
        "teachers": 5,
        "outsiders": 3,
        "major": major["number"],
        "place": "实训楼二层203",
        "area": 120,
        "equipment": 46,
        "invested": 30,
        "apprentices": 12,
        "projects": 2,
        "patents": 3,
        "results": "完成设备改造2项，培养市级技术能手3名",
        "running": True,
    }


def other(plan: SchoolPlan, year: int, present: int) -> Row:
    """其他活动: admissions week in town."""
    return {
        "year": year,
        "number": f"QT{year}001",
        "name": f"{year + 1}年招生宣传进社区",
        "kind": "招生宣传",
        "department": ADMISSIONS,
        "leader": responsible(plan, ADMISSIONS),
        "held": date(year + 1, 6, 5),
        "ended": date(year + 1, 6, 6),
        "place": "云州市青秀区文化广场",
        "online": False,
        "partner": "青秀区教育局",
        "students": min(30, present),
        "staff": min(12, len(plan.staff)),
        "audience": 800,
        "reports": 1,
        "cost": 1600,
        "content": "设咨询台讲解专业和资助政策，学生展示技能作品",
        "outcome": "登记报读意向76人",
    }

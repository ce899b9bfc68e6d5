"""Rows of what teachers hold and have done: contacts, recognitions, certificates, projects, papers, training."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from zhijiao.demo.randomness import Chance
from zhijiao.demo.school_plan import GUEST, YEAR, Member, SchoolPlan
from zhijiao.demo.school_writer import SchoolWriter
from zhijiao.demo.staff import COMPANIES
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry

Row = dict[str, Any]
COMMON = ("语文", "数学", "英语", "思想政治", "体育与健康")
TOPICS = ("项目化教学的实践与思考", "“岗课赛证”融通的课程设计", "混合式教学模式探索", "课程思政的实施路径")
JOURNALS = ("云岭职业教育", "职业教育探索", "云岭教育科学")
TRAININGS = (
    ("职业院校教师素质提高计划专业骨干教师培训班", "国家级培训", "云岭省教育厅", 160, 28),
    ("中等职业学校课程思政专题研修班", "省级培训", "云岭省教育厅", 40, 5),
    ("中职教师信息化教学能力提升培训班", "市级培训", "云州市教育局", 24, 3),
    ("暑期师德师风与教学规范校本培训", "校本培训", "", 16, 2),
)
HONOURS = (
    (
        "职业院校技能大赛教学能力比赛",
        "教学工作",
        "省级教育行政部门",
        "云岭省教育厅",
        "集体",
        "获奖成果第二负责人",
    ),
    ("优秀教师表彰", "工作业绩", "地级教育行政部门", "云州市教育局", "个人综合", "独立完成人"),
    ("职业技能大赛优秀指导教师", "教学工作", "省级教育行政部门", "云岭省教育厅", "个人单项", "独立完成人"),
)


def write(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """All forms of this file for a school whose teachers and their work are written already."""
    chance = plan.chance
    active = [member for member in plan.staff if not member.retired]
    teachers = [member for member in active if member.teaches]
    skilled = [member for member in teachers if member.major] or teachers
    writer.write("off_campus_site", sites(plan, chance, active[0]))
    writer.write("teacher_contact", (contact(plan, chance, member) for member in plan.staff))
    levels = dict(_work(writer, "is_double_qualified", "double_level"))
    since = dict(_work(writer, "is_double_qualified", "double_since"))
    writer.write("teacher_recognition", recognitions(plan, chance, active, since, levels))
    writer.write(
        "teacher_qualification",
        (row for member in teachers for row in qualifications(plan, chance, member, since)),
    )
    writer.write("teacher_research_project", (project(chance, m, n) for n, m in enumerate(teachers[::9])))
    writer.write("teacher_publication", (publication(chance, m, n) for n, m in enumerate(teachers[::5])))
    writer.write("teacher_patent", (patent(plan, chance, m, n) for n, m in enumerate(skilled[::20])))
    writer.write("teacher_training", (training(plan, chance, m, n) for n, m in enumerate(teachers[::2])))
    writer.write("teacher_practice", (practice(plan, chance, member) for member in skilled[::2]))
    writer.write("teacher_social_post", (social_post(chance, member) for member in teachers[::16]))
    writer.write("teacher_honour", (honour(chance, m, n) for n, m in enumerate(teachers[::6])))


def _work(writer: SchoolWriter, flag: str, column: str) -> list[tuple[str, Any]]:
    """工号 and a column of 工作信息 of the teachers for whom ``flag`` is true."""
    rows = access.rows(writer.actor, registry.get("teacher_employment"), "view").filter(**{flag: True})
    return list(rows.order_by("teacher__number").values_list("teacher__number", column))


def sites(plan: SchoolPlan, chance: Chance, head: Member) -> list[Row]:
    """校外教学点信息: one place of a county."""
    return [
        {
            "number": "JXD01",
            "name": "隆安县职业教育中心教学点",
            "kind": "县级职业教育中心或职业学校",
            "partner": "隆安县职业教育中心",
            "region": "450123",
            "address": "隆安县城厢镇蝶城路88号",
            "approved": date(2016, 7, 1),
            "approval": "云教职成〔2016〕21号",
            "agreed_until": date(2025, 8, 31),
            "closed": False,
            "head": head.number,
            "phone": plan.people.mobile(),
            "majors": plan.majors[0]["short_name"],
            "classes": 2,
            "students": 78,
            "boarders": 71,
            "sent_teachers": 2,
            "local_teachers": chance.between(5, 8),
            "site_area": 2600,
        }
    ]


def contact(plan: SchoolPlan, chance: Chance, member: Member) -> Row:
    """教师联系方式."""
    return {
        "teacher": member.number,
        "mobile": plan.people.mobile(),
        "office_phone": None if member.category == GUEST else f"0771-555{chance.digits(4)}",
        "office": None
        if member.category == GUEST
        else f"行政楼{chance.between(1, 5)}0{chance.between(1, 9)}",
        "email": f"t{member.number}@s{plan.row['code']}.example.cn",
        "emergency_name": plan.people.name("2" if member.person.is_man else "1", member.person.birth.year),
        "emergency_relation": "配偶" if member.person.birth.year < 1990 else "52",
        "emergency_phone": plan.people.mobile(),
    }


def recognitions(
    plan: SchoolPlan, chance: Chance, members: list[Member], since: dict[str, date], levels: dict[str, str]
) -> Iterator[Row]:
    """教师认定: the 双师型 of 工作信息 with the same days and levels, and some 骨干教师."""
    for n, member in enumerate(members):
        common = {"teacher": member.number, "outcome": "首次认定", "current": True}
        if day := since.get(member.number):
            yield common | {
                "kind": "双师型教师",
                "double_level": levels.get(member.number),
                "authority": "云岭省教育厅",
                "authority_level": "省级",
                "recognised": day,
                "document": f"云教师〔{day.year}〕45号",
                "certificate": f"SSX{day.year}{member.number}",
                "expires": date(day.year + 6, 12, 19),
                "speciality": member.major["short_name"] if member.major else None,
                "industry_months": chance.between(6, 14),
            }
        if n % 12 == 0:
            yield common | {
                "kind": "骨干教师",
                "authority": plan.row["name"],
                "authority_level": "校级",
                "recognised": date(YEAR, 1, 10),
                "document": f"校字〔{YEAR}〕3号",
            }


def qualifications(plan: SchoolPlan, chance: Chance, member: Member, since: dict[str, date]) -> Iterator[Row]:
    """教师资格证书 of each teacher, and a certificate of the trade of those who are 双师型."""
    year = min(member.started + 1, YEAR)
    yield {
        "teacher": member.number,
        "kind": "教师资格证书",
        "name": "中等职业学校教师资格证书",
        "is_vocational": False,
        "stage": "中等职业学校教师资格",
        "subject": member.major["short_name"] if member.major else chance.pick(COMMON),
        "number": f"{year}4500{chance.digits(9)}{member.number}",
        "issuer": "云岭省教育厅",
        "issued": date(year, 7, 1),
        "verified": True,
        "relevant": False,
    }
    if member.major and (day := since.get(member.number)):
        yield {
            "teacher": member.number,
            "kind": "职业技能等级证书",
            "name": member.major["short_name"],
            "is_vocational": True,
            "level": "3",
            "subject": member.major["subject"],
            "number": f"S{plan.row['code']}{chance.digits(6)}{member.number}",
            "issuer": "云州市职业技能鉴定中心",
            "issued": day - timedelta(days=chance.between(60, 500)),
            "verified": True,
            "relevant": True,
        }


def _subject(member: Member) -> str:
    """What a teacher writes about."""
    return f"中职{member.major['short_name']}专业" if member.major else "中职公共基础课"


def project(chance: Chance, member: Member, n: int) -> Row:
    """教科研项目: finished ones and ones that go on, led by the teacher."""
    finished = n % 2 == 0
    started = date(YEAR - 2 if finished else YEAR, 6, 12)
    return {
        "teacher": member.number,
        "number": f"YZJG{started.year}B{n + 11:03d}",
        "name": f"{_subject(member)}{chance.pick(TOPICS)}研究",
        "kind": "教学研究",
        "project_source": "省、市、自治区项目",
        "level": "省级教育行政部门",
        "approver": "云岭省教育厅",
        "leader": member.person.name,
        "role": "项目主持人",
        "place": 1,
        "members": chance.between(4, 9),
        "started": started,
        "planned_end": date(started.year + 2, 6, 30),
        "status": "结题" if finished else "在研",
        "ended": date(YEAR + 1, 5, 20) if finished else None,
        "fund": 2,
        "fund_received": 2 if finished else 1,
        "fund_source": "省、市、自治区专项费",
        "with_enterprise": chance.percent(25),
        "awarded": False,
        "results": "形成课程标准和校本教材，在校内推广使用" if finished else None,
    }


def publication(chance: Chance, member: Member, n: int) -> Row:
    """论著信息: papers in journals, and a textbook now and then."""
    book = n % 4 == 3
    day = chance.day(date(YEAR - 2, 9, 1), date(YEAR, 12, 31))
    words = chance.between(200, 260) * 1000 if book else chance.between(35, 68) * 100
    row = {
        "teacher": member.number,
        "kind": "教材" if book else "发表论文",
        "title": f"{_subject(member)}实训教程" if book else f"{_subject(member)}{chance.pick(TOPICS)}",
        "authors": member.person.name,
        "author_count": 1,
        "place": 1,
        "role": "主编" if book else "第一作者",
        "school_signed": True,
        "published": day.replace(day=1),
        "words": words,
        "own_words": words,
    }
    if book:
        return row | {
            "publisher": "云岭教育出版社",
            "publisher_level": "地方出版社",
            "isbn": _isbn(f"978755{chance.digits(6)}"),
            "planned_textbook": False,
        }
    return row | {
        "journal": chance.pick(JOURNALS),
        "journal_level": "省级公开发行学术刊物",
        "serial_number": f"CN45-1{chance.digits(3)}/G4",
        "issue": f"{day.year}年第{day.month}期 {n + 21}-{n + 24}页",
    }


def _isbn(first: str) -> str:
    """Twelve digits with their check digit."""
    return f"{first}{-sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(first)) % 10}"


def patent(plan: SchoolPlan, chance: Chance, member: Member, n: int) -> Row:
    """专利成果: utility models of the school."""
    applied = chance.day(date(YEAR - 2, 1, 10), date(YEAR - 1, 12, 20))
    number = f"{applied.year}2{n % 10}{chance.digits(6)}"
    check = "0123456789X"[sum(int(d) * (i % 8 + 2) for i, d in enumerate(number)) % 11]
    trade = member.major["short_name"] if member.major else "教学"
    return {
        "teacher": member.number,
        "number": f"ZL{number}.{check}",
        "name": f"一种{trade}实训用操作台",
        "kind": "实用新型",
        "status": "授权专利",
        "applied": applied,
        "granted": applied + timedelta(days=chance.between(180, 320)),
        "certificate": f"1{chance.digits(7)}",
        "inventors": member.person.name,
        "inventor_count": 1,
        "place": 1,
        "owner": plan.row["name"],
        "school_owned": True,
        "transferred": False,
    }


def training(plan: SchoolPlan, chance: Chance, member: Member, n: int) -> Row:
    """培训学习: one course of the school year."""
    name, programme, organiser, hours, days = TRAININGS[n % len(TRAININGS)]
    started = chance.day(date(YEAR, 9, 14), date(YEAR + 1, 5, 31))
    at_school = not organiser
    return {
        "teacher": member.number,
        "name": f"{started.year}年{name}",
        "programme": programme,
        "nature": "培训",
        "mode": "全脱产（离岗）" if days > 5 else "不脱产（不离岗）",
        "started": started,
        "ended": started + timedelta(days=days - 1),
        "hours": hours,
        "content": f"{_subject(member)}教学改革、师德师风、信息化教学",
        "organiser": organiser or plan.row["name"],
        "organiser_nature": "23" if at_school else "11",
        "place": plan.row["name"] if at_school else "云岭大学",
        "result": "结业",
        "fund": "单位出资" if at_school else "国家出资",
        "cost": 0 if at_school else chance.between(4, 18) * 100,
        "for_double": n % len(TRAININGS) == 0 and member.major is not None,
    }


def practice(plan: SchoolPlan, chance: Chance, member: Member) -> Row:
    """教师实践: some weeks of the summer holidays in an enterprise."""
    started = date(chance.pick((YEAR - 1, YEAR)), 7, chance.between(8, 16))
    days = chance.between(18, 32)
    good = chance.percent(30)
    return {
        "teacher": member.number,
        "company": chance.pick(COMPANIES),
        "nature": "民营（私营）企业",
        "industry": "34",
        "region": plan.row["region"],
        "manner": chance.pick(("生产和管理岗位兼职或任职", "企业组织的技能培训", "参与产品研发和技术创新")),
        "contents": "2,4",
        "post": "技术员助理",
        "started": started,
        "ended": started + timedelta(days=days + 8),
        "days": days,
        "weekly_hours": 40,
        "full_time": True,
        "mentor": plan.people.name("1", 1975),
        "agreement": True,
        "proof": True,
        "result": "优秀" if good else "合格",
        "cost": chance.between(8, 30) * 100,
        "outcome": "将企业案例改编为实训项目，用于专业课教学" if good else None,
    }


def social_post(chance: Chance, member: Member) -> Row:
    """社会兼职: members of societies."""
    return {
        "teacher": member.number,
        "kind": "学术团体职务",
        "organisation": "云岭省职业技术教育学会",
        "post": chance.pick(("理事", "常务理事", "会员代表")),
        "society_level": "省市、部委级学术团体",
        "superior": "云岭省教育厅",
        "started": date(YEAR - 2, 11, 10),
        "current": True,
        "approved": True,
        "paid": False,
    }


def honour(chance: Chance, member: Member, n: int) -> Row:
    """教师获奖与荣誉."""
    name, kind, level, issuer, subject, role = HONOURS[n % len(HONOURS)]
    day = chance.day(date(YEAR, 9, 8), date(YEAR + 1, 6, 20))
    personal = subject == "个人综合"
    return {
        "teacher": member.number,
        "name": f"{day.year}年{name}",
        "kind": kind,
        "level": level,
        "grade": "未评等级" if personal else chance.pick(("一等", "二等", "三等")),
        "manner": "荣誉称号" if personal else "奖状",
        "honour": "优秀教师" if personal else None,
        "subject": subject,
        "role": role,
        "place": 2 if subject == "集体" else 1,
        "issuer": issuer,
        "awarded": day,
        "guided_students": "指导教师" in name,
    }

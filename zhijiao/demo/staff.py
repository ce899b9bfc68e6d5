"""Rows of the teachers' forms: 基本信息, 工作信息, 专业技术职务."""

from datetime import date
from typing import Any

from zhijiao.demo.school_plan import GUEST, TEACHING, WORKER, YEAR, Member, SchoolPlan

PARTY = {"中国共产党党员": 46, "群众": 46, "中国民主同盟盟员": 4, "中国民主促进会会员": 4}
COLLEGES = (
    "云岭师范大学",
    "云岭大学",
    "云州师范学院",
    "云岭科技大学",
    "龙江工学院",
    "桂岭学院",
    "云岭农业大学",
)
STUDIED = {
    "信息": ("计算机科学与技术", "软件工程", "电子信息工程"),
    "制造": ("机械设计制造及其自动化", "电气工程及其自动化", "车辆工程"),
    "商贸": ("会计学", "电子商务", "物流管理"),
    "服务": ("旅游管理", "烹饪与营养教育", "学前教育"),
    "": ("汉语言文学", "数学与应用数学", "英语", "思想政治教育", "体育教育"),
}
BACHELOR = {
    "计算机科学与技术": "工学学士学位", "软件工程": "工学学士学位", "电子信息工程": "工学学士学位",
    "机械设计制造及其自动化": "工学学士学位", "电气工程及其自动化": "工学学士学位", "车辆工程": "工学学士学位",
    "汉语言文学": "文学学士学位", "英语": "文学学士学位", "数学与应用数学": "理学学士学位",
    "思想政治教育": "法学学士学位", "体育教育": "教育学学士学位", "学前教育": "教育学学士学位",
    "烹饪与营养教育": "工学学士学位",
}  # fmt: skip
TITLES = (
    (1, "助理讲师（中专）", "十一级", 100),
    (6, "讲师（中专）", "九级", 92),
    (13, "高级讲师（中专）", "六级", 55),
    (24, "正高级讲师（中专）", "四级", 8),
)
"""Years of work after which a title is granted, its post grade, and how many of a hundred get it."""

COMPANIES = ("云州机电设备有限公司", "云岭汽车服务有限公司", "云州信息科技有限公司", "龙江重型机械有限公司")


def teacher(plan: SchoolPlan, member: Member) -> dict[str, Any]:
    """教师基本信息."""
    chance, person = plan.chance, member.person
    studied = chance.pick(STUDIED[member.major["trade"] if member.major else ""])
    worker = member.category == WORKER
    level = "普通高中毕业" if worker else "大学专科毕业" if chance.percent(6) else "大学本科毕业"
    bachelor = BACHELOR.get(studied, "管理学学士学位") if level == "大学本科毕业" else None
    party = "群众" if worker else chance.weighted(PARTY)
    if member.job == "党委书记":
        party = "中国共产党党员"
    joined_party = chance.day(
        date(person.birth.year + 20, 1, 1), date(min(person.birth.year + 28, YEAR), 6, 30)
    )
    return {
        "number": member.number,
        "name": person.name,
        "outside": member.category == GUEST,
        "sex": person.sex,
        "birth": person.birth,
        "birthplace": person.region,
        "native_place": person.region,
        "ethnic_group": person.ethnic_group,
        "nationality": "CHN",
        "id_type": "1",
        "id_number": person.id_number,
        "marital_status": "已婚" if person.birth.year < 1990 or chance.percent(45) else "未婚",
        "health": "健康或良好",
        "political_status": party,
        "party_joined": joined_party if party.startswith("中国共产党") else None,
        "putonghua": chance.pick(("一级乙等", "二级甲等", "二级甲等", "二级乙等"))
        if member.teaches
        else None,
        "hukou_region": plan.row["region"],
        "hukou_type": "非农业家庭户口",
        "address": plan.people.address(plan.row["region"], in_town=True),
        "postcode": f"53{plan.city[2]}00{chance.between(0, 9)}",
        "education_level": level,
        "graduated_from": "云州市第二中学" if worker else chance.pick(COLLEGES),
        "graduated": f"{member.studied_until}-{'06' if chance.percent(80) else '07'}",
        "studied": None if worker else studied,
        "degree": bachelor,
        "first_education": level,
        "normal_graduate": not worker and chance.percent(55),
    }


def employment(plan: SchoolPlan, member: Member) -> dict[str, Any]:
    """教师工作信息."""
    chance, guest = plan.chance, member.category == GUEST
    skilled = member.teaches and member.major is not None and chance.percent(52)
    contract = max(member.joined, YEAR - chance.between(0, 4))
    return {
        "teacher": member.number,
        "department": member.department,
        "category": member.category,
        "staffing": {TEACHING: "教学类", WORKER: "工勤类", GUEST: "教学类"}.get(member.category, "行政类"),
        "on_establishment": not guest and (member.person.birth.year < 1988 or chance.percent(60)),
        "employment_form": "非全日制用工" if guest else "订立长期合同",
        "contract_signed": True,
        "contract_from": date(contract, 9, 1),
        "contract_until": date(contract + (1 if guest else 5), 8, 31),
        "source": None if guest else chance.pick(("城镇应届毕业生", "农村应届毕业生", "系统内调入")),
        "status": "退休" if member.retired else "在职",
        "left": f"{member.retires}-{member.person.birth.month:02d}" if member.retired else None,
        "started_work": f"{member.started}-07",
        "began_teaching": f"{member.joined}-09" if member.teaches else None,
        "joined_school": f"{member.joined}-08",
        "industry_years": chance.pick((0, 0, 0, 1, 2, 3)) if member.major else 0,
        "job_title": member.job or None,
        "post": _post(member),
        "major": member.major["number"] if member.major else None,
        "subject": member.major["subject"] if member.major else None,
        "weekly_hours": chance.between(8, 18) if member.teaches else None,
        "duties": _duties(plan, member),
        "head_teacher_kind": _head_teacher_kind(plan, member),
        "is_major_leader": plan.leader(member.major) is member if member.major else False,
        "is_backbone": member.teaches and chance.percent(18),
        "is_double_qualified": skilled,
        "double_level": chance.pick(("1", "2", "2", "3")) if skilled else None,
        "double_since": date(YEAR - chance.between(0, 5), 12, 20) if skilled else None,
        "double_evidence": f"{member.major['short_name']}专业高级工证书"
        if skilled and member.major
        else None,
        "is_part_time": guest,
        "employer": chance.pick(COMPANIES) if guest else None,
        "part_time_post": "日常教学" if guest else None,
    }


def _head_teacher_kind(plan: SchoolPlan, member: Member) -> str:
    """班主任类型: none, and of those who head a class one in five has no other duty."""
    if not member.head_of:
        return "9"
    return "1" if len(member.head_of) > 1 or plan.chance.percent(20) else "2"


def _post(member: Member) -> str | None:
    """任教岗位类别 of those who teach."""
    if member.category not in (TEACHING, GUEST):
        return None
    return "专业课" if member.major else "文化基础课"


def _duties(plan: SchoolPlan, member: Member) -> str | None:
    """承担工作, several with 、 between."""
    if not member.teaches:
        return None
    duties = ["班主任"] if member.head_of else []
    if member.major and plan.chance.percent(15):
        duties.append("实习指导")
    if member in plan.counsellors:
        duties.append("心理咨询")
    elif member.major is None and plan.chance.percent(15):
        duties.append("思政课程")
    return "、".join(duties) or None


def titles(plan: SchoolPlan, member: Member) -> list[dict[str, Any]]:
    """专业技术职务: every title reached, the last one the highest."""
    chance = plan.chance
    reached: list[tuple[int, str, str]] = []
    for years, name, grade, share in TITLES:
        granted = member.started + years
        if granted > YEAR or (reached and not chance.percent(share)):
            break
        reached.append((granted, name, grade))
    reached = reached or [(member.started, "教员（中专）", "十三级")]
    return [
        {
            "teacher": member.number,
            "title": name,
            "granted": f"{granted}-12",
            "channel": "评审",
            "reviewer": "云岭省中等职业学校教师系列职务评审委员会",
            "certificate": f"Z{plan.row['region']}{granted}{chance.digits(5)}",
            "is_highest": (granted, name, grade) == reached[-1],
            "is_appointed": True,
            "appointed_title": name,
            "employer": plan.row["name"],
            "appointed_from": date(granted + 1, 1, 1),
            "appointed_until": _term_ends(granted, (granted, name, grade) == reached[-1]),
            "post_grade": grade,
        }
        for granted, name, grade in reached
    ]


def _term_ends(granted: int, highest: bool) -> date:
    """Last day of an appointment of five years; one to the highest title has been renewed."""
    return date(max(granted + 5, YEAR + 2) if highest else granted + 5, 12, 31)

"""Rows of what a school does with others: 职教扶贫, 合作办学, 国际合作, 改革试验区, 农村职业教育."""

from datetime import date
from typing import Any

from zhijiao.demo import east_west
from zhijiao.demo.premises import students
from zhijiao.demo.school_plan import COUNTY, EAST, GRADES, YEAR, PlannedClass, SchoolPlan
from zhijiao.demo.school_writer import SchoolWriter

Row = dict[str, Any]
PARTNERS = 4
"""How many majors go on to a college with their graduates."""

COLLEGE = "云岭职业技术学院"


def fill(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """Write these forms and those of 东西协作 for a school whose majors and teachers are written already."""
    writer.write("aid_given", [aid_given(plan)])
    writer.write("aid_received", [aid_received(plan)])
    writer.write("joint_programme", joint_programmes(plan))
    writer.write("east_west_coverage", [east_west.coverage(plan)])
    writer.write("east_west_enrolment", [east_west.enrolment(plan)])
    writer.write("east_west_labour", [east_west.labour(plan, n) for n in range(2)])
    writer.write("international_cooperation", [international(plan)])
    writer.write("reform_pilot_zone", reforms(plan))
    writer.write("rural_education", [rural(plan)])


def aid_given(plan: SchoolPlan) -> Row:
    """帮扶情况: a vocational centre of a poor county of the province."""
    major, scale = plan.running_majors[0], students(plan) // 100
    money = {"money": 2, "equipment": scale, "goods": 1, "purchases": 3}
    return {
        "year": YEAR,
        "number": "BF01",
        "name": "对口帮扶三江县职业教育中心",
        "basis": "省内对口帮扶",
        "partner": "三江县职业教育中心",
        "partner_kind": "中等职业学校",
        "region": COUNTY,
        "economy": "国家级贫困县",
        "content": "专业建设、师资培训与交流、数字教学资源共享、职业技能培训",
        "agreement": True,
        "document": "云教职成〔2018〕12号",
        "started": date(YEAR - 2, 9, 1),
        "ended": date(YEAR + 1, 8, 31),
        "department": plan.department_of(major),
        "head": plan.lead(major),
        "major": major["number"],
        "teachers_sent": 2,
        "teachers_received": 4,
        "teachers_trained": 20,
        "students_received": scale,
        "poor_students": scale // 2,
        "graduates_placed": scale // 2,
        "trained": 4 * scale,
        "poor_trained": 3 * scale,
        "households": 6,
        "majors_built": 1,
        "courses_shared": 4,
        "total": sum(money.values()),
        **money,
        "result": f"指导修订{major['short_name']}专业人才培养方案，4名教师来校跟岗半年",
    }


def aid_received(plan: SchoolPlan) -> Row:
    """被帮扶情况: machines and teachers from a school of the east."""
    major = plan.running_majors[-1]
    money = {"money": 10, "equipment": 14, "goods": 1}
    return {
        "year": YEAR,
        "number": "SY01",
        "name": "东海市高级技工学校对口帮扶",
        "basis": "教育部门组织的结对",
        "helper": "东海市高级技工学校",
        "helper_kind": "中等职业学校",
        "region": EAST,
        "content": "学校管理指导、师资培训与交流、捐资捐物",
        "agreement": True,
        "started": date(YEAR - 1, 3, 1),
        "ended": date(YEAR + 2, 2, 28),
        "department": plan.department_of(major),
        "head": plan.lead(major),
        "major": major["number"],
        "experts": 1,
        "expert_months": 6,
        "teachers_sent": 3,
        "teachers_trained": 12,
        "students_sent": 0,
        "poor_students": 0,
        "graduates_placed": students(plan) // 200,
        "aided_students": students(plan) // 60,
        "majors_built": 1,
        "bases_built": 1,
        "courses_shared": 5,
        "total": sum(money.values()),
        **money,
        "result": "新增实训设备14万元，3名教师完成跟岗学习",
    }


def joint_programmes(plan: SchoolPlan) -> list[Row]:
    """合作办学: the first class of each grade of some majors goes on to a college after three years."""
    return [joint_programme(plan, n, m) for n, m in enumerate(plan.running_majors[:PARTNERS], 1)]


def joint_programme(plan: SchoolPlan, n: int, major: dict[str, str]) -> Row:
    """One programme; its students are those of the classes that count."""
    classes = _first_classes(plan, major)
    sizes = {group.grade: group.present("1") + group.present("2") for group in classes}
    finishing = sizes.get(GRADES[0], 0)
    return {
        "year": YEAR,
        "number": f"HZ{n:02d}",
        "name": f"{major['short_name']}专业中高职“3+2”分段培养",
        "kind": "中高职分段培养",
        "segments": "中高职3+2",
        "joint": "非联合办学",
        "partner": COLLEGE,
        "partner_kind": "高等职业学校",
        "region": "450107",
        "major": major["number"],
        "partner_major": f"{major['short_name']}（高职）",
        "approval": f"云教职成〔{YEAR - 3}〕33号",
        "agreed": date(YEAR - 3, 5, 10),
        "agreed_until": date(YEAR + 3, 8, 31),
        "head": plan.lead(major),
        "own_years": 3,
        "partner_years": 2,
        "planned": 50,
        "enrolled": sizes.get(YEAR, 0),
        "students": sum(sizes.values()),
        "poor_students": sum(sizes.values()) // 12,
        "finishing": finishing,
        "moved_on": finishing * 9 // 10,
        "classes": len(classes),
        "joint_courses": 6,
        "partner_teachers": 1,
        "sent_teachers": 1,
        "fund": 4,
        "one_plan": True,
        "running": True,
    }


def _first_classes(plan: SchoolPlan, major: dict[str, str]) -> list[PlannedClass]:
    """The first class of each grade of a major."""
    first: dict[int, PlannedClass] = {}
    for group in plan.groups:
        if group.major is major:
            first.setdefault(group.grade, group)
    return list(first.values())


def international(plan: SchoolPlan) -> Row:
    """国际合作: exchange of teachers, on line in this year."""
    major = plan.running_majors[0]
    money = {"public_fund": 4, "fee_fund": 0, "other_fund": 2}
    none = (
        *("planned", "enrolled", "students", "foreign_students", "long_foreign", "students_out"),
        *("teachers_out", "foreign_teachers", "exported", "trained"),
    )
    return {
        "year": YEAR,
        "number": "GJ01",
        "name": f"{major['short_name']}专业教师交流与课程引进",
        "kind": "引进国际课程或教学标准",
        "country": "德国",
        "partner": "莱茵职业技术学校",
        "partner_foreign": "Rhein Berufskolleg",
        "partner_kind": "其他",
        "agreed": date(YEAR - 1, 4, 20),
        "agreed_until": date(YEAR + 2, 8, 31),
        "department": plan.department_of(major),
        "head": plan.lead(major),
        "major": major["number"],
        **dict.fromkeys(none, 0),
        "students_in": 0,
        "imported": 4,
        "certificates": 12,
        "fund": sum(money.values()),
        **money,
        "evaluated": False,
        "remarks": "因疫情本学年交流改为线上，未派出人员",
    }


def reforms(plan: SchoolPlan) -> list[Row]:
    """国家职业教育改革试验区: the pilot of 1+X certificates, and a part in a region's highland."""
    major = plan.running_majors[0]
    certificate = major["certificate"].partition("（")[0]
    common = {"department": plan.department_of(major), "head": plan.lead(major), "reported": True}
    return [
        common
        | {
            "number": "GG01",
            "name": f"1+X证书制度试点（{certificate}）",
            "kind": "1+X证书制度试点",
            "role": "独立承担单位",
            "approver": "教育部",
            "document": "教职所〔2019〕141号",
            "approved": date(YEAR - 1, 9, 17),
            "started": date(YEAR - 1, 10, 1),
            "planned_end": date(YEAR + 2, 12, 31),
            "major": major["number"],
            "tasks": f"建设考核站点1个；每年组织{major['short_name']}专业学生参加初级证书考核",
            "status": "建设中",
            **_fund(central=20, local=6, own=4, spent=22),
            "students": sum(len(group.learners) for group in plan.groups if group.major is major),
            "teachers": 6,
            "outputs": 3,
            "adopted": 1,
            "progress": "考核站点已建成，学生参加考核情况见“学生职业资格证书”",
        },
        common
        | {
            "number": "GG02",
            "name": "云岭省国家职业教育创新发展高地建设任务",
            "kind": "国家职业教育创新发展高地",
            "zone": "云岭省国家职业教育创新发展高地",
            "role": "所在地区承担，学校参加",
            "leader": "云岭省教育厅",
            "approver": "教育部",
            "document": f"教职成〔{YEAR}〕5号",
            "approved": date(YEAR, 8, 20),
            "started": date(YEAR, 9, 1),
            "planned_end": date(YEAR + 3, 8, 31),
            "tasks": "承担中高职衔接课程标准开发，完成四个专业的一体化培养方案",
            "status": "建设中",
            **_fund(central=0, local=10, own=2, spent=6),
            "students": 0,
            "teachers": 8,
            "outputs": 2,
            "adopted": 0,
            "progress": "完成两个专业的一体化培养方案初稿",
        },
    ]


def _fund(*, central: int, local: int, own: int, spent: int) -> Row:
    """Money of a project in 万元."""
    total = central + local + own
    return {
        "budget": total + 10,
        "total": total,
        "central": central,
        "local": local,
        "own": own,
        "other": 0,
        "spent": spent,
    }


def rural(plan: SchoolPlan) -> Row:
    """农村职业教育: no majors of farming, but courses for farmers."""
    number = students(plan)
    courses = {
        "farming_trained": number // 12,
        "professional_trained": number // 40,
        "transfer_trained": number // 20,
        "other_trained": number // 50,
    }
    trained = sum(courses.values())
    none = (
        *("majors", "students", "enrolled", "rural_graduates", "stayed", "teachers", "skilled_teachers"),
        *("farm_area", "adults"),
    )
    money = {"public_fund": number // 60, "own_fund": 2, "other_fund": 0}
    return {
        "year": YEAR,
        "model_county": False,
        "role": False,
        "head": plan.staff[2].number,
        "department": plan.departments[0]["number"],
        "level": "一般专业",
        **dict.fromkeys(none, 0),
        "rural_students": sum(learner.farmer and learner.status == "01" for learner in plan.learners),
        "experts": 4,
        "villages": 6,
        "township_points": 2,
        "trained": trained,
        **courses,
        "poor_trained": trained // 3,
        "certified": trained // 4,
        "projects": 1,
        "households": 60,
        "fund": sum(money.values()),
        **money,
        "result": "与两个乡镇合办田间学校，开展果树栽培和电商培训",
    }

"""Rows of 产教融合: cooperation of three years, a group that the school leads, a pilot with one class."""

from typing import Any

from zhijiao.demo.school_plan import GRADES, YEAR, PlannedClass, SchoolPlan
from zhijiao.demo.school_writer import SchoolWriter

Row = dict[str, Any]
PARTNERS = 10
GROUP, PILOT = "JT01", "XT01"
COLLEGES = (("云岭职业技术学院", "12450000M0002001X1"), ("云州大学", "12450000M00020036U"))


def fill(writer: SchoolWriter, plan: SchoolPlan, enterprises: list[Row]) -> None:
    """Write the forms of this file for a school whose enterprises, majors and classes are written already."""
    partners = enterprises[:PARTNERS]
    for year in GRADES:
        writer.write("cooperation", [_cooperation(plan, n, each, year) for n, each in enumerate(partners)])
    _group(writer, plan, [row for row in enterprises if row["in_group"]])
    _pilot(writer, plan, partners[0])


def _cooperation(plan: SchoolPlan, n: int, enterprise: Row, year: int) -> Row:
    """合作情况 with one company: a little more every year."""
    more = year - GRADES[0]
    return {
        "year": year,
        "number": f"HZ{n + 1:03d}",
        "name": f"与{enterprise['name']}的校企合作",
        "enterprise": enterprise["number"],
        "forms": "专业与课程共建、人才培养与服务互助",
        "major": plan.majors[n % len(plan.majors)]["number"],
        "agreed": True,
        "agreement": f"XQ{GRADES[0]}-{n + 1:03d}",
        "agreed_on": f"{GRADES[0]}-06-15",
        "agreed_until": f"{YEAR + 2}-06-14",
        "head": plan.staff[2].number,
        "partner_head": enterprise["contact"],
        "classes": 0,
        "order_students": 0,
        "interns": 4 + 2 * more,
        "hired": 3 + more,
        "practising": 0,
        "lecturers": 1,
        "trained": 20 * more,
        "courses": 1,
        "textbooks": 0,
        "bases": 1 if n % 3 == 0 else 0,
        "fund": 2 + more,
        "equipment": 5 if n % 3 == 0 else 0,
        "scholarships": 5000 if n == 0 else 0,
        "income": more,
        "continues": True,
    }


def _group(writer: SchoolWriter, plan: SchoolPlan, companies: list[Row]) -> None:
    """A group of the region with its members and two forms for each year."""
    trade = plan.majors[0]["short_name"]
    writer.write(
        "education_group",
        [
            {
                "number": GROUP,
                "name": f"{plan.row['city'][:2]}职业教育集团",
                "kind": "区域型",
                "role": "牵头单位（理事长单位）",
                "leader": plan.row["name"],
                "level": "市级",
                "demonstration": "否",
                "industry": "通用设备制造业",
                "majors": trade,
                "founded": "2014-11-20",
                "joined": "2014-11",
                "operation": "非法人联合体",
                "statute": True,
                "members": len(companies) + len(COLLEGES),
                "companies": len(companies),
                "contact": plan.staff[2].person.name,
                "phone": f"077{plan.city[3]}-5550001",
                "active": True,
            }
        ],
    )
    writer.write("education_group_member", [*map(_company, companies), *map(_college, COLLEGES)])
    for year in GRADES:
        writer.write("education_group_teaching", [_group_teaching(plan, year)])
        writer.write("education_group_cooperation", [_group_cooperation(companies, year)])


def _company(row: Row) -> Row:
    """A company as a member."""
    return {
        "group": GROUP,
        "name": row["name"],
        "code": row["code"],
        "kind": "企业",
        "region": row["region"],
        "enterprise": row["number"],
        "industry": row["industry"],
        "above_scale": row["above_scale"],
        "role": "理事单位",
        "joined": "2016-05",
        "active": True,
    }


def _college(college: tuple[str, str]) -> Row:
    """A college as a member."""
    name, code = college
    return {
        "group": GROUP,
        "name": name,
        "code": code,
        "kind": "高等职业学校" if "职业" in name else "本科高校",
        "region": "450103",
        "role": "副理事长单位",
        "joined": "2014-11",
        "active": True,
    }


def _group_teaching(plan: SchoolPlan, year: int) -> Row:
    """What the whole group does for teaching."""
    more = year - GRADES[0]
    return {
        "year": year,
        "group": GROUP,
        "majors": len(plan.majors) + 6,
        "shared_majors": 3,
        "standards": 2 + more,
        "courses": 4 + more,
        "textbooks": 1 + more,
        "bases": 3,
        "passage": 120 + 20 * more,
        "exchange": 0,
        "students": 2000 + 100 * more,
        "teachers": 6,
        "lecturers": 14 + 2 * more,
        "practising": 30 + 4 * more,
        "meetings": 6,
        "contests": 1,
        "fund": 20 + 5 * more,
    }


def _group_cooperation(companies: list[Row], year: int) -> Row:
    """What the companies of the group do."""
    more = year - GRADES[0]
    return {
        "year": year,
        "group": GROUP,
        "companies": len(companies),
        "large": sum(row["above_scale"] for row in companies),
        "agreements": len(companies),
        "order_classes": 0,
        "order_students": 0,
        "apprentices": 40,
        "interns": 160 + 20 * more,
        "hired": 110 + 10 * more,
        "practising": 30 + 4 * more,
        "fund": 30 + 5 * more,
        "equipment": 40,
        "trained": 300 + 50 * more,
        "projects": 2,
        "income": 8 + more,
    }


def _pilot(writer: SchoolWriter, plan: SchoolPlan, host: Row) -> None:
    """A pilot whose apprentices are the first class of the oldest grade."""
    group = plan.groups[0]
    writer.write("school_class", [{"number": group.number, "kind": "现代学徒制班", "partner": host["name"]}])
    writer.write("apprenticeship_pilot", [_pilot_row(plan, group, host)])
    writer.write("apprenticeship_teaching", [_pilot_teaching(group, year) for year in GRADES])
    writer.write("apprenticeship_recruitment", [_recruitment(group, year) for year in GRADES])
    writer.write("apprenticeship_output", [_output(plan, group, year) for year in GRADES])


def _present(group: PlannedClass) -> int:
    return group.present("1") + group.present("2")


def _pilot_row(plan: SchoolPlan, group: PlannedClass, host: Row) -> Row:
    """试点基本信息."""
    return {
        "number": PILOT,
        "name": f"{group.major['short_name']}专业现代学徒制试点",
        "level": "市级",
        "batch": "第一批",
        "kind": "职业院校",
        "approval": "云教职成〔2018〕9号",
        "approved": "2018-03-20",
        "major": group.major["number"],
        "enterprise": host["number"],
        "agreed_on": "2018-06-01",
        "agreed_until": "2024-05-31",
        "head": plan.lead(group.major),
        "partner_head": host["contact"],
        "started": "2018-09",
        "mentors": True,
        "double_status": True,
        "fund": 20,
        "status": "通过年检",
    }


def _pilot_teaching(group: PlannedClass, year: int) -> Row:
    """教学情况: more weeks in the company every year."""
    nth = year - GRADES[0] + 1
    return {
        "year": year,
        "pilot": PILOT,
        "classes": 1,
        "apprentices": _present(group),
        "joint_plan": True,
        "hours": 1080,
        "company_hours": 240 * nth,
        "weeks": 8 * nth,
        "school_tutors": 5,
        "mentors": _present(group) // 4 + 1,
        "allowance": 300,
        "wage": 800 + 400 * nth,
        "insured": True,
        "agreements": True,
        "assessment": "校企共同考核",
        "passed": _present(group),
        "fund": 6,
    }


def _recruitment(group: PlannedClass, year: int) -> Row:
    """招生就业: recruited in the first year, finished in the third."""
    number, first, last = _present(group), year == GRADES[0], year == YEAR
    finished = number if last else 0
    further = finished // 4
    stayed = finished // 2
    return {
        "year": year,
        "pilot": PILOT,
        "manner": "招生与招工同步",
        "planned": number if first else 0,
        "recruited": number if first else 0,
        "workers": 0,
        "poor": number // 8 if first else 0,
        "left": 0,
        "finished": finished,
        "certified": finished * 9 // 10,
        "stayed": stayed,
        "hired": finished - further - stayed,
        "further": further,
        "wage": 4200 if stayed else 0,
    }


def _output(plan: SchoolPlan, group: PlannedClass, year: int) -> Row:
    """教学开发成果: a standard of each year."""
    return {
        "year": year,
        "number": "XC01",
        "pilot": PILOT,
        "name": f"{group.major['short_name']}专业学徒岗位标准（{year}版）",
        "kind": "岗位标准",
        "finished": f"{year + 1}-05-20",
        "author": plan.lead(group.major),
        "authors": 3,
        "users": _present(group),
        "shared": False,
    }

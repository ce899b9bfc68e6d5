"""Rows of 德育工作: rules, organisations, the Youth League, clubs and activities of the school year."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from zhijiao.demo.facts import facts
from zhijiao.demo.people import MAN
from zhijiao.demo.safety import FIRST_DAY, responsible
from zhijiao.demo.school_plan import GRADES, YEAR, Learner, SchoolPlan
from zhijiao.demo.school_writer import SchoolWriter
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor

LEAGUE, ENROLLED, WOMAN = "03", "01", "2"
COMMITTEE = "TZ01"
COUNSELLING = "DJ03"


def fill(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """Write the forms of the module."""
    clubs = _clubs(plan)
    writer.write("moral_rule", (rule(row) for row in facts("moral_rules")))
    writer.write("moral_organisation", (organisation(plan, row) for row in facts("moral_organisations")))
    members = league_members(writer.actor)
    writer.write("youth_league_organisation", [committee(plan, members)])
    writer.write("youth_league_organisation", branches(plan, members))
    writer.write("student_club", (club(plan, n, row) for n, row in clubs))
    writer.write("student_club_member", (row for n, _ in clubs for row in club_members(plan, n)))
    writer.write("student_club_award", (award(plan, n, row) for n, row in clubs if row["award"]))
    writer.write(
        "moral_activity", (activity(plan, n, row) for n, row in enumerate(facts("moral_activities"), 1))
    )


def rule(row: dict[str, str]) -> dict[str, Any]:
    """德育制度."""
    return {
        **{name: row[name] for name in ("number", "name", "content", "audience", "summary", "issued")},
        "effective": row["issued"],
        "document": f"云职校〔{row['issued'][:4]}〕{int(row['number'][2:]) + 40}号",
        "responsible": row["department"],
        "consulted": "学生" in row["audience"],
        "published": True,
        "basis": "中等职业学校德育大纲（2014年修订）",
        "attachment": f"{row['name']}.pdf",
        "in_force": True,
    }


def organisation(plan: SchoolPlan, row: dict[str, str]) -> dict[str, Any]:
    """德育机构."""
    full, part, outside = (int(row[name]) for name in ("full", "part", "outside"))
    return {
        **{
            name: row[name]
            for name in ("number", "name", "kind", "department", "meetings", "duties", "rooms")
        },
        "established": "2013-03",
        "head": plan.staff[0].number if row["department"] == "01" else responsible(plan, row["department"]),
        "head_post": "校长" if row["department"] == "01" else "主任",
        "members": full + part + outside,
        "full_time": full,
        "part_time": part,
        "outside": outside,
        "qualified": full if row["number"] == COUNSELLING else 0,
        "trained": full + part // 2,
        "room_area": row["area"],
        "open_hours": row["hours"],
        "budget": full * 2,
        "in_use": True,
    }


def league_members(actor: Actor) -> dict[str, dict[str, int]]:
    """Members of the League and women among them, by class, as 团员信息 counts them."""
    rows = access.rows(actor, registry.get("student_enrolment"), "view").filter(
        status=ENROLLED, student__political_status=LEAGUE, school_class__isnull=False
    )
    counted = rows.values("school_class__number").annotate(
        members=Count("pk"), women=Count("pk", filter=Q(student__sex=WOMAN))
    )
    return {row["school_class__number"]: row for row in counted.order_by("school_class__number")}


def committee(plan: SchoolPlan, members: dict[str, dict[str, int]]) -> dict[str, Any]:
    """The committee of the school; its numbers are those of all branches."""
    total = sum(row["members"] for row in members.values())
    return {
        "number": COMMITTEE,
        "name": f"共青团{plan.row['name']}委员会",
        "kind": "团委",
        "department": "02",
        "established": "2012-10",
        "party_organisation": f"中共{plan.row['name']}委员会",
        "secretary_teacher": responsible(plan, "02"),
        "secretary_kind": True,
        "committee": 7,
        "student_committee": 4,
        "branches": len(plan.groups),
        **_members(total, sum(row["women"] for row in members.values())),
        "recruited": total // 9,
        "recommended": 0,
        "elected": date(YEAR, 5, 8),
        "term": 3,
        "due": date(YEAR + 3, 5, 8),
        "fees": total * 2,
        "honours": f"云州市五四红旗团委（{YEAR}年）",
        "in_use": True,
    }


def _members(total: int, women: int) -> dict[str, int]:
    return {
        "members": total,
        "student_members": total,
        "staff_members": 0,
        "women": women,
        "volunteers": total,
    }


def branches(plan: SchoolPlan, members: dict[str, dict[str, int]]) -> Iterator[dict[str, Any]]:
    """A branch for each class, led by a student of it."""
    for n, group in enumerate(plan.groups, 2):
        counted = members.get(group.number, {"members": 0, "women": 0})
        elected = date(YEAR, 9, 25)
        yield {
            "number": f"TZ{n:02d}",
            "name": f"{group.name}团支部",
            "kind": "班级团支部",
            "parent": COMMITTEE,
            "department": plan.department_of(group.major),
            "school_class": group.number,
            "established": f"{group.grade}-09",
            "party_organisation": f"中共{plan.row['name']}委员会",
            "secretary_student": group.learners[1].number,
            "secretary_kind": False,
            "adviser": group.head.number if group.head else None,
            "committee": 3,
            "student_committee": 3,
            "branches": 0,
            **_members(counted["members"], counted["women"]),
            "recruited": counted["members"] // 9,
            "recommended": 0,
            "elected": elected,
            "term": 1,
            "due": elected.replace(year=YEAR + 1),
            "fees": counted["members"] * 2,
            "in_use": True,
        }


def _clubs(plan: SchoolPlan) -> list[tuple[int, dict[str, str]]]:
    """The clubs whose department the school has, numbered."""
    present = {department["number"] for department in plan.departments}
    return list(enumerate((row for row in facts("clubs") if row["department"] in present), 1))


def _leader(plan: SchoolPlan, n: int) -> Learner:
    """The student who leads the club of that number: of the second year, and at school."""
    learners = [
        learner for learner in plan.learners if learner.group.grade == GRADES[1] and learner.status == "01"
    ] or plan.learners
    return learners[n * 17 % len(learners)]


def _adviser(plan: SchoolPlan, n: int) -> str:
    """工号 of the adviser: one of the full-time teachers."""
    teachers = [member for member in plan.staff if member.teaches and not member.retired] or plan.staff
    return teachers[n * 7 % len(teachers)].number


def _people_of(plan: SchoolPlan, n: int) -> list[Learner]:
    """The students of a club: its leader, and others of all grades who are at school."""
    leader = _leader(plan, n)
    others = [each for each in plan.learners if each.status == ENROLLED and each is not leader]
    step = max(1, len(others) // (14 + n * 5 % 22))
    return [leader, *others[n % step :: step]]


def club_members(plan: SchoolPlan, n: int) -> Iterator[dict[str, Any]]:
    """社团成员: the leader first."""
    for place, learner in enumerate(_people_of(plan, n)):
        yield {
            "club": f"ST{n:02d}",
            "student": learner.number,
            "joined": date(YEAR, 10, 12 + n % 10),
            "post": "社员" if place else "社长",
            "duties": None if place else "主持日常活动和招新",
            "evaluation": "积极参加活动，乐于帮助同学" if place % 5 == 0 else None,
            "active": True,
        }


def club(plan: SchoolPlan, n: int, row: dict[str, str]) -> dict[str, Any]:
    """社团基础信息."""
    chance, leader, people = plan.chance, _leader(plan, n), _people_of(plan, n)
    boys = sum(learner.person.sex == MAN for learner in people)
    girls = len(people) - boys
    founded = date(chance.between(2013, YEAR - 1), 10, chance.between(8, 28))
    return {
        "number": f"ST{n:02d}",
        **{name: row[name] for name in ("name", "kind", "department", "purpose", "place")},
        "founded": founded,
        "activity_form": row["form"],
        "founder": plan.people.name(MAN, 1998),
        "approver": "校团委",
        "adviser": _adviser(plan, n),
        "leader": leader.number,
        "leader_phone": plan.people.mobile(),
        "boys": boys,
        "girls": girls,
        "members": boys + girls,
        "league_members": (boys + girls) * 2 // 5,
        "sessions": chance.between(12, 32),
        "budget": chance.between(2, 15) * 1000,
        "charter": True,
        "branch": False,
        "reviewed": date(YEAR, 9, 25),
        "in_use": True,
    }


def award(plan: SchoolPlan, n: int, row: dict[str, str]) -> dict[str, Any]:
    """社团获奖 of the school year; the leader of the club is among the winners."""
    name, kind, level, grade = row["award"].split("|")
    province = level in ("31", "33")
    return {
        "year": YEAR,
        "club": f"ST{n:02d}",
        "name": f"{YEAR + 1}年{'云岭省' if province else '云州市'}{name}",
        "kind": kind,
        "subject": "集体",
        "level": level,
        "grade": grade,
        "won": plan.chance.day(date(YEAR + 1, 3, 10), date(YEAR + 1, 6, 20)),
        "organiser": "云岭省教育厅" if province else "云州市教育局",
        "students": 3,
        "winners": f"{_leader(plan, n).person.name}等",
        "adviser": _adviser(plan, n),
        "prize": 0,
    }


def activity(plan: SchoolPlan, n: int, row: dict[str, str]) -> dict[str, Any]:
    """德育活动: nearly all who should take part do; parents by hundred students."""
    present = sum(learner.status == "01" for learner in plan.learners)
    expected = present * int(row["share"]) // 100
    came = expected * plan.chance.between(95, 100) // 100
    staff, others = min(len(plan.staff), came // 30 + 2), int(row["outside"])
    parents = expected * min(int(row["parents"]), 100) // 100
    off = row["off"] == "是"
    return {
        "year": YEAR,
        "number": f"DH{YEAR}{n:03d}",
        **{
            name: row[name] for name in ("name", "themes", "scope", "department", "hours", "place", "content")
        },
        "activity_form": row["form"],
        "leader": responsible(plan, row["department"]),
        "held": FIRST_DAY + timedelta(days=int(row["day"])),
        "off_campus": off,
        "plan": f"{row['name']}安全预案" if off else None,
        "partner": row["partner"] or None,
        "speaker": row["speaker"] or None,
        "classes": max(1, len(plan.groups) * int(row["share"]) // 100),
        "expected": expected,
        "students": came,
        "staff": staff,
        "parents": parents,
        "others": others,
        "total": came + staff + parents + others,
        "cost": row["cost"],
        "materials": f"DH{YEAR}{n:03d}-方案、照片、总结",
    }

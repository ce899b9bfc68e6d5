"""Rows of 党建工作: the members are the teachers who are entered as such, so that all forms agree."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from zhijiao.demo.facts import facts
from zhijiao.demo.safety import FIRST_DAY, responsible
from zhijiao.demo.school_plan import TEACHING, YEAR, SchoolPlan
from zhijiao.demo.school_writer import SchoolWriter
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor

MEMBER, NO_PARTY, HAN = "01", "13", "01"
LAST_DAY = date(YEAR + 1, 8, 31)
TOP = "DZ01"
LEAST_OF_A_BRANCH = 5
OFFICES = "01"


@dataclass
class Branch:
    """A branch with its members as dictionaries of :func:`_teachers`."""

    number: str
    name: str
    department: str | None
    members: list[dict[str, Any]] = field(default_factory=list)

    @property
    def retired(self) -> bool:
        """Whether the branch of the retired."""
        return self.department is None


def fill(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """Write the forms of the module."""
    people = _teachers(writer.actor)
    members = [
        person for person in people if person["political_status"] == MEMBER and not person["is_part_time"]
    ]
    branches = _branches(plan, members)
    recruits = list(_recruits(plan, people, branches))
    writer.write("party_organisation", [_top(plan, members, branches)])
    writer.write("party_organisation", (_branch(plan, branch) for branch in branches))
    writer.write("party_overview", [_overview(plan, members, branches, recruits)])
    writer.write("party_activity", _activities(plan, members, branches))
    writer.write("party_recruit", recruits)
    writer.write("discipline_work", _works(plan))
    writer.write("discipline_case", [_case(plan)])


def _teachers(actor: Actor) -> list[dict[str, Any]]:
    """What the forms of teachers say of everybody, by 工号."""
    rows = access.rows(actor, registry.get("teacher_employment"), "view")
    return [
        {name.removeprefix("teacher__"): value for name, value in row.items()}
        for row in rows.order_by("teacher__number").values(
            "status",
            "category",
            "is_part_time",
            "department__number",
            *(
                f"teacher__{name}"
                for name in ("number", "sex", "birth", "ethnic_group", "political_status", "party_joined")
            ),
        )
    ]


def _retired(person: dict[str, Any]) -> bool:
    return person["status"] == "01"


def _branches(plan: SchoolPlan, members: list[dict[str, Any]]) -> list[Branch]:
    """A branch for each department with enough members, one of the offices for all others, one of the retired."""
    by_department = defaultdict(list)
    for person in members:
        by_department[None if _retired(person) else person["department__number"][:2]].append(person)
    offices: list[dict[str, Any]] = []
    branches = []
    for department in plan.departments:
        number, found = department["number"], by_department.get(department["number"], [])
        if number == OFFICES or len(found) < LEAST_OF_A_BRANCH:
            offices += found
        else:
            branches.append(Branch("", f"{department['name']}党支部", number, found))
    retired = by_department.get(None, [])
    if len(retired) < LEAST_OF_A_BRANCH:
        offices += retired
    else:
        branches.append(Branch("", "离退休教职工党支部", None, retired))
    branches.insert(0, Branch("", "机关党支部", OFFICES, offices))
    for n, branch in enumerate(branches, 2):
        branch.number = f"DZ{n:02d}"
    return branches


def _counts(members: list[dict[str, Any]]) -> dict[str, int]:
    """党员人数 by kind."""
    retired = sum(map(_retired, members))
    return {
        "members": len(members),
        "staff": len(members) - retired,
        "students": 0,
        "retired": retired,
        "probationary": 0,
    }


def _elected() -> dict[str, Any]:
    """The last election and the next."""
    return {"elected": date(YEAR - 1, 11, 15), "term": 3, "due": date(YEAR + 2, 11, 15)}


def _top(plan: SchoolPlan, members: list[dict[str, Any]], branches: list[Branch]) -> dict[str, Any]:
    """The committee of the school."""
    return {
        "number": TOP,
        "name": f"中共{plan.row['name']}委员会",
        "kind": "党委",
        "department": "02",
        "established": "2012-10",
        "approval": "云教工委〔2012〕41号",
        "secretary": plan.staff[1].number,
        "secretary_since": f"{YEAR - 1}-11",
        "double_leader": False,
        "committee": min(7, len(members)),
        **_counts(members),
        "groups": 0,
        **_elected(),
        "place": "行政楼党员活动室",
        "in_use": True,
    }


def _branch(plan: SchoolPlan, branch: Branch) -> dict[str, Any]:
    """A branch; small ones are temporary."""
    enough = len(branch.members) >= LEAST_OF_A_BRANCH
    leader = _leader(plan, branch)
    return {
        "number": branch.number,
        "name": branch.name,
        "kind": "党支部" if enough else "临时党支部",
        "branch_kind": ("离退休党支部" if branch.retired else "教职工党支部") if enough else None,
        "parent": TOP,
        "department": branch.department,
        "established": "2012-10",
        "secretary": leader,
        "secretary_since": f"{YEAR - 1}-11",
        "double_leader": _double(branch),
        "organiser": leader,
        "committee": min(3, len(branch.members)),
        **_counts(branch.members),
        "groups": len(branch.members) // 9,
        **_elected(),
        "in_use": True,
    }


def _leader(plan: SchoolPlan, branch: Branch) -> str:
    """工号 of the secretary: who has been a member longest."""
    longest = min(branch.members, key=lambda person: (person["party_joined"], person["number"]), default=None)
    return longest["number"] if longest else plan.staff[1].number


def _double(branch: Branch) -> bool:
    """Whether the secretary of a teaching department leads in both."""
    return branch.department in ("03", "04", "05", "06", "07")


def _overview(
    plan: SchoolPlan, members: list[dict[str, Any]], branches: list[Branch], recruits: list[dict[str, Any]]
) -> dict[str, Any]:
    """党建基础情况 of the school year."""
    counts, reviewed = _counts(members), len(members) * 97 // 100
    stages = [recruit["stage"] for recruit in recruits]
    retired_branches = sum(branch.retired for branch in branches)
    return {
        "year": YEAR,
        "leadership": "校长负责制",
        "kind": "党委",
        "name": f"中共{plan.row['name']}委员会",
        "superior": "中共云州市委教育工作委员会",
        "secretary": plan.staff[1].number,
        "concurrent": False,
        "full_time_deputies": 1,
        "committee": min(7, len(members)),
        "discipline_body": True,
        "general_branches": 0,
        "branches": len(branches),
        "staff_branches": len(branches) - retired_branches,
        "student_branches": 0,
        "mixed_branches": 0,
        "retired_branches": retired_branches,
        "double_leaders": sum(map(_double, branches)),
        "model_branches": 1,
        "members": len(members),
        "full_members": len(members),
        "probationary": 0,
        "staff_members": counts["staff"],
        "student_members": 0,
        "retired_members": counts["retired"],
        "women": sum(person["sex"] == "2" for person in members),
        "minorities": sum(person["ethnic_group"] != HAN for person in members),
        "young": sum(person["birth"] > LAST_DAY.replace(year=YEAR + 1 - 36) for person in members),
        "teachers": sum(person["category"] == TEACHING and not _retired(person) for person in members),
        "applicants": stages.count("1"),
        "activists": stages.count("2"),
        "recruited": 0,
        "confirmed": 0,
        "reviewed": reviewed,
        "excellent": reviewed // 4,
        "party_staff": 3,
        "room_area": 160,
        "dues": len(members) * 620,
        "budget": len(members) * 900,
        "remarks": "少数党员因病、因公外出未参加评议",
    }


def _activities(
    plan: SchoolPlan, members: list[dict[str, Any]], branches: list[Branch]
) -> Iterator[dict[str, Any]]:
    """党建活动: each of the school's once, each of the branches' in every branch."""
    for row in facts("party_activities"):
        held = FIRST_DAY + timedelta(days=int(row["day"]))
        holders = (
            [(TOP, "", plan.staff[1].number, members)]
            if row["level"] == "school"
            else [(b.number, b.name, _leader(plan, b), b.members) for b in branches]
        )
        for number, name, host, expected in holders:
            yield _activity(plan, row, held, (number, name, host), len(expected))


def _activity(
    plan: SchoolPlan, row: dict[str, str], held: date, holder: tuple[str, str, str], expected: int
) -> dict[str, Any]:
    number, name, host = holder
    attended = expected * plan.chance.between(90, 100) // 100
    activists = plan.chance.between(0, 2)
    return {
        "year": YEAR,
        "number": f"{number}-{held:%m%d}",
        "name": f"{name}{row['name']}",
        "kind": row["kind"],
        "organisation": number,
        "held": held,
        "hours": row["hours"],
        "place": "社区" if row["kind"] == "志愿服务" else "党员活动室",
        "off_campus": row["kind"] == "志愿服务",
        "online": False,
        "host": host,
        "speaker": plan.staff[1].person.name if row["kind"] == "党课" else None,
        "speaker_from": "党委书记" if row["kind"] == "党课" else None,
        "leader_attends": row["level"] == "school",
        "expected": expected,
        "attended": attended,
        "activists": activists,
        "others": 0,
        "total": attended + activists,
        "content": row["content"],
        "decisions": row["decisions"] or None,
        "cost": 0,
        "materials": f"{number}-{held:%m%d}-记录",
    }


def _recruits(
    plan: SchoolPlan, people: list[dict[str, Any]], branches: list[Branch]
) -> Iterator[dict[str, Any]]:
    """发展新党员: the youngest who are in no party, as applicants, activists and candidates."""
    working = [
        p
        for p in people
        if p["political_status"] == NO_PARTY and p["status"] == "11" and p["category"] == TEACHING
    ]
    youngest = sorted(working, key=lambda person: (person["birth"], person["number"]), reverse=True)[:12]
    for n, person in enumerate(youngest, 1):
        branch = next((b for b in branches if b.department == person["department__number"][:2]), branches[0])
        yield _recruit(plan, n, person, branch)


def _recruit(plan: SchoolPlan, n: int, person: dict[str, Any], branch: Branch) -> dict[str, Any]:
    stage = "3" if n in (1, 2) else "2" if n <= 6 else "1"
    applied = plan.chance.day(date(YEAR - 2, 3, 1), date(YEAR - 2, 6, 30))
    activist = applied + timedelta(days=plan.chance.between(200, 300)) if stage > "1" else None
    candidate = (
        activist + timedelta(days=plan.chance.between(400, 480)) if activist and stage == "3" else None
    )
    return {
        "number": f"FZ{applied.year}{n:03d}",
        "teacher": person["number"],
        "organisation": branch.number,
        "stage": stage,
        "applied": applied,
        "talked": applied + timedelta(days=20),
        "activist": activist,
        "first_contact": _leader(plan, branch) if activist else None,
        "candidate": candidate,
        "political_review": candidate + timedelta(days=60) if candidate else None,
        "training_hours": 24 if candidate else None,
        "training_passed": True if candidate else None,
        "stopped": False,
    }


WORKS = (
    ("2020年秋季学期助学金发放专项检查", "专项治理", date(YEAR, 12, 7), "09", 0, 2),
    ("元旦春节廉政提醒", "纪律与廉政教育", date(YEAR, 12, 28), None, 36, 0),
    ("食堂大宗物资采购监督检查", "日常监督检查", date(YEAR + 1, 4, 12), "12", 4, 1),
    ("中层干部集体廉政谈话", "谈话提醒", date(YEAR + 1, 5, 10), None, 28, 0),
)


def _works(plan: SchoolPlan) -> Iterator[dict[str, Any]]:
    """纪检日常工作."""
    for n, (name, kind, held, department, covered, found) in enumerate(WORKS, 1):
        yield {
            "year": YEAR,
            "number": f"JJ{YEAR}-{n:02d}",
            "name": name,
            "kind": kind,
            "organisation": TOP,
            "leader": responsible(plan, "02"),
            "staff": 3,
            "held": held,
            "department": department,
            "covered": covered,
            "leaders_covered": covered // 2,
            "content": f"{name}：查阅资料、现场查看、个别谈话，形成书面报告",
            "found": found,
            "rectified": found,
            "clues": 0,
            "measures": "责任机构按期整改并书面报告，已复核" if found else None,
            "due": held + timedelta(days=30) if found else None,
        }


def _case(plan: SchoolPlan) -> dict[str, Any]:
    """纪检案件记录: a report that proved unfounded, of an invented person."""
    return {
        "number": f"AJ{YEAR}001",
        "origin": "信访举报",
        "received": date(YEAR, 10, 12),
        "person": plan.people.name("1", 1975),
        "person_post": "后勤管理人员",
        "is_party_member": True,
        "is_official": True,
        "violation": "违反廉洁纪律",
        "facts": "反映采购保洁用品未按规定询价，经核查询价程序完备，反映失实",
        "amount": 0,
        "recovered": 0,
        "handler": "纪检委员、党群工作部干事",
        "status": "已了结",
        "verified": date(YEAR, 10, 20),
        "closed": date(YEAR, 11, 16),
        "transferred": False,
        "appealed": False,
        "reported": False,
        "organisation": TOP,
        "remarks": "已向本人反馈并在一定范围内澄清",
    }

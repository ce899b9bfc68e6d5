"""Rows of 信息化: 信息化条件 and 教师团队信息化能力, in proportion to students and teachers."""

from typing import Any

from zhijiao.demo import premises, resources
from zhijiao.demo.school_plan import YEAR, SchoolPlan
from zhijiao.demo.school_writer import SchoolWriter

Row = dict[str, Any]


def fill(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """Write both forms of a school whose teachers and departments are written already."""
    writer.write("it_conditions", [conditions(plan)])
    writer.write("it_capability", [capability(plan)])


def conditions(plan: SchoolPlan) -> Row:
    """信息化条件: rooms as 办学场地 has them, terminals within the computers of 教学仪器设备."""
    number, big = premises.students(plan), premises.students(plan) > 1000
    rooms = premises.premises(plan)["network_classrooms"]
    spending = {
        "hardware": number // 20,
        "software": number // 40,
        "content": number // 60,
        "training": number // 120,
        "running": number // 60,
    }
    return {
        "year": YEAR,
        "level": "市级" if big else "校级",
        "website": f"www.s{plan.row['code']}.example.cn",
        "leader": plan.staff[2].number,
        "department": plan.departments[0]["number"],
        "full_time_staff": 3 if big else 1,
        "part_time_staff": len(plan.departments) // 2,
        "planned": True,
        "bandwidth": 2000 if big else 500,
        "research_network": True,
        "backbone": 10000 if big else 1000,
        "wired_points": number,
        "wireless": "全校覆盖" if big else "教学办公区覆盖",
        "access_points": rooms * 2,
        "ipv6": big,
        "data_centre": "自建与云服务结合" if big else "使用教育或政务云",
        "room_area": 60 if big else 20,
        "servers": 12 if big else 2,
        "storage": 96 if big else 8,
        "media_rooms": rooms,
        "smart_rooms": rooms // 8,
        "recording_rooms": rooms // 30,
        "virtual_rooms": 3 if big else 0,
        "computer_rooms": number // 150,
        "student_terminals": resources.equipment(plan)["teaching_computers"] * 9 // 10,
        "teacher_terminals": len(teachers(plan)),
        "systems": "教务管理、学生管理（学工）、财务管理、办公自动化、安防监控",
        "unified_login": big,
        "shared_data": big,
        "online_services": 24 if big else 6,
        "courses": 4 * len(plan.majors),
        "resources": 60 * len(plan.majors),
        "teacher_spaces": len(teachers(plan)) * 9 // 10,
        "student_spaces": number * 3 // 4,
        "security_head": plan.staff[2].number,
        "security_grade": "第二级" if big else "未定级",
        "graded_systems": 2 if big else 0,
        "security_drills": 2,
        "incidents": 0,
        "outage_hours": 6,
        "total": sum(spending.values()),
        **spending,
    }


def capability(plan: SchoolPlan) -> Row:
    """教师团队信息化能力: shares of the full-time teachers."""
    number = len(teachers(plan))
    levels = {"leading": number // 10, "skilled": number * 6 // 10, "unable": number // 40}
    builders = number * 4 // 10
    return {
        "year": YEAR,
        "teachers": number,
        "basic": number - sum(levels.values()),
        **levels,
        "assessed": number,
        "passed": number - levels["unable"],
        "trained": number * 9 // 10,
        "long_trained": number * 6 // 10,
        "trained_outside": number // 8,
        "sessions": 8,
        "leaders": 6,
        "coaches": number // 14,
        "chief": plan.staff[2].number,
        "blended": number * 7 // 10,
        "online": number * 8 // 10,
        "virtual": number // 5,
        "spaces": number * 9 // 10,
        "builders": builders,
        "course_leaders": builders // 5,
        "courses": len(plan.majors),
        "micro": builders * 2,
        "textbooks": builders // 20,
        "entries": 1 + number // 20,
        "national": 0,
        "provincial": number // 80,
        "municipal": number // 50,
        "projects": number // 40,
        "papers": number // 16,
        "share": number * 250,
        "periods": number * 320,
        "fund": number // 12,
    }


def teachers(plan: SchoolPlan) -> list[Any]:
    """Full-time teachers in post."""
    return [member for member in plan.staff if member.teaches and not member.retired]

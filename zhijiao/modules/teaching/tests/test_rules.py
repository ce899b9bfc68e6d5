"""Each rule of 教学管理: what breaks it, what it says, what mends it."""

from datetime import date

import pytest

from tests.rules import Case, row
from zhijiao.quality import rule_registry

pytestmark = pytest.mark.django_db

MAJOR = row("major", "major", number="01", short_name="数控", length=3, total_hours=3200)
ROOM = row("room", "school_class", number="b1", name="一班", major="@major", grade=2020, status="1")
PAIR = row("pair", "school_class", number="b2", name="二班", major="@major", grade=2020, status="1")
TEA = row("tea", "teacher", number="js1", name="黄青")
AUTUMN = {"year": 2020, "term": "1"}
TERM = row(
    "term", "term_settings", **AUTUMN, name="秋", starts=date(2020, 9, 1), ends=date(2021, 1, 20), weeks=18,
    days=5, periods=7,
)  # fmt: skip
HOURS = {"basic_hours": 1080, "practice_hours": 1600, "elective_hours": 320, "ideology_hours": 144}


def plan(**values):
    facts = {
        "number": "f1",
        "name": "方案",
        "major": "@major",
        "active": True,
        "length": 3,
        "hours": 3200,
        **HOURS,
    }
    return row("plan", "training_plan", **{**facts, **values})


def course(name="course", **values):
    return row(name, "course", **{"number": name, "name": "数控车削", "in_use": True, **values})


def schedule(**values):
    return row("row", "teaching_schedule", **AUTUMN, school_class="@room", course="@course", **values)


def slot(name, number, **values):
    facts = {
        "weekday": "1",
        "first_period": 1,
        "periods": 2,
        "week_kind": "1",
        "first_week": 1,
        "last_week": 18,
    }
    facts |= {"school_class": "@room", "course": "@course", "teacher": "@tea"}
    return row(name, "timetable", **AUTUMN, number=number, **{**facts, **values})


CASES = [
    Case(
        "plan_basic_hours",
        [MAJOR, plan(basic_hours=1000)],
        "“方案”总学时 3200，公共基础课 1000 学时，低于总学时的 33%",
        {"plan": {"basic_hours": 1060}},
    ),
    Case(
        "plan_practice_hours",
        [MAJOR, plan(practice_hours=1500)],
        "“方案”总学时 3200，实践性教学 1500 学时，低于总学时的 50%",
        {"plan": {"practice_hours": 1600}},
    ),
    Case(
        "plan_elective_hours",
        [MAJOR, plan(elective_hours=300)],
        "“方案”总学时 3200，选修课 300 学时，低于总学时的 10%",
        {"plan": {"elective_hours": 320}},
    ),
    Case(
        "plan_hours",
        [MAJOR, plan(hours=2999)],
        "三年制方案“方案”总学时 2999，少于 3,000",
        {"plan": {"hours": 3000}},
    ),
    Case(
        "plan_ideology_hours",
        [MAJOR, plan(ideology_hours=108)],
        "三年制方案“方案”思想政治课 108 学时，少于 144",
        {"plan": {"ideology_hours": 144}},
    ),
    Case(
        "majors_without_plan",
        [MAJOR, ROOM, plan(active=False)],
        "1 个有在校班级的专业没有可用的人才培养方案",
        {"plan": {"active": True}},
    ),
    Case(
        "plan_length",
        [MAJOR, plan(length=2)],
        "“方案”适用学制 2 年，“专业设置”中该专业学制 3 年",
        {"plan": {"length": 3}},
    ),
    Case(
        "plan_hours_of_major",
        [MAJOR, plan(grade=2020, hours=3240)],
        "“方案”总学时 3240，“专业设置”中该专业总学时 3200",
        {"plan": {"hours": 3200}},
    ),
    Case(
        "standard_agrees_with_course",
        [
            course(hours=72, credits=4),
            row("bz", "course_standard", number="z1", name="标准", course="@course", hours=64, credits=4, active=True),
        ],
        "“标准”64 学时 4 学分，“课程信息”为 72 学时 4 学分",
        {"bz": {"hours": 72}},
    ),
    Case(
        "core_course_without_standard",
        [course(core=True)],
        "专业核心课程“数控车削”没有现行有效的课程标准",
        more=[row("bz", "course_standard", number="z1", course="@course", active=True)],
    ),
    Case(
        "course_without_book",
        [course(abc="B")],
        "“数控车削”在用，没有填写使用教材",
        {"course": {"abc": "C"}},
    ),
    Case(
        "ideology_by_the_national_book",
        [row("book", "textbook", number="t1", name="哲学读本", kind="4"), course(ideology=True, textbook="@book")],
        "思想政治课程“数控车削”使用的“哲学读本”不是国家统编教材",
        {"book": {"kind": "1"}},
    ),
    Case(
        "course_by_a_retired_book",
        [row("book", "textbook", number="t1", name="旧书", in_use=False), course(textbook="@book")],
        "“数控车削”在用，选用的“旧书”已停止使用",
        {"book": {"in_use": True}},
    ),
    Case(
        "schedule_outside_terms",
        [MAJOR, ROOM, course(), schedule()],
        "2020学年第一学期（秋）有 1 条教学进程，“教学运行基础信息设置”没有这个学期",
        more=[TERM],
    ),
    Case(
        "timetable_outside_terms",
        [MAJOR, ROOM, TEA, course(), slot("one", "x1")],
        "2020学年第一学期（秋）有 1 条课程表，“教学运行基础信息设置”没有这个学期",
        more=[TERM],
    ),
    Case(
        "terms_overlap",
        [
            TERM,
            row(
                "next", "term_settings", year=2020, term="2", name="春", starts=date(2021, 1, 20),
                ends=date(2021, 7, 10),
            ),
        ],
        "“春”从 2021-01-20 开始，“秋”到 2021-01-20 才结束",
        {"next": {"starts": date(2021, 1, 21)}},
    ),
    Case(
        "several_current_terms",
        [
            row("one", "term_settings", **AUTUMN, name="秋", current=True),
            row("two", "term_settings", year=2020, term="2", name="春", current=True),
        ],
        "2 个学期标为当前学期",
        {"one": {"current": False}},
    ),
    Case(
        "schedule_beyond_weeks",
        [TERM, MAJOR, ROOM, course(), schedule(last_week=19)],
        "终止周为第 19 周，“教学运行基础信息设置”中本学期只有 18 周",
        {"row": {"last_week": 18}},
    ),
    Case(
        "classes_without_courses",
        [MAJOR, ROOM, PAIR, course(), schedule()],
        "在校班级 2 个，其中 1 个本学年没有设置课程",
        {"pair": {"status": "2"}},
    ),
    Case(
        "plan_of_another_major",
        [
            MAJOR, ROOM, row("other", "major", number="02"), plan(major="@other"), course(),
            schedule(plan="@plan"),
        ],
        "“一班”执行的“方案”属于其他专业",
        {"row": {"plan": None}},
    ),
    Case(
        "plan_of_a_later_grade",
        [MAJOR, ROOM, plan(grade=2021), course(), schedule(plan="@plan")],
        "2020级“一班”执行的“方案”从 2021级起适用",
        {"plan": {"grade": 2019}},
    ),
    Case(
        "weekly_load",
        [TERM, MAJOR, ROOM, course(), schedule(weekly_hours=36)],
        "“一班”本学期各课程周学时合计 36.0，学期设置每周只有 35 节",
        {"row": {"weekly_hours": 35}},
    ),
    Case(
        "lesson_outside_term",
        [
            TERM, MAJOR, ROOM,
            row("lesson", "lesson_log", **AUTUMN, number="x1", school_class="@room", held=date(2021, 1, 21)),
        ],
        "授课日期 2021-01-21 不在本学期的 2020-09-01 至 2021-01-20 之内",
        {"lesson": {"held": date(2021, 1, 20)}},
    ),
    Case(
        "more_users_than_seats",
        [
            row("base", "training_base", number="s1", name="车削基地", seats=40),
            row("use", "training_base_usage", **AUTUMN, training_base="@base", used=date(2020, 9, 8), users=41),
        ],
        "2020-09-08 使用“车削基地”41 人，该基地工位 40 个",
        {"use": {"users": 40}},
    ),
    Case(
        "teacher_in_two_places",
        [MAJOR, ROOM, PAIR, TEA, course(), slot("one", "x1"), slot("two", "x2", school_class="@pair", first_period=2)],
        "课序号 x2 与课序号 x1 由同一教师在星期一第 2 节上课",
        {"two": {"first_period": 3}},
    ),
    Case(
        "class_in_two_places",
        [MAJOR, ROOM, TEA, course(), slot("one", "x1", week_kind="2"), slot("two", "x2", teacher=None)],
        "课序号 x2 与课序号 x1 的同一班级在星期一第 1 节上课",
        {"two": {"week_kind": "3"}},
    ),
    Case(
        "room_with_two_lessons",
        [
            MAJOR, ROOM, PAIR, TEA, course(), slot("one", "x1", place="教学楼301"),
            slot("two", "x2", teacher=None, school_class="@pair", place="教学楼 301"),
        ],
        "课序号 x2 与课序号 x1 在同一地点上课，时间都在星期一第 1 节",
        {"two": {"place": "教学楼302"}},
    ),
    Case(
        "project_overdue",
        [row("xm", "school_project", number="p1", name="专业群", status="1", planned_end=date(2021, 6, 30))],
        "“专业群”计划于 2021-06-30 完成，学年结束时仍为建设中",
        {"xm": {"status": "4"}},
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_is_told_until_it_is_mended(tried, case):
    tried(case)


def test_an_award_is_entered_once(enter, breaks):
    for number in ("h1", "h2"):
        last = enter("school_award", year=2020, number=number, name="成果奖", document="1号")
    assert breaks("award_twice") == ["文号或证书编号 1号 的“成果奖”在本学年登记了 2 次"] * 2
    last.delete()
    assert breaks("award_twice") == []


def test_classes_taught_together_are_no_clash(tried, breaks, enter):
    teacher, course = enter("teacher", number="js1"), enter("course", number="k1")
    for n in (1, 2):
        enter(
            "timetable", **AUTUMN, number="x1", course=course, teacher=teacher, weekday="1", first_period=1, periods=2,
            week_kind="1", first_week=1, last_week=18, school_class=enter("school_class", number=f"b{n}"),
        )  # fmt: skip
    assert breaks("teacher_in_two_places") == []


def test_every_rule_of_the_module_has_a_case():
    known = {key for key, rule in rule_registry.rules().items() if rule.form.startswith("teaching.")}
    assert {case.rule for case in CASES} | {"award_twice"} == known

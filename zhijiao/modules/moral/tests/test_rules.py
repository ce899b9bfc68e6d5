"""Each rule of 德育工作 and of the Youth League: what breaks it, what it says, what mends it."""

from datetime import date
from decimal import Decimal

import pytest

from tests.rules import Case, row
from zhijiao.quality import rule_registry
from zhijiao.quality.rule_data import RuleData

pytestmark = pytest.mark.django_db

ROOM = row("room", "school_class", number="c1", name="20级1班", status="1")
ANA = row("ana", "student", number="s1", name="覃明", political_status="03", birth=date(1990, 1, 1))
IN = row("in", "student_enrolment", student="@ana", school_class="@room", status="01")
TEA = row("tea", "teacher", number="js1", name="黄青", political_status="03", birth=date(1990, 1, 1))
POST = row("post", "teacher_employment", teacher="@tea", status="05")


def unit(**values):
    return row("unit", "moral_organisation", number="d1", name="学生科", in_use=True, **values)


def club(**values):
    return row("club", "student_club", number="t1", name="书画社", in_use=True, **values)


CASES = [
    Case(
        "no_counsellor",
        [ROOM, ANA, IN, TEA, row("post", "teacher_employment", teacher="@tea", status="11", duties="1,6")],
        "在读学生 1 人，承担心理咨询的在职教师 0 人，每校至少 1 人",
        {"post": {"duties": "1,2"}},
    ),
    Case(
        "no_counselling_room",
        [unit(kind="2")],
        "“德育机构”有 1 条记录，没有有效的心理健康教育机构",
        {"unit": {"kind": "3"}},
    ),
    Case(
        "moral_head_on_staff",
        [TEA, POST, unit(head="@tea")],
        "“学生科”的负责人不是在职、返聘或延聘的教职工",
        {"post": {"status": "11"}},
    ),
    Case(
        "more_at_moral_activity_than_enrolled",
        [ROOM, ANA, IN, row("act", "moral_activity", year=2020, number="h1", name="升旗", students=2)],
        "“升旗”参加学生 2 人，在读学生 1 人",
        {"act": {"students": 1}},
    ),
    Case(
        "club_leader_enrolled",
        [ROOM, ANA, row("in", "student_enrolment", student="@ana", status="07"), club(leader="@ana")],
        "“书画社”在运行，当前负责人不是在读学生",
        {"in": {"status": "01"}},
    ),
    Case(
        "club_adviser_on_staff",
        [TEA, POST, club(adviser="@tea")],
        "“书画社”的指导教师不是在职、返聘或延聘的教职工",
        {"post": {"status": "12"}},
    ),
    Case(
        "league_members_of_class",
        [
            ROOM, ANA, IN,
            row(
                "branch", "youth_league_organisation", number="t1", name="20级1班团支部", kind="3", in_use=True,
                school_class="@room", student_members=2,
            ),
        ],
        "“20级1班团支部”学生团员 2 人，所在班级在读学生中政治面貌为共青团员的 1 人",
        {"branch": {"student_members": 1}},
    ),
    Case(
        "old_league_teacher",
        [TEA],
        "工号 js1，1990-01-01 出生，已超过 28 周岁，政治面貌仍为共青团员",
        more=[
            row(
                "branch", "youth_league_organisation", number="t1", name="团委", in_use=True,
                secretary_teacher="@tea",
            )
        ],
    ),
    Case(
        "old_league_student",
        [ROOM, ANA, IN],
        "学号 s1，1990-01-01 出生，已超过 28 周岁，政治面貌仍为共青团员",
        {"ana": {"political_status": "13"}},
    ),
    Case(
        "no_league",
        [
            *(row(f"p{i}", "student", number=f"p{i}", name="学生", political_status="03") for i in range(3)),
            *(row(f"e{i}", "student_enrolment", student=f"@p{i}", status="01") for i in range(3)),
        ],
        "在读学生中有共青团员 3 人，“团组织机构”没有有效记录",
        more=[row("branch", "youth_league_organisation", number="t1", name="团委", in_use=True)],
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rule(case, tried):
    tried(case)


def test_every_rule_of_the_module_has_a_case():
    of_moral = {"no_counsellor", "old_league_teacher", "old_league_student"}
    mine = {key for key, rule in rule_registry.rules().items() if rule.form.startswith("moral.")}
    assert mine | of_moral == {case.rule for case in CASES}


def test_counsellors_are_compared_with_the_usual_ratio(enter, breaks, monkeypatch):
    monkeypatch.setattr(RuleData, "limit", lambda self, key, school: Decimal(1))
    teacher = enter("teacher", number="js1", name="黄青")
    enter("teacher_employment", teacher=teacher, status="11", duties="2")
    for number in ("s1", "s2"):
        enter("student_enrolment", student=enter("student", number=number, name="学生"), status="01")
    assert breaks("few_counsellors") == [
        "在读学生 2 人，承担心理咨询的在职教师 1 人，每 1 名学生1人的参考数为 2 人"
    ]

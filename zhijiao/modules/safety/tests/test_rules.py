"""Each rule of 安全管理: what breaks it, what it says, what mends it."""

from datetime import date
from decimal import Decimal

import pytest

from tests.rules import Case, row
from zhijiao.modules.safety.rules import _guards_due
from zhijiao.quality import rule_registry

pytestmark = pytest.mark.django_db

ANA = row("ana", "student", number="s1", name="覃明")
IN = row("in", "student_enrolment", student="@ana", status="01", boarding="2")
TEA = row("tea", "teacher", number="js1", name="黄青")


def unit(**values):
    return row("unit", "safety_organisation", number="a1", name="保卫科", in_use=True, **values)


CASES = [
    Case(
        "no_leading_group",
        [unit(kind="2")],
        "“安全组织保障”有 1 条记录，没有有效的安全工作领导小组",
        {"unit": {"kind": "1"}},
    ),
    Case(
        "no_bullying_committee",
        [unit(kind="2")],
        "“安全组织保障”有 1 条记录，没有有效的学生欺凌治理委员会",
        {"unit": {"kind": "8"}},
    ),
    Case(
        "safety_head_on_staff",
        [TEA, row("post", "teacher_employment", teacher="@tea", status="01"), unit(head="@tea")],
        "“保卫科”的负责人不是在职、返聘或延聘的教职工",
        {"post": {"status": "11"}},
    ),
    Case(
        "few_guards",
        [ANA, IN, unit(guards=0)],
        "保安员 0 人，师生 1 人、其中住校学生 1 人，按标准不少于 1 人",
        {"unit": {"guards": 1}},
    ),
    Case(
        "short_recordings",
        [unit(cameras=20, storage_days=15)],
        "“保卫科”有监控摄像头 20 个，录像保存 15 天，要求不少于 30 天",
        {"unit": {"storage_days": 30}},
    ),
    Case(
        "no_drill",
        [row("act", "safety_activity", year=2020, number="h1", name="讲座", activity_form="2")],
        "本学年安全教育活动 1 次，没有应急演练",
        {"act": {"activity_form": "3"}},
    ),
    Case(
        "more_at_activity_than_enrolled",
        [ANA, IN, row("act", "safety_activity", year=2020, number="h1", name="讲座", students=2)],
        "“讲座”参加学生 2 人，在读学生 1 人",
        {"act": {"students": 1}},
    ),
    Case(
        "review_overdue",
        [
            row(
                "rule", "safety_rule", number="z1", name="门卫制度", in_force=True, next_review=2018,
                revised=date(2016, 1, 1),
            )
        ],
        "“门卫制度”计划 2018 年复审，仍为现行有效，最近修订日期 2016-01-01",
        {"rule": {"revised": date(2020, 3, 1)}},
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rule(case, tried):
    tried(case)


def test_every_rule_of_the_module_has_a_case():
    mine = {key for key, rule in rule_registry.rules().items() if rule.form.startswith("safety.")}
    assert mine == {case.rule for case in CASES}


@pytest.mark.parametrize(
    ("people", "boarders", "due"), [(99, 0, 1), (100, 0, 2), (999, 299, 2), (1000, 300, 3), (2100, 900, 7)]
)
def test_guards_go_by_people_and_boarders(people, boarders, due):
    """1 below 100, 2 to 1,000, one more for each further 500; one for each 300 boarders on top."""
    assert _guards_due(people, boarders, [Decimal(n) for n in (1, 2, 2, 500, 300)]) == due

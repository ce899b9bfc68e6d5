"""Each rule of 职教宣传: what breaks it, what it says, what mends it."""

from datetime import date

import pytest

from tests.rules import Case, row

pytestmark = pytest.mark.django_db

ANA = row("ana", "student", number="s1", name="覃明")
IN = row("in", "student_enrolment", student="@ana", status="01")


def master(**values):
    return row("master", "master_craftsman", number="g1", name="黄志刚", **values)


def visit(**values):
    return row(
        "visit", "craftsman_visit", year=2020, number="h1", name="报告会", craftsman="@master", **values
    )


CASES = [
    Case(
        "week_in_another_month",
        [row("week", "vocational_week", year=2020, number="h1", name="开放日", held=date(2021, 3, 8))],
        "“开放日”2021-03-08 开始，职业教育活动周一般在5月（2020年在11月）",
        {"week": {"held": date(2021, 5, 22)}},
    ),
    Case(
        "prizes_against_works",
        [row("act", "civility_activity", year=2020, number="w1", name="征文", won=1)],
        "“征文”获上级奖励作品 1 件，“竞赛项目”中获奖的 0 件",
        more=[row("work", "civility_contest", year=2020, number="z1", activity="@act", level="31")],
    ),
    Case(
        "more_at_visit_than_enrolled",
        [ANA, IN, master(), visit(students=2)],
        "“报告会”参加学生 2 人，在读学生 1 人",
        {"visit": {"students": 1}},
    ),
    Case(
        "reported_without_consent",
        [master(consent=False), visit(report="云州晚报")],
        "“报告会”填写了媒体报道，该工匠（劳模）没有同意公开姓名和事迹",
        {"master": {"consent": True}},
    ),
    Case(
        "studio_master_gone",
        [
            master(engaged_until=date(2020, 12, 31)),
            row("studio", "master_studio", number="s1", name="黄志刚工作室", running=True, master="@master"),
        ],
        "“黄志刚工作室”在运行，领衔人的聘任 2020-12-31 终止",
        {"master": {"engaged_until": date(2022, 12, 31)}},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_is_told_once_and_no_more_when_mended(tried, case):
    tried(case)

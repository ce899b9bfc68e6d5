"""Each rule of 职业培训: what breaks it, what it says, what mends it."""

from datetime import date

import pytest

from tests.rules import Case, row

pytestmark = pytest.mark.django_db

FIRM = row("firm", "enterprise", number="q1", name="云州机电")


def centre(**values):
    return row("centre", "training_centre", number="p1", name="高技能基地", **values)


def course(**values):
    return row("course", "training_programme", year=2020, number="x1", name="电工班", **values)


def degree(year, **values):
    return row(f"y{year}", "continuing_education", year=year, number="j1", programme="会计", **values)


CASES = [
    Case(
        "centre_expired",
        [centre(expires=date(2021, 3, 1)), course(centre="@centre", began=date(2021, 3, 15))],
        "“电工班”2021-03-15 开班，培训基地“高技能基地”的认定 2021-03-01 到期",
        {"centre": {"expires": date(2024, 3, 1)}},
    ),
    Case(
        "more_than_capacity",
        [centre(capacity=40), course(centre="@centre", trainees=48)],
        "“高技能基地”本学年培训 48 人，年培训能力 40 人次",
        {"centre": {"capacity": 48}},
    ),
    Case(
        "few_completed",
        [course(ended=date(2021, 4, 1), trainees=50, completed=29)],
        "“电工班”培训 50 人，结业 29 人，不足 60%",
        {"course": {"completed": 30}},
    ),
    Case(
        "client_is_another_company",
        [FIRM, course(company="@firm", client="云州电子")],
        "“电工班”的委托单位“云州电子”，对应合作单位“云州机电”",
        {"course": {"client": "云州机电"}},
    ),
    Case(
        "course_in_a_closed_centre",
        [centre(in_use=False), course(centre="@centre")],
        "“电工班”在培训基地“高技能基地”开班，该基地填写为不在用",
        {"centre": {"in_use": True}},
    ),
    Case(
        "entrants_after_closing",
        [degree(2019, open=False), degree(2020, open=False, entrants=12)],
        "“会计”已停止招生，上一学年也已停招，当年招生数为 12",
        {"y2020": {"entrants": 0}},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_is_told_once_and_no_more_when_mended(tried, case):
    tried(case)

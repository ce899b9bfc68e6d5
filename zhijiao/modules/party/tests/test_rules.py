"""Each rule of 党建工作: what breaks it, what it says, what mends it."""

from datetime import date

import pytest

from tests.rules import Case, row
from zhijiao.quality import rule_registry

pytestmark = pytest.mark.django_db

TEA = row("tea", "teacher", number="js1", name="黄青", political_status="13", birth=date(2000, 2, 29))
BRANCH = row("branch", "party_organisation", number="z1", name="教工支部", kind="3", in_use=True, members=5)


def overview(**values):
    return row("year", "party_overview", year=2020, **values)


def recruit(**values):
    return row("case", "party_recruit", number="r1", teacher="@tea", **values)


CASES = [
    Case(
        "party_members",
        [overview(members=6), BRANCH],
        "党员总数 6 人，“党组织机构”中有效支部的党员人数之和 5 人",
        {"branch": {"members": 6}},
    ),
    Case(
        "party_branches",
        [overview(branches=2), BRANCH],
        "党支部数 2 个，“党组织机构”中有效的支部 1 个",
        {"year": {"branches": 1}},
    ),
    Case(
        "party_staff",
        [
            overview(staff_members=1),
            TEA,
            row("post", "teacher_employment", teacher="@tea", status="11", is_part_time=False),
        ],
        "在职教职工党员 1 人，教师信息中在职的中共党员（含预备党员） 0 人",
        {"tea": {"political_status": "02"}},
    ),
    Case(
        "secretary_is_a_member",
        [
            TEA,
            row("branch", "party_organisation", number="z1", name="教工支部", in_use=True, secretary="@tea"),
        ],
        "“教工支部”书记在“教师基本信息”中的政治面貌为群众",
        {"tea": {"political_status": "01"}},
    ),
    Case(
        "election_overdue",
        [
            row(
                "branch",
                "party_organisation",
                number="z1",
                name="教工支部",
                in_use=True,
                due=date(2021, 8, 30),
            )
        ],
        "“教工支部”应于 2021-08-30 换届",
        {"branch": {"due": date(2022, 8, 30)}},
    ),
    Case(
        "applied_too_young",
        [TEA, recruit(applied=date(2018, 2, 28))],
        "2000-02-29 出生，2018-02-28 递交申请书，不满 18 周岁",
        {"case": {"applied": date(2018, 3, 1)}},
    ),
    Case(
        "talk_too_late",
        [TEA, recruit(applied=date(2019, 3, 1), talked=date(2019, 5, 1))],
        "2019-03-01 递交申请书，2019-05-01 谈话，超过一个月",
        {"case": {"talked": date(2019, 4, 1)}},
    ),
    Case(
        "probation_overdue",
        [TEA, recruit(stage="4", admitted=date(2020, 1, 1), extended=False, stopped=False)],
        "2020-01-01 接收为预备党员，预备期已满半年以上，没有转正日期，也没有延长预备期",
        {"case": {"extended": True}},
    ),
    Case(
        "status_of_full_members",
        [TEA, recruit(stage="5", full=date(2021, 1, 5))],
        "发展阶段为正式党员，2021-01-05 转正，人员基本信息中的政治面貌不是中国共产党党员",
        {"tea": {"political_status": "01"}},
    ),
    Case(
        "recruited_this_year",
        [overview(recruited=1), TEA, recruit(admitted=date(2019, 12, 1))],
        "本学年发展党员 1 人，“发展新党员”中本学年接收为预备党员 0 人",
        {"case": {"admitted": date(2020, 12, 1)}},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rule(case, tried):
    tried(case)


def test_every_rule_of_the_module_has_a_case():
    mine = {key for key, rule in rule_registry.rules().items() if rule.form.startswith("party.")}
    assert mine == {case.rule for case in CASES}

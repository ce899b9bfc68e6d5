"""Each rule of 就业创业: what breaks it, what it says, what mends it."""

import pytest

from tests.rules import Case, row

pytestmark = pytest.mark.django_db

MAJOR = row("major", "major", number="z1", short_name="机电")
ROOM = row("room", "school_class", number="c1", name="20级1班", major="@major", grade=2020)
ANA = row("ana", "student", number="s1", name="覃明")
FRESH = row("in", "student_enrolment", student="@ana", school_class="@room", status="01", grade=2020)
GONE = row("in", "student_enrolment", student="@ana", status="07", left="2021-07")
FIRM = row("firm", "enterprise", number="q1", name="云州机电")
TEA = row("tea", "teacher", number="js1", name="黄青")


def admitted(**values):
    return row("plan", "recruitment", year=2020, season="1", major="@major", **values)


def went(**values):
    return row("went", "employment", year=2020, student="@ana", **values)


def office(**values):
    return row("unit", "career_guidance_office", number="d1", name="就业办", in_use=True, **values)


CASES = [
    Case(
        "admissions_against_enrolments",
        [MAJOR, ROOM, ANA, FRESH, admitted(registered=2)],
        "“机电”注册学籍数合计 2 人，“学生学籍信息”中该专业 2020 级有 1 人",
        {"plan": {"registered": 1}},
    ),
    Case(
        "admitted_over_plan",
        [MAJOR, admitted(planned=50, admitted=61)],
        "“机电”录取 61 人，招生计划 50 人，超过 20%",
        {"plan": {"planned": 60}},
    ),
    Case(
        "destination_of_no_graduate",
        [ANA, row("in", "student_enrolment", student="@ana", status="01", expected="2022-07"), went()],
        "学号 s1 登记了毕业去向，学籍信息中没有毕业，本学年也不到毕业年月",
        {"in": {"expected": "2021-07"}},
    ),
    Case(
        "graduates_without_destination",
        [ANA, GONE],
        "2020-09 至 2021-08 毕业的学生 1 人，登记去向的 0 人",
        more=[went()],
    ),
    Case(
        "many_looking",
        [ANA, GONE, went(destination="60")],
        "登记去向的毕业生 1 人，待就业 1 人，超过 10%",
        {"went": {"destination": "20"}},
    ),
    Case(
        "employer_is_another_company",
        [ANA, FIRM, went(company="@firm", employer="云州电子")],
        "学号 s1 的就业单位“云州电子”，对应合作单位“云州机电”",
        {"went": {"employer": "云州机电"}},
    ),
    Case(
        "placed_out_of_trade",
        [ANA, went(destination="20", channel="1", match="3", job="收银员")],
        "学号 s1 由学校推荐就业，岗位“收银员”与专业不对口",
        {"went": {"match": "2"}},
    ),
    Case(
        "fair_without_companies",
        [
            row(
                "fair",
                "career_guidance_activity",
                year=2020,
                number="h1",
                name="春招",
                kind="06",
                companies=0,
            )
        ],
        "“春招”为校园招聘会，参加企业数为 0",
        {"fair": {"companies": 20}},
    ),
    Case(
        "no_full_time_adviser",
        [office(full_time=0, part_time=3)],
        "“就业办”专职职业指导教师 0 人，兼职 3 人",
        {"unit": {"full_time": 1}},
    ),
    Case(
        "guidance_head_on_staff",
        [TEA, row("post", "teacher_employment", teacher="@tea", status="05"), office(head="@tea")],
        "“就业办”的负责人不是在职、返聘或延聘的教职工",
        {"post": {"status": "11"}},
    ),
    Case(
        "founder_long_gone",
        [
            ANA,
            row("in", "student_enrolment", student="@ana", status="07", left="2016-07"),
            row("shop", "startup", number="cy1", name="维修店", student="@ana"),
        ],
        "“维修店”的创业学生 2016-07 离校，到本学年末已满五年",
        {"in": {"left": "2017-07"}},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_is_told_once_and_no_more_when_mended(tried, case):
    tried(case)

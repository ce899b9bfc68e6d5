"""Each rule of 产教融合: what breaks it, what it says, what mends it."""

from datetime import date

import pytest

from tests.rules import Case, row
from zhijiao.quality import rule_registry

pytestmark = pytest.mark.django_db

CODE = "91450100MA5KABCD1X"
HOST = row("host", "enterprise", number="q1", name="华盛公司", code=CODE)
MAJOR = row("major", "major", number="01", short_name="数控")
GROUP = row(
    "group", "education_group", number="j1", name="装备集团", role="1", active=True, members=1, companies=1
)
MEMBER = row(
    "member", "education_group_member", group="@group", name="华盛公司", code=CODE, kind="4", active=True
)
PILOT = row("pilot", "apprenticeship_pilot", number="x1", name="数控试点", status="1", major="@major")


def cooperation(**values):
    return row("work", "cooperation", year=2020, number="h1", name="订单培养", enterprise="@host", **values)


def taught(**values):
    return row("year", "apprenticeship_teaching", year=2020, pilot="@pilot", **values)


CASES = [
    Case(
        "unfit_host",
        [
            row("host", "enterprise", number="q1", name="某某中介", code=CODE, labour_agency=True),
            cooperation(interns=3),
        ],
        "“某某中介”被登记为失信、劳务派遣或营业性娱乐单位，却接收实习学生 3 人",
        {"work": {"interns": 0}},
    ),
    Case(
        "agreement_expired",
        [HOST, cooperation(continues=True, agreed_until=date(2020, 8, 31))],
        "“订单培养”的协议于 2020-08-31 终止，学年开始时已经到期，却登记为继续合作",
        {"work": {"agreed_until": date(2020, 9, 1)}},
    ),
    Case(
        "interns_without_agreement",
        [HOST, cooperation(agreed=False, interns=3)],
        "“订单培养”没有签订书面协议，本学年接收实习学生 3 人",
        {"work": {"agreed": True}},
    ),
    Case(
        "teachers_in_practice",
        [
            HOST,
            cooperation(practising=2),
            row("tea", "teacher", number="js1", name="黄青"),
            row(
                "practice",
                "teacher_practice",
                teacher="@tea",
                company="华盛公司",
                credit_code=CODE,
                started=date(2021, 7, 1),
            ),
        ],
        "接收教师实践人数 2 人，“教师实践”中本学年在该企业实践的教师 1 人",
        {"work": {"practising": 1}},
    ),
    Case(
        "order_students_without_class",
        [HOST, cooperation(order_students=40), row("room", "school_class", number="b1", kind="1")],
        "本学年订单（冠名）班学生合计 40 人，“班级信息”中没有班级类型为订单班的班级",
        {"room": {"kind": "4"}},
    ),
    Case(
        "no_cooperation",
        [HOST],
        "“企业信息”有 1 家单位，本学年没有登记合作情况",
        more=[cooperation()],
    ),
    Case(
        "member_of_a_group_led_by_others",
        [row("group", "education_group", number="j1", role="5"), MEMBER],
        "“华盛公司”所在的集团由其他单位牵头，成员单位不用填成员信息",
        {"group": {"role": "1"}},
    ),
    Case(
        "members_of_group",
        [GROUP],
        "“装备集团”成员单位总数 1 个，“成员信息”中有效的成员 0 个",
        more=[MEMBER],
    ),
    Case(
        "companies_of_group",
        [GROUP, MEMBER, row("school", "education_group_member", group="@group", name="某校", active=True, kind="4")],
        "“装备集团”企业成员数 1 个，“成员信息”中有效的企业 2 个",
        {"school": {"kind": "1"}},
    ),
    Case(
        "member_is_its_enterprise",
        [
            HOST,
            GROUP,
            row("member", "education_group_member", group="@group", name="华盛", code="914501", enterprise="@host"),
        ],
        f"“华盛”的代码 914501，所对应的合作单位在“企业信息”中的代码 {CODE}",
        {"member": {"code": CODE}},
    ),
    Case(
        "companies_that_cooperate",
        [GROUP, row("year", "education_group_cooperation", year=2020, group="@group", companies=2)],
        "“装备集团”本学年合作企业 2 家，集团的企业成员 1 家",
        {"year": {"companies": 1}},
    ),
    Case(
        "enterprises_in_a_group",
        [row("host", "enterprise", number="q1", code=CODE, in_group=True)],
        "“企业信息”中有 1 家是职教集团成员，“职教集团基本信息”没有记录",
        more=[GROUP],
    ),
    Case(
        "pilot_without_teaching",
        [MAJOR, PILOT],
        "“数控试点”还在进行，本学年没有填报试点教学情况",
        {"pilot": {"status": "6"}},
    ),
    Case(
        "ended_pilot_is_taught",
        [
            MAJOR,
            row("pilot", "apprenticeship_pilot", number="x1", name="数控试点", status="6", major="@major"),
            taught(apprentices=8),
        ],
        "“数控试点”已经终止，本学年仍填报在学学徒 8 人",
        {"pilot": {"status": "3"}},
    ),
    Case(
        "classes_of_apprentices",
        [
 MAJOR, PILOT, taught(classes=1),
 row("room", "school_class", number="b1", major="@major", kind="1", status="1"),
],
        "试点班级 1 个，“班级信息”中该专业在校的现代学徒制班 0 个",
        {"room": {"kind": "5"}},
    ),
    Case(
        "apprentices_per_mentor",
        [MAJOR, PILOT, taught(apprentices=11, mentors=2)],
        "企业师傅 2 人，在学学徒 11 人，每名师傅超过 5 人",
        {"year": {"mentors": 3}},
    ),
    Case(
        "apprentices_without_cover",
        [MAJOR, PILOT, taught(apprentices=8, agreements=True, insured=False)],
        "“数控试点”在学学徒 8 人，没有全部签订三方协议或购买保险",
        {"year": {"insured": True}},
    ),
    Case(
        "recruited_above_plan",
        [
            MAJOR,
            PILOT,
            row("new", "apprenticeship_recruitment", year=2020, pilot="@pilot", planned=40, recruited=41),
        ],
        "“数控试点”计划招收 40 人，实际招收 41 人",
        {"new": {"planned": 41}},
    ),
    Case(
        "finished_were_apprentices",
        [
            MAJOR,
            PILOT,
            taught(apprentices=8),
            row("new", "apprenticeship_recruitment", year=2020, pilot="@pilot", finished=8, left=1, recruited=0),
        ],
        "本学年出徒 8 人、退出 1 人，“试点教学情况”在学学徒只有 8 人",
        {"year": {"apprentices": 9}},
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_is_told_until_it_is_mended(tried, case):
    tried(case)


def test_an_enterprise_is_registered_once(enter, breaks):
    code = "91450100MA5KABCD1X"
    first = enter("enterprise", number="q1", name="云州机械有限公司", code=code)
    enter("enterprise", number="q2", name="云州机械公司", code=code)
    assert breaks("enterprise_twice") == [f"组织机构代码 {code} 登记了 2 次"] * 2
    first.delete()
    assert breaks("enterprise_twice") == []


def test_every_rule_of_the_module_has_a_case():
    known = {key for key, rule in rule_registry.rules().items() if rule.form.startswith("industry.")}
    assert {case.rule for case in CASES} | {"enterprise_twice"} == known

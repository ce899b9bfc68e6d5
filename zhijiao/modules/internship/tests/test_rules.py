"""Each rule of 实习合规: what breaks it, what it says, what mends it."""

from datetime import date

import pytest

from tests.rules import Case, row

pytestmark = pytest.mark.django_db

ROOM = row("room", "school_class", number="c1", name="18级1班", status="1", grade=2018, formed="2018-09")
ANA = row("ana", "student", number="s1", name="覃明", sex="1", birth=date(2003, 1, 1))
BEA = row("bea", "student", number="s2", name="黄青", sex="2", birth=date(2004, 9, 1))
IN = row("in", "student_enrolment", student="@ana", school_class="@room", status="01")


def host(**values):
    return row("host", "enterprise", number="q1", name="云州机电", **values)


def project(**values):
    facts = {"kind": "2", "students": 1, "status": "2", "cross_province": False, "abroad": False} | values
    return row("plan", "internship_project", year=2020, number="x1", name="岗位实习", **facts)


def placed(name="at", student="@ana", **values):
    facts = {"project": "@plan", "student": student, "company": "@host", "risk": "0"} | values
    return row(name, "internship_placement", year=2020, **facts)


def month(**values):
    return row("month", "internship_progress", year=2020, placement="@at", month="2021-04", **values)


def base(**values):
    return row("base", "internship_base", number="j1", name="机电基地", in_use=True, **values)


THERE = [ROOM, ANA, host(), project(school_class="@room")]
SEPTEMBER, MARCH = date(2020, 9, 7), date(2021, 3, 5)

STUDENTS = [
    Case(
        "first_year_on_the_job",
        [row("room", "school_class", number="c1", name="20级1班", grade=2020), project(school_class="@room")],
        "“岗位实习”为岗位实习，班级“20级1班”为 2020 级，本学年是一年级",
        {"plan": {"kind": "1"}},
    ),
    Case(
        "too_young_to_work",
        [*THERE, BEA, placed(student="@bea", starts=date(2020, 8, 31))],
        "学号 s2 到岗时 15 周岁，未满 16 周岁",
        {"at": {"starts": date(2020, 9, 1)}},
    ),
    Case(
        "forbidden_post",
        [*THERE, BEA, placed(student="@bea", starts=SEPTEMBER, post="浇铸", risk="7")],
        "学号 s2 的岗位“浇铸”属于“未成年工禁忌劳动”",
        {"at": {"starts": date(2022, 9, 1)}},
    ),
    Case(
        "no_agreement",
        [*THERE, placed(agreement=False)],
        "学号 s1 在“岗位实习”中没有签订三方协议",
        {"at": {"agreement": True}},
    ),
    Case(
        "no_consent",
        [*THERE, placed(consent=False)],
        "学号 s1 在“岗位实习”中没有学生及监护人的知情同意书",
        {"plan": {"kind": "1"}},
    ),
    Case(
        "not_insured",
        [*THERE, placed(insured=False)],
        "学号 s1 在“岗位实习”中没有投保实习责任保险",
        {"at": {"insured": True}},
    ),
    Case(
        "unclear_payer",
        [*THERE, placed(insured=True, payer="9")],
        "学号 s1 的保险费支付者为“其他”，不是学校、实习单位或政府",
        {"at": {"payer": "1"}},
    ),
    Case(
        "intern_of_another_class",
        [ROOM, ANA, IN, row("other", "school_class", number="c2", name="18级2班"), host(),
         project(school_class="@other"), placed()],
        "学号 s1 的班级是“18级1班”，实习项目的班级是“18级2班”",
        {"plan": {"school_class": "@room"}},
    ),
    Case(
        "outside_project_dates",
        [
            ROOM, ANA, host(), project(school_class="@room", starts=SEPTEMBER, ends=MARCH),
            placed(starts=date(2020, 9, 6), ends=MARCH),
        ],
        "学号 s1 的实习 2020-09-06 至 2021-03-05，项目计划为 2020-09-07 至 2021-03-05",
        {"at": {"starts": SEPTEMBER}},
    ),
    Case(
        "project_of_a_class_that_is_gone",
        [row("room", "school_class", number="c1", name="18级1班", status="2", formed="2018-09"),
         project(school_class="@room")],
        "“岗位实习”的班级“18级1班”状态为“毕业”，建班年月 2018-09",
        {"room": {"status": "1"}},
    ),
]  # fmt: skip

COURSES = [
    Case(
        "internship_of_a_theory_course",
        [row("course", "course", number="k1", name="机械制图", abc="A"), project(course="@course")],
        "“岗位实习”的课程“机械制图”是A类课程，没有实践项目",
        {"course": {"abc": "B"}},
    ),
    Case(
        "internship_outside_the_schedule",
        [
            ROOM,
            row("course", "course", number="k1", name="钳工实训", abc="C"),
            row("taught", "course", number="k2", name="机械制图"),
            row("line", "teaching_schedule", year=2020, term="1", school_class="@room", course="@taught"),
            project(school_class="@room", course="@course"),
        ],
        "“岗位实习”的课程“钳工实训”不在班级“18级1班”本学年的教学进程中",
        {"line": {"course": "@course"}},
    ),
]

WORK = [
    Case(
        "long_days",
        [*THERE, placed(daily_hours=9)],
        "学号 s1 每日实习 9 小时，超过 8 小时",
        {"at": {"daily_hours": 8}},
    ),
    Case(
        "long_weeks",
        [*THERE, placed(daily_hours=8, weekly_days=6)],
        "学号 s1 每日 8 小时、每周 6 天，一周 48 小时，超过 40 小时",
        {"at": {"weekly_days": 5}},
    ),
    Case(
        "working_on_days_of_rest",
        [*THERE, placed(weekly_days=6)],
        "学号 s1 每周实习 6 天，超过 5 天，没有留出休息日",
        {"at": {"weekly_days": 5}},
    ),
    Case(
        "night_work",
        [*THERE, placed(night=True)],
        "学号 s1 在“岗位实习”中安排了夜班或加班",
        {"at": {"night": False}},
    ),
    Case(
        "worked_more_than_agreed",
        [*THERE, placed(night=False), month(overtime=3, night_shifts=1)],
        "学号 s1 在 2021-04 加班 3 小时、夜班 1 次，去向中没有安排",
        {"month": {"overtime": 0, "night_shifts": 0}},
    ),
    Case(
        "low_pay",
        [*THERE, placed(pay=2300, standard_pay=3000)],
        "学号 s1 约定月报酬 2,300 元，同岗位工资 3,000 元，占 77%，低于 80%",
        {"at": {"pay": 2400}},
    ),
    Case(
        "unpaid_post",
        [*THERE, placed(pay=0)],
        "学号 s1 在“岗位实习”中岗位实习，约定月报酬为0",
        {"at": {"pay": 1800}},
    ),
    Case(
        "pay_held_back",
        [*THERE, placed(), month(paid_directly=False)],
        "学号 s1 在 2021-04 的报酬没有按月、足额、以货币直接付给学生",
        {"month": {"paid_directly": True}},
    ),
    Case(
        "pay_does_not_add_up",
        [*THERE, placed(), month(paid=1800),
         row("end", "internship_result", year=2020, placement="@at", paid=2000)],
        "学号 s1 的实习报酬合计 2,000 元，“学生实习情况”各月合计 1,800 元",
        {"end": {"paid": 1800}},
    ),
    Case(
        "unrelated_post",
        [*THERE, placed(post="收银员", match="3")],
        "学号 s1 的岗位“收银员”与专业不对口",
        {"at": {"match": "2"}},
    ),
    Case(
        "long_internship",
        [project(starts=SEPTEMBER, ends=date(2021, 6, 20))],
        "“岗位实习”从 2020-09-07 到 2021-06-20，约 9 个月，超过 6 个月",
        {"plan": {"ends": MARCH}},
    ),
]  # fmt: skip

HOSTS = [
    Case(
        "forbidden_place",
        [ROOM, ANA, host(industry="9012"), project(school_class="@room"), placed()],
        "学号 s1 的实习单位“云州机电”所属行业为“电子游艺厅娱乐活动”",
        {"host": {"industry": "35"}},
    ),
    Case(
        "through_an_agent",
        [project(via_agent=True)],
        "“岗位实习”填写为通过中介机构组织",
        {"plan": {"via_agent": False}},
    ),
    Case(
        "agency_as_host",
        [ROOM, ANA, host(industry="7263"), project(school_class="@room"), placed()],
        "学号 s1 的实习单位“云州机电”从事劳务中介或派遣（所属行业“劳务派遣服务”）",
        {"host": {"industry": "35"}},
    ),
    Case(
        "fees_for_interns",
        [project(fees=True)],
        "“岗位实习”填写为向学生收取费用",
        {"plan": {"fees": False}},
    ),
    Case(
        "not_filed",
        [project(filed=False)],
        "“岗位实习”为岗位实习或跨省、境外实习，没有报主管部门备案",
        {"plan": {"filed": True}},
    ),
    Case(
        "unsaid_cross_province",
        [*THERE, placed(region="440106")],
        "学号 s1 的实习所在地在省外，“岗位实习”填写为不跨省",
        {"plan": {"cross_province": True}},
    ),
    Case(
        "many_interns_in_a_company",
        [ROOM, ANA, host(employees=9), project(school_class="@room"), placed()],
        "“云州机电”有岗位实习学生 1 人，从业人员 9 人，占 11%，超过 10%",
        {"host": {"employees": 10}},
    ),
    Case(
        "many_interns_in_a_post",
        [*THERE, BEA, placed(post="装配", post_staff=9),
         placed("too", "@bea", post="装配", post_staff=8)],
        "“云州机电”的“装配”岗位有实习学生 2 人，同类岗位职工 9 人，占 22%，超过 20%",
        {"too": {"post_staff": 10}},
    ),
    Case(
        "placements_missing",
        [ROOM, ANA, host(), project(school_class="@room", students=2), placed()],
        "“岗位实习”参加学生 2 人，“学生实习去向”有 1 人",
        {"plan": {"students": 1}},
    ),
    Case(
        "results_missing",
        [ROOM, ANA, host(), project(school_class="@room", status="3"), placed()],
        "“岗位实习”已结束，1 名学生中有 1 人没有“实习结果”",
        more=[row("end", "internship_result", year=2020, placement="@at")],
    ),
    Case(
        "progress_missing",
        [*THERE, placed()],
        "“岗位实习”有 1 名学生在外，“学生实习情况”没有记录",
        more=[month()],
    ),
    Case(
        "month_without_guidance",
        [*THERE, placed(), month(guidance=0)],
        "学号 s1 在 2021-04 没有校内教师指导",
        {"month": {"guidance": 2}},
    ),
    Case(
        "base_not_inspected",
        [base(inspected=False)],
        "“机电基地”在用，没有进行实地考察评估",
        {"base": {"inspected": True}},
    ),
    Case(
        "base_not_decided",
        [base()],
        "“机电基地”在用，没有填写党组织研究确定日期",
        {"base": {"in_use": False}},
    ),
    Case(
        "base_contract_expired",
        [base(ends=date(2021, 6, 30))],
        "“机电基地”在用，合同已于 2021-06-30 到期",
        {"base": {"ends": date(2023, 6, 30)}},
    ),
]  # fmt: skip


BEFORE = [
    Case(
        "no_education_before_leaving",
        [project(education_hours=0)],
        "“岗位实习”实习前教育为 0 学时",
        {"plan": {"education_hours": 8}},
    ),
    Case(
        "two_places_at_once",
        [
            *THERE, BEA,
            row("tour", "internship_project", year=2020, number="x2", name="认识实习", kind="1", students=1),
            placed(starts=SEPTEMBER, ends=MARCH),
            placed("bea", "@bea", starts=SEPTEMBER, ends=MARCH),
            placed("again", project="@tour", starts=MARCH, ends=date(2021, 3, 9)),
        ],
        "学号 s1 的“认识实习”从 2021-03-05 开始，“岗位实习”到 2021-03-05 才结束",
        {"again": {"starts": date(2021, 3, 6)}},
    ),
    Case(
        "own_choice_unexplained",
        [*THERE, placed(organisation="2")],
        "学号 s1 自行选择实习单位，备注中没有写明理由和批准情况",
        {"at": {"remarks": "家在当地，2020年8月20日学校批准"}},
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", [*BEFORE, *STUDENTS, *COURSES, *WORK, *HOSTS], ids=str)
def test_a_rule_is_told_once_and_no_more_when_mended(tried, case):
    tried(case)

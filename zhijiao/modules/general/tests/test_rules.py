"""Each rule of 综合信息: what breaks it, what it says, what mends it."""

from datetime import date

import pytest

from tests.rules import Case, row
from zhijiao.orgs.services import create_org
from zhijiao.quality import rule_registry

pytestmark = pytest.mark.django_db

ROOM = row(
    "room", "school_class", number="c1", name="20级1班", status="1", total=2, boys=2, boarders=1, grade=2020
)
ANA = row("ana", "student", number="s1", name="覃明", sex="1", birth=date(2005, 3, 12))
IN = row(
    "in",
    "student_enrolment",
    student="@ana",
    school_class="@room",
    status="01",
    grade=2020,
    admitted="2020-09",
)
BEN = row("ben", "student", number="s2", name="韦丽", sex="2", birth=date(2005, 5, 1))
ALSO = row("also", "student_enrolment", student="@ben", school_class="@room", status="01", grade=2020)
TEA = row("tea", "teacher", number="js1", name="黄青", birth=date(1980, 1, 1))
POST = row(
    "post", "teacher_employment", teacher="@tea", status="11", category="11", is_part_time=False, post="2",
    started_work="2000-07", is_double_qualified=False,
)  # fmt: skip


def pupils(number, **values):
    """Students with an enrolment each."""
    rows = []
    for i in range(number):
        rows.append(row(f"p{i}", "student", number=f"p{i}", name="学生"))
        rows.append(row(f"e{i}", "student_enrolment", student=f"@p{i}", status="01", **values))
    return rows


CASES = [
    Case(
        "class_size",
        [ROOM, ANA, IN],
        "“20级1班”填报总人数 2 人，与“学生学籍信息”中的在读学生 1 人不一致",
        {"room": {"total": 1}},
    ),
    Case(
        "boys_of_class",
        [ROOM, ANA, IN, BEN, ALSO],
        "“20级1班”填报男生 2 人，在读学生中男生 1 人",
        {"room": {"boys": 1}},
    ),
    Case(
        "boarders_of_class",
        [ROOM, ANA, IN],
        "“20级1班”填报住校生 1 人，在读学生中就读方式为住校的 0 人",
        {"in": {"boarding": "2"}},
    ),
    Case(
        "large_class",
        [row("room", "school_class", number="c1", name="大班", status="1", total=61)],
        "“大班”总人数 61 人，超过 60 人",
        {"room": {"total": 60}},
    ),
    Case(
        "student_in_closed_class",
        [row("room", "school_class", number="c1", name="17级1班", status="2"), ANA, IN],
        "学生当前状态为在读，所在班级“17级1班”的状态为毕业",
        {"in": {"status": "07"}},
    ),
    Case(
        "grade_of_class",
        [
            ROOM,
            ANA,
            row("in", "student_enrolment", student="@ana", school_class="@room", status="01", grade=2019),
        ],
        "学籍年级 2019 级，所在班级“20级1班”为 2020 级",
        {"in": {"grade": 2020}},
    ),
    Case(
        "student_without_enrolment",
        [ANA],
        "1 名学生有基本信息，没有学籍信息，不计入在校生",
        more=[row("in", "student_enrolment", student="@ana", status="01")],
    ),
    Case(
        "age_at_admission",
        [row("ana", "student", number="s1", name="覃明", birth=date(1990, 3, 12)), ROOM, IN],
        "1990-03-12 出生，2020-09 入学，入学时 30 岁，通常为 14 至 25 岁",
        {"ana": {"birth": date(2005, 3, 12)}},
    ),
    Case(
        "students_dropped",
        [
            *pupils(3, admitted="2019-09"),
            *(row(f"q{i}", "student", number=f"q{i}", name="学生") for i in range(3)),
            *(
                row(
                    f"l{i}",
                    "student_enrolment",
                    student=f"@q{i}",
                    status="07",
                    admitted="2017-09",
                    left="2020-06",
                )
                for i in range(3)
            ),
        ],
        "在读学生 3 人，按入学和离校年月推算上年同期 6 人，减少 50%",
        {"l0": {"status": "01", "left": None}, "l1": {"status": "01", "left": None}},
    ),
    Case(
        "major_without_class",
        [row("major", "major", number="z1", short_name="数控", status="1")],
        "“数控”的专业状态为在招，没有在校班级",
        more=[row("room", "school_class", number="c1", name="班", status="1", major="@major")],
    ),
    Case(
        "new_class_of_closed_major",
        [
            row("major", "major", number="z1", short_name="数控", status="2"),
            row("room", "school_class", number="c1", name="20级1班", status="1", major="@major", grade=2020),
        ],
        "2020 级班级“20级1班”属于“数控”，该专业状态为停招",
        {"major": {"status": "1"}},
    ),
    Case(
        "aid_without_hardship",
        [
            ANA,
            row(
                "aid",
                "student_aid",
                year=2020,
                term="1",
                student="@ana",
                kind="2",
                amount=1000,
                paid=date(2020, 11, 1),
            ),
        ],
        "1 笔国家助学金发给没有困难认定、也不属于涉农专业的学生",
        more=[row("more", "student_attributes", student="@ana", hardship="22")],
    ),
    Case(
        "aid_after_leaving",
        [
            ANA,
            row("in", "student_enrolment", student="@ana", status="03", left="2020-10"),
            row("aid", "student_aid", year=2020, term="2", student="@ana", kind="2", month_from="2021-03"),
        ],
        "国家助学金从 2021-03 起发放，学生已于 2020-10 离校",
        {"in": {"left": "2021-06"}},
    ),
    Case(
        "certificate_before_admission",
        [
            ANA,
            ROOM,
            IN,
            row(
                "paper",
                "student_certificate",
                student="@ana",
                number="z1",
                name="电工",
                issued=date(2019, 5, 1),
            ),
        ],
        "“电工”于 2019-05-01 颁发，早于 2020-09 入学",
        {"paper": {"issued": date(2021, 5, 1)}},
    ),
    Case("teacher_without_post", [TEA], "1 名教师有基本信息，没有工作信息，不计入教职工数", more=[POST]),
    Case(
        "teacher_and_student",
        [
            row("tea", "teacher", number="js1", name="黄青", id_number_blind="ab" * 16),
            row("ana", "student", number="s1", name="覃明", id_number_blind="ab" * 16),
        ],
        "工号 js1 的身份证件号码与本校一名学生相同",
        {"ana": {"id_number_blind": "cd" * 16}},
    ),
    Case(
        "young_at_work",
        [row("tea", "teacher", number="js1", name="黄青", birth=date(1984, 9, 1)), POST],
        "1984-09-01 出生，2000-07 参加工作，时年 15 岁",
        {"post": {"started_work": "2002-09"}},
    ),
    Case(
        "minor_at_work",
        [row("tea", "teacher", number="js1", name="黄青", birth=date(1983, 1, 1)), POST],
        "1983-01-01 出生，2000-07 参加工作，时年 17 岁",
        {"post": {"started_work": "2001-07"}},
    ),
    Case(
        "past_retirement",
        [row("tea", "teacher", number="js1", name="黄青", birth=date(1950, 9, 1)), POST],
        "1950-09-01 出生，学年末 71 周岁，当前状态为在职",
        {"post": {"status": "01"}},
    ),
    Case(
        "unqualified_teacher",
        [TEA, POST],
        "1 名专任教师在“专业能力与资格证书”中没有教师资格证书",
        more=[row("paper", "teacher_qualification", teacher="@tea", number="z1", kind="1")],
    ),
    Case(
        "double_qualified_without_recognition",
        [TEA, row("post", "teacher_employment", teacher="@tea", status="11", is_double_qualified=True)],
        "1 名教师的“是否双师型教师”为是，“教师认定”中没有有效的双师型教师认定",
        more=[
            row(
                "seen",
                "teacher_recognition",
                teacher="@tea",
                kind="1",
                recognised=date(2020, 1, 1),
                current=True,
            )
        ],
    ),
    Case(
        "few_double_qualified",
        [TEA, POST],
        "专业课和实践指导教师 1 人，其中双师型 0 人，占 0%，标准为不低于 30%",
        {"post": {"is_double_qualified": True}},
    ),
    Case(
        "few_senior_titles",
        [TEA, POST, row("title", "teacher_title", teacher="@tea", is_appointed=True, appointed_title="023")],
        "专任教师 1 人，其中现聘高级职务 0 人，占 0%，标准为不低于 20%",
        {"title": {"appointed_title": "022"}},
    ),
    Case(
        "too_few_teachers",
        [TEA, POST, *pupils(21)],
        "在读学生 21 人，专任教师 1 人，每名教师对应 21 名学生，标准为不超过 20 名",
        {"e0": {"status": "07"}},
    ),
    Case(
        "head_teacher_on_staff",
        [
            TEA,
            row("post", "teacher_employment", teacher="@tea", status="05"),
            row("room", "school_class", number="c1", name="20级1班", status="1", head_teacher="@tea"),
        ],
        "“20级1班”的班主任不是在职、返聘或延聘的教职工",
        {"post": {"status": "04"}},
    ),
    Case(
        "head_of_major_on_staff",
        [TEA, row("major", "major", number="z1", short_name="数控", status="1", head="@tea")],
        "“数控”的专业负责人不是在职、返聘或延聘的教职工",
        more=[POST],
    ),
    Case(
        "area_of_campuses",
        [
            row("premises", "premises", year=2020, site_area=50000),
            row("campus", "campus", code="1", name="本部", site_area=40000),
        ],
        "占地面积 50,000 平方米，“校区信息”中各校区面积之和 40,000 平方米，相差超过5%",
        {"campus": {"site_area": 49000}},
    ),
    Case(
        "buildings_of_campuses",
        [
            row("premises", "premises", year=2020, building_area=20000),
            row("campus", "campus", code="1", name="本部", building_area=30000),
        ],
        "校舍建筑面积 20,000 平方米，“校区信息”中各校区建筑面积之和 30,000 平方米",
        {"campus": {"building_area": 20000}},
    ),
    Case(
        "students_of_campuses",
        [*pupils(2), row("campus", "campus", code="1", name="本部", student_count=3)],
        "“校区信息”中在校生之和 3 人，“学生学籍信息”中在读学生 2 人，相差超过5%",
        {"campus": {"student_count": 2}},
    ),
    Case(
        "little_ground",
        [*pupils(2), row("premises", "premises", year=2020, site_area=60)],
        "占地 60 平方米，在读学生 2 人，生均 30 平方米，标准为不低于 33 平方米",
        {"premises": {"site_area": 66}},
    ),
    Case(
        "little_building",
        [*pupils(2), row("premises", "premises", year=2020, building_area=30)],
        "校舍 30 平方米，在读学生 2 人，生均 15 平方米，标准为不低于 20 平方米",
        {"premises": {"building_area": 40}},
    ),
    Case(
        "beds_for_boarders",
        [*pupils(2, boarding="2"), row("premises", "premises", year=2020, dormitory_beds=1)],
        "学生宿舍床位 1 个，就读方式为住校的在读学生 2 人",
        {"premises": {"dormitory_beds": 2}},
    ),
    Case(
        "area_changed",
        [
            row("last", "premises", year=2019, site_area=50000, building_area=20000),
            row("premises", "premises", year=2020, site_area=50000, building_area=30000),
        ],
        "校舍建筑面积上年 20,000 平方米，本年 30,000 平方米，变动 50%",
        {"premises": {"building_area": 24000}},
    ),
    Case(
        "equipment_fell",
        [
            row("last", "equipment", year=2019, total_value=500),
            row("now", "equipment", year=2020, total_value=400, added_value=50, scrapped_value=20),
        ],
        "上年 500 万元，当年新增 50 万元、报废 20 万元，应不少于 530 万元，填报 400 万元",
        {"now": {"scrapped_value": 150}},
    ),
    Case(
        "equipment_of_bases",
        [
            row("now", "equipment", year=2020, training_value=100),
            row(
                "base", "training_base", number="b1", name="数控基地", equipment_value=150, provided_value=20
            ),
        ],
        "专业实训仪器设备值 100 万元，“校内实训基地”设备总值之和 150 万元",
        {"base": {"provided_value": 50}},
    ),
    Case(
        "more_media_rooms_than_rooms",
        [
            row("now", "equipment", year=2020, media_rooms=31),
            row("premises", "premises", year=2020, classrooms=30),
        ],
        "多媒体教室 31 间，“办学场地”教室数 30 间",
        {"now": {"media_rooms": 30}},
    ),
    Case(
        "little_equipment",
        [*pupils(10), row("now", "equipment", year=2020, total_value=2)],
        "设备总值 2 万元，在读学生 10 人，生均 2,000 元，标准为不低于 2,500 元",
        {"now": {"total_value": 2.5}},
    ),
    Case(
        "few_books",
        [*pupils(2), row("now", "equipment", year=2020, books=59)],
        "纸质图书 59 册，在读学生 2 人，生均 29.5 册，标准为不低于 30 册",
        {"now": {"books": 60}},
    ),
    Case(
        "few_computers",
        [*pupils(20), row("now", "equipment", year=2020, teaching_computers=2)],
        "教学用计算机 2 台，在读学生 20 人，每百名学生 10 台，标准为不低于 15 台",
        {"now": {"teaching_computers": 3}},
    ),
    Case(
        "overspent",
        [
            row("income", "income", year=2020, total=1000, carried_over=100),
            row("spending", "expenditure", year=2020, total=1430),
        ],
        "支出合计 1,430 万元，收入合计与上年结转共 1,100 万元，超出 30%",
        {"income": {"loans": 300}},
    ),
    Case(
        "income_changed",
        [row("last", "income", year=2019, total=1000), row("income", "income", year=2020, total=400)],
        "收入合计上年 1,000 万元，本年 400 万元，变动 60%",
        {"income": {"total": 900}},
    ),
    Case(
        "grants_without_aid",
        [row("income", "income", year=2020, student_grants=80)],
        "国家助学金和奖学金收入 80 万元，本学年“学生奖助信息”没有记录",
        more=[ANA, row("aid", "student_aid", year=2020, term="1", student="@ana", kind="2")],
        kind="attached",
    ),
    Case(
        "aid_beyond_grants",
        [
            row("income", "income", year=2020, student_grants=80),
            row("spending", "expenditure", year=2020, student_aid=200),
        ],
        "学生助学金和奖学金支出 200 万元，国家助学金和奖学金收入 80 万元",
        {"spending": {"student_aid": 120}},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rule(case, tried):
    tried(case)


def test_one_teacher_of_three_classes_is_told_at_each(enter, breaks):
    teacher = enter("teacher", number="js1", name="黄青")
    rooms = [
        enter("school_class", number=f"c{i}", name=f"{i}班", status="1", head_teacher=teacher)
        for i in range(3)
    ]
    told = breaks("head_of_many_classes")
    assert told == [f"“{i}班”的班主任同时担任 3 个在校班级的班主任" for i in range(3)]
    rooms[0].status = "2"
    rooms[0].save()
    assert breaks("head_of_many_classes") == []


def test_schools_outside_the_standards_are_not_measured_by_them(school, enter, breaks):
    for number in ("p1", "p2"):
        enter("student_enrolment", student=enter("student", number=number, name="学生"), status="01")
    enter("premises", year=2020, site_area=1)
    assert len(breaks("little_ground")) == 1
    school.school_type = "attached"
    school.save()
    assert breaks("little_ground") == []


def test_every_rule_of_these_files_has_a_case():
    """Those across schools are tried with the engine."""
    tried = {case.rule for case in CASES} | {"head_of_many_classes"}
    files = {
        f"zhijiao.modules.general.rules.{name}"
        for name in ("students", "staff", "premises", "means", "money")
    }
    mine = {rule.key for rule in rule_registry.rules().values() if rule.run.__module__ in files} - {
        "enrolled_in_two_schools",
        "employed_by_two_schools",
    }
    assert mine == tried


def test_last_years_figures_of_another_school_do_not_count(school, enter, breaks):
    row = enter("income", year=2019, total=1000)
    enter("income", year=2020, total=100)
    assert len(breaks("income_changed")) == 1
    row.school = create_org(school.parent, "school", "邻校", "3645010024", "continuing")
    row.save()
    assert breaks("income_changed") == []

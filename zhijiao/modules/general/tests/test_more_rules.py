"""Rules over enrolments, aid, totals of the standard, and what a school says of itself."""

from datetime import date

import pytest

from tests.rules import Case, row
from zhijiao.quality import rule_registry
from zhijiao.quality.rule_data import RuleData

pytestmark = pytest.mark.django_db

MAJOR = row("major", "major", number="z1", short_name="数控", status="1", code="660103", length=3)
ROOM = row(
    "room", "school_class", number="c1", name="20级1班", status="1", grade=2020, length=3, major="@major"
)
ANA = row("ana", "student", number="s1", name="覃明", birth=date(2005, 3, 12))
BEN = row("ben", "student", number="s2", name="韦丽", birth=date(2005, 5, 1))
IN = row(
    "in", "student_enrolment", student="@ana", status="01", grade=2020, admitted="2020-09", study_form="1"
)
TEA = row("tea", "teacher", number="js1", name="黄青", outside=False)
POST = row(
    "post", "teacher_employment", teacher="@tea", status="11", category="11", is_part_time=False, post="1",
    on_establishment=True,
)  # fmt: skip


def profile(**values):
    return row("profile", "school_profile", **values)


def aid(name="aid", **values):
    given = {"year": 2020, "term": "1", "student": "@ana", "kind": "2", "paid": date(2020, 11, 1), **values}
    return row(name, "student_aid", **given)


def enrolled(**values):
    return row("in", "student_enrolment", **{**IN[2], **values})


def premises(**values):
    return row("premises", "premises", year=2020, **values)


def equipment(**values):
    return row("now", "equipment", year=2020, **values)


CASES = [
    Case(
        "student_twice",
        [ANA, IN, row("ben", "student", number="s2", name="覃明", birth=date(2005, 3, 12)),
         row("also", "student_enrolment", student="@ben", status="01")],
        "2 名在读学生与另一名在读学生姓名和出生日期都相同",
        {"ben": {"birth": date(2005, 3, 13)}},
    ),
    Case(
        "grade_of_admission",
        [ANA, enrolled(grade=2019),
         row("moved", "student_enrolment_change", enrolment="@in", kind="21", date=date(2020, 9, 1))],
        "年级 2019 级，2020-09 入学",
        {"moved": {"kind": "02"}},
    ),
    Case(
        "enrolled_beyond_graduation",
        [ANA, enrolled(admitted="2017-09", grade=2017, expected="2020-07")],
        "预计 2020-07 毕业，到本学年初仍为在读",
        {"in": {"status": "07", "left": "2020-07"}},
    ),
    Case(
        "length_of_class",
        [MAJOR, ROOM, ANA, enrolled(length=5, school_class="@room")],
        "学生学制 5 年，所在班级“20级1班”学制 3 年",
        {"in": {"length": 3}},
    ),
    Case(
        "length_of_major",
        [row("major", "major", **{**MAJOR[2], "length": 5}), ROOM],
        "“20级1班”学制 3 年，所属专业“数控”学制 5 年",
        {"room": {"length": 5}},
    ),
    Case(
        "new_grade_of_old_catalogue",
        [row("major", "major", **{**MAJOR[2], "code": "051400"}),
         row("room", "school_class", **{**ROOM[2], "grade": 2021, "name": "21级1班"})],
        "2021 级班级“21级1班”所属专业“数控”用的是2010年目录代码 数控技术应用",
        {"major": {"code": "660103"}},
    ),
    Case(
        "card_of_two_students",
        [ANA, BEN, aid(bank_card_blind="ab" * 16), aid("two", student="@ben", bank_card_blind="ab" * 16)],
        "2 笔资助发到了也发给另一名学生的银行卡",
        {"two": {"bank_card_blind": "cd" * 16}},
    ),
    Case(
        "grant_above_standard",
        [ANA, aid(amount=2000), aid("two", term="2", amount=1500, paid=date(2021, 5, 1))],
        "本学年发给该生国家助学金合计 3500 元，最高一档为每年 3,000 元",
        {"two": {"amount": 1000}},
    ),
    Case(
        "month_paid_twice",
        [ANA, aid(month_from="2020-09", month_to="2021-01"),
         aid("two", paid=date(2021, 1, 5), month_from="2021-01", month_to="2021-02")],
        "2021-01 至 2021-02 的国家助学金与该生另一笔的月份重叠",
        {"two": {"month_from": "2021-02"}},
    ),
    Case(
        "grant_out_of_scope",
        [ANA, enrolled(grade=2018), aid()],
        "1 笔国家助学金发给非全日制学生或超出资助年级的学生",
        {"in": {"grade": 2019}},
        kind="attached",
    ),
    Case(
        "needy_without_aid",
        [ANA, IN, row("more", "student_attributes", student="@ana", minimum_income=True)],
        "1 名享受低保或脱贫家庭的在读学生，本学年“学生奖助信息”没有记录",
        more=[aid(kind="3")],
        kind="attached",
    ),
    Case(
        "relief_beyond_students",
        [ANA, IN, row("income", "income", year=2020, tuition_relief=200)],
        "免学费补助 200 万元，全日制学生 1 人，人均 2000000 元，一般不超过 5,000 元",
        {"income": {"tuition_relief": 0.2}},
    ),
    Case(
        "code_of_organisation",
        [profile(school_code="3645010999")],
        "填报学校标识码 3645010999，系统中本单位为 3645000023",
        {"profile": {"school_code": "3645000023"}},
    ),
    Case(
        "campuses_counted",
        [profile(campus_count=2), row("campus", "campus", code="1", name="本部")],
        "学校校区数填 2 个，“校区信息”有 1 条",
        {"profile": {"campus_count": 1}},
    ),
    Case(
        "boarders_of_day_school",
        [profile(has_boarding=False), ANA, enrolled(boarding="2")],
        "“是否寄宿制学校”填否，就读方式为住校的在读学生有 1 人",
        {"in": {"boarding": "1"}},
    ),
    Case(
        "beds_of_day_school",
        [profile(has_boarding=False), premises(dormitory_beds=40)],
        "“是否寄宿制学校”填否，“办学场地”有学生宿舍床位 40 个",
        {"profile": {"has_boarding": True}},
    ),
    Case(
        "more_held_than_approved",
        [profile(approved_posts=1), TEA, POST, row("teb", "teacher", number="js2", name="韦红"),
         row("other", "teacher_employment", teacher="@teb", status="11", on_establishment=True)],
        "核定教职工编制 1 个，在编的在职教职工 2 人",
        {"other": {"on_establishment": False}},
    ),
    Case(
        "class_without_head",
        [ROOM[:2] + ({**ROOM[2], "major": None},), TEA],
        "1 个在校班级没有填写班主任",
        {"room": {"head_teacher": "@tea"}},
    ),
    Case(
        "outside_is_part_time",
        [TEA, row("post", "teacher_employment", teacher="@tea", status="11", is_part_time=True)],
        "1 名教师“是否校外兼职”与教师工作信息的“是否兼职教师”不一致",
        {"tea": {"outside": True}},
    ),
    Case(
        "dangerous_buildings",
        [premises(dangerous_area=300)],
        "危房面积 300 平方米",
        {"premises": {"dangerous_area": 0}},
    ),
    Case(
        "wages_per_head",
        [TEA, POST, row("spending", "expenditure", year=2020, wages=90)],
        "工资福利支出 90 万元，在职教职工 1 人，人均 900000 元，通常为 30,000 至 300,000 元",
        {"spending": {"wages": 9}},
    ),
    Case("small_site", [premises(site_area=39000)], "占地 39,000 平方米，标准为不低于 40,000 平方米",
         {"premises": {"site_area": 40000}}),
    Case("small_buildings", [premises(building_area=23000)], "校舍 23,000 平方米，标准为不低于 24,000 平方米",
         {"premises": {"building_area": 24000}}),
    Case("little_equipment_in_all", [equipment(total_value=299)],
         "教学仪器设备总值 299 万元，标准为不低于 300 万元", {"now": {"total_value": 300}}),
    Case("few_periodicals", [equipment(periodicals=79)], "报刊 79 种，标准为不低于 80 种",
         {"now": {"periodicals": 80}}),
    Case(
        "few_seats",
        [TEA, POST, *(row(f"p{i}", "student", number=f"p{i}", name="学生") for i in range(10)),
         *(row(f"e{i}", "student_enrolment", student=f"@p{i}", status="01") for i in range(10)),
         premises(reading_seats=0)],
        "阅览室座位 0 个，专任教师 1 人、全日制学生 10 人，按标准不少于 1 个",
        {"premises": {"reading_seats": 1}},
    ),
    Case(
        "few_major_teachers",
        [TEA, POST],
        "专任教师 1 人，其中专业课和实践指导教师 0 人，占 0%，标准为不低于 50%",
        {"post": {"post": "2"}},
    ),
    Case(
        "part_time_share",
        [TEA, POST, row("guest", "teacher", number="js9", name="外聘"),
         row("hired", "teacher_employment", teacher="@guest", status="11", is_part_time=True)],
        "专任教师 1 人，兼职教师 1 人，相当于专任教师的 100%，标准为 20% 左右",
        {"post": {"category": "13"}},
    ),
    Case(
        "teachers_changed",
        [TEA, row("post", "teacher_employment", **{**POST[2], "status": "05", "left": "2020-06",
                                                   "joined_school": "2010-09"})],
        "专任教师上年同期 1 人，本年 0 人，变动 100%",
        {"post": {"status": "11", "left": None}},
    ),
    Case(
        "stock_changed",
        [row("last", "equipment", year=2019, books=1000), equipment(books=2000)],
        "纸质图书（册）上年 1000，本年 2000，变动 100%",
        {"now": {"books": 1500}},
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rule(case, tried):
    tried(case)


def test_the_region_is_that_of_the_organisation(school, enter, breaks):
    given = enter("school_profile", region="450103")
    for region, found in (("450000", 0), ("450100", 0), ("450200", 1), ("", 0)):
        school.region = region
        school.save()
        assert len(breaks("region_of_organisation")) == found
    given.delete()


@pytest.mark.parametrize("rule", ["few_students", "few_teachers"])
def test_totals_of_the_standard(rule, enter, breaks, monkeypatch):
    enter("student_enrolment", student=enter("student", number="s1", name="学生"), status="01")
    enter(
        "teacher_employment", teacher=enter("teacher", number="js1", name="黄青"), status="11", category="11"
    )
    assert len(breaks(rule)) == 1
    monkeypatch.setattr(RuleData, "limit", lambda self, key, school: 1)
    assert breaks(rule) == []


def test_every_rule_of_these_files_has_a_case():
    tried = {case.rule for case in CASES} | {"region_of_organisation", "few_students", "few_teachers"}
    files = {f"zhijiao.modules.general.rules.{name}" for name in ("enrolment", "aid", "profile", "standards")}
    rules = rule_registry.rules().values()
    assert {rule.key for rule in rules if rule.run.__module__ in files} == tried

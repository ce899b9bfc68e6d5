"""Rules from 信息化 to 农村职业教育: what breaks each, and what just does not."""

from datetime import date

import pytest

pytestmark = pytest.mark.django_db

YEAR = 2020
YEARLY = {"year": YEAR, "number": "1"}


@pytest.fixture
def studying(enter):
    """Students enrolled in a class of a major; the major."""

    def enrol(number):
        major = enter("major", number="m", short_name="汽修")
        room = enter("school_class", number="c", major=major)
        for n in range(number):
            student = enter("student", number=f"s{n}")
            enter("student_enrolment", student=student, school_class=room, status="01")
        return major

    return enrol


def test_teachers_told_of_are_those_at_work(enter, breaks):
    teacher = enter("teacher", number="t1")
    enter("teacher_employment", teacher=teacher, category="11", status="11")
    retired = enter("teacher", number="t2")
    enter("teacher_employment", teacher=retired, category="11", status="01")
    ability = enter("it_capability", year=YEAR, teachers=2)
    assert breaks("it_teachers") == ["填报专任教师 2 人，“教师工作信息”中在职专任教师 1 人"]
    ability.teachers = 1
    ability.save()
    assert breaks("it_teachers") == []


@pytest.mark.parametrize(
    ("key", "item", "form", "other", "value", "wrong", "right"),
    [
        ("it_media_rooms", "media_rooms", "premises", "network_classrooms", 30, (29, 31), 30),
        ("it_terminals", "student_terminals", "equipment", "teaching_computers", 30, (31,), 30),
        ("it_spaces", "teacher_spaces", "it_capability", "spaces", 30, (29,), 31),
        ("it_spending", "total", "expenditure", "total", 30, (31,), 30),
    ],
)
def test_conditions_agree_with_other_forms(enter, breaks, key, item, form, other, value, wrong, right):
    conditions = enter("it_conditions", year=YEAR, **{item: right})
    assert breaks(key) == []
    enter(form, year=YEAR, **{other: value})
    assert breaks(key) == []
    for number in wrong:
        setattr(conditions, item, number)
        conditions.save()
        (message,) = breaks(key)
        assert str(number) in message
        assert str(value) in message


@pytest.mark.parametrize(("now", "hits"), [(31, True), (30, False), (4, False), (3, True), (0, False)])
def test_spending_on_it_does_not_leap(enter, breaks, now, hits):
    enter("it_conditions", year=YEAR - 1, total=10)
    enter("it_conditions", year=YEAR, total=now)
    expected = [f"本学年信息化投入 {now} 万元，上学年 10 万元"] if hits else []
    assert breaks("it_spending_of_last_year") == expected


@pytest.mark.parametrize(("systems", "graded", "hits"), [("04", 0, 1), ("04", 1, 0), ("", 0, 0)])
def test_systems_are_graded(enter, breaks, systems, graded, hits):
    enter("it_conditions", year=YEAR, systems=systems, graded_systems=graded)
    assert len(breaks("it_not_graded")) == hits


def test_programmes_have_the_students_of_their_major(enter, breaks, studying):
    major = studying(2)
    enter("joint_programme", **YEARLY, major=major, students=1)
    second = enter("joint_programme", year=YEAR, number="2", major=major, students=1)
    assert breaks("programme_students") == []
    second.students = 2
    second.save()
    message = "汽修专业各合作项目在校生合计 3 人，学籍中该专业在读 2 人"
    assert breaks("programme_students") == [message, message]


@pytest.mark.parametrize(
    ("cells", "broken"),
    [
        ({"planned": 40, "enrolled": 41}, {"programme_over_plan"}),
        ({"planned": 40, "enrolled": 40}, set()),
        ({"running": True, "agreed_until": date(2021, 8, 30)}, {"programme_expired"}),
        ({"running": True, "agreed_until": date(2021, 8, 31)}, set()),
        ({"running": False, "agreed_until": date(2021, 8, 30)}, set()),
    ],
)
def test_programmes_keep_to_plan_and_agreement(enter, breaks, cells, broken):
    enter("joint_programme", **YEARLY, name="3+2", **cells)
    assert {key for key in ("programme_over_plan", "programme_expired") if breaks(key)} == broken


def test_students_are_exchanged_with_partners(enter, breaks):
    enter("east_west_enrolment", **YEARLY, partner="东海学校")
    enter("east_west_coverage", year=YEAR - 1, number="1", partner="东海学校")
    enter("east_west_coverage", **YEARLY, partner="南海学校")
    assert breaks("intake_without_pairing") == ["协作院校“东海学校”未登记在本学年的“东西协作全覆盖行动”中"]
    enter("east_west_coverage", year=YEAR, number="2", partner="东海学校")
    assert breaks("intake_without_pairing") == []


def test_a_school_stands_on_one_side(enter, breaks):
    enter("east_west_coverage", **YEARLY, partner="甲校", role="1")
    other = enter("east_west_coverage", year=YEAR, number="2", partner="乙校", role="2")
    assert len(breaks("one_side_of_the_country")) == 2
    other.role = "1"
    other.save()
    assert breaks("one_side_of_the_country") == []


@pytest.mark.parametrize(("employed", "wage", "hits"), [(5, 0, 1), (5, 4200, 0), (0, 0, 0)])
def test_the_employed_are_paid(enter, breaks, employed, wage, hits):
    enter("east_west_labour", **YEARLY, name="岗前培训", employed=employed, wage=wage)
    assert len(breaks("wage_of_the_employed")) == hits


@pytest.mark.parametrize(("until", "hits"), [(date(2020, 8, 31), 1), (date(2020, 9, 1), 0)])
def test_international_projects_are_in_force(enter, breaks, until, hits):
    enter("international_cooperation", **YEARLY, name="交流", agreed_until=until)
    assert len(breaks("international_expired")) == hits


@pytest.mark.parametrize(
    ("status", "day", "hits"),
    [("1", date(2021, 8, 30), 1), ("1", date(2021, 8, 31), 0), ("4", date(2021, 8, 30), 0)],
)
def test_reforms_are_finished_in_time(enter, breaks, status, day, hits):
    enter("reform_pilot_zone", number="1", name="试点", status=status, planned_end=day)
    assert len(breaks("reform_overdue")) == hits


@pytest.mark.parametrize(("number", "hits"), [(3, 1), (2, 0)])
def test_students_from_the_countryside_are_enrolled(enter, breaks, studying, number, hits):
    studying(2)
    enter("rural_education", year=YEAR, rural_students=number)
    assert len(breaks("rural_students")) == hits

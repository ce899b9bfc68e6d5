"""Rules over titles, recognitions, majors and workshops: what breaks each, and what just does not."""

from datetime import date

import pytest

pytestmark = pytest.mark.django_db

YEAR = 2020
LAST_DAY, DAY_BEFORE = date(2021, 8, 31), date(2021, 8, 30)


@pytest.fixture
def teacher(enter):
    return enter("teacher", number="t1")


@pytest.fixture
def student(enter):
    return enter("student", number="s1")


def test_a_teacher_has_one_highest_title(enter, breaks, teacher):
    enter("teacher_title", teacher=teacher, title="023", granted="2010-12", is_highest=True)
    second = enter("teacher_title", teacher=teacher, title="022", granted="2016-12", is_highest=True)
    other = enter("teacher", number="t2")
    enter("teacher_title", teacher=other, title="023", granted="2010-12", is_highest=True)
    assert len(breaks("one_highest_title")) == 2
    second.is_highest = False
    second.save()
    assert breaks("one_highest_title") == []


@pytest.mark.parametrize(
    ("cells", "hits"),
    [
        ({"is_appointed": True, "appointed_until": DAY_BEFORE}, 1),
        ({"is_appointed": True, "appointed_until": DAY_BEFORE, "is_highest": False}, 0),
        ({"is_appointed": True, "appointed_until": LAST_DAY}, 0),
        ({"is_appointed": True, "appointed_until": DAY_BEFORE, "ended": DAY_BEFORE}, 0),
        ({"is_appointed": False, "appointed_until": DAY_BEFORE}, 0),
    ],
)
def test_appointments_are_within_their_term(enter, breaks, teacher, cells, hits):
    enter("teacher_title", **{"teacher": teacher, "title": "023", "is_highest": True} | cells)
    assert len(breaks("appointed_beyond_term")) == hits


@pytest.mark.parametrize(
    ("current", "day", "hits"), [(True, DAY_BEFORE, 1), (True, LAST_DAY, 0), (False, DAY_BEFORE, 0)]
)
def test_recognitions_in_force_have_not_run_out(enter, breaks, teacher, current, day, hits):
    enter("teacher_recognition", teacher=teacher, kind="1", current=current, expires=day)
    assert breaks("recognition_beyond_term") == [f"双师型教师有效期至 {day}，仍填为有效"] * hits


@pytest.mark.parametrize(("students", "closed", "hits"), [(2, False, 1), (1, False, 0), (2, True, 0)])
def test_students_taught_elsewhere_are_enrolled(enter, breaks, student, students, closed, hits):
    enter("student_enrolment", student=student, status="01")
    enter("off_campus_site", number="1", students=students, closed=closed)
    assert breaks("site_students") == ["各教学点在点学生合计 2 人，学籍中在读学生 1 人"] * hits


@pytest.mark.parametrize(
    ("major_status", "class_status", "hits"), [("3", "1", 1), ("2", "1", 0), ("3", "2", 0)]
)
def test_majors_with_classes_are_not_withdrawn(enter, breaks, major_status, class_status, hits):
    major = enter("major", number="m", short_name="汽修", status=major_status)
    enter("school_class", number="c", name="20汽修1", major=major, status=class_status)
    assert breaks("class_of_withdrawn_major") == ["“20汽修1”为在校班级，所属专业汽修的状态为撤销"] * hits


def test_majors_that_take_students_have_a_base(enter, breaks):
    major = enter("major", number="m", short_name="汽修", status="1")
    enter("major", number="n", short_name="物流", status="2")
    assert breaks("major_without_base") == ["汽修专业在招，“校内实训基地”没有主要面向该专业的基地"]
    enter("training_base", number="b", major=major)
    assert breaks("major_without_base") == []


def test_bases_are_part_of_the_rooms_for_training(enter, breaks):
    enter("premises", year=YEAR, training_area=30)
    enter("training_base", number="1", area=20)
    second = enter("training_base", number="2", area=11)
    assert breaks("area_of_bases") == ["实训实验用房 30 平方米，各校内实训基地建筑面积合计 31 平方米"]
    second.area = 10
    second.save()
    assert breaks("area_of_bases") == []


@pytest.mark.parametrize(("rooms", "hits"), [(29, 1), (30, 0), (31, 0)])
def test_rooms_with_a_projector_are_at_least_those_on_the_network(enter, breaks, rooms, hits):
    enter("equipment", year=YEAR, media_rooms=rooms)
    assert breaks("media_rooms") == []
    enter("premises", year=YEAR, network_classrooms=30)
    assert len(breaks("media_rooms")) == hits


def test_majors_entered_by_hand_are_listed(enter, breaks):
    enter("major", number="1", code="710201")
    enter("major", number="2", off_catalogue="1", own_name="茶艺与茶营销", own_code="130900")
    (said,) = breaks("major_off_catalogue")
    assert said.startswith("“茶艺与茶营销”（130900）由学校自行录入，类别为2019年增补专业")

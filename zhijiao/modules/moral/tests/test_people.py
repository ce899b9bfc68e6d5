"""心理咨询师 and 团员信息: computed from teachers, their work, students and their enrolment."""

import pytest

from zhijiao.filing.schema import registry
from zhijiao.filing.schema.summaries import Reader
from zhijiao.orgs.models import Org

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(school):
    """Rows of a summary for the school alone."""

    def computed(key):
        known = registry.registry()
        return known.forms[key].compute(Reader(known, Org.objects.filter(pk=school.pk), 2020))

    return computed


@pytest.fixture
def department(enter):
    return enter("department", number="09", name="学生科")


@pytest.fixture
def teach(enter, department):
    """A teacher with work at the school."""

    def hired(number, **facts):
        person = {name: facts.pop(name) for name in ("political_status",) if name in facts}
        teacher = enter("teacher", number=number, name=f"教师{number}", sex="2", **person)
        facts = {"status": "11"} | facts
        return enter("teacher_employment", teacher=teacher, department=department, **facts)

    return hired


@pytest.fixture
def enrol(enter):
    """A student with an enrolment."""

    def enrolled(number, status="01", political_status="03", **facts):
        student = enter("student", number=number, name=f"学生{number}", political_status=political_status)
        return enter("student_enrolment", student=student, status=status, grade=2020, **facts)

    return enrolled


def test_counsellors_are_those_at_work_whose_duties_say_so(teach, rows):
    teach("js001", duties="1,2", is_part_time=True)
    teach("js002", duties="1,3")
    teach("js003", duties="2", status="01")
    teach("js004")
    (row,) = rows("counsellor")
    assert row.values["number"] == "js001"
    assert row.values["department"] == "学生科"
    assert row.values["is_part_time"] == "是"
    assert [form for form, _, _ in row.origins] == ["teacher", "teacher_employment"]


def test_members_of_the_league_are_students_in_class_and_young_teachers(enter, teach, enrol, rows):
    room = enter("school_class", number="c1", name="20级1班", status="1")
    enrol("s1", school_class=room)
    enrol("s2", status="03")
    enrol("s3", political_status="13")
    enrol("s4")
    teach("js001", political_status="03")
    teach("js002", political_status="01")
    teach("js003", political_status="03", status="05")
    found = rows("youth_league_member")
    assert {(row.values["kind"], row.values["number"]) for row in found} == {
        ("学生", "s1"),
        ("学生", "s4"),
        ("教师", "js001"),
    }
    by_number = {row.values["number"]: row for row in found}
    assert by_number["s1"].values["unit"] == "20级1班"
    assert [form for form, _, _ in by_number["s1"].origins] == [
        "student",
        "student_enrolment",
        "school_class",
    ]
    assert by_number["s4"].values["unit"] is None
    assert by_number["js001"].values["unit"] == "学生科"


def test_a_change_shows_at_once(enrol, rows):
    enrolment = enrol("s1")
    assert len(rows("youth_league_member")) == 1
    enrolment.status = "07"
    enrolment.save()
    assert rows("youth_league_member") == []


@pytest.mark.parametrize(("key", "queries"), [("counsellor", 1), ("youth_league_member", 2)])
def test_the_number_of_queries_does_not_grow(key, queries, teach, enrol, rows, django_assert_num_queries):
    for i in range(4):
        teach(f"js00{i}", duties="2", political_status="03")
        enrol(f"s{i}")
    with django_assert_num_queries(queries):
        assert len(rows(key)) >= 4

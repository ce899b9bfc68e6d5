"""专职班主任: computed from classes, teachers and their work."""

import pytest

from zhijiao.filing.schema import registry
from zhijiao.filing.schema.summaries import Reader
from zhijiao.orgs.models import Org
from zhijiao.orgs.services import create_org

pytestmark = pytest.mark.django_db


@pytest.fixture
def summary(school):
    """Rows for the school alone."""

    def rows():
        known = registry.registry()
        reader = Reader(known, Org.objects.filter(pk=school.pk), 2020)
        return known.forms["head_teacher"].compute(reader)

    return rows


@pytest.fixture
def teachers(enter):
    """A full-time head teacher, one who teaches too, and one without a word on it."""
    department = enter("department", number="03", name="电子信息部")
    people = {}
    for number, kind in (("js001", "1"), ("js002", "2"), ("js003", None)):
        people[number] = enter("teacher", number=number, name=f"教师{number}", sex="2")
        enter(
            "teacher_employment",
            teacher=people[number],
            department=department,
            head_teacher_kind=kind,
            status="11",
        )
    return people


def test_only_full_time_head_teachers_of_present_classes_count(enter, teachers, summary):
    for number, name, teacher, status, total, since in (
        ("c1", "20级1班", "js001", "1", 40, "2020-09"),
        ("c2", "19级1班", "js001", "1", 38, "2019-09"),
        ("c3", "17级1班", "js001", "2", 45, "2017-09"),
        ("c4", "20级2班", "js002", "1", 41, "2020-09"),
        ("c5", "20级3班", "js003", "1", 41, "2020-09"),
    ):
        enter(
            "school_class",
            number=number,
            name=name,
            head_teacher=teachers[teacher],
            status=status,
            total=total,
            head_since=since,
        )
    (row,) = summary()
    assert row.values["number"] == "js001"
    assert row.values["department"] == "电子信息部"
    assert row.values["classes"] == "20级1班、19级1班"
    assert (row.values["class_count"], row.values["student_count"]) == (2, 78)
    assert row.values["since"] == "2019-09"


def test_every_row_leads_to_its_records(enter, teachers, summary):
    room = enter("school_class", number="c1", name="20级1班", head_teacher=teachers["js001"], status="1")
    (row,) = summary()
    forms = registry.forms()
    assert [form for form, _, _ in row.origins] == ["teacher", "teacher_employment", "school_class"]
    assert row.origins[0][1] == teachers["js001"].pk
    assert row.origins[2][1] == room.pk
    assert all(forms[form].model.unscoped.filter(pk=pk).exists() for form, pk, _ in row.origins)
    assert row.values["student_count"] == 0


def test_other_schools_do_not_count(enter, school, teachers, summary):
    room = enter("school_class", number="c1", name="20级1班", head_teacher=teachers["js001"], status="1")
    assert len(summary()) == 1
    other = create_org(school.parent, "school", "邻校", "3645010024", "continuing")
    for row in (room, registry.get("teacher_employment").model.unscoped.get(teacher=teachers["js001"])):
        row.school = other
        row.save()
    assert summary() == []


def test_the_number_of_queries_does_not_grow(enter, teachers, summary, django_assert_num_queries):
    for i in range(5):
        enter("school_class", number=f"c{i}", name=f"班{i}", head_teacher=teachers["js001"], status="1")
    with django_assert_num_queries(2):
        summary()

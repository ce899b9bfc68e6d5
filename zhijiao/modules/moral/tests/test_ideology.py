"""思政课程 and 思政课程教师: courses marked as such that classes have this year, and who teaches them."""

import pytest

from zhijiao.filing.schema import registry
from zhijiao.filing.schema.summaries import Reader
from zhijiao.orgs.models import Org

pytestmark = pytest.mark.django_db


@pytest.fixture
def computed(school):
    def rows(key):
        known = registry.registry()
        return [
            row.values
            for row in known.forms[key].compute(Reader(known, Org.objects.filter(pk=school.pk), 2020))
        ]

    return rows


@pytest.fixture
def taught(enter):
    """A teacher of ideology with two classes in autumn; a course of another kind beside it."""
    teacher = enter("teacher", number="js1", name="黄青", political_status="01")
    enter("teacher_employment", teacher=teacher, status="11", category="11", duties="1,3")
    enter("teacher_employment", teacher=enter("teacher", number="js2"), status="11", duties="1")
    book = enter("textbook", number="t1", name="职业道德与法治")
    course = enter("course", number="k1", name="职业道德与法治", ideology=True, hours=36, textbook=book)
    other = enter("course", number="k2", name="数学", ideology=False)
    term = {"year": 2020, "term": "1", "teacher": teacher}
    for n, hours in ((1, 2), (2, 3)):
        group = enter("school_class", number=f"b{n}", name=f"{n}班", total=40 + n)
        enter("teaching_schedule", **term, school_class=group, course=course, weekly_hours=hours)
        enter("teaching_schedule", **term, school_class=group, course=other, weekly_hours=4)


def test_courses_of_ideology(taught, computed):
    assert computed("ideology_course") == [
        {
            "term": "第一学期（秋）", "number": "k1", "name": "职业道德与法治", "classes": 2, "weekly_hours": "2.5",
            "hours": 36, "teachers": "黄青", "textbook": "职业道德与法治", "students": 83,
        }
    ]  # fmt: skip


def test_teachers_of_ideology(taught, computed):
    (row,) = computed("ideology_teacher")
    said = (row["number"], row["full_time"], row["courses"], row["classes"])
    assert said == ("js1", "是", "职业道德与法治、数学", 2)

"""专业教师: teachers at work who have a major, with their title."""

import pytest

from zhijiao.filing.schema import registry
from zhijiao.filing.schema.summaries import Reader
from zhijiao.orgs.models import Org

pytestmark = pytest.mark.django_db


def test_teachers_of_a_major(school, enter):
    major = enter("major", number="01", short_name="机电")
    for number, status in (("js1", "11"), ("js2", "05")):
        teacher = enter("teacher", number=number, name=f"教师{number}")
        enter(
            "teacher_employment",
            teacher=teacher,
            major=major,
            status=status,
            is_double_qualified=number == "js1",
        )
        enter("teacher_title", teacher=teacher, title="012", granted="2015-12", is_highest=True)
    known = registry.registry()
    rows = known.forms["major_teacher"].compute(Reader(known, Org.objects.filter(pk=school.pk), 2020))
    names = ("major", "number", "title", "is_double_qualified")
    assert [[row.values[name] for name in names] for row in rows] == [["机电", "js1", "012", "是"]]

"""教师教学: planned hours by the timetable, given ones as soon as lessons are entered, classes together once."""

import pytest

from zhijiao.filing.schema import registry
from zhijiao.filing.schema.summaries import Reader
from zhijiao.orgs.models import Org

pytestmark = pytest.mark.django_db

WEEKS = {"week_kind": "1", "first_week": 1, "last_week": 10}


def test_hours_of_a_teacher(school, enter):
    known = registry.registry()
    teacher = enter("teacher", number="js1", name="黄青")
    course = enter("course", number="k1", name="数控车削", credits=4)
    rooms = [enter("school_class", number=f"b{n}", name=f"{n}班", total=40) for n in (1, 2)]
    slot = {"year": 2020, "term": "1", "number": "x1", "course": course, "teacher": teacher, "periods": 2}
    for room in rooms:
        enter("timetable", **slot, **WEEKS, school_class=room, weekday="1", first_period=1)
    base = enter("training_base", number="s1", name="车削基地")
    alternate = {**WEEKS, "week_kind": "2"}
    enter(
        "timetable",
        **slot,
        **alternate,
        school_class=rooms[0],
        weekday="2",
        first_period=3,
        training_base=base,
    )

    def compute():
        reader = Reader(known, Org.objects.filter(pk=school.pk), 2020)
        (made,) = known.forms["teacher_teaching"].compute(reader)
        names = ("courses", "classes", "theory_hours", "practice_hours", "students", "credits")
        return [made.values[name] for name in names]

    assert compute() == [1, 2, 20, 10, 80, 4]
    for room in rooms:
        enter(
            "lesson_log", year=2020, term="1", held="2020-10-12", first_period=1, number="x1",
            school_class=room, teacher=teacher, hours=2, practice_hours=1,
        )  # fmt: skip
    assert compute() == [1, 2, 1, 1, 80, 4]

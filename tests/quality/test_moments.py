"""时点: figures are of a day, and what happens after it does not move them."""

from dataclasses import replace
from datetime import date

import pytest

from zhijiao.catalogue import matrix
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.describe import describe
from zhijiao.kit.moments import Moment
from zhijiao.orgs.models import Org
from zhijiao.quality import evaluate, rule_registry
from zhijiao.quality.rule_data import RuleData

pytestmark = pytest.mark.django_db
FIRST = date(2020, 9, 1)
REPEATS, ON_LEAVE, BACK, WITHDRAWN = "02", "11", "12", "31"


@pytest.mark.parametrize(
    ("row", "changes", "day", "there"),
    [
        ({"status": "01", "admitted": "2020-09"}, [], FIRST, True),
        ({"status": "01", "admitted": "2021-03"}, [], FIRST, False),
        ({"status": "01", "admitted": "2021-03"}, [], date(2021, 3, 1), True),
        ({"status": "05"}, [(ON_LEAVE, 2018, 9, 3), (BACK, 2019, 9, 2)], FIRST, True),
        ({"status": "05"}, [(BACK, 2021, 3, 1)], FIRST, False),
        ({"status": "05"}, [(ON_LEAVE, 2020, 3, 1), (BACK, 2021, 3, 1), (REPEATS, 2021, 9, 1)], FIRST, False),
        ({"status": "05"}, [(ON_LEAVE, 2020, 10, 8), (BACK, 2021, 3, 1)], FIRST, True),
        ({"status": "07", "left": "2021-07"}, [], FIRST, True),
        ({"status": "07", "left": "2020-07"}, [], FIRST, False),
        ({"status": "07", "left": "2021-08"}, [], date(2021, 8, 31), False),
        ({"status": "03", "left": "2020-09"}, [(WITHDRAWN, 2020, 9, 20)], FIRST, True),
        ({"status": "02"}, [(ON_LEAVE, 2020, 10, 8)], FIRST, True),
        ({"status": "02"}, [(ON_LEAVE, 2020, 8, 20)], FIRST, False),
        (
            {"status": "02"},
            [(ON_LEAVE, 2020, 3, 1), (BACK, 2020, 10, 8), (ON_LEAVE, 2021, 3, 1)],
            FIRST,
            False,
        ),
        ({"status": "02"}, [], FIRST, False),
        ({"status": "12"}, [(ON_LEAVE, 2020, 10, 8)], FIRST, False),
    ],
)
def test_who_is_enrolled_on_a_day(put, school, row, changes, day, there):
    enrolled = put("student_enrolment", student=put("student", number="s1", name="覃明"), **row)
    another = put("student_enrolment", student=put("student", number="s2", name="韦丽"), status="12")
    put("student_enrolment_change", enrolment=another, kind=BACK, date=date(2021, 3, 1))
    for kind, *when in changes:
        put("student_enrolment_change", enrolment=enrolled, kind=kind, date=date(*when))
    data = RuleData(Org.objects.filter(pk=school.pk), matrix.current_round())
    assert data.there("general.StudentEnrolment", day).exists() is there


@pytest.mark.parametrize(
    ("row", "there"),
    [
        ({"status": "14", "away_since": "2021-03"}, True),
        ({"status": "14", "away_since": "2020-09"}, True),
        ({"status": "14", "away_since": "2020-08"}, False),
        ({"status": "14"}, False),
        ({"status": "01", "left": "2020-07", "away_since": "2021-03"}, False),
        ({"status": "01", "left": "2021-07"}, True),
        ({"status": "11"}, True),
    ],
)
def test_which_teacher_is_at_work_on_a_day(put, school, row, there):
    """Who is on sick leave today was at work before it began; who has left is away since then, whatever came before."""
    put(
        "teacher_employment", teacher=put("teacher", number="t1", name="黄青"), joined_school="2015-08", **row
    )
    data = RuleData(Org.objects.filter(pk=school.pk), matrix.current_round())
    assert data.there("general.TeacherEmployment", FIRST).exists() is there


def test_a_change_after_the_day_moves_no_figure(put, school):
    """Students, teachers and classes of the year, as of 9月1日, and a class as of the day a former round closed."""
    room = put("school_class", number="c1", name="班", status="1", formed="2020-09", total=1)
    student = put("student", number="s1", name="覃明")
    enrolment = put("student_enrolment", student=student, school_class=room, status="01", admitted="2020-09")
    post = put(
        "teacher_employment",
        teacher=put("teacher", number="t1", name="黄青"),
        status="11",
        joined_school="2015-08",
    )

    def figures():
        data = RuleData(Org.objects.filter(pk=school.pk), matrix.current_round())
        forms = ("StudentEnrolment", "TeacherEmployment", "SchoolClass")
        return [data.tally(f"general.{form}", at=data.count_day).get(school.pk) for form in forms]

    assert figures() == [1, 1, 1]
    for row, values in (
        (enrolment, {"status": "03", "left": "2021-04"}),
        (post, {"status": "01", "left": "2021-07"}),
        (room, {"status": "4", "ended": "2021-07"}),
    ):
        type(row).unscoped.filter(pk=row.pk).update(**values)
    put(
        "student_enrolment", student=put("student", number="s2", name="韦丽"), status="01", admitted="2021-09"
    )
    assert figures() == [1, 1, 1]


def test_a_round_that_another_has_followed_is_counted_as_of_the_day_it_closed(put, school):
    room = put("school_class", number="c1", name="班", status="1", formed="2020-09", total=1)
    student = put("student", number="s1", name="覃明")
    left = put("student_enrolment", student=student, school_class=room, status="03", left="2022-05")
    filing = matrix.current_round()

    def told():
        data = RuleData(Org.objects.filter(pk=school.pk), filing)
        return [
            each.values["enrolled"] for each in evaluate.breaks(data, rule_registry.rules()["class_size"])
        ]

    assert left.admitted is None
    assert told() == ["0"], "the round that is open counts today"
    filing = replace(filing, followed=True)
    assert told() == [], "he was there when it closed"


def test_items_of_stock_say_their_day():
    columns = [column for form in registry.registry().records for column in form.columns.values()]
    stock = [column for column in columns if column.facts.moment]
    assert {column.facts.moment for column in stock} == set(Moment)
    assert all(column.facts.moment[:3] in column.note for column in stock)
    assert describe(registry.get("expenditure").columns["debt"])["moment"] == "自然年末12月31日"

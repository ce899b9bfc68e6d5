"""Rules across schools: one number in two schools is found by blind index, and only the schools above see both."""

import pytest

from tests import sample
from zhijiao.orgs.services import create_org
from zhijiao.quality import incremental_checks, rule_registry, school_checks, visibility
from zhijiao.quality.models import Finding, SchoolCheck

pytestmark = pytest.mark.django_db
BLIND = "ab" * 16


@pytest.fixture
def neighbour(school):
    """A school under another city of the same province."""
    city = create_org(school.parent, "city", "龙江市教育局", "450200", region="450200")
    return sample.school(24, name="龙江市机电工程学校", under=city)


@pytest.fixture
def twins(put, neighbour):
    """One person enrolled in two schools."""
    made = {}
    for where in (None, neighbour):
        student = put("student", where, blind=BLIND, number="s1", name="覃明")
        made[where] = put("student_enrolment", where, student=student, status="01")
    return made[None], made[neighbour]


def found(school):
    return Finding.objects.filter(school=school, rule="enrolled_in_two_schools")


def test_the_newcomer_alone_gets_a_finding_and_the_department_above_both_sees_it_first(
    twins, school, neighbour, filing
):
    school_checks.check_school(school, filing)
    assert not found(school).exists()
    theirs = found(neighbour).get()
    assert (theirs.record_id, theirs.values, theirs.link) == (twins[1].pk, {"schools": "2"}, BLIND)
    assert (theirs.state, theirs.told, theirs.referred_to) == ("referred", False, school.parent)


def test_whoever_left_does_not_count(twins, school, neighbour, filing):
    school_checks.check_school(school, filing)
    twins[1].status = "10"
    twins[1].save()
    school_checks.check_school(neighbour, filing)
    assert found(neighbour).get().state == "resolved"


def test_other_peoples_numbers_do_not_count(put, school, neighbour, filing):
    for where, blind in ((None, BLIND), (neighbour, "cd" * 16)):
        student = put("student", where, blind=blind, number="s1", name="覃明")
        put("student_enrolment", where, student=student, status="01")
    school_checks.check_school(school, filing)
    assert not Finding.objects.filter(rule="enrolled_in_two_schools").exists()


@pytest.mark.parametrize(
    ("there", "schools"),
    [
        ({"status": "11", "is_part_time": False}, 1),
        ({"status": "11", "is_part_time": True}, 0),
        ({"status": "01", "is_part_time": False}, 0),
    ],
    ids=["at work in both", "part-time there", "retired there"],
)
def test_somebody_employed_by_two_schools(put, school, neighbour, filing, there, schools):
    for where, facts in ((None, {"status": "11", "is_part_time": False}), (neighbour, there)):
        teacher = put("teacher", where, blind=BLIND, number="t1", name="覃明")
        put("teacher_employment", where, teacher=teacher, **facts)
    school_checks.check_school(school, filing)
    assert Finding.objects.filter(rule="employed_by_two_schools").count() == schools


def test_a_school_does_not_learn_which_other_school_it_is(twins, school, neighbour, filing):
    school_checks.check_school(school, filing)
    theirs = found(neighbour).get()
    city = sample.actor(neighbour.parent, "city_auditor")
    province = sample.actor(school.parent, "province_auditor")
    hidden = [{"school": "另一所学校（由主管部门核对）", "records": []}]
    assert visibility.related_records(sample.actor(neighbour, "school_clerk"), theirs) == hidden
    assert visibility.related_records(city, theirs) == hidden
    seen = visibility.related_records(province, theirs)
    assert [(each["school"], each["records"]) for each in seen] == [
        (school.name, [("student_enrolment", twins[0].pk, "s1 覃明")])
    ]


def test_only_what_changed_is_compared_and_checked(school, neighbour, filing):
    sample.fill(school, "student_enrolment", 1)
    sample.fill(neighbour, "student_enrolment", 1)
    while incremental_checks.follow_changes():
        pass
    assert found(neighbour).get().state == "referred"
    first = SchoolCheck.objects.get(school=school).checked_at
    (record,) = sample.stored(neighbour, "student_enrolment")
    sample.write(
        sample.Actor.system(neighbour),
        neighbour,
        sample.validate(
            rule_registry.registry.get("student_enrolment"), neighbour, {"status": ["退学"], "left": ["2021-01"]},
            ids=[record.pk], defaults={},
        ),
    )  # fmt: skip
    while incremental_checks.follow_changes():
        pass
    assert found(neighbour).get().state == "resolved"
    assert SchoolCheck.objects.get(school=school).checked_at == first
    assert SchoolCheck.objects.get(school=neighbour).checked_at > first


def test_a_dry_run_counts_and_stores_nothing(twins, school, neighbour, filing):
    rule = rule_registry.rules()["enrolled_in_two_schools"]
    area = visibility.access.schools(sample.actor(school.parent, "province_auditor"))
    assert school_checks.dry_run(rule, filing, area) == {neighbour.pk: 1}
    below_one = area.filter(pk=neighbour.pk)
    assert school_checks.dry_run(rule, filing, below_one) == {}, "it would tell of a school elsewhere"
    assert not Finding.objects.exists()


def test_the_sweep_marks_schools_written_to_after_their_check(school, filing):
    sample.fill(school, "department", 1)
    incremental_checks.sweep()
    assert SchoolCheck.objects.get(school=school).pending
    incremental_checks.check_pending(filing)
    assert not SchoolCheck.objects.get(school=school).pending

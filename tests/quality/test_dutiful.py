"""Schools that have done what the round asks of them, and people who are unusual but right: nothing is found."""

from datetime import date

import pytest
from django.db import transaction

from tests import sample
from zhijiao.catalogue import matrix
from zhijiao.filing.schema import registry
from zhijiao.orgs.models import Org
from zhijiao.quality import cross_school, evaluate, rule_registry, thresholds
from zhijiao.quality.rule_data import RuleData

pytestmark = pytest.mark.django_db
BESIDES = ("teacher_recognition", "teacher_qualification", "teacher_title", "student_aid")
"""Forms owed if there is anything, of which the sample school has something."""

SMALL = """students_in_all,1,人,规模,省标准,—,2015-01-01,,,,seen,
teachers_in_all,1,人,专任教师,省标准,—,2015-01-01,,,,seen,
part_time_share,0,%,兼职教师,省标准,—,2015-01-01,,,,seen,
"""
"""A province that asks no more of a school than the sample has: one student and one teacher."""

AGREED = {
    "school_profile": {"campus_count": 1},
    "campus": {"student_count": 1},
    "school_class": {"boys": 0, "girls": 1, "total": 1, "boarders": 1},
    "teacher_employment": {"duties": "2"},
    "teacher_qualification": {"kind": "1"},
    "teacher_title": {"is_appointed": True, "appointed_title": "022"},
    "income": {"tuition_relief": "0.2"},
    "expenditure": {"wages": 12},
    "it_capability": {"teachers": 1},
    "student_enrolment": {"expected": "2021-07"},
    "major": {"total_hours": 3240},
    "cooperation": {"order_students": 0, "practising": 0},
    "internship_project": {"students": 1},
    "recruitment": {"registered": 1},
    "party_overview": {"branches": 1, "members": 18, "staff_members": 1},
}
"""What the examples of the forms, each right by itself, have to agree on in one school."""


@pytest.fixture
def dutiful(school, put, settings, tmp_path):
    """A school with a row in every form that some kind of school owes, in agreement with each other."""
    entered: set[str] = set()
    for key in (*_owed("continuing"), *BESIDES):
        sample.fill(school, key, 1, entered=entered)
    for key, values in AGREED.items():
        _rows(school, key).update(**values)
    _rows(school, "school_profile").update(school_code=school.code)
    head = _rows(school, "safety_organisation").first().head
    put("safety_organisation", number="aq9", name="学生欺凌治理委员会", kind="8", in_use=True, head=head)
    own = tmp_path / "own.csv"
    own.write_text(thresholds.FILE.read_text("utf-8").splitlines()[0] + "\n" + SMALL, "utf-8")
    settings.THRESHOLDS_FILE = str(own)
    thresholds.thresholds.cache_clear()
    yield school
    thresholds.thresholds.cache_clear()


def _rows(school, key):
    return registry.get(key).model.unscoped.filter(school=school).order_by("pk")


def _owed(kind):
    """Forms with records that the round asks of a kind of school."""
    filing, forms = matrix.current_round(), registry.forms()
    places = [place for place in filing.places if place.obligations[kind].number and place.form in forms]
    return [place.form for place in places if not forms[place.form].is_summary]


def _asked(kind):
    """Those, and those it is asked for if it has anything."""
    filing = matrix.current_round()
    return {place.form for place in filing.places if place.obligations[kind].asked(filled=False)}


def found(school):
    filing = matrix.current_round()
    rules = cross_school.school_rules(rule_registry.in_force(filing))
    breaks = evaluate.run(RuleData(Org.objects.filter(pk=school.pk), filing), rules)
    return [f"{each.rule.key}: {each.rule.say(each.values)}" for each in breaks]


def test_a_dutiful_school_of_each_kind_has_no_finding(dutiful):
    """Filled to its obligations and no further: the rows of what a kind does not owe are taken away."""
    told = {}
    for kind in matrix.SCHOOL_TYPES:
        with transaction.atomic():
            Org.objects.filter(pk=dutiful.pk).update(school_type=kind)
            for form in registry.registry().records:
                if form.key not in _asked(kind):
                    rows = _rows(dutiful, form.key)
                    rows._raw_delete(rows.db)
            told[kind] = found(dutiful)
            transaction.set_rollback(True)
    assert told == {kind: [] for kind in matrix.SCHOOL_TYPES}


def test_people_who_are_unusual_but_right_break_no_rule(dutiful, put):
    room, major = _rows(dutiful, "school_class").first(), _rows(dutiful, "major").first()
    long = put(
        "major", number="z5", short_name="学前教育", status="1", code=major.code, length=5, head=major.head
    )
    put("training_base", number="sx5", name="琴房", major=long, head=major.head)
    room5 = put(
        "school_class", number="c5", name="20级五年制班", major=long, grade=2020, length=5, status="1",
        formed="2020-09", head_teacher=room.head_teacher, boys=1, girls=0, total=1, boarders=0,
    )  # fmt: skip
    plan = put(
        "training_plan",
        number="fa5",
        name="五年制人才培养方案",
        major=long,
        grade=2020,
        length=5,
        active=True,
    )
    course = _rows(dutiful, "course").first()
    put("teaching_schedule", year=2020, term="1", school_class=room5, course=course, plan=plan)
    usual = {"status": "01", "school_class": room, "grade": 2020, "length": 3, "admitted": "2020-09",
             "study_form": "1", "boarding": "1", "expected": "2023-07", "target": "111"}  # fmt: skip
    people = {
        "成人": ({"birth": date(1978, 5, 1)}, {"target": "711"}),
        "退役军人": ({"birth": date(1994, 5, 1)}, {"target": "611"}),
        "非全日制": ({"birth": date(1986, 5, 1)}, {"study_form": "2", "student_category": "33120"}),
        "三二分段": ({}, {"training_mode": "1", "target": "811"}),
        "五年一贯制": ({}, {"training_mode": "3", "school_class": room5, "length": 5, "expected": "2025-07"}),
        "春季入学": ({}, {"admitted": "2021-03", "expected": "2024-01"}),
        "港澳台": ({"nationality": "HKG", "id_type": "6"}, {}),
        "外籍": ({"nationality": "USA", "ethnic_group": None}, {}),
        "复学": (
            {"birth": date(2003, 5, 1)},
            {"status": "05", "admitted": "2018-09", "changes": [("12", date(2020, 9, 1))]},
        ),
        "参军": (
            {},
            {
                "status": "16",
                "admitted": "2019-09",
                "expected": "2024-07",
                "changes": [("19", date(2020, 9, 1))],
            },
        ),
    }
    for number, (name, (person, enrolment)) in enumerate(people.items(), 1):
        student = put(
            "student", number=f"u{number}", name=name, sex="1", **{"birth": date(2005, 5, number)} | person
        )
        put("student_attributes", student=student, hardship="3", minimum_income=False, out_of_poverty=False)
        changes = enrolment.pop("changes", ())
        enrolled = put("student_enrolment", student=student, **usual | enrolment)
        for kind, day in changes:
            put("student_enrolment_change", enrolment=enrolled, kind=kind, date=day)
    _rows(dutiful, "recruitment").update(registered=len(people))
    there = len(people) - 2  # one in a class of his own, one in the army
    _rows(dutiful, "school_class").filter(pk=room.pk).update(boys=there, total=there + 1)
    _rows(dutiful, "campus").update(
        student_count=len(people) - 1
    )  # without the army and the spring, with the first
    assert found(dutiful) == []

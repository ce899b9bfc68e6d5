"""分立: a part of a school with its people and records becomes a school of its own."""

from collections import Counter

import pytest

from tests import sample
from tests.accounts.places import person, plant
from tests.api.conftest import Program
from tests.restructure.conftest import built_once, carry_out, confirm, preview, text
from zhijiao.filing.models import Change, FilingCount
from zhijiao.filing.schema import registry
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.models import Org, OrgChange
from zhijiao.private.cipher import for_school
from zhijiao.rounds import counting
from zhijiao.search import finder

pytestmark = pytest.mark.django_db
CODE = make_school_code("45", 60)
FORMS = (
    "student_assessment",
    "student_award",
    "teacher_title",
    "party_recruit",
    "safety_rule",
    "training_base",
    "student_enrolment",
    "teacher_employment",
    "party_overview",
)


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """A school with three of each: row i of every form refers to row i of the others."""
    with built_once(django_db_blocker):
        tree = plant()
        for key in FORMS:
            sample.fill(tree.school, key, 3)
        yield tree


@pytest.fixture
def tree(filled, db):
    return filled


def ids(school, key):
    return list(sample.stored(school, key).values_list("pk", flat=True))


def asked(*chosen, **more):
    facts = {"name": "云州市新城职业学校", "code": CODE, "school_type": "continuing", "region": ""}
    return {
        **facts,
        "chosen": [f"{key}:{pk}" for key, pk in chosen],
        "teachers": "",
        "basis": "批〔2021〕1号",
        **more,
    }


def founded():
    return Org.objects.get(code=CODE)


def number_of(school):
    return {
        key: len(ids(school, key))
        for key in registry.forms()
        if registry.get(key).takes_rows and ids(school, key)
    }


def test_a_class_takes_its_students_along(office, tree):
    school = tree.school
    before = number_of(school)
    chosen = ids(school, "school_class")[1]
    student = sample.stored(school, "student_enrolment").get(school_class=chosen).student_id
    carry_out(office, school, "split", **asked(("school_class", chosen)))
    new = founded()
    assert (new.parent, new.status) == (tree.city, "active")
    assert ids(new, "student") == [student]
    assert ids(new, "school_class") == [chosen]
    assert set(sample.stored(new, "student_assessment").values_list("student", flat=True)) == {student}
    assert ids(new, "teacher") == []
    after = number_of(school)
    assert after["student"] == before["student"] - 1
    assert after["teacher"] == before["teacher"]
    assert after["major"] == before["major"]
    assert len(ids(new, "major")) == len(ids(new, "department")) == 1
    assert counting.differences(Org.objects.get(parent=None)) == []
    for form in registry.registry().records:
        for column in form.stored:
            if column.ref:
                for place in (school, new):
                    rows = form.model.unscoped.filter(school_id=place.pk).exclude(**{column.attname: None})
                    target = column.target.model.unscoped.filter(school_id=place.pk)
                    assert set(rows.values_list(column.attname, flat=True)) <= set(
                        target.values_list("pk", flat=True)
                    ), column


def test_nothing_is_lost_and_doubled_is_only_what_the_log_calls_a_copy(office, tree):
    school = tree.school
    before = number_of(school)
    carry_out(office, school, "split", **asked(("department", ids(school, "department")[0])))
    new = founded()
    copies = Counter(
        Change.objects.filter(school=new, action="add", actor_name="卢华兴").values_list("form", flat=True)
    )
    together = Counter(number_of(school)) + Counter(number_of(new))
    assert together == Counter(before) + copies
    assert not copies.keys() & {"teacher", "student"}


def test_a_department_takes_its_teachers_majors_and_classes(office, tree):
    school = tree.school
    chosen = ids(school, "department")[0]
    teacher = sample.stored(school, "teacher_employment").get(department=chosen).teacher_id
    carry_out(office, school, "split", **asked(("department", chosen)))
    new = founded()
    assert ids(new, "department") == [chosen]
    assert teacher in ids(new, "teacher")
    assert len(ids(new, "major")) == len(ids(new, "school_class")) == len(ids(new, "student")) == 1
    assert set(sample.stored(new, "teacher_title").values_list("teacher", flat=True)) == set(
        ids(new, "teacher")
    )


def test_private_values_history_and_search_go_along(office, tree):
    school = tree.school
    chosen = ids(school, "school_class")[0]
    student = sample.stored(school, "student_enrolment").get(school_class=chosen).student
    number = for_school(school.pk).decrypt(student.id_number)
    carry_out(office, school, "split", **asked(("school_class", chosen)))
    new = founded()
    assert for_school(new.pk).decrypt(sample.stored(new, "student").get().id_number) == number
    assert Change.objects.filter(school=new, form="student", record_id=student.pk).exists()
    assert [row[2] for row in finder.search(new.path, student.name, ["student"])] == [student.pk]


def test_references_between_the_schools_are_emptied_and_kept_in_the_history(office, tree):
    school = tree.school
    teacher = sample.stored(school, "teacher").get(number=sample.row("teacher", 1)["number"])
    rule = sample.stored(school, "safety_rule").get(owner=teacher)
    page = text(preview(office, school, "split", **asked(teachers=teacher.number)))
    assert "将清空的引用" in page
    carry_out(office, school, "split", **asked(teachers=teacher.number))
    assert ids(founded(), "teacher") == [teacher.pk]
    after = sample.stored(school, "safety_rule").get(pk=rule.pk)
    assert (after.owner_id, after.gaps, after.version) == (None, rule.gaps + 1, rule.version + 1)
    told = Change.objects.get(school=school, form="safety_rule", record_id=rule.pk, action="change")
    assert told.diff == {"owner": [teacher.pk, None]}
    assert counting.differences(Org.objects.get(parent=None)) == []


def test_what_the_preview_tells_is_what_happens(office, tree, client):
    school = tree.school
    clerk = person(school, "wei", "school_clerk")
    page = preview(office, school, "split", **asked(("school_class", ids(school, "school_class")[2])))
    done = confirm(office, school, "split", page)
    new = founded()
    assert done.headers["Location"] == f"/manage/orgs/{new.pk}/"
    change = OrgChange.objects.get()
    moved = sum(row[3] for row in change.detail["carried"])
    assert f"{moved} 条，修改记录随同转出" in text(page)
    copies = FilingCount.objects.filter(school=new).values_list("rows", flat=True)
    assert sum(copies) > moved
    clerk.refresh_from_db()
    assert clerk.org == school
    assert "分出“云州市新城职业学校”" in text(office.get(f"/manage/orgs/{new.pk}/"))


def test_split_and_merged_again_all_is_there(office, tree):
    school = tree.school
    before = number_of(school)
    carry_out(office, school, "split", **asked(("school_class", ids(school, "school_class")[0])))
    carry_out(office, founded(), "merge", into=school.code, mark="A")
    after = number_of(school)
    for key in ("student", "teacher", "school_class", "student_enrolment", "student_assessment"):
        assert after[key] == before[key], key
    assert counting.differences(Org.objects.get(parent=None)) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "请填写新学校名称"),
        ({"code": "36"}, "10 位数字"),
        ({"code": "taken"}, "已被同级其他机构使用"),
        ({"chosen": ["school_class:999999"]}, "已不在这所学校"),
        ({"chosen": ["teacher:1"]}, "已不在这所学校"),
        ({"teachers": "nobody、9999"}, "没有教工号为“9999、nobody”的教师"),
    ],
)
def test_what_cannot_be_is_refused(office, tree, changes, said):
    changes = {name: tree.sister.code if value == "taken" else value for name, value in changes.items()}
    page = preview(office, tree.school, "split", **{**asked(), **changes})
    assert page.status_code == 422
    assert said in text(page)


def test_nothing_chosen_is_nothing_to_do(office, tree):
    page = preview(office, tree.school, "split", **asked())
    assert "没有选择任何要划出的" in text(page)
    refused = confirm(office, tree.school, "split", page)
    assert refused.status_code == 409
    assert not OrgChange.objects.exists()


def test_programs_that_follow_a_school_learn_what_has_left_it_and_what_has_come(office, tree, client):
    """The one who follows the old school deletes, the one who follows the new school creates."""
    school, chosen = tree.school, ids(tree.school, "school_class")[1]
    follow = Program(client, person(tree.province, "genzong", "province_leader"))
    address = f"forms/student/changes/?school={school.pk}"
    since = follow("GET", f"{address}&since=now").json()["next"]
    (student,) = (
        sample.stored(school, "student_enrolment").filter(school_class=chosen).values_list("student_id")
    )
    carry_out(office, school, "split", **asked(("school_class", chosen)))
    (told,) = follow("GET", f"{address}&since={since}").json()["items"]
    assert (told["change"], told["id"], told["record"]) == ("left", student[0], None)
    new = founded()
    come = follow("GET", f"forms/student/changes/?school={new.pk}&since={since}").json()["items"]
    assert [(item["change"], item["id"]) for item in come][:1] == [("created", student[0])]
    kept = {item["id"] for item in follow("GET", f"{address}").json()["items"] if item["record"] is not None}
    assert kept == set(ids(school, "student"))

"""The reading of SQL that watches over joins (tests/joins.py): what it lets pass, and what it tells of."""

import pytest
from django.apps import apps
from django.db.models import Exists, OuterRef

from tests.joins import joined_without_school

STUDENTS = '"general_student"'
AIDS = '"general_studentaid"'
INSIDE = f'{AIDS}."student_id" = {STUDENTS}."id" AND {AIDS}."school_id" = ({STUDENTS}."school_id")'

RIGHT = [
    f"SELECT 1 FROM {AIDS} WHERE {AIDS}.\"school_id\" = %s",
    f"SELECT 1 FROM {AIDS} INNER JOIN {STUDENTS} ON ({INSIDE})",
    f"SELECT 1 FROM {AIDS} LEFT OUTER JOIN {STUDENTS} ON ({INSIDE}) WHERE ({STUDENTS}.\"name\" = %s OR 1 = 1)",
    f"SELECT 1 FROM {AIDS} a, {STUDENTS} b WHERE a.student_id = b.id AND a.school_id = b.school_id",
    f"SELECT 1 FROM {AIDS} a, {STUDENTS} b WHERE a.student_id = b.id AND a.school_id = %s AND b.school_id = 7",
    f"SELECT 1 FROM {AIDS} INNER JOIN \"orgs_org\" ON ({AIDS}.\"school_id\" = \"orgs_org\".\"id\")",
    f"SELECT 1 FROM {AIDS} WHERE EXISTS(SELECT 1 FROM {STUDENTS} U0"
    f" WHERE U0.\"id\" = ({AIDS}.\"student_id\") AND U0.\"school_id\" = ({AIDS}.\"school_id\"))",
    f"SELECT 1 FROM (SELECT school_id, id FROM {AIDS}) x JOIN {STUDENTS} s ON s.school_id = x.school_id",
    f"SELECT {AIDS}.\"id\" FROM {AIDS} UNION ALL SELECT {STUDENTS}.\"id\" FROM {STUDENTS}",
    f"INSERT INTO {AIDS} (\"school_id\") SELECT \"school_id\" FROM {STUDENTS}",
]  # fmt: skip

WRONG = [
    f"SELECT 1 FROM {AIDS} INNER JOIN {STUDENTS} ON ({AIDS}.\"student_id\" = {STUDENTS}.\"id\")",
    f"SELECT 1 FROM {AIDS} a, {STUDENTS} b WHERE a.student_id = b.id AND a.school_id = %s",
    f"SELECT 1 FROM {AIDS} a, {STUDENTS} b WHERE a.student_id = b.id AND (a.school_id = b.school_id OR 1 = 1)",
    f"SELECT 1 FROM {AIDS} WHERE EXISTS(SELECT 1 FROM {STUDENTS} U0 WHERE U0.\"id\" = ({AIDS}.\"student_id\"))",
    f"SELECT 1 FROM (SELECT school_id, id FROM {AIDS}) x JOIN {STUDENTS} s ON s.id = x.id",
    f"UPDATE {AIDS} SET amount = 1 FROM {STUDENTS} WHERE {AIDS}.student_id = {STUDENTS}.id",
]  # fmt: skip


@pytest.mark.parametrize("sql", RIGHT)
def test_lets_a_join_within_the_school_pass(sql):
    assert joined_without_school(sql) == []


@pytest.mark.parametrize("sql", WRONG)
def test_tells_of_a_join_without_the_school(sql):
    assert "general_student" in joined_without_school(sql) or "general_studentaid" in joined_without_school(
        sql
    )


def test_a_subquery_that_compares_a_reference_stays_in_the_school():
    """So a rule need not say so, nor a hand-written condition."""
    students, aids = apps.get_model("general.Student"), apps.get_model("general.StudentAid")
    aided = students.unscoped.filter(Exists(aids.unscoped.filter(student=OuterRef("pk"))))
    assert joined_without_school(str(aided.query)) == []
    twice = aids.unscoped.filter(Exists(aids.unscoped.filter(student=OuterRef("student"))))
    assert joined_without_school(str(twice.query)) == []
    by_number = aids.unscoped.filter(Exists(students.unscoped.filter(pk=OuterRef("student"))))
    assert joined_without_school(str(by_number.query)) == ["general_student", "general_studentaid"]

"""Joins through references stay inside the school, so that keys beginning with it serve them."""

import pytest
from django.db import connection

from tests import sample
from zhijiao.filing.schema import registry


@pytest.fixture
def school(db):
    made = sample.school()
    sample.fill(made, "student_enrolment", 2)
    return made


def test_a_join_names_the_school_in_both_directions(school):
    rows = sample.stored(school, "student")
    back = str(rows.filter(enrolment__school_class__number="2020JY01").query)
    assert back.count("school_id") >= 3
    assert rows.filter(enrolment__school_class__number=sample.key("school_class", 0)).count() == 1
    assert rows.exclude(enrolment__school_class__number=sample.key("school_class", 0)).count() == 1
    assert rows.filter(enrolment__isnull=True).count() == 0
    assert (
        sample.stored(school, "student_enrolment").filter(student__number=sample.key("student", 1)).count()
        == 1
    )


@pytest.mark.sqlite_only
def test_the_join_back_uses_the_key_that_begins_with_the_school(school):
    form = registry.get("student")
    paths = [path for column in form.listing_columns for path in column.paths]
    plan = sample.stored(school, form).values_list(*paths).explain()
    assert connection.vendor == "sqlite"
    assert "(school_id=? AND student_id=?)" in plan

"""A class with students enrolled in it, past the validator: a small thing to break rules with."""

import pytest
from django.utils import timezone

from zhijiao.catalogue.matrix import current_round
from zhijiao.filing.schema import registry
from zhijiao.quality import school_checks
from zhijiao.quality.models import Finding
from zhijiao.search.models import BlindEntry


@pytest.fixture
def filing():
    return current_round()


@pytest.fixture
def put(school):
    """Enter a row as it is into any school; ``blind`` also makes its ID number findable."""

    def enter(key, where=None, blind="", **values):
        now, where = timezone.now(), where or school
        made = registry.get(key).model.unscoped.create(school=where, created_at=now, updated_at=now, **values)
        if blind:
            BlindEntry.objects.create(
                blind=blind, kind="id", school=where, form=key, record_id=made.pk, column="id_number"
            )
        return made

    return enter


@pytest.fixture
def room(put):
    """A present class that says it has two students, and has one."""
    made = put("school_class", number="c1", name="20级1班", status="1", total=2)
    student = put("student", number="s1", name="覃明")
    put("student_enrolment", student=student, school_class=made, status="01")
    return made


@pytest.fixture
def check(school, filing):
    """Check the school and return its findings by rule, those that were resolved apart."""

    def run(where=None):
        school_checks.check_school(where or school, filing)
        return {each.rule: each for each in Finding.objects.filter(school=where or school)}

    return run

"""Fixtures for the tests of the forms: a school, and what the validator says of a row."""

from collections import defaultdict

import pytest
from django.utils import timezone

from tests import sample
from zhijiao.filing.schema import registry


@pytest.fixture
def school(db):
    """A secondary vocational school under a province."""
    return sample.school()


@pytest.fixture
def judge(school):
    """What the validator says of a form's example row with some cells changed: column → messages."""

    def says(key, **cells):
        found = defaultdict(list)
        for problem in sample.frame(school, key, **cells).problems:
            found[problem.column].append(str(problem))
        return found

    return says


@pytest.fixture
def enter(school):
    """Put a row into a form as it is, past the validator: only what the test is about need be given."""

    def put(key, **values):
        now = timezone.now()
        return registry.get(key).model.unscoped.create(
            school=school, created_at=now, updated_at=now, **values
        )

    return put

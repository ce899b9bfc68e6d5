"""Fixtures for the tests of the forms: a school, and what the validator says of a row."""

from collections import defaultdict

import pytest
from django.utils import timezone

from zhijiao.filing import registry
from zhijiao.filing.validation import validate
from zhijiao.orgs.services import create_org


@pytest.fixture
def school(db):
    """A secondary vocational school under a province."""
    ministry = create_org(None, "ministry", "教育部", "000000")
    province = create_org(ministry, "province", "广西壮族自治区教育厅", "450000", region="450000")
    return create_org(province, "school", "云州市工业职业技术学校", "3645010023", "continuing")


@pytest.fixture
def judge(school):
    """What the validator says of a form's example row with some cells changed: column → messages."""

    def says(key, **cells):
        form = registry.get(key)
        row = {column.name: column.example for column in form.stored} | {"year": 2020, "term": "1"} | cells
        raw = {column.name: [row[column.name]] for column in form.stored}
        found = defaultdict(list)
        for problem in validate(form, school, raw).problems:
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

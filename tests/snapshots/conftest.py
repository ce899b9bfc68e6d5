"""A school with a row in every form, and some more in a few, made once for all tests of snapshots."""

import pytest
from django.db import transaction

from tests import sample
from tests.undone import undone
from zhijiao.catalogue.matrix import current_round
from zhijiao.private.cipher import forget_keys
from zhijiao.snapshots import taking


def _filled():
    school = sample.school()
    entered = set()
    sample.fill(school, "student_enrolment", 4, entered=entered)
    for form in sample.registry.registry().records:
        if form.key not in entered:
            sample.fill(school, form, entered=entered)
    return school


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker):
    with undone(django_db_blocker, _filled) as school:
        yield school
    forget_keys()


@pytest.fixture
def filed(built, db):
    """The filled school; what a test changes in it is undone."""
    return built


@pytest.fixture
def filing():
    return current_round()


@pytest.fixture
def take(filed, filing):
    """Take a snapshot of the school, or of another; revisions count up."""
    taken = []

    def run(where=None):
        with transaction.atomic():
            taken.append(taking.take(where or filed, filing, len(taken) + 1, "黎校长"))
        return taken[-1]

    return run

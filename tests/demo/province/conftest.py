"""The demo province, small, made once for all tests of this folder that read it and undone at its end."""

import pytest

from tests.undone import undone
from zhijiao.demo.load import load
from zhijiao.orgs.models import Org


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    with undone(django_db_blocker, lambda: load(scale=0.04)):
        yield


@pytest.fixture
def province(loaded, db):
    return Org.objects.get(code="450000", level="province")

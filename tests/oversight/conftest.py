"""A small tree with schools of several kinds, and what its figures add up to when they are counted from nothing."""

import pytest

from tests.accounts.places import plant
from zhijiao.catalogue.matrix import current_round


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def filing():
    return current_round()

"""A small tree."""

import pytest

from tests.accounts.places import plant


@pytest.fixture
def tree(db):
    return plant()

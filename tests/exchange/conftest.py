"""Fixtures: two installations that know each other."""

import pytest

from tests.exchange import installations


@pytest.fixture
def both(transactional_db, tmp_path):
    """The ministry's installation and a province's, with keys of each other."""
    ministry, province = installations.two(tmp_path)
    installations.acquaint(ministry, province)
    yield ministry, province
    for side in (ministry, province):
        installations.drop(side.database)

"""Two provinces with schools and administrators, and rounds to make."""

import pytest

from tests.accounts.places import person, plant
from zhijiao.catalogue.matrix import filing_round
from zhijiao.identity.rights import actor_for
from zhijiao.rounds import round_changes, round_states


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def ministry(tree):
    return actor_for(person(tree.ministry, "jiaoyubu", "ministry_admin"))


@pytest.fixture
def province(tree):
    return actor_for(person(tree.province, "sheng", "province_admin"))


@pytest.fixture
def auditor(tree):
    return actor_for(person(tree.city, "shenhe", "city_auditor"))


@pytest.fixture
def principal(tree):
    return actor_for(person(tree.school, "xiaozhang", "school_principal"))


@pytest.fixture
def first(db):
    return filing_round("2020")


@pytest.fixture
def draft(ministry, first):
    """The row of a draft for 2021."""
    return round_changes.copy(ministry, first, 2021)


@pytest.fixture
def opened(ministry, draft, django_capture_on_commit_callbacks):
    """The row of a round for 2021 that has been opened."""
    with django_capture_on_commit_callbacks(execute=True):
        return round_states.open_round(ministry, draft.key, draft.version)

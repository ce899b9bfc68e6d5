import pytest

from tests.accounts.places import person, plant
from tests.browse.world import fill


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def world(tree):
    return fill(tree.school)


@pytest.fixture
def three(tree):
    return fill(tree.school, copies=2)


@pytest.fixture
def whole(tree):
    """A row in every form there is."""
    return fill(tree.school, keys=())


@pytest.fixture
def whole_three(tree):
    """Three rows in every form that is not one per school."""
    return fill(tree.school, copies=2, keys=())


@pytest.fixture
def clerk(tree, client):
    """A clerk of the school, signed in."""
    user = person(tree.school, "wei", "school_clerk")
    client.force_login(user)
    return client

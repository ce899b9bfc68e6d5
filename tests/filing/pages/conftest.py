import pytest

from tests.accounts.places import person, plant
from tests.filing.pages.world import fill
from tests.undone import undone


@pytest.fixture(scope="package")
def filled(django_db_setup, django_db_blocker):
    def make():
        tree = plant()
        return tree, fill(tree.school, copies=2, keys=())

    with undone(django_db_blocker, make) as made:
        yield made


@pytest.fixture
def tree(filled, db):
    """Nodes of which one school has records; the others have none."""
    return filled[0]


@pytest.fixture
def three(filled, db):
    """What that school has: three rows in every form, one in those that are one per school."""
    return filled[1]


@pytest.fixture
def clerk(tree, client):
    """A clerk of the school, signed in."""
    user = person(tree.school, "wei", "school_clerk")
    client.force_login(user)
    return client

import pytest
from django.test import Client

from tests.accounts.places import person, plant
from tests.filing.pages.world import fill
from zhijiao.files import answers


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def three(tree):
    """Three rows in a few forms of the school."""
    return fill(tree.school, copies=2)


@pytest.fixture
def clerk(tree, three):
    return signed_in(person(tree.school, "wei", "school_clerk"))


@pytest.fixture
def colleague(tree, three):
    return signed_in(person(tree.school, "lilan", "school_clerk"))


@pytest.fixture
def everything_is_long(monkeypatch):
    """No file is small enough to be handed out at once."""
    monkeypatch.setattr(answers, "MOST_CELLS_AT_ONCE", -1)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    client.user = user
    return client

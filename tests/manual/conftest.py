"""A small tree, and somebody of each portal who reads the manual."""

import pytest
from django.test import Client

from tests.accounts.places import person, plant


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def clerk(tree):
    return _signed_in(person(tree.school, "wei", "school_clerk"))


@pytest.fixture
def admin(tree):
    return _signed_in(person(tree.school, "boss", "school_admin"))


def _signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client

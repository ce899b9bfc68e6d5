import json

import pytest

from tests.accounts.places import person, plant
from tests.filing.pages.world import fill
from zhijiao.identity.tokens import create_token


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


class Program:
    """A program that calls the API with a user's token."""

    def __init__(self, client, user):
        self.client = client
        self.header = f"Bearer {create_token(user, '测试')[1]}"

    def __call__(self, method, path, body=None, raw=None, if_match=None, key=None):
        content = raw if raw is not None else json.dumps(body) if body is not None else ""
        headers = {"Authorization": self.header}
        headers |= {} if if_match is None else {"If-Match": f'"{if_match}"'}
        headers |= {} if key is None else {"Idempotency-Key": key}
        return self.client.generic(method, f"/api/v1/{path}", content, "application/json", headers=headers)


@pytest.fixture
def program(client):
    """Makes programs for users."""
    return lambda user: Program(client, user)


@pytest.fixture
def call(program, tree):
    """The program of a clerk of the school."""
    return program(person(tree.school, "wei", "school_clerk"))

import sys
from pathlib import Path

import pytest

from tests.accounts.places import person, plant
from tests.filing.pages.world import fill
from zhijiao.identity.tokens import create_token

CLIENT = Path(__file__).parents[2] / "clients" / "python"
sys.path.insert(0, str(CLIENT))


@pytest.fixture
def tree(transactional_db):
    return plant()


@pytest.fixture
def served(tree, live_server, monkeypatch):
    """A server with some records, and a clerk's token for it."""
    fill(tree.school)
    token = create_token(person(tree.school, "wei", "school_clerk"), "程序")[1]
    monkeypatch.setenv("ZHIJIAO_URL", live_server.url)
    monkeypatch.setenv("ZHIJIAO_TOKEN", token)
    return live_server.url, token


@pytest.fixture
def client_of(served):
    from zhijiao_client import Client

    return Client(*served, patience=5)

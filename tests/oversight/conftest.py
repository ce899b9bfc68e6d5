"""A small tree with schools of several kinds, people of its authorities, and a school that has begun."""

import pytest

from tests.accounts.places import person, plant
from tests.filing.rows import put, row
from zhijiao.catalogue.matrix import current_round
from zhijiao.identity.actor import Actor
from zhijiao.oversight import refresh


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def filing():
    return current_round()


@pytest.fixture
def begun(tree):
    """The school of the city has entered a campus; figures are up to date."""
    put(Actor.system(tree.school), tree.school, row("campus"))
    refresh.follow()
    return tree


@pytest.fixture
def auditor(client, tree):
    """Sign a reviewer of a node in; he sees every form."""

    def sign_in(org, **facts):
        who = person(org, f"shen{org.pk}", f"{org.level}_auditor", real_name="卢华兴", **facts)
        client.force_login(who)
        return client

    return sign_in

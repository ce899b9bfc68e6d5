"""Planted records: at one's own school, its sister, a school of another province, and one that is closed."""

import pytest

from tests.accounts.places import plant
from tests.filing.rows import put, row
from zhijiao.identity.actor import Actor
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.services import create_org


def acting(org, *actions, form="*", user_id=7, **facts) -> Actor:
    """Somebody at a node with these actions on a form, all forms unless one is named."""
    grants = frozenset((form, action) for action in actions)
    own = {"data_role": "granted", "privacy": "none", "stamp": 1} | facts
    return Actor(
        user_id, "韦朗朗", org.pk, org.path, org.level, frozenset({"business"}), ("x",), grants, **own
    )


@pytest.fixture
def tree(db):
    """The tree of the tests of accounts, with a closed school of the same city."""
    tree = plant()
    closed = create_org(tree.city, "school", "云州市旧学校", make_school_code("45", 9), "continuing")
    tree.closed = closed
    return tree


def close(school) -> None:
    school.status = "closed"
    school.save()


@pytest.fixture
def planted(tree):
    """One campus at every school, entered by user 7; at one's own another by user 8. Ids by name."""
    ids = {}
    for name in ("school", "sister", "foreign", "closed"):
        clerk = acting(getattr(tree, name), "view", "add")
        (ids[name],) = put(clerk, getattr(tree, name), row()).ids
    (ids["colleague"],) = put(acting(tree.school, "view", "add", user_id=8), tree.school, row(i=1)).ids
    close(tree.closed)
    return ids


@pytest.fixture
def school(tree):
    return tree.school


@pytest.fixture
def clerk(school):
    """Somebody who may write at the school."""
    return acting(school, "view", "add", "change", "delete")

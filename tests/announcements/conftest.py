"""A small tree, an author and a reader."""

import pytest

from tests.accounts.places import person, plant
from zhijiao.announcements import publishing
from zhijiao.announcements.publishing import Wording
from zhijiao.identity.rights import actor_for


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def city(tree):
    return person(tree.city, "city", "city_auditor", real_name="陆局长")


@pytest.fixture
def reader(tree):
    return person(tree.school, "reader", "school_clerk", real_name="韦老师")


def announce(user, title="关于报送的通知", **facts):
    """Publish something in the name of a user."""
    facts.setdefault("reach", "own" if user.org.is_school else "all")
    facts.setdefault("body", "各单位：\n\n请于月底前报送。")
    made = publishing.draft(actor_for(user), user.org, Wording(title=title, **facts))
    return publishing.publish(actor_for(user), made.pk, made.version)

"""A small tree, somebody who asks, and those who answer at each level."""

import pytest
from django.test import Client

from tests.accounts.places import person, plant
from zhijiao.support import talking
from zhijiao.support.talking import Asked


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def clerk(tree):
    return person(tree.school, "clerk", "school_clerk", real_name="韦老师")


@pytest.fixture
def admin(tree):
    return person(tree.school, "admin", "school_admin", real_name="莫建国")


@pytest.fixture
def city(tree):
    return person(tree.city, "city", "city_admin", real_name="蒙秀英")


@pytest.fixture
def province(tree):
    return person(tree.province, "province", "province_auditor", real_name="何静")


def signed_in(user) -> Client:
    """A browser of somebody."""
    client = Client()
    client.force_login(user)
    return client


def asked(user, subject="导入提示没有专业", text="上传后提示没有这个专业，怎么办？", **facts):
    """A question that somebody has asked."""
    return talking.ask(user, Asked(subject, text, **facts))

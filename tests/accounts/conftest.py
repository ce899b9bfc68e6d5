import pytest

from tests.accounts.places import person, plant


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def clerk(tree):
    return person(tree.school, "wei", "school_clerk")


@pytest.fixture
def admin(tree):
    return person(tree.school, "boss", "school_admin", real_name="谭红霞", issued_by=tree.province)


@pytest.fixture
def province_admin(tree):
    return person(tree.province, "sheng", "province_admin", real_name="卢华兴")


@pytest.fixture
def at_school(client, admin):
    client.force_login(admin)
    return client


@pytest.fixture
def at_province(client, province_admin):
    client.force_login(province_admin)
    return client

"""Pages of one's own account stay in the portal; who cannot be in it sees them by themselves."""

import pytest

from tests.accounts.places import person, plant

MODULES = 'aria-label="业务模块"'
COLUMNS = 'aria-label="管理栏目"'


@pytest.fixture
def tree(db):
    return plant()


@pytest.mark.parametrize("address", ["/password/", "/security/", "/faq/"])
def test_who_is_signed_in_keeps_the_menu(client, tree, address):
    client.force_login(person(tree.school, "wei", "school_clerk"))
    assert MODULES in client.get(address).content.decode()


def test_an_administrator_keeps_that_of_the_manage_portal(client, tree):
    client.force_login(person(tree.school, "boss", "school_admin"))
    assert COLUMNS in client.get("/security/").content.decode()


def test_a_stranger_and_who_must_change_the_password_first_get_the_page_alone(client, tree):
    stranger = client.get("/faq/").content.decode()
    client.force_login(person(tree.school, "wei", "school_clerk", must_change_password=True))
    forced = client.get("/password/").content.decode()
    assert "请先修改初始密码" in forced
    for page in (stranger, forced):
        assert MODULES not in page
        assert 'class="page-main' in page

"""What an installation is called, and that the fictitious province says so on every page."""

import pytest

from tests.accounts.places import person, plant

PAGES = ("/login/", "/manage/login/", "/faq/", "/no/such/page/")
NOTE = "这是演示系统，机构、人员和数据均为虚构"


@pytest.fixture
def pages(client, db):
    """What strangers and a clerk are shown, by address."""

    def read():
        found = {address: client.get(address).content.decode() for address in PAGES}
        client.force_login(person(plant().school, "wei", "school_clerk"))
        return found | {address: client.get(address).content.decode() for address in ("/", "/security/")}

    return read


def test_pages_bear_the_installation_s_name_and_not_that_of_the_highest_authority(pages, settings):
    settings.INSTALLATION_NAME = "云岭省中职管理系统"
    for address, page in pages().items():
        assert page.count("云岭省中职管理系统") >= 2, address
        assert "全国中等职业学校" not in page, address
        assert "演示" not in page, address


def test_every_page_of_the_demo_says_that_it_is_one(pages, settings):
    settings.DEMO = True
    found = pages()
    assert [address for address, page in found.items() if 'class="demo-mark"' not in page] == []
    assert [address for address, page in found.items() if NOTE in page] == ["/login/", "/manage/login/"]

"""An authority that reads a school's pages is told so on each, and finds another school from there."""

import pytest

from tests.accounts.places import person, plant

BAR = 'aria-label="正在查看的学校"'


@pytest.fixture
def tree(db):
    return plant()


def bar(client, address):
    page = client.get(address).content.decode()
    return page.split(BAR)[1].split("</section>")[0] if BAR in page else ""


def test_an_authority_sees_which_school_it_reads_and_searches_for_another(client, tree):
    client.force_login(person(tree.city, "zhou", "city_leader"))
    found = bar(client, f"/forms/teacher/?school={tree.school.pk}")
    assert f"<b>{tree.school.name}</b></a>（只读）" in found
    assert tree.city.name in found
    assert tree.province.name not in found
    assert 'action="/forms/teacher/"' in found
    assert 'action="/"' in bar(client, f"/?school={tree.school.pk}")
    assert tree.school.name in client.get("/forms/teacher/", {"q": tree.school.code}).content.decode()
    assert bar(client, "/") == ""


def test_a_school_has_no_such_bar_and_a_school_elsewhere_is_not_named(client, tree):
    client.force_login(person(tree.school, "wei", "school_clerk"))
    assert bar(client, "/forms/teacher/") == ""
    client.force_login(person(tree.city, "zhou", "city_leader"))
    answer = client.get(f"/?school={tree.foreign.pk}")
    assert answer.status_code == 404
    assert tree.foreign.name not in answer.content.decode()

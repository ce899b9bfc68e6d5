"""Starring a place; what is starred and what was opened last is shown only as far as it may be opened."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.lookup.conftest import LINE, Seeker, narrow, read
from zhijiao.lookup import favourites
from zhijiao.lookup.models import FavouriteList

pytestmark = pytest.mark.django_db

STUDENT, QUALITY = "form:student", "page:/quality/"


def star(seeker, place, wanted="1", **headers):
    return seeker.client.post(
        "/search/star/", {"place": place, "wanted": wanted, "next": "/"}, headers=headers
    )


def test_a_starred_place_is_on_the_first_page_in_the_list_and_on_the_search_page(clerk):
    assert star(clerk, STUDENT)["Location"] == "/"
    star(clerk, QUALITY)
    assert clerk("").titles == ["学生基本信息", "数据校验"]
    first = clerk.client.get("/").content.decode().partition('aria-label="收藏"')[2].partition("</nav>")[0]
    assert re.findall(r'<a [^>]*href="([^"]+)"', first) == ["/forms/student/", "/quality/"]
    assert read(clerk.client.get("/search/"), LINE).titles == ["学生基本信息", "数据校验"]
    star(clerk, STUDENT, "0")
    assert clerk("").titles == ["数据校验"]


def test_the_button_tells_its_state_on_every_page_of_the_form(clerk):
    answer = star(clerk, STUDENT, **{"HX-Request": "true"}).content.decode()
    assert 'aria-pressed="true"' in answer
    for address in ("/forms/student/", "/forms/student/new/", "/forms/student/?f_name=x"):
        assert (
            'aria-pressed="true" aria-label="收藏“学生基本信息”"'
            in clerk.client.get(address).content.decode()
        )
    assert 'aria-pressed="false"' in clerk.client.get("/forms/teacher/").content.decode()


def test_what_may_not_be_opened_cannot_be_starred_and_is_not_shown_later(tree, clerk):
    one = narrow(tree.school, "student")
    assert star(one, "form:teacher").status_code == 404
    assert star(one, "page:/manage/users/").status_code == 404
    assert star(one, "page:https://example.org/").status_code == 404
    favourites.set_star(one.user, "form:teacher", True)
    favourites.set_star(one.user, "form:no_such_form", True)
    favourites.set_star(one.user, STUDENT, True)
    assert one("").titles == ["学生基本信息"]


def test_there_is_room_for_thirty(clerk):
    for number in range(favourites.MOST):
        favourites.set_star(clerk.user, f"form:f{number}", True)
    star(clerk, STUDENT)
    assert "最多收藏 30 个" in clerk.client.get("/search/").content.decode()
    assert len(FavouriteList.objects.get().places) == favourites.MOST


def test_a_star_leads_to_no_other_site(clerk):
    for evil in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        answer = clerk.client.post("/search/star/", {"place": STUDENT, "wanted": "1", "next": evil})
        assert answer["Location"] == "/forms/student/"


def test_favourites_cost_no_statement(clerk):
    clerk.client.get("/")
    with CaptureQueriesContext(connection) as before:
        clerk.client.get("/")
    for key in (STUDENT, QUALITY):
        star(clerk, key)
    clerk.client.get("/")  # what was said is shown once
    with CaptureQueriesContext(connection) as after:
        assert "收藏" in clerk.client.get("/").content.decode()
    assert len(after) <= len(before)


def test_places_of_the_browser_are_shown_as_far_as_they_may_be_opened(tree):
    one = narrow(tree.school, "student")
    found = one("", recent="form:teacher form:student page:/manage/users/ nonsense")
    assert found.titles == ["学生基本信息"]
    assert Seeker(one.user)("学生", recent="form:student").text.count("最近打开") == 0

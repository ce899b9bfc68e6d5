"""Whom the tour is offered, which one, and that it stays away once it was taken or declined."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.places import person, role
from zhijiao.identity.rights import actor_for
from zhijiao.tours import steps
from zhijiao.tours.models import SeenTour

pytestmark = pytest.mark.django_db
OFFER = "data-tour-offer"


def home(client, address="/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def opening(page):
    """The first tag of the offer, or nothing."""
    found = re.search(rf"<section[^>]*{OFFER}[^>]*>", page)
    return found[0] if found else ""


def test_it_is_offered_until_it_was_declined_and_again_only_when_asked_for(client, tree):
    client.force_login(person(tree.school, "yewu", "school_clerk"))
    assert " hidden" not in opening(home(client))
    assert client.post("/tour/seen/", {"portal": "business"}).headers["Location"] == "/"
    assert opening(home(client)) == ""
    asked = home(client, "/?tour=1")
    assert " data-now hidden" in opening(asked)
    assert 'href="/?tour=1"' in home(client, "/messages/")


def test_each_portal_and_each_person_has_a_tour_of_its_own(client, tree):
    both = person(tree.school, "both", "school_reader", "school_admin")
    client.force_login(both)
    client.post("/tour/seen/", {"portal": "business"})
    assert opening(home(client)) == ""
    assert opening(home(client, "/manage/"))
    client.force_login(person(tree.school, "other", "school_reader"))
    assert opening(home(client))
    assert list(SeenTour.objects.values_list("user", "portal")) == [(both.pk, "business")]


def test_it_is_remembered_for_nobody_without_the_portal(client, tree):
    client.force_login(person(tree.school, "yewu", "school_clerk"))
    for portal in ("manage", "", "x" * 300):
        assert client.post("/tour/seen/", {"portal": portal}).status_code == 404
    assert not SeenTour.objects.exists()


def test_only_the_first_page_offers_it_and_not_that_of_another_school(client, tree):
    client.force_login(person(tree.city, "shenhe", "city_auditor"))
    assert opening(home(client))
    assert opening(home(client, f"/?school={tree.school.pk}")) == ""
    assert opening(home(client, "/signoff/")) == ""


def test_an_administrator_who_looks_as_a_role_is_offered_nothing(client, tree):
    client.force_login(person(tree.school, "guanli", "school_admin", issued_by=tree.province))
    client.post(f"/manage/roles/{role('school_clerk').pk}/view/")
    page = home(client, "/?tour=1")
    assert "退出查看" in page
    assert opening(page) == ""


def test_whether_it_is_due_costs_no_query(client, tree):
    client.force_login(person(tree.school, "yewu", "school_clerk"))
    home(client)
    with CaptureQueriesContext(connection) as due:
        assert opening(home(client))
    SeenTour.objects.create(user_id=client.session["_auth_user_id"], portal="business", version=steps.VERSION)
    with CaptureQueriesContext(connection) as seen:
        assert opening(home(client)) == ""
    assert len(due) == len(seen)
    assert sum("tours_seentour" in query["sql"] for query in due) == 1


@pytest.mark.parametrize(
    ("org", "keys", "portal", "tour"),
    [
        ("school", ("school_clerk",), "business", steps.CLERK),
        ("school", ("school_clerk", "data_reviewer"), "business", steps.CLERK),
        ("school", ("school_supervisor",), "business", steps.SUPERVISOR),
        ("school", ("school_principal",), "business", steps.PRINCIPAL),
        ("school", ("data_reviewer",), "business", steps.REVIEWER),
        ("school", ("school_reader",), "business", steps.READER),
        ("city", ("city_auditor",), "business", steps.AUDITOR),
        ("province", ("province_leader",), "business", steps.LEADER),
        ("school", ("school_admin",), "manage", steps.SCHOOL_ADMIN),
        ("city", ("city_admin",), "manage", steps.AUTHORITY_ADMIN),
        ("ministry", ("ministry_admin",), "manage", steps.MINISTRY_ADMIN),
    ],
)
def test_everybody_is_shown_what_is_on_the_page(client, tree, org, keys, portal, tour):
    """Each step's part is there, but for those that come and go with the work: what comes next, what can be signed."""
    user = person(getattr(tree, org), "somebody", *keys)
    assert steps.tour_for(actor_for(user), portal) is tour
    client.force_login(user)
    page = home(client, "/manage/" if portal == "manage" else "/")
    missing = [step.target for step in tour.steps if not _is_there(step, page)]
    assert set(missing) <= {"next", "sign"}


def _is_there(step, page):
    if step.target.startswith("to:"):
        bar = page.split('data-tour="modules"')[1].split("</nav>")[0]
        return f'<a href="{step.selector.split(chr(34))[3]}' in bar
    return f'data-tour="{step.target}"' in page

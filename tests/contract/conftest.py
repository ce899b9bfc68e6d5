"""What the tests of every form share. The place is built once for all of them and undone at the end."""

import os

import pytest
from django.conf import settings
from django.db import connection

from tests import sample
from tests.citus import EVERY_FORM
from tests.contract import place as places
from tests.contract.chosen import representatives
from tests.contract.together import EVERY, RECORDS
from tests.undone import undone

ASKED = RECORDS if connection.vendor == "sqlite" or EVERY_FORM in os.environ else representatives(RECORDS)
"""Forms with records that tests go through one by one."""


def pytest_generate_tests(metafunc):
    """``form``: every form with records. ``each``: summaries too. ``several``: forms that take many rows.

    On PostgreSQL, of the forms with records a few that stand for all, unless every one is asked for
    (`python -m tests.citus --every-form`); summaries have statements of their own.
    """
    kinds = {
        "form": ASKED,
        "each": [form for form in EVERY if form in ASKED or form.is_summary],
        "several": [form for form in ASKED if not form.single],
    }
    for name, forms in kinds.items():
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, forms, ids=[form.key for form in forms])


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker):
    with undone(django_db_blocker, places.build) as place:
        yield place


@pytest.fixture
def place(built, db, request):
    """The place; what a test changes in it is undone."""
    if reason := built.broken.get(getattr(form_of(request), "key", "")):
        pytest.fail(f"the example does not pass: {reason}", pytrace=False)
    return built


@pytest.fixture
def read(place, request):
    """The text of a page as a clerk sees it before anything is changed; each is asked for once."""

    def text(url):
        if url not in place.seen:
            answer = request.getfixturevalue("clerk").get(url)
            assert answer.status_code == 200, url
            place.seen[url] = answer.content.decode()
        return place.seen[url]

    return text


def form_of(request):
    """The form that a test is about; None for a test of several."""
    params = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    return next((value for value in params.values() if hasattr(value, "key")), None)


@pytest.fixture
def private(request):
    """Whether the form that the test is about is private as a whole."""
    return places.is_private(form_of(request))


@pytest.fixture
def enter(place, client, private):
    """Sign somebody in and return the client; for a private form, somebody trusted with private data, who has entered
    the data password. ``afresh``: with a new session, whose next click is not noted yet.
    """

    def signed_in(who, afresh=False):
        trusted = place.people.get(who + places.TRUSTED) if private else None
        if trusted:
            return sample.unlock(client, trusted)
        if afresh:
            client.force_login(place.people[who])
        else:
            client.cookies[settings.SESSION_COOKIE_NAME] = place.sessions[who]
        return client

    return signed_in


@pytest.fixture
def clerk(enter):
    """Somebody who may fill the form."""
    return enter("school_clerk")

"""What the tests of every form share. The place is built once per file, in a transaction that is undone at its end."""

import pytest
from django.db import transaction

from tests import sample
from tests.contract import place as places
from zhijiao.filing import registry

RECORDS = registry.registry().records
EVERY = list(registry.forms().values())


def pytest_generate_tests(metafunc):
    """``form``: every form with records. ``each``: summaries too. ``several``: forms that take many rows."""
    kinds = {"form": RECORDS, "each": EVERY, "several": [form for form in RECORDS if not form.single]}
    for name, forms in kinds.items():
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, forms, ids=[form.key for form in forms])


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block.__enter__()
        try:
            yield places.build()
        finally:
            transaction.set_rollback(True)
            block.__exit__(None, None, None)


@pytest.fixture
def place(built, db, request):
    """The place; what a test changes in it is undone."""
    if reason := built.broken.get(getattr(form_of(request), "key", "")):
        pytest.fail(f"the example does not pass: {reason}", pytrace=False)
    return built


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
    the data password.
    """

    def signed_in(who):
        trusted = place.people.get(who + places.TRUSTED) if private else None
        if trusted:
            return sample.unlock(client, trusted)
        client.force_login(place.people[who])
        return client

    return signed_in


@pytest.fixture
def clerk(enter):
    """Somebody who may fill the form."""
    return enter("school_clerk")

"""What the tests of every form share. The place is built once per file, in a transaction that is undone at its end."""

import pytest
from django.db import transaction

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
def place(built, db):
    """The place; what a test changes in it is undone."""
    return built


@pytest.fixture
def enter(place, client):
    """Sign somebody in and return the client."""

    def signed_in(who):
        client.force_login(place.people[who])
        return client

    return signed_in


@pytest.fixture
def clerk(enter):
    return enter("school_clerk")

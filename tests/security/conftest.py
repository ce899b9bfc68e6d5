"""One place for all tests of this folder: built once, in a transaction that is undone at the end."""

import pytest
from django.db import transaction

from tests.security import planted


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block.__enter__()
        try:
            yield planted.plant()
        finally:
            transaction.set_rollback(True)
            block.__exit__(None, None, None)


@pytest.fixture
def walker(built, db):
    """The walker about the planted school; what a test changes besides is undone."""
    return built

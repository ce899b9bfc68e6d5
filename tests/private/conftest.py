import logging

import pytest
from django.db import transaction

from tests.private.house import House
from zhijiao.private.cipher import forget_keys


class Kept(logging.Handler):
    """Everything that was logged, with tracebacks."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append(logging.Formatter("%(name)s %(message)s").format(record))


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The house, built once per file in a transaction that is undone, and what was logged meanwhile."""
    kept, root = Kept(), logging.getLogger()
    loggers = [root, logging.getLogger("django"), logging.getLogger("zhijiao")]
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block.__enter__()
        for each in loggers:
            each.addHandler(kept)
        try:
            house = House()
            house.log = kept.lines
            yield house
        finally:
            for each in loggers:
                each.removeHandler(kept)
            transaction.set_rollback(True)
            block.__exit__(None, None, None)
            forget_keys()


@pytest.fixture
def house(built, db):
    """The house; what a test changes in it is undone."""
    forget_keys()
    yield built
    forget_keys()

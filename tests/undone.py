"""Set-up that many tests share: made once, in a transaction that is undone at the end."""

import contextlib

from django.db import connection, transaction


@contextlib.contextmanager
def undone(blocker, make):
    """What ``make`` returns, in the database until the block ends; ``blocker`` is pytest-django's.

    For fixtures wider than a test that hand on the result. The tests themselves ask for ``db`` as usual: their own
    changes are undone after each.
    """
    with blocker.unblock(), transaction.atomic():
        made = make()
        connection.check_constraints()  # once and for all: PostgreSQL would check these rows again after each test
        connection.run_on_commit.clear()  # never to come: each savepoint would go through them
        try:
            yield made
        finally:
            transaction.set_rollback(True)

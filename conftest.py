"""Fixtures shared by every test."""

import contextlib
import gc
import sqlite3

import pytest
from django.core.management.commands import flush
from django.db import connection
from django.db.backends.signals import connection_created
from hypothesis import settings

from tests import citus, joins
from zhijiao.catalogue import kept_rounds

pytest_plugins = ["tests.bare_work", "tests.browser", "tests.forms", "tests.program", "tests.rules"]

# An example may take as long as it does: the machine may be busy, and no test asserts a wall-clock time.
settings.register_profile("zhijiao", deadline=None)
settings.load_profile("zhijiao")

# Circles of garbage are looked for less often: that was a tenth of the run, for the forms alone are many objects.
gc.set_threshold(20_000, 20, 20)

WAITED_IN_VAIN = "^TimeoutError: "
"""How Playwright says that what it was to act on did not come in time; what a page should show is not among it."""
DATABASE = {"db", "transactional_db", "django_db_setup"}
"""Fixtures that open the database."""
JUDGED = "judge"
"""The fixture that asks the validator alone: its few statements are the same for every form, its words anyhow."""


def pytest_report_header() -> list[str]:
    """Say which database the run uses, and whether it is a cluster."""
    settings = connection.settings_dict
    one = [] if citus.ON_CLUSTER else [f"==== {citus.MISSING}"]
    return [f"database: {connection.vendor} {settings['HOST'] or ''}", *one]


def pytest_collection_modifyitems(config, items) -> None:
    """Leave out the tests that this database has nothing to say about.

    A browser that waited in vain on a busy machine is asked once more, and the summary says so; whatever a page shows
    wrong fails at once.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=WAITED_IN_VAIN))
    concerned = on_sqlite if connection.vendor == "sqlite" else on_postgresql
    left_out = [item for item in items if not concerned(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if concerned(item)]


def on_sqlite(item) -> bool:
    """Tell whether a test runs on SQLite: all do that are not about PostgreSQL itself."""
    return not item.get_closest_marker("postgres")


def on_postgresql(item) -> bool:
    """Tell whether a test is repeated on PostgreSQL: where it touches the database and could come out differently.

    A test without a database says the same on both, and so does what the validator says of a row. `once` marks tests
    that send no statement which others do not send as well; `both` marks tests that reach the database by another way
    than a fixture.
    """
    if item.get_closest_marker("both"):
        return True
    if (
        item.get_closest_marker("once")
        or item.get_closest_marker("sqlite_only")
        or JUDGED in item.fixturenames
    ):
        return False
    return bool(item.get_closest_marker("django_db")) or bool(DATABASE.intersection(item.fixturenames))


connection_created.connect(joins.watch_connection)
kept_rounds.seen(None)  # tests without a database know the rounds that ship


@pytest.fixture(autouse=True)
def rounds_that_ship():
    """What a test has made of rounds goes with its rows; this process remembers those that ship."""
    yield
    kept_rounds.seen(None)


@pytest.fixture(autouse=True)
def joins_name_the_school():
    """No statement of a test joins tables of schools without naming the school on both sides."""
    yield
    if joins.found:
        told = [f"{tables}: {sql[:2000]}" for sql, tables in joins.found.items()]
        joins.found.clear()
        pytest.fail("joined without the school on both sides: " + "\n".join(told), pytrace=False)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, tmp_path_factory):
    """The database of the run; on SQLite, a test with real transactions is followed by a copy of it as it was.

    Emptying every table and sending the signal that fills them costs more than most of these tests.
    """
    if connection.vendor != "sqlite":
        yield
        return
    untouched = tmp_path_factory.mktemp("database") / "untouched.sqlite3"
    with django_db_blocker.unblock():
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(untouched)) as copy:
            connection.connection.backup(copy)
        with emptied_by(lambda command, **options: put_back(untouched)):
            yield


def put_back(untouched) -> None:
    """Replace all there is in the database; numbers that were given are not given again.

    Processes remember what belongs to a number, such as the keys of a school.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        given = cursor.fetchall()
        with contextlib.closing(sqlite3.connect(untouched)) as copy:
            copy.backup(connection.connection)
        cursor.execute("DELETE FROM sqlite_sequence")
        cursor.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", given)


@contextlib.contextmanager
def emptied_by(handle):
    """A block in which Django empties the database after a test with real transactions in our way."""
    usual, flush.Command.handle = flush.Command.handle, handle
    try:
        yield
    finally:
        flush.Command.handle = usual


@pytest.fixture(scope="session", autouse=True)
def append_only_tables_can_be_emptied():
    """Let Django empty the database: audit log and snapshots refuse that.

    Emptying ends with the signal that makes the triggers again.
    """
    from zhijiao.audit import triggers
    from zhijiao.snapshots import triggers as snapshot_triggers

    empty = flush.Command.handle

    def handle(self, **options):
        triggers.remove(options["database"])
        snapshot_triggers.remove(options["database"])
        return empty(self, **options)

    with emptied_by(handle), pytest.MonkeyPatch.context() as patch:
        if citus.ON_CLUSTER:
            patch.setattr(connection.ops, "sql_flush", citus.emptying)
        yield

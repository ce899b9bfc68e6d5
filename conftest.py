"""Fixtures shared by every test."""

import pytest
from django.core.management.commands import flush
from django.db import connection

pytest_plugins = ["tests.browser", "tests.forms"]


def pytest_report_header() -> str:
    """Say which database the run uses."""
    settings = connection.settings_dict
    return f"database: {connection.vendor} {settings['HOST'] or ''}"


def pytest_collection_modifyitems(config, items) -> None:
    """Leave out the tests that are about the other database."""
    other = "postgres" if connection.vendor == "sqlite" else "sqlite_only"
    left_out = [item for item in items if item.get_closest_marker(other)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker(other)]


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path) -> None:
    """Give each test a folder of its own for stored files."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(scope="session", autouse=True)
def audit_log_can_be_emptied():
    """Let Django empty the database after a test with real transactions: the audit log refuses that to everybody.

    Emptying ends with the signal that makes the triggers again.
    """
    from zhijiao.audit import guard

    empty = flush.Command.handle

    def handle(self, **options):
        guard.remove(options["database"])
        return empty(self, **options)

    flush.Command.handle = handle
    yield
    flush.Command.handle = empty

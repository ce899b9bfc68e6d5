"""One place for all tests of this folder: built once, in a transaction that is undone at the end."""

from pathlib import Path

import pytest
from django.test import override_settings

from tests.security import planted
from tests.undone import undone


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker):
    offered = Path(__file__).parent.parent / "sso" / "providers.toml"
    with (
        override_settings(SIGN_IN_PROVIDERS_FILE=str(offered)),
        undone(django_db_blocker, planted.plant) as walker,
    ):
        yield walker


@pytest.fixture
def walker(built, db):
    """The walker about the planted school; what a test changes besides is undone."""
    built.unlock()
    return built

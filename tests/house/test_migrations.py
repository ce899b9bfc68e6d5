"""Migrations: run once on an empty database of either kind, and none forgotten."""

import os

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations import AddField, AddIndex, CreateModel

from tests import postgres
from tests.house.test_project import command
from zhijiao.config.management.commands.makemigrations import fold


@pytest.fixture
def empty_database(tmp_path):
    """Return the address of a new, empty database on the server the run uses."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{tmp_path}/empty.sqlite3"
    address = os.environ["DATABASE_URL"]
    name = f"{connection.settings_dict['NAME'].removeprefix('test_')}_empty"
    with psycopg.connect(postgres.with_database(address, "postgres"), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    return postgres.with_database(address, name)


def test_no_migration_is_forgotten(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.migrations
def test_migrations_build_an_empty_database(empty_database, tmp_path):
    environ = {"DATABASE_URL": empty_database, "ZHIJIAO_HOME": str(tmp_path)}
    first = command("migrate", "--no-input", **environ)
    assert first.returncode == 0, first.stderr
    again = command("migrate", "--check", **environ)
    assert again.returncode == 0, again.stdout + again.stderr


def test_an_index_is_written_into_its_table_unless_it_needs_a_later_column():
    first = CreateModel("A", [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())])
    second = CreateModel("B", [("id", models.BigAutoField(primary_key=True))])
    later = AddField("a", "b", models.ForeignKey("x.B", models.CASCADE))
    here, there = models.Index(fields=["name"], name="here"), models.Index(fields=["-b"], name="there")
    folded = fold([first, second, later, AddIndex("a", here), AddIndex("a", there)])
    assert [type(operation) for operation in folded] == [CreateModel, CreateModel, AddField, AddIndex]
    assert first.options["indexes"] == [here]
    assert folded[-1].index is there

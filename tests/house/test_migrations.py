"""Migrations: run once on an empty database of either kind, and none forgotten."""

import contextlib
import os
import sqlite3

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations import AddField, AddIndex, CreateModel

from tests import postgres
from tests.program import command
from zhijiao.config.management.commands.makemigrations import fold


@pytest.fixture
def built(migrated, tmp_path):
    """Return the address of a database that migrations have built, of the kind that the run uses."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{migrated}"
    address = os.environ["DATABASE_URL"]
    name = f"{connection.settings_dict['NAME'].removeprefix('test_')}_empty"
    with psycopg.connect(postgres.with_database(address, "postgres"), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    address = postgres.with_database(address, name)
    done = command("migrate", "--no-input", DATABASE_URL=address, ZHIJIAO_HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    return address


def test_no_migration_is_forgotten(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.migrations
@pytest.mark.both
def test_migrations_build_an_empty_database(built, tmp_path):
    again = command("migrate", "--check", DATABASE_URL=built, ZHIJIAO_HOME=str(tmp_path))
    assert again.returncode == 0, again.stdout + again.stderr


@pytest.mark.migrations
@pytest.mark.sqlite_only
def test_migrations_make_what_the_models_say(migrated, db):
    """The databases of all other tests are made from the models."""
    tables = (
        "SELECT m.name, c.name, c.type, c.[notnull], c.pk FROM sqlite_master m, pragma_table_info(m.name) c"
        " WHERE m.name <> 'django_migrations'"
    )
    others = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger')"
    made = sqlite3.connect(migrated)
    with contextlib.closing(made), connection.cursor() as cursor:
        for statement in (tables, others):
            assert set(made.execute(statement)) == set(cursor.execute(statement))


def test_an_index_is_written_into_its_table_unless_it_needs_a_later_column():
    first = CreateModel("A", [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())])
    second = CreateModel("B", [("id", models.BigAutoField(primary_key=True))])
    later = AddField("a", "b", models.ForeignKey("x.B", models.CASCADE))
    here, there = models.Index(fields=["name"], name="here"), models.Index(fields=["-b"], name="there")
    folded = fold([first, second, later, AddIndex("a", here), AddIndex("a", there)])
    assert [type(operation) for operation in folded] == [CreateModel, CreateModel, AddField, AddIndex]
    assert first.options["indexes"] == [here]
    assert folded[-1].index is there

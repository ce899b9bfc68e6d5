"""Migrations: run once on an empty database of either kind, and none forgotten."""

import contextlib
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations import AddField, AddIndex, CreateModel
from django.db.migrations.state import ModelState, ProjectState
from psycopg import sql

from tests import postgres
from tests.program import ROOT, command, made_once, migrate
from zhijiao.config.management.commands.makemigrations import fold
from zhijiao.config.management.commands.migrate import drawn_alone


@pytest.fixture
def address(tmp_path):
    """Return where a database of the kind that the run uses can be, and is not yet."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{tmp_path / 'former.sqlite3'}"
    name = f"{connection.settings_dict['NAME'].removeprefix('test_')}_{secrets.token_hex(4)}"
    return postgres.with_database(os.environ["DATABASE_URL"], name)


@pytest.fixture
def run(address, tmp_path):
    """Return what runs a command on that database and gives what it printed."""

    def run(*words):
        done = command(*words, DATABASE_URL=address, ZHIJIAO_HOME=str(tmp_path))
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


@pytest.fixture
def empty(address):
    """That database without a table."""
    if connection.vendor == "postgresql":
        create(address)


@pytest.fixture
def built(address, request, tmp_path_factory):
    """That database after all migrations."""
    if connection.vendor == "sqlite":
        shutil.copy(request.getfixturevalue("migrated"), address.removeprefix("sqlite:///"))
        return
    template = f"{urlsplit(os.environ['DATABASE_URL']).path[1:]}_migrated"

    def make(file):
        create(postgres.with_database(address, template))
        migrate(postgres.with_database(address, template), file.parent)
        file.touch()

    made_once(tmp_path_factory, "migrated.postgresql", make)
    create(address, template)


def create(address, template="template1"):
    """Make a database on the server of the run."""
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(urlsplit(address).path[1:]), sql.Identifier(template)
    )
    with psycopg.connect(postgres.with_database(address, "postgres"), autocommit=True) as server:
        server.execute(statement)


def test_no_migration_is_forgotten(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.migrations
@pytest.mark.both
def test_migrations_build_an_empty_database(built, run):
    run("migrate", "--check")


FORMER = """
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from zhijiao.config.former_labels import former_tables
from zhijiao.identity.models import Role, User
from zhijiao.orgs.models import Org

if {step} == 1:
    org = Org.objects.create(level="ministry", name="部", code="000000", path="/1/")
    user = User.objects.create(username="wei", real_name="韦", org=org, password="x")
    user.roles.set(Role.objects.filter(key="ministry_admin"))
    with connection.schema_editor() as editor:
        for model, former in former_tables():
            for constraint in sorted(model._meta.constraints, key=lambda each: each.condition is not None):
                before = constraint.clone()
                before.name = former.split("_")[0] + "_" + constraint.name.partition("_")[2]
                editor.remove_constraint(model, constraint)
                editor.add_constraint(model, before)
        for model, former in former_tables():
            editor.alter_db_table(model, model._meta.db_table, former)
        recorder = MigrationRecorder(connection)
        for label in ("identity", "signin", "private"):
            recorder.record_unapplied(label, "0001_initial")
        for label in ("accounts", "privacy", "custody"):
            recorder.record_applied(label, "0001_initial")
else:
    print(User.objects.get().roles.get().key, *sorted(connection.introspection.table_names()))
"""


@pytest.mark.migrations
@pytest.mark.both
def test_a_database_with_former_labels_keeps_its_rows(built, run):
    run("shell", "-v", "0", "-c", FORMER.format(step=1))
    run("migrate", "--no-input")
    run("migrate", "--check")
    role, *tables = run("shell", "-v", "0", "-c", FORMER.format(step=2)).split()
    assert role == "ministry_admin"
    assert [name for name in tables if name.startswith(("accounts_", "privacy_", "custody_"))] == []


BEFORE_JOBS = """
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder
from zhijiao.files.models import PreparedFile
from zhijiao.jobs.models import Job, PeriodicSchedule
from zhijiao.orgs.models import Org
from zhijiao.signin.models import QueuedMail

if {step} == 1:
    Org.objects.create(level="ministry", name="部", code="000000", path="/1/")
    QueuedMail.objects.create(content="sealed")
    with connection.schema_editor() as editor:
        editor.execute("CREATE TABLE duties_dutyclock (id integer PRIMARY KEY, key varchar(40) NOT NULL)")
        editor.execute("INSERT INTO duties_dutyclock VALUES (1, 'keys')")
        for model in (PreparedFile, Job, PeriodicSchedule):
            editor.delete_model(model)
        for name, field in (
            ("due_at", models.DateTimeField(db_index=True)),
            ("attempts", models.PositiveSmallIntegerField(default=0)),
        ):
            field.set_attributes_from_name(name)
            field.model = QueuedMail
            if name == "due_at":
                field.null = True
            editor.add_field(QueuedMail, field)
    recorder = MigrationRecorder(connection)
    recorder.record_applied("duties", "0001_initial")
    recorder.record_unapplied("files", "0001_initial")
    recorder.record_unapplied("jobs", "0001_initial")
    recorder.record_unapplied("signin", "0003_mail_without_due_time")
else:
    columns = connection.introspection.get_table_description(connection.cursor(), "signin_queuedmail")
    print(QueuedMail.objects.get().content, Job.objects.count(), *sorted(column.name for column in columns))
    print([name for name in connection.introspection.table_names() if name.startswith("duties")])
    print([key for key in MigrationRecorder(connection).applied_migrations() if key[0] == "duties"])
"""


@pytest.mark.migrations
@pytest.mark.both
def test_a_database_with_the_former_schedules_gets_jobs_and_keeps_its_mail(built, run):
    run("shell", "-v", "0", "-c", BEFORE_JOBS.format(step=1))
    run("migrate", "--no-input")
    run("migrate", "--check")
    said = run("shell", "-v", "0", "-c", BEFORE_JOBS.format(step=2)).split("\n")
    assert said == ["sealed 0 content created_at id", "[]", "[]", ""]


BEFORE_SEALING = """
from django.db import connection
from zhijiao.orgs.models import Org

org = Org.objects.create(level="ministry", name="部", code="000000", path="/1/")
row = "(id, school_id, version, gaps, created_at, updated_at"
tail = "SELECT n, {}, 1, 0, '2026-01-01', '2026-01-01'".format(org.pk)
many = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 1500) "
with connection.cursor() as cursor:
    for table, names, values in (
        ("general_student", "email", "'planted-' || n || '@example.cn'"),
        ("general_studentattributes", "remarks, annual_income", "'哮喘植入' || n, n * 1000.5"),
        ("general_studentcertificate", "number", "'planted-' || n"),
    ):
        cursor.execute(f"INSERT INTO {table} {row}, {names}) {many} {tail}, {values} FROM t")
"""
LEFT_OPEN = """
from django.db import connection
with connection.cursor() as cursor:
    for table in ("general_student", "general_studentattributes", "general_studentcertificate"):
        cursor.execute(f"SELECT * FROM {table}")
        text = str(cursor.fetchall())
        print(text.count("planted-") + text.count("哮喘植入") + text.count("1000.5"))
"""


@pytest.mark.migrations
@pytest.mark.both
def test_items_that_became_private_are_sealed_even_when_the_migration_is_killed(
    empty, address, run, tmp_path
):
    run("migrate", "general", "0001")
    run("migrate", "orgs")  # the script makes schools with the model of now
    run("shell", "-v", "0", "-c", BEFORE_SEALING)
    assert min(map(int, run("shell", "-v", "0", "-c", LEFT_OPEN).split())) >= 1500
    _kill_while_sealing(address, tmp_path)
    left = list(map(int, run("shell", "-v", "0", "-c", LEFT_OPEN).split()))
    assert left[0] == 0
    assert max(left) >= 1500
    run("migrate", "--no-input")
    run("migrate", "--check")
    assert run("shell", "-v", "0", "-c", LEFT_OPEN).split() == ["0", "0", "0"]
    if connection.vendor == "sqlite":
        stored = Path(address.removeprefix("sqlite:///")).read_bytes()
        assert b"planted-" not in stored
        assert "哮喘植入".encode() not in stored


def _kill_while_sealing(address, home):
    """Start the migration and end it, without a chance to tidy up, once it has sealed the first table."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    env = {**kept, "PYTHONPATH": str(ROOT), "DATABASE_URL": address, "ZHIJIAO_HOME": str(home)}
    words = [sys.executable, "-m", "zhijiao", "migrate", "--no-input"]
    with subprocess.Popen(words, env=env, cwd=home, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if "general_student：" in line:
                break
        process.kill()


BEFORE_PLACES = """
from importlib import import_module
from django.apps import apps
from django.db import connection
from django.utils import timezone
from zhijiao.filing.models import Change, ChangeOrder
from zhijiao.orgs.models import Org

fill = import_module("zhijiao.filing.migrations.0013_fill_places")
if {step} == 1:
    org = Org.objects.create(level="ministry", name="部", code="000000", path="/1/")
    facts = {{"school": org, "form": "teacher", "version": 1, "action": "add", "at": timezone.now()}}
    for number in (3, 4, 7, 8, 9, 20):
        Change.objects.create(pk=number, record_id=number, place=number if number < 5 else None, **facts)
else:
    fill.PIECE = 2
    fill.fill(apps, None)
    Change.objects.create(pk=21, record_id=1, school=Org.objects.get(), form="teacher", version=1, action="add",
                          at=timezone.now())
    fill.fill(apps, None)
    print(*Change.objects.order_by("pk").values_list("pk", "place"), ChangeOrder.objects.get().last, sep="; ")
"""


@pytest.mark.migrations
@pytest.mark.both
def test_places_are_filled_in_pieces_and_a_stopped_run_goes_on(empty, run):
    """Two of the changes have their places from a run that was stopped; what comes later is left to readers."""
    run("migrate", "filing", "0012")
    run("migrate", "orgs")  # the script makes a node with the model of now
    run("shell", "-v", "0", "-c", BEFORE_PLACES.format(step=1))
    said = run("shell", "-v", "0", "-c", BEFORE_PLACES.format(step=2)).strip()
    assert said == "(3, 3); (4, 4); (7, 7); (8, 8); (9, 9); (20, 20); (21, None); 20"


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


@pytest.fixture
def places():
    """The state of two tables, one of which refers to the other, drawn up."""
    key = {"id": models.BigAutoField(primary_key=True)}
    state = ProjectState()
    state.add_model(ModelState("x", "Place", [*key.items()]))
    reference = models.ForeignKey("x.Place", models.CASCADE)
    state.add_model(ModelState("x", "Person", [*key.items(), ("place", reference)]))
    assert state.apps.get_model("x", "person")
    with drawn_alone():
        yield state


def referred_to(state):
    """What a table refers to, as its own drawing knows it."""
    return state.apps.get_model("x", "person")._meta.get_field("place").related_model._meta


def test_a_changed_table_is_drawn_alone_until_code_asks_for_the_others(places):
    before = places.apps.get_model("x", "person")
    places.add_field("x", "place", "name", models.TextField(), True)
    places.add_index("x", "place", models.Index(fields=["name"], name="place_name"))
    assert places.apps.get_model("x", "person") is before
    assert [index.name for index in places.apps.get_model("x", "place")._meta.indexes] == ["place_name"]
    places.clear_delayed_apps_cache()  # as a migration does before it runs code
    assert referred_to(places).get_field("name")


def test_whoever_refers_to_a_renamed_table_is_drawn_with_it(places):
    places.alter_model_options("x", "place", {"db_table": "spots"})
    assert referred_to(places).db_table == "spots"


def test_whoever_refers_to_a_changed_key_is_drawn_with_it(places):
    places.alter_field("x", "place", "id", models.TextField(primary_key=True), True)
    assert referred_to(places).pk.get_internal_type() == "TextField"

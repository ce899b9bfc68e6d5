"""Runs a command on a Citus cluster, in a database of its own whose tables are distributed.

    CITUS_URL=postgresql://postgres@127.0.0.1:6101/postgres python -m tests.citus pytest -n 0 -q tests/contract

`CITUS_URL` names a database of the coordinator with the extension; its nodes are those of that database. A database of
the run is made on every node, filled with the tables and distributed once; the command finds it by `DATABASE_URL` and
reuses it as the test database. Whatever was made is dropped afterwards. Nothing runs where the variable is not set, and
says so.

With `--every-form` before the command the contract tests go through every form, not only a few that stand for all.
"""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests.postgres import with_database

SETTINGS = {"citus.shard_count": "4", "citus.max_adaptive_executor_pool_size": "2"}
"""Of the database of a run: few parts, so that distributing takes a minute."""
EVERY_FORM = "CITUS_EVERY_FORM"
"""The variable that says so to the tests."""
ON_CLUSTER = "CITUS_URL" in os.environ
"""Whether the run has a cluster: `python -m tests.citus` has made its database."""
MISSING = "CITUS_URL names no cluster: nothing was tried on several machines"


def nodes(address: str) -> list[tuple[str, int, bool]]:
    """Host, port and whether it is the coordinator, of every node of the cluster."""
    with psycopg.connect(address) as connection:
        listed = connection.execute(
            "SELECT nodename, nodeport, groupid = 0 FROM pg_dist_node WHERE noderole = 'primary' ORDER BY groupid"
        )
        return listed.fetchall()


def at(address: str, host: str, port: int, name: str) -> str:
    """The address of a database on another node; user and password are the same everywhere."""
    parts = urlsplit(address)
    user, _, _ = parts.netloc.rpartition("@")
    return parts._replace(
        netloc=f"{user}@{host}:{port}" if user else f"{host}:{port}", path=f"/{name}"
    ).geturl()


def create(address: str, name: str) -> None:
    """Make the database on every node, and the cluster in it."""
    listed = nodes(address)
    for host, port, coordinator in listed:
        home = with_database(address, "postgres") if coordinator else at(address, host, port, "postgres")
        with psycopg.connect(home, autocommit=True) as connection:
            connection.execute("SET citus.enable_create_database_propagation TO off")
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        there = with_database(address, name) if coordinator else at(address, host, port, name)
        with psycopg.connect(there, autocommit=True) as connection:
            connection.execute("CREATE EXTENSION citus")
    with psycopg.connect(with_database(address, name), autocommit=True) as connection:
        for setting, value in SETTINGS.items():
            setter = sql.SQL("ALTER DATABASE {} SET {} = {}")
            connection.execute(setter.format(sql.Identifier(name), sql.SQL(setting), sql.Literal(value)))
        for host, port, coordinator in listed:
            if coordinator:
                connection.execute("SELECT citus_set_coordinator_host(%s, %s)", [host, port])
            else:
                connection.execute("SELECT citus_add_node(%s, %s)", [host, port])


def lay() -> None:
    """Make the tables in the test database that DATABASE_URL stands for, and distribute them."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhijiao.config.testing"
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=True)
    call_command("distribute", "do")
    call_command("distribute", "check")


def emptying(style, tables, **_) -> list[str]:
    """Statements that empty the tables which have rows: TRUNCATE goes through every part of every table, for minutes.

    Stands in for `sql_flush` of the connection. References wait for the end of the transaction.
    """
    from django.db import connection

    quoted = [connection.ops.quote_name(table) for table in tables]
    with connection.cursor() as cursor:
        return [f"DELETE FROM {table}" for table in quoted if _has_rows(cursor, table)]


def _has_rows(cursor, table: str) -> bool:
    cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")
    return bool(cursor.fetchall())


def drop(address: str, name: str) -> None:
    """Drop the database on every node."""
    for host, port, coordinator in nodes(address):
        home = with_database(address, "postgres") if coordinator else at(address, host, port, "postgres")
        with psycopg.connect(home, autocommit=True) as connection:
            connection.execute("SET citus.enable_create_database_propagation TO off")
            statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            connection.execute(statement)


def main(command: list[str]) -> int:
    """Run the command on the cluster and return its exit status."""
    address = os.environ.get("CITUS_URL", "")
    if not address:
        print(f"==== SKIPPED: {MISSING}", flush=True)
        return 0
    name = f"zhijiao_{os.getpid()}"
    test = f"test_{name}"
    environ = {**os.environ, "DATABASE_URL": with_database(address, name)}
    if command[0] == "--every-form":
        environ[EVERY_FORM] = "1"
        command = command[1:]
    create(address, test)
    try:
        made = [sys.executable, "-c", "from tests import citus; citus.lay()"]
        if done := subprocess.run(made, env=environ, check=False).returncode:
            return done
        reuse = ["--reuse-db"] if "pytest" in command else []
        return subprocess.run([*command, *reuse], env=environ, check=False).returncode
    finally:
        if "CITUS_KEEP" in os.environ:
            print(f"==== kept {test}")
        else:
            drop(address, test)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

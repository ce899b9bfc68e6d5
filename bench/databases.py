"""Empty databases to measure on, which go away afterwards."""

import contextlib
import itertools
import os
import sys
import tempfile
from collections.abc import Iterator

import psycopg
from psycopg import sql

from tests.postgres import drop_leftovers, server, with_database

_numbers = itertools.count()


@contextlib.contextmanager
def database(kind: str) -> Iterator[str]:
    """Address of an empty database."""
    if kind != "sqlite":
        with postgresql_database() as address:
            yield address
        return
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/bench.sqlite3"


@contextlib.contextmanager
def postgresql_database() -> Iterator[str]:
    """Address of an empty database on the PostgreSQL that the tests would use."""
    with server() as (address, description):
        print(f"PostgreSQL: {description}", file=sys.stderr)
        name = f"zhijiao_bench_{os.getpid()}_{next(_numbers)}"
        with psycopg.connect(with_database(address, "postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield with_database(address, name)
        finally:
            drop_leftovers(address, name)

"""Statements whose plans PostgreSQL keeps: asked as any other, and planned anew once a column has changed."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import NotSupportedError, connection, transaction
from django.test.utils import CaptureQueriesContext

from zhijiao.kit.postgresql.base import MOST_KEPT, PLAN_AFTER

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL keeps plans"),
    pytest.mark.django_db(transaction=True),
]
ASKED = "SELECT kept FROM planned WHERE kept = %s"


@pytest.fixture(autouse=True)
def planned() -> Iterator[None]:
    run("CREATE TABLE planned (kept integer)", "INSERT INTO planned VALUES (7)")
    yield
    connection.close()
    run("DROP TABLE planned")


def run(*commands: str) -> None:
    """What somebody else does meanwhile: psycopg drops its plans after many a command of its own."""
    other = connection.copy()
    with other.cursor() as cursor:
        for command in commands:
            cursor.execute(command)
    other.close()


def kept() -> list[str]:
    """The texts whose plans the server keeps for this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [text for (text,) in cursor.fetchall()]


def ask(times: int = PLAN_AFTER + 1) -> list[Any]:
    return [connection.planned_rows(ASKED, [7]) for _ in range(times)]


def test_the_plan_of_a_text_is_kept_and_every_asking_is_told() -> None:
    with CaptureQueriesContext(connection) as told:
        assert ask() == [[(7,)]] * (PLAN_AFTER + 1)
    assert [query["sql"] for query in told] == [ASKED.replace("%s", "7")] * (PLAN_AFTER + 1)
    assert kept() == [ASKED.replace("%s", "$1")]


def test_texts_of_the_orm_are_not_kept() -> None:
    for _ in range(PLAN_AFTER + 1):
        assert kept() == []


def test_the_oldest_texts_make_room() -> None:
    for number in range(MOST_KEPT + 20):
        for _ in range(PLAN_AFTER + 1):
            connection.planned_rows(f"SELECT {number} WHERE %s = 1", [1])
    assert MOST_KEPT <= len(kept()) <= MOST_KEPT + 1


def test_a_column_of_another_type_is_planned_anew() -> None:
    ask()
    run("ALTER TABLE planned ALTER COLUMN kept TYPE bigint")
    assert ask() == [[(7,)]] * (PLAN_AFTER + 1)


def test_inside_a_transaction_the_next_request_connects_anew() -> None:
    ask()
    run("ALTER TABLE planned ALTER COLUMN kept TYPE bigint")
    with pytest.raises(NotSupportedError), transaction.atomic():
        ask(1)
    connection.close_if_unusable_or_obsolete()
    assert connection.connection is None

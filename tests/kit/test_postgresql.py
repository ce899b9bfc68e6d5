"""Statements whose plans PostgreSQL keeps: asked as any other, and planned anew once a column has changed."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import NotSupportedError, connection
from django.test.utils import CaptureQueriesContext

from zhijiao.kit.postgresql import base
from zhijiao.kit.postgresql.base import MOST_KEPT, PLAN_AFTER, DatabaseWrapper

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL keeps plans"),
    pytest.mark.django_db,
]
ASKED = "SELECT kept FROM planned WHERE kept = %s"


@pytest.fixture
def asking() -> Iterator[DatabaseWrapper]:
    """A connection of its own, outside of the test's transaction, and a table of one row."""
    run("CREATE TABLE planned (kept integer)", "INSERT INTO planned VALUES (7)")
    asking: Any = connection.copy()
    yield asking
    asking.close()
    run("DROP TABLE planned")


def run(*commands: str) -> None:
    """What somebody else does meanwhile: psycopg drops its plans after many a command of its own."""
    other = connection.copy()
    with other.cursor() as cursor:
        for command in commands:
            cursor.execute(command)
    other.close()


def kept(asking: DatabaseWrapper) -> list[str]:
    """The texts whose plans the server keeps for the connection."""
    with asking.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [text for (text,) in cursor.fetchall()]


def ask(asking: DatabaseWrapper, times: int = PLAN_AFTER + 1) -> list[Any]:
    return [asking.planned_rows(ASKED, [7]) for _ in range(times)]


def test_the_plan_of_a_text_is_kept_and_every_asking_is_told(asking: DatabaseWrapper) -> None:
    with CaptureQueriesContext(asking) as told:
        assert ask(asking) == [[(7,)]] * (PLAN_AFTER + 1)
    assert [query["sql"] for query in told] == [ASKED.replace("%s", "7")] * (PLAN_AFTER + 1)
    assert kept(asking) == [ASKED.replace("%s", "$1")]


def test_texts_of_the_orm_are_not_kept(asking: DatabaseWrapper) -> None:
    for _ in range(PLAN_AFTER + 1):
        assert kept(asking) == []


def test_the_oldest_texts_make_room(asking: DatabaseWrapper) -> None:
    for number in range(MOST_KEPT + 20):
        for _ in range(PLAN_AFTER + 1):
            asking.planned_rows(f"SELECT {number} WHERE %s = 1", [1])
    assert MOST_KEPT <= len(kept(asking)) <= MOST_KEPT + 1


def test_a_column_of_another_type_is_planned_anew(asking: DatabaseWrapper) -> None:
    ask(asking)
    run("ALTER TABLE planned ALTER COLUMN kept TYPE bigint")
    assert ask(asking) == [[(7,)]] * (PLAN_AFTER + 1)


def test_inside_a_transaction_the_next_request_connects_anew(
    asking: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(asking)
    run("ALTER TABLE planned ALTER COLUMN kept TYPE bigint")
    monkeypatch.setattr(asking, "in_atomic_block", True)
    with pytest.raises(NotSupportedError):
        ask(asking, 1)
    monkeypatch.undo()
    asking.close_if_unusable_or_obsolete()
    assert asking.connection is None


def test_a_connection_that_has_just_answered_is_not_asked_whether_it_works(
    asking: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(asking, "is_usable", lambda: asked.append(True) or True)

    def next_request() -> int:
        asking.close_if_unusable_or_obsolete()
        ask(asking, 1)
        return len(asked)

    ask(asking, 1)
    monkeypatch.setattr(asking, "health_check_enabled", True)
    monkeypatch.setattr(asking, "close_at", None)
    assert next_request() == 0
    monkeypatch.setattr(base, "RESTED", -1.0)
    assert next_request() == 1

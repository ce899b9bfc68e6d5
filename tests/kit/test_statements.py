"""Statements compiled once: only values change, and nothing of a value ever reaches the text."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Count, F, QuerySet, Value
from django.db.utils import ConnectionRouter
from django.test.utils import CaptureQueriesContext

from zhijiao.kit import statements
from zhijiao.kit.statements import NotAStatement, number_of, statement
from zhijiao.orgs.models import Org

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 1, 12, 0, 0, 123456, tzinfo=UTC)


def plant(*keys: str) -> None:
    for n, key in enumerate(keys):
        Session.objects.create(session_key=key, session_data=f"data {n}", expire_date=NOW + timedelta(days=n))


@statement
def of_key(key: str, now: datetime) -> QuerySet[Any]:
    return Session.objects.filter(session_key=key, expire_date__gte=now).values_list(
        "session_data", "expire_date"
    )


def test_only_values_change() -> None:
    plant("a", "b")
    with CaptureQueriesContext(connection) as asked:
        assert of_key("a", NOW) == [("data 0", NOW)]
        assert of_key("b", NOW) == [("data 1", NOW + timedelta(days=1))]
        assert of_key("b", NOW + timedelta(days=2)) == []
    assert len(asked) == 3


@pytest.mark.parametrize(
    "text", ["' OR 1=1 --", "%s", "%", "\\", "\x00"[:0], "\ue00031000\ue001", '"', "a' ; DROP TABLE x"]
)
def test_a_value_is_never_part_of_the_text(text: str) -> None:
    plant("a", text or "empty")
    found = of_key(text or "empty", NOW)
    assert found == [("data 1", NOW + timedelta(days=1))]


def test_a_shape_is_compiled_once_and_apart_from_others() -> None:
    built = []

    @statement
    def listed(key: str, *, columns: tuple[str, ...], down: bool) -> QuerySet[Any]:
        built.append(columns)
        order = "-session_key" if down else "session_key"
        return Session.objects.filter(session_key__gt=key).order_by(order).values_list(*columns)

    plant("a", "b", "c")
    assert listed("a", columns=("session_key",), down=False) == [("b",), ("c",)]
    once = len(built)
    assert listed("b", columns=("session_key",), down=False) == [("c",)]
    assert len(built) == once
    assert listed("a", columns=("session_key", "session_data"), down=True) == [
        ("c", "data 2"),
        ("b", "data 1"),
    ]
    assert built.count(("session_key", "session_data")) == once - 1  # the first time also says whom to ask


def test_what_a_shape_holds_is_bound_as_well() -> None:
    @statement
    def among(data: str, *, keys: tuple[str, ...]) -> QuerySet[Any]:
        return Session.objects.filter(session_data=data, session_key__in=keys).values_list(
            "session_key", flat=True
        )

    plant("a", "b'")
    assert among("data 1", keys=("a", "b'")) == ["b'"]
    assert among("data 1", keys=("a",)) == []
    assert among("data 1", keys=()) == []


def test_a_piece_of_the_rows() -> None:
    @statement
    def ordered(least: str) -> QuerySet[Any]:
        return (
            Session.objects.filter(session_key__gte=least)
            .order_by("session_key")
            .values_list("session_key", flat=True)
        )

    plant(*"abcde")
    assert ordered.cut(1, 2, "b") == ["c", "d"]
    assert ordered.cut(9, 2, "b") == []
    assert ordered.cut(0, 0, "b") == []


def test_counts_and_groups() -> None:
    @statement
    def counted(least: str) -> QuerySet[Any]:
        return number_of(Session.objects.filter(session_key__gte=least))

    @statement
    def by_day(least: str) -> QuerySet[Any]:
        found = Session.objects.filter(session_key__gte=least).order_by("expire_date")
        return found.values_list("expire_date").annotate(number=Count("pk"))

    plant(*"abc")
    assert counted("b") == [2]
    assert counted("x") == [0]
    assert by_day("b") == [(NOW + timedelta(days=1), 1), (NOW + timedelta(days=2), 1)]


def test_objects_with_what_they_refer_to() -> None:
    top = Org.objects.filter(parent=None).first() or Org.objects.create(
        path="/1/", level="ministry", name="部", code="000000"
    )
    below = Org.objects.create(parent=top, path=f"{top.path}99/", level="province", name="省", code="990000")

    @statement
    def nodes(pk: int) -> QuerySet[Any]:
        return Org.objects.select_related("parent").annotate(twice=F("pk") + Value(1)).filter(pk=pk)

    with CaptureQueriesContext(connection) as asked:
        (found,) = nodes(below.pk)
        assert (found, found.name, found.parent, found.parent.name) == (below, "省", top, top.name)
        assert found.twice == below.pk + 1
        assert (found._state.adding, found._state.db) == (False, "default")
    assert len(asked) == 1


def test_a_value_of_another_type_is_refused() -> None:
    for wrong in (None, 3, b"a"):
        with pytest.raises(NotAStatement):
            of_key(wrong, NOW)
    with pytest.raises(NotAStatement):
        of_key("a")


def test_a_value_that_decides_the_shape_is_refused() -> None:
    @statement
    def first(number: int) -> QuerySet[Any]:
        return Session.objects.order_by("pk").values_list("pk")[:number]

    with pytest.raises(NotAStatement):
        first(3)


def test_a_value_that_is_changed_on_its_way_is_refused() -> None:
    @statement
    def holding(part: str) -> QuerySet[Any]:
        return Session.objects.filter(session_key__contains=part).values_list("pk")

    with pytest.raises(NotAStatement):
        holding("a")


def test_a_value_that_is_not_used_is_refused() -> None:
    @statement
    def forgetful(key: str, other: int) -> QuerySet[Any]:
        return Session.objects.filter(session_key=key).values_list("pk")

    with pytest.raises(NotAStatement):
        forgetful("a", 3)


def test_what_was_now_when_it_was_compiled_is_refused() -> None:
    @statement
    def living(key: str) -> QuerySet[Any]:
        return Session.objects.filter(session_key=key, expire_date__gt=datetime.now(UTC)).values_list("pk")

    with pytest.raises(NotAStatement):
        living("a")


def test_a_number_beyond_every_column_finds_nothing() -> None:
    @statement
    def node(pk: int) -> QuerySet[Any]:
        return Org.objects.filter(pk=pk).values_list("pk")

    assert node(2**63) == node(-(2**63) - 1) == []


def test_days_are_bound() -> None:
    @statement
    def on(day: date) -> QuerySet[Any]:
        return Session.objects.annotate(day=Value(day)).values_list("session_key", "day")

    plant("a")
    assert on(date(2026, 9, 1)) in ([("a", date(2026, 9, 1))], [("a", "2026-09-01")])


def test_shapes_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "MOST_SHAPES", 3)

    @statement
    def fixed(key: str, *, number: int) -> QuerySet[Any]:
        return Session.objects.filter(session_key=key).values_list(Value(number), flat=True)

    plant("a")
    assert [fixed("a", number=n) for n in range(9)] == [[n] for n in range(9)]
    assert len(fixed._plans) <= 3


class Copied:
    """A router that has sessions read from a copy."""

    reading = True

    def db_for_read(self, model: type, **hints: Any) -> str | None:
        return "copy" if self.reading and model is Session else None


def test_a_statement_asks_whom_the_routers_name(monkeypatch: pytest.MonkeyPatch) -> None:
    plant("a")
    asked = []

    class Connections:
        def __getitem__(self, alias: str) -> Any:
            asked.append(alias)
            return connection

    @statement
    def keys(least: str) -> QuerySet[Any]:
        return Session.objects.filter(session_key__gte=least).values_list("session_key", flat=True)

    copied = Copied()
    monkeypatch.setattr(statements, "connections", Connections())
    monkeypatch.setattr(statements, "router", ConnectionRouter([copied]))
    assert keys("a") == ["a"]
    copied.reading = False
    assert keys.cut(0, 5, "a") == ["a"]
    assert asked == ["copy", "default"]

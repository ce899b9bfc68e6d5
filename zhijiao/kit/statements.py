"""Statements that are written once: later calls only bind other values.

Building a query with the ORM and compiling it costs twenty to fifty times what the database needs to answer it by an
index. What every page asks is therefore declared as a statement::

    @statement
    def _kept(user: int, form: str) -> QuerySet[Any]:
        return ListPreference.objects.filter(user_id=user, form=form).values_list("columns", "page_size")

    rows = _kept(actor.person, ctx.form.key)

* Positional parameters are **values**, of the types their annotations name. They are bound anew in each call and never
  become part of the SQL.
* Keyword-only parameters decide the **shape** (columns, order, whether a condition stands there at all). They are
  hashable, and each combination is compiled by itself. What a shape holds (the codes of an ``IN``) is bound too.

The database that is asked is the one that the routers name for the model (`DATABASE_ROUTERS`).

A call answers with a list: of tuples for ``values_list``, of values with ``flat=True``, else of objects.
The function must depend on its parameters alone: it is called when a shape is first met, and not again.

Nothing of a value can get into the text of a statement: it is compiled with two sets of stand-ins, and refused unless
both texts are the same and the parameters differ exactly where a stand-in went in as it was. See
docs/howto/make-a-page-fast.md.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, Model, QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable

MOST_SHAPES = 1000
"""Compiled texts kept of one statement. Shapes are few, but for those that hold a place of the tree."""

_SETS = (31_000, 32_000)
"""Where the two sets of stand-ins begin; they fit the smallest integer column."""


_LEAST, _MOST = -(2**63), 2**63 - 1


class NotAStatement(TypeError):
    """A function that cannot be compiled once; a mistake of the program, found with its first call."""


def _standins(kinds: Sequence[type], base: int) -> list[Any]:
    made: dict[type, Callable[[int], Any]] = {
        int: lambda n: base + n,
        str: lambda n: f"\ue000{base + n}\ue001",
        date: lambda n: date(1900, 1, 1) + timedelta(days=base + n),
        datetime: lambda n: datetime(1900, 1, 1, tzinfo=UTC) + timedelta(days=base + n),
    }
    return [made[kind](n) for n, kind in enumerate(kinds)]


def _adapter(kind: type, database: BaseDatabaseWrapper) -> Callable[[Any], Any] | None:
    """What turns a value into what the database is sent; None where it is the value itself."""
    if kind is datetime:
        return database.ops.adapt_datetimefield_value
    return database.ops.adapt_datefield_value if kind is date else None


@dataclass(frozen=True)
class _Slot:
    """One parameter of the text: a value of the call, or what the shape has put there."""

    value: int | None
    fixed: Any = None
    adapt: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class _Plan:
    """One compiled shape: its text, what is bound, and how the rows are read."""

    sql: str
    slots: tuple[_Slot, ...]
    sliced: bool
    read: Callable[[list[Any]], list[Any]]

    def params(self, values: Sequence[Any]) -> list[Any]:
        """What is bound for these values."""
        return [
            slot.fixed if slot.value is None else
            values[slot.value] if slot.adapt is None else slot.adapt(values[slot.value])
            for slot in self.slots
        ]  # fmt: skip


_declared: list["Statement"] = []


class Statement:
    """A function that makes a query, compiled once per shape. Call it for all rows, :meth:`cut` it for some of them."""

    def __init__(self, build: Callable[..., QuerySet[Any]]) -> None:
        self.build = build
        self.__doc__, self.__name__ = build.__doc__, build.__name__
        parameters = inspect.signature(build, eval_str=True).parameters.values()
        self.kinds = tuple(p.annotation for p in parameters if p.kind is not p.KEYWORD_ONLY)
        self.shaped = len(parameters) > len(self.kinds)
        if unknown := [kind for kind in self.kinds if kind not in (int, str, date, datetime)]:
            raise NotAStatement(f"{build.__qualname__}: values are int, str, date or datetime, not {unknown}")
        self._plans: dict[tuple[Any, ...], _Plan | None] = {}
        self._model: type[Model] | None = None
        _declared.append(self)

    def __call__(self, *values: Any, **shape: Any) -> list[Any]:
        """All rows for these values."""
        database = self._database(shape)
        plan = self._plan(database, values, shape)
        return [] if plan is None else plan.read(_rows(database, plan.sql, plan.params(values)))

    def cut(self, first: int, size: int, *values: Any, **shape: Any) -> list[Any]:
        """At most ``size`` rows, after the ``first`` ones.

        The size is part of the text: PostgreSQL keeps no plan for a number of rows that it does not know.
        """
        database = self._database(shape)
        plan = self._plan(database, values, shape)
        if plan is None or size <= 0:
            return []
        if plan.sliced:
            raise NotAStatement(f"{self.__name__} is cut already")
        sql, params = f"{plan.sql} LIMIT {size:d}", plan.params(values)
        if first:
            sql, params = f"{sql} OFFSET %s", [*params, first]
        return plan.read(_rows(database, sql, params))

    def held(self, *values: Any, **shape: Any) -> list[Any]:
        """All rows, kept from being changed until the transaction ends by others who also only read them so.

        Django locks rows for one alone. SQLite has one writer, so there the transaction itself is the lock.
        """
        database = connections[DEFAULT_DB_ALIAS]
        plan = self._plan(database, values, shape)
        if plan is None:
            return []
        tail = " FOR SHARE" if database.features.has_select_for_update else ""
        return plan.read(_rows(database, plan.sql + tail, plan.params(values)))

    def forget(self) -> None:
        """Let go of what was compiled."""
        self._plans.clear()

    def _database(self, shape: dict[str, Any]) -> BaseDatabaseWrapper:
        """Where the routers would have the model read now: a statement asks a copy as any other query does."""
        if self._model is None:
            self._model = self.build(*_standins(self.kinds, _SETS[0]), **shape).model
        return connections[router.db_for_read(self._model)]

    def _plan(
        self, database: BaseDatabaseWrapper, values: Sequence[Any], shape: dict[str, Any]
    ) -> _Plan | None:
        if len(values) != len(self.kinds) or not all(map(isinstance, values, self.kinds)):
            raise NotAStatement(f"{self.__name__}: expected values of {self.kinds}")
        if any(
            kind is int and not _LEAST <= value <= _MOST
            for kind, value in zip(self.kinds, values, strict=True)
        ):
            return None  # no column holds such a number, and SQLite cannot even be asked for it
        return self._compiled_once(database, shape)

    def _compiled_once(self, database: BaseDatabaseWrapper, shape: dict[str, Any]) -> _Plan | None:
        key = (database.vendor, *shape.items())
        try:
            return self._plans[key]
        except KeyError:
            plan = self._compiled(database, shape)
        if len(self._plans) >= MOST_SHAPES:
            self._plans.clear()
        self._plans[key] = plan
        return plan

    def _compiled(self, database: BaseDatabaseWrapper, shape: dict[str, Any]) -> _Plan | None:
        """The plan of a shape; None where it can have no rows (an empty ``IN``)."""
        sets = [_standins(self.kinds, base) for base in _SETS]
        try:
            (compiler, sql, params), (_, other_sql, other_params) = (
                self._text(database, standins, shape) for standins in sets
            )
        except EmptyResultSet:
            return None
        if sql != other_sql or len(params) != len(other_params):
            raise NotAStatement(f"{self.__name__}: a value decides the shape; make it keyword-only")
        slots = tuple(self._slot(*pair, sets, database) for pair in zip(params, other_params, strict=True))
        if missing := set(range(len(self.kinds))) - {slot.value for slot in slots}:
            raise NotAStatement(f"{self.__name__}: values {missing} do not occur as they are")
        queryset = self.build(*sets[0], **shape)
        return _Plan(sql, slots, queryset.query.is_sliced, _reader(self.__name__, queryset, compiler))

    def _text(
        self, database: BaseDatabaseWrapper, standins: Sequence[Any], shape: dict[str, Any]
    ) -> tuple[Any, str, Sequence[Any]]:
        compiler = self.build(*standins, **shape).query.get_compiler(connection=database)
        sql, params = compiler.as_sql()
        return compiler, sql, params

    def _slot(
        self, param: Any, other: Any, sets: Sequence[Sequence[Any]], database: BaseDatabaseWrapper
    ) -> _Slot:
        if param == other and type(param) is type(other):
            return _Slot(None, param)
        for n, kind in enumerate(self.kinds):
            adapt = _adapter(kind, database)
            sent = [standins[n] if adapt is None else adapt(standins[n]) for standins in sets]
            if [param, other] == sent:
                return _Slot(n, adapt=adapt)
        raise NotAStatement(f"{self.__name__}: something is made of a value before it is bound: {param!r}")


statement = Statement


def prepare() -> None:
    """Compile what has one shape alone, so that no page has to; for a process that others are copied from."""
    for each in _declared:
        if not each.shaped:
            each._compiled_once(each._database({}), {})


def number_of(found: QuerySet[Any]) -> QuerySet[Any]:
    """The query for how many rows another one finds, as a statement answers it: one single value."""
    counted: QuerySet[Any] = (
        found.order_by().annotate(number_of=Count("*")).values_list("number_of", flat=True)
    )
    counted.query.group_by = None
    return counted


def _rows(database: BaseDatabaseWrapper, sql: str, params: Sequence[Any]) -> list[Any]:
    """What the database answers, by a plan that it has kept where it can (:mod:`zhijiao.kit.postgresql`)."""
    if planned := getattr(database, "planned_rows", None):
        found: list[Any] = planned(sql, params)
        return found
    with database.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[Any] = cursor.fetchall()
        return rows


def _reader(name: str, queryset: Any, compiler: Any) -> Callable[[list[Any]], list[Any]]:
    """What makes the answer out of fetched rows."""
    if queryset._prefetch_related_lookups or compiler.has_extra_select:
        raise NotAStatement(f"{name}: prefetching and hidden columns are not supported")
    converters = compiler.get_converters([column for column, _, _ in compiler.select])

    def converted(rows: list[Any]) -> list[Any]:
        return list(map(tuple, compiler.apply_converters(rows, converters))) if converters else rows

    kind = queryset._iterable_class
    if kind is ValuesListIterable:
        return converted
    if kind is FlatValuesListIterable:
        return lambda rows: [row[0] for row in converted(rows)]
    if kind is ModelIterable:
        objects: Any = kind  # asks no more of a query than _Answered has
        return lambda rows: list(objects(_Answered(queryset, compiler, converted(rows))))
    raise NotAStatement(f"{name}: neither objects nor values_list")


class _Answered:
    """A query and its compiler after they have answered, as Django's own making of objects asks for them."""

    def __init__(self, queryset: QuerySet[Any], compiler: Any, rows: Sequence[Any]) -> None:
        self._queryset, self._compiler, self._rows = queryset, compiler, rows
        self.query = self
        self.select, self.klass_info = compiler.select, compiler.klass_info
        self.annotation_col_map = compiler.annotation_col_map

    def __getattr__(self, name: str) -> Any:
        return getattr(self._queryset, name)

    def get_compiler(self, **_: Any) -> "_Answered":
        """The compiler that has answered."""
        return self

    def execute_sql(self, **_: Any) -> Iterable[Any]:
        """What it answered."""
        return self._rows

    def results_iter(self, rows: Iterable[Any], **_: Any) -> Iterator[Any]:
        """The rows, converted already."""
        return iter(rows)

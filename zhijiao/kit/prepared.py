"""A query that is put together once and asked many times, each time for another value.

Django builds the text of a query anew whenever it is asked; for one with many expressions that takes several times as
long as the database does. Where a query is asked with every request, that is most of what the request costs.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.db import connections
from django.db.models import Expression, IntegerField, QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler


class Later(Expression):
    """Stands in a condition for a number that is known only when the query is asked."""

    def __init__(self) -> None:
        super().__init__(output_field=IntegerField())

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A parameter that is told apart from all others by what it is."""
        return "%s", (self,)


class Prepared:
    """The rows of a queryset in whose conditions the :class:`Later` stands that its maker was handed."""

    def __init__(self, make: Callable[[Later], QuerySet[Any]]) -> None:
        self._rows = make(Later())
        self._kept: dict[str, _Text] = {}

    def first(self, number: int) -> Any:
        """The first row for this number; None if there is none."""
        using = self._rows.db
        if using not in self._kept:
            self._kept[using] = _Text.of(self._rows, using)
        return next(iter(ModelIterable(self._kept[using].asked(number, using))), None)


@dataclass(frozen=True)
class _Text:
    """What was put together for one database, with what tells how its rows are read."""

    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]

    @classmethod
    def of(cls, rows: QuerySet[Any], using: str) -> "_Text":
        compiler = rows.query.get_compiler(using=using)
        return cls(compiler, *compiler.as_sql())

    def asked(self, number: int, using: str) -> Any:
        """What reading rows takes of a queryset; nothing of it is shared, for threads ask at the same time."""
        params = tuple(number if isinstance(param, Later) else param for param in self.params)
        compiler: Any = copy(self.compiler)
        compiler.connection = connections[using]
        compiler.as_sql = lambda: (self.sql, params)
        query = SimpleNamespace(get_compiler=lambda using: compiler)
        return SimpleNamespace(db=using, query=query, _known_related_objects={})

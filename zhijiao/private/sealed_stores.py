"""Where texts sealed under data keys are kept. Every package says so of its own tables; a change of keys asks all.

A table that keeps sealed texts and is not registered would become unreadable when old keys are retired; the tests of
the change of keys search the whole database for what it has missed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BinaryField, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Substr

Renew = Callable[[str], str]
"""Gives for a token the token under the newest key; for one that is there already the same."""


@dataclass(frozen=True)
class Store:
    """Columns of a table that hold one token each. ``rows`` gives the rows sealed under the key of a node."""

    name: str
    model: type[Model]
    columns: tuple[str, ...]
    rows: Callable[[int], QuerySet[Any]]

    @property
    def fetched(self) -> tuple[str, ...]:
        """What `rewrite` needs of a row: the columns that are written back, then what else it looks at."""
        return self.columns

    def candidates(self, school_id: int, heads: Sequence[str]) -> QuerySet[Any]:
        """Rows that may hold a token beginning with one of the heads."""
        wanted = Q(pk__in=[])
        for column in self.columns:
            for head in heads:
                wanted |= Q(**{f"{column}__startswith": head})
        return self.rows(school_id).filter(wanted)

    def rewrite(self, values: Sequence[Any], renew: Renew) -> list[Any]:
        """The columns with renewed tokens, in the order of `columns`."""
        return [renew(value) if value else value for value in values]


@dataclass(frozen=True)
class JsonStore(Store):
    """A JSON column with tokens among other things; ``swap`` renews them, given the column and what is ``beside``."""

    swap: Callable[[Sequence[Any], Renew], Any]
    beside: tuple[str, ...] = ()

    @property
    def fetched(self) -> tuple[str, ...]:
        """The column, and what tells where tokens stand in it."""
        return (*self.columns, *self.beside)

    def candidates(self, school_id: int, heads: Sequence[str]) -> QuerySet[Any]:
        """Rows in whose JSON a text begins with one of the heads; others than tokens may do so too."""
        wanted = Q(pk__in=[])
        for head in heads:
            wanted |= Q(as_text__contains=f'"{head}')
        found: QuerySet[Any] = self.rows(school_id).annotate(as_text=Cast(self.columns[0], TextField()))
        return found.filter(wanted)

    def rewrite(self, values: Sequence[Any], renew: Renew) -> list[Any]:
        """A column of tokens, sealed anew under the present key."""
        return [self.swap(values, renew)]


@dataclass(frozen=True)
class FileStore(Store):
    """A binary column that holds one token as bytes: a sealed file."""

    def candidates(self, school_id: int, heads: Sequence[str]) -> QuerySet[Any]:
        """Rows whose file begins with one of the heads."""
        found = self.rows(school_id).exclude(**{self.columns[0]: None})
        wanted = Q(pk__in=[])
        for number, head in enumerate(heads):
            found = found.annotate(
                **{f"head{number}": Substr(self.columns[0], 1, len(head), output_field=BinaryField())}
            )
            wanted |= Q(**{f"head{number}": Value(head.encode("ascii"), output_field=BinaryField())})
        return found.filter(wanted)

    def rewrite(self, values: Sequence[Any], renew: Renew) -> list[Any]:
        """The file under the newest key."""
        return [renew(bytes(value).decode("ascii")).encode("ascii") for value in values]


Source = Callable[[], Iterable[Store]]
_sources: list[Source] = []
_blind_holders: list[tuple[type[Model], str]] = []


def sealed(source: Source) -> Source:
    """Register a function that lists the stores of a package; it is called when the applications are ready."""
    _sources.append(source)
    return source


def stores() -> list[Store]:
    """Every store of the program."""
    return [store for source in _sources for store in source()]


def holds_blinds(model: type[Model], column: str) -> None:
    """Register a text column that keeps copies of blind indexes, to be changed with them."""
    _blind_holders.append((model, column))


def blind_holders() -> list[tuple[type[Model], str]]:
    """Every column of blind indexes that a package has registered."""
    return list(_blind_holders)

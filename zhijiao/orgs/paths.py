"""Materialised tree paths such as "/1/5/23/" and the subtree lookup that uses their index on both databases."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import GreaterThanOrEqual, LessThan, Lookup, StartsWith
from django.db.models.sql.compiler import SQLCompiler

#: "0" is the character after "/": every path below "/1/5/" sorts before "/1/50".
_AFTER_SLASH = "0"


def child_path(parent_path: str, own_id: int) -> str:
    """Path of a node from its parent's path ("/" for a root) and its own id."""
    return f"{parent_path or '/'}{own_id}/"


def path_ids(path: str) -> list[int]:
    """Ids on a path, from the root down to the node itself."""
    return [int(part) for part in path.split("/") if part]


def covers(path: str, other: str) -> bool:
    """True if `other` is the node at `path` or lies below it; an empty path covers nothing."""
    return bool(path) and other.startswith(path)


if TYPE_CHECKING:
    _TextField = models.CharField[str, str]
    _TextLookup = Lookup[str]
else:
    _TextField, _TextLookup = models.CharField, Lookup  # the classes themselves take no types


class PathField(_TextField):
    """A materialised path; offers the lookup `path__under="/1/5/"` (the node itself and all below it)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(*args, **kwargs)


@PathField.register_lookup
class Under(_TextLookup):
    """Subtree condition that an index serves: a byte range on SQLite, a pattern on PostgreSQL.

    PostgreSQL sorts text by the database's language, so a range would be wrong there; its unique index of a
    character column has a pattern twin that serves LIKE. SQLite compares bytes and cannot use an index for LIKE.
    """

    lookup_name = "under"
    prepare_rhs = True

    def _checked(self) -> str:
        path = self.rhs
        if not (isinstance(path, str) and path.startswith("/") and path.endswith("/") and len(path) > 1):
            raise ValueError(f"not a tree path: {path!r}; expected ids between slashes such as /1/5/")
        return path

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Half-open range from the path to its successor."""
        path = self._checked()
        low, low_params = compiler.compile(GreaterThanOrEqual(self.lhs, path))
        high, high_params = compiler.compile(LessThan(self.lhs, path[:-1] + _AFTER_SLASH))
        return f"({low} AND {high})", (*low_params, *high_params)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, Sequence[Any]]:
        """The prefix condition as a pattern that PostgreSQL's index serves."""
        return compiler.compile(StartsWith(self.lhs, self._checked()))

"""The rows of a school's usual list: everything of a form (and year), nothing else asked for, compiled once.

It stands in for the query that :func:`access.rows` begins, for the people of the school who may see all its rows. Who
sees rows of his own alone, or looks from above, and whoever asks for something, gets an ordinary query.
"""

from dataclasses import dataclass, replace
from typing import Any, Self

from django.db.models import QuerySet

from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.actor import Actor
from zhijiao.kit.statements import number_of, statement


def _all(school: int, form: str, year: int | None) -> QuerySet[Any]:
    found = access.of_school(registry.record_form(form), school)
    return found if year is None else found.filter(year=year)


@statement
def _number(school: int, *, form: str, year: int | None) -> QuerySet[Any]:
    return number_of(_all(school, form, year))


@statement
def _rows(
    school: int, *, form: str, year: int | None, order: tuple[str, ...], paths: tuple[str, ...]
) -> QuerySet[Any]:
    return _all(school, form, year).order_by(*order).values_list(*paths)


@statement
def _one(school: int, record: int, *, form: str, paths: tuple[str, ...]) -> QuerySet[Any]:
    return _all(school, form, None).filter(pk=record).order_by().values_list(*paths)


@statement
def _whole(school: int, record: int, *, form: str) -> QuerySet[Any]:
    return _all(school, form, None).filter(pk=record).order_by()


@dataclass(frozen=True)
class SchoolRows:
    """Rows that are counted, cut and read as those of a query are."""

    form: str
    school: int
    year: int | None
    order: tuple[str, ...]
    first: int = 0
    size: int | None = None
    ordered: bool = True

    def count(self) -> int:
        """How many there are in all."""
        return int(_number(self.school, form=self.form, year=self.year)[0])

    def __getitem__(self, part: slice) -> Self:
        """A piece of them; not read yet."""
        first = part.start or 0
        return replace(self, first=first, size=part.stop - first)

    def values_list(self, *paths: str) -> list[Any]:
        """What the paths lead to, row by row."""
        shape = {"form": self.form, "year": self.year, "order": self.order, "paths": paths}
        if self.size is None:
            return _rows(self.school, **shape)
        return _rows.cut(self.first, self.size, self.school, **shape)


@dataclass(frozen=True)
class OneRow:
    """One record of a school, read as a query for it is."""

    form: str
    school: int
    record: int

    def values_list(self, *paths: str) -> list[Any]:
        """What the paths lead to; nothing where there is no such record."""
        return _one(self.school, self.record, form=self.form, paths=paths)


def usual(
    actor: Actor, form: FormLike, school: int, year: int | None, order: tuple[str, ...]
) -> SchoolRows | None:
    """The rows that the actor may view; None where they are not simply all of the school's.

    Raises:
        access.Denied: the actor may not view the form.
    """
    if not access.has_whole_school(actor, form, school):
        return None
    return SchoolRows(form.key, school, year, order)


def one(actor: Actor, form: FormLike, school: int, record: int) -> OneRow | None:
    """One record that the actor may view; as :func:`usual`."""
    return OneRow(form.key, school, record) if access.has_whole_school(actor, form, school) else None


def record(actor: Actor, form: FormLike, school: int, number: int, action: str) -> Any:
    """One record of a school as an object, on which the actor may act; None where there is none for him.

    Raises:
        access.Denied: the actor may not do this with the form at all.
    """
    if access.has_whole_school(actor, form, school, action):
        return next(iter(_whole(school, number, form=form.key)), None)
    return access.rows(actor, form, action).filter(school_id=school, pk=number).first()

"""The rows of a school's usual list: everything of a form (and year), nothing else asked for, compiled once.

It stands in for the query that :func:`access.rows` begins, for the people of the school who may see all its rows. Who
sees rows of his own alone, or looks from above, and whoever asks for something, gets an ordinary query.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Self

from django.db.models import Count, Q, QuerySet, Subquery

from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.actor import Actor
from zhijiao.kit.statements import statement


def _all(school: int, form: str, year: int | None) -> QuerySet[Any]:
    found = access.of_school(registry.record_form(form), school)
    return found if year is None else found.filter(year=year)


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


def _side(school: int, record: int, form: str, order: tuple[str, ...], after: bool) -> Q:
    """Rows that stand before a record in the order, or after it. Where it has no value to compare, there are none."""
    own = _all(school, form, None).filter(pk=record).order_by()
    there, equal = Q(pk__in=[]), Q()
    for place, path in enumerate(order):
        name = path.removeprefix("-")
        value = record if name == "pk" else Subquery(own.values(name)[:1])
        behind = after is not path.startswith("-")
        there |= equal & Q(**{f"{name}__{'gt' if behind else 'lt'}": value})
        if not place:  # said once more for the index, which cannot follow an OR
            bound = Q(**{f"{name}__{'gte' if behind else 'lte'}": value})
        equal &= Q(**{name: value})
    return bound & there


@statement
def _places(
    school: int, record: int, *, form: str, year: int | None, order: tuple[str, ...]
) -> QuerySet[Any]:
    sides = [Q(), Q(pk=record), *(_side(school, record, form, order, after) for after in (False, True))]
    counts = {f"counted_{n}": Count("pk", filter=side or None) for n, side in enumerate(sides)}
    found = _all(school, form, year).order_by().annotate(**counts)
    found.query.group_by = None
    answered: QuerySet[Any] = found.values_list(*counts)
    return answered


@statement
def _next(
    school: int, record: int, *, form: str, year: int | None, order: tuple[str, ...], after: bool
) -> QuerySet[Any]:
    found = _all(school, form, year).filter(_side(school, record, form, order, after)).order_by(*order)
    return (found if after else found.reverse()).values_list("pk", flat=True)


@dataclass(frozen=True)
class Neighbours:
    """The rows beside one in a list, by id, and its place there."""

    place: int
    number: int
    previous: int | None
    following: int | None


@dataclass(frozen=True)
class SchoolRows:
    """Rows that are counted, cut and read as those of a query are."""

    form: str
    school: int
    year: int | None
    order: tuple[str, ...]
    #: Tells how many there are: a page reads it off the school's counters, and no row is counted.
    number: Callable[[], int]
    first: int = 0
    size: int | None = None
    ordered: bool = True

    def count(self) -> int:
        """How many there are in all."""
        return self.number()

    def around(self, record: int) -> Neighbours | None:
        """What stands beside a record, without reading the list; None where its order has rows without a value."""
        shape = {"form": self.form, "year": self.year, "order": self.order}
        number, here, before, after = _places(self.school, record, **shape)[0]
        if not here or here + before + after != number:
            return None
        beside = [_next.cut(0, 1, self.school, record, **shape, after=after) for after in (False, True)]
        return Neighbours(before + 1, number, *(next(iter(found), None) for found in beside))

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
    actor: Actor,
    form: FormLike,
    school: int,
    year: int | None,
    order: tuple[str, ...],
    number: Callable[[], int],
) -> SchoolRows | None:
    """The rows that the actor may view, ``number()`` of them; None where they are not simply all of the school's.

    Raises:
        access.Denied: the actor may not view the form.
    """
    if not access.has_whole_school(actor, form, school):
        return None
    return SchoolRows(form.key, school, year, order, number)


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

"""Which table lies where when the database is spread over several machines.

* **By school**: what has a ``school`` lies on the machine of that school. Keys and references name the school.
* **Everywhere**: what those tables refer to besides, few rows that seldom change, is kept by every machine.
* **At the coordinator**: all the rest, as before.
"""

from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, UniqueConstraint

from zhijiao.orgs.school_key import SchoolForeignKey

EVERYWHERE = ("orgs.Org", "identity.User")
"""Kept by every machine."""

TOGETHER = {
    "filing.SavedQuery": "belongs to its user, whose list settings refer to it; the school only says who shares it",
    "exchange.Standing": "told of with the package of its partner, across schools",
    "selfcheck.Run": "what operators read; the school is the one that was tried",
}
"""Tables with a school that stay at the coordinator all the same, and why."""


class Place(Enum):
    """Where the rows of a table lie."""

    SCHOOL = "按学校分布"
    EVERYWHERE = "各节点一份"
    COORDINATOR = "主节点"


def models() -> Iterator[type[Model]]:
    """Every model with a table of its own."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def place(model: type[Model]) -> Place:
    """Where the rows of a model lie."""
    label = model._meta.label
    if label in EVERYWHERE:
        return Place.EVERYWHERE
    if label not in TOGETHER and any(_is_school(field) for field in model._meta.concrete_fields):
        return Place.SCHOOL
    return Place.COORDINATOR


def _is_school(field: Any) -> bool:
    return (
        field.name == "school" and isinstance(field, ForeignKey) and not field.null
        and field.remote_field.model._meta.label == "orgs.Org"
    )  # fmt: skip


@cache
def tables(where: Place) -> tuple[str, ...]:
    """Names of the tables that lie there, in an order that does not change."""
    return tuple(sorted(model._meta.db_table for model in models() if place(model) is where))


def primary_key(model: type[Model]) -> tuple[str, ...]:
    """The columns of the primary key on the cluster: the number still comes first, for what is asked by it alone."""
    key: str = getattr(model._meta.pk, "column")  # noqa: B009  relations have none
    return (key,) if key == "school_id" else (key, "school_id")


def references(model: type[Model]) -> Iterator[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """Foreign keys of a table of schools on the cluster: its columns, the other table, that table's columns."""
    held: list[Any] = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    for field in held:
        other, target = field.remote_field.model, field.target_field.column
        if place(other) is Place.SCHOOL:
            yield (field.column, "school_id"), other._meta.db_table, (target, "school_id")
        else:
            yield (field.column,), other._meta.db_table, (target,)


def problems() -> Iterator[str]:
    """What in the models stands in the way of this layout."""
    for model in models():
        here = place(model)
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey):
                yield from _problems_of(field, here)
        if here is Place.SCHOOL:
            yield from _keys_without_school(model)


def _problems_of(field: Any, here: Place) -> Iterator[str]:
    there = place(field.remote_field.model)
    if here is not Place.SCHOOL and there is Place.SCHOOL:
        yield f"{field} refers to a table of schools from outside; give it a school"
    if here is Place.SCHOOL and there is Place.SCHOOL and not isinstance(field, SchoolForeignKey):
        yield f"{field} refers to a record of the same school; make it a SchoolForeignKey"
    if here is Place.SCHOOL and there is Place.COORDINATOR:
        yield f"{field} refers to a table that lies at the coordinator alone"


def _keys_without_school(model: type[Model]) -> Iterator[str]:
    keys = [
        constraint.fields
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    keys += [tuple(names) for names in model._meta.unique_together]
    keys += [(field.name,) for field in model._meta.concrete_fields if field.unique and not field.primary_key]
    for key in keys:
        if "school" not in key:
            yield f"{model._meta.label}: the key {key} does not name the school"

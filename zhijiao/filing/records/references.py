"""Which records refer to a record, and what may be told of them.

Only records that somebody may see are named to him; others are not even counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count

from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import Column, RecordForm
from zhijiao.filing.schema.registry import distinct_label
from zhijiao.identity.actor import Actor

MANY = 200
"""More records than these are not handed to the database with every question who refers to them."""


@dataclass(frozen=True)
class ReferenceUse:
    """Rows of a form that refer to a record: by which column, how many, the first few as (id, title).

    The number is None for those who may not know it.
    """

    form: RecordForm
    column: Column
    count: int | None
    examples: list[tuple[int, str]]

    @property
    def label(self) -> str:
        """What the form is called, told apart from others of its name."""
        return distinct_label(self.form)

    @property
    def number(self) -> str:
        """How many records refer, in words."""
        return "若干条" if self.count is None else f"{self.count:,} 条"


def used_by(form: RecordForm, school_id: int, ids: Sequence[int], examples: int = 5) -> list[ReferenceUse]:
    """Who refers to these records: two queries per form that could, none of them over other schools.

    Rows that are deleted along (a reference inside the same set) do not count.
    """
    uses = []
    for other, column in form.referring:
        among = _referred(form, other, column, school_id, ids) if len(ids) > MANY else ids
        if not among:
            continue
        rows = other.model.unscoped.filter(**{"school_id": school_id, f"{column.attname}__in": among})
        if other is form:
            rows = rows.exclude(pk__in=ids)
        count = rows.count()
        if count:
            fetched = other.fetch(rows.order_by("pk")[:examples], other.title_columns)
            titles = [
                (
                    row_id,
                    " ".join(c.text(value) for c, value in zip(other.title_columns, values, strict=True)),
                )
                for (row_id,), values in fetched
            ]
            uses.append(ReferenceUse(other, column, count, titles))
    return uses


@dataclass(frozen=True)
class RecordUse:
    """How many rows of a form refer to one record, and by which column; no number for those who may not know it."""

    form: RecordForm
    column: Column
    count: int | None

    @property
    def label(self) -> str:
        """What the form is called, told apart from others of its name."""
        return distinct_label(self.form)

    @property
    def number(self) -> str:
        """How many records refer, in words."""
        return "若干条" if self.count is None else f"{self.count:,} 条"


def uses_of_each(
    form: RecordForm, school_id: int, ids: Sequence[int]
) -> tuple[dict[int, list[RecordUse]], dict[int, list[int]]]:
    """Who refers to each of these records, one query per column that could; and who among them refers to whom.

    The second answer leads from a record of the set to those of the set that it refers to.
    """
    outside: dict[int, list[RecordUse]] = defaultdict(list)
    inside: dict[int, list[int]] = defaultdict(list)
    wanted = set(ids)
    for other, column in form.referring if wanted else ():
        rows = other.model.unscoped.filter(school_id=school_id, **{f"{column.attname}__isnull": False})
        if len(wanted) <= MANY:
            rows = rows.filter(**{f"{column.attname}__in": wanted})
        if other is form:
            for pk, target in rows.filter(pk__in=wanted).values_list("pk", column.attname):
                if target in wanted and target != pk:
                    inside[pk].append(target)
            rows = rows.exclude(pk__in=wanted)
        counted = rows.order_by().values_list(column.attname).annotate(number=Count("pk"))
        for target, number in counted:
            if target in wanted:
                outside[target].append(RecordUse(other, column, number))
    return outside, inside


def visible_use(actor: Actor, use: RecordUse) -> RecordUse:
    """The use as far as the actor may know of it."""
    hidden = not access.opens_records(actor, use.form) or access.sees_own_rows_only(actor)
    return replace(use, count=None) if hidden else use


def _referred(
    form: RecordForm, other: RecordForm, column: Column, school_id: int, ids: Sequence[int]
) -> list[int]:
    """Those of many records to which a column of the school refers: read once, not looked up one by one."""
    rows = other.model.unscoped.filter(school_id=school_id, **{f"{column.attname}__isnull": False})
    wanted = set(ids)
    if other is form:
        pairs = rows.values_list("pk", column.attname)
        return sorted({target for pk, target in pairs if target in wanted and pk not in wanted})
    return sorted(wanted.intersection(rows.order_by().values_list(column.attname, flat=True).distinct()))


def visible_uses(actor: Actor, uses: Iterable[ReferenceUse]) -> list[ReferenceUse]:
    """Uses as far as the actor may know of them; a query per use for those who see only their own rows."""
    return [_visible(actor, use) for use in uses]


def _visible(actor: Actor, use: ReferenceUse) -> ReferenceUse:
    if not access.opens_records(actor, use.form):
        return replace(use, count=None, examples=[])
    if not access.can(actor, use.form, "view"):
        return replace(use, examples=[])
    if not access.sees_own_rows_only(actor):
        return use
    ids = [record_id for record_id, _ in use.examples]
    mine = set(access.rows(actor, use.form, "view").filter(pk__in=ids).values_list("pk", flat=True))
    return replace(use, count=None, examples=[each for each in use.examples if each[0] in mine])

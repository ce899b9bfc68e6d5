"""What the forms of a school say of one record: which rows name it, how many, what they lack, what happened when.

Every form passes the gate by itself. One that the actor may not view is not read, counted or named; of the others
come the rows that the actor may see. Numbers of all forms come with one query, the rows of a form with one more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Value

from zhijiao.filing.models import Change
from zhijiao.filing.pages.context import FormScope
from zhijiao.filing.pages.heading import obligation_of
from zhijiao.filing.pages.years import year_name
from zhijiao.filing.records import access, row_reader
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.columns.base import Column, RecordForm
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.registry import distinct_label
from zhijiao.private.cipher import for_school

MOST_COLUMNS = 7
"""Items of a row that are shown; its own page has all."""
MOST_CHANGES = 50
MOST_DATES, FEW_DATES = 30, 3
"""Dates read of each form whose rows are the record's own, being keyed by it, and of each other one that names it."""


@dataclass(frozen=True)
class Tally:
    """Rows of one year (0: of a form without years), those with gaps, and when one was last written to."""

    year: int
    number: int
    gappy: int
    last: Any


@dataclass(frozen=True)
class Use:
    """The rows of a form that name the record in one of its columns, as far as the actor may see them."""

    form: Form
    column: Column
    label: str
    module: str
    rows: QuerySet[Any]
    tallies: tuple[Tally, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether the rows belong to years."""
        return "year" in PERIOD_FIELDS[self.form.period]

    @property
    def number(self) -> int:
        """How many rows there are."""
        return sum(tally.number for tally in self.tallies)

    @property
    def gappy(self) -> int:
        """How many of them lack required items."""
        return sum(tally.gappy for tally in self.tallies)

    @property
    def last(self) -> Any:
        """When one of them was last written to."""
        return max((tally.last for tally in self.tallies), default=None)

    @property
    def expected(self) -> bool:
        """Whether the declaration wants a row for every record referred to."""
        return self.form.declaration.covers == self.column.name

    def years(self) -> list[tuple[str, int, Tally]]:
        """Name, number and tally of each year, the latest first; nothing for forms without years."""
        return [
            (year_name(self.form.period, tally.year), tally.year, tally)
            for tally in self.tallies
            if tally.year
        ]


@dataclass(frozen=True)
class ShownCell:
    """A cell with the record it leads to, if it is a reference to one."""

    text: str
    target: RecordForm | None = None
    target_id: int = 0


@dataclass(frozen=True)
class ShownRows:
    """The newest rows of a use."""

    heads: list[str]
    #: Record, items it lacks, cells.
    rows: list[tuple[int, int, list[ShownCell]]]


@dataclass(frozen=True)
class Event:
    """A day or month that a row tells of."""

    when: str
    what: str
    title: str
    form: RecordForm
    record_id: int


@dataclass(frozen=True)
class Dossier:
    """A record with everything that refers to it; ``one_year`` leaves the rows of other years out."""

    scope: FormScope
    record_id: int
    one_year: bool = False
    action: str = "view"

    @cached_property
    def uses(self) -> list[Use]:
        """The forms that may name the record, in the order of the menu; those without a row as well."""
        found = self._allowed()
        return [replace(use, tallies=tallies) for use, tallies in zip(found, _tallies(found), strict=True)]

    def _allowed(self) -> list[Use]:
        referring = self.scope.record_form.referring
        columns = [form for form, _ in referring]
        uses = []
        for form, column in referring:
            if not isinstance(form, Form) or not access.opens_records(self.scope.actor, form):
                continue
            if not all(access.can(self.scope.actor, form, action) for action in {"view", self.action}):
                continue
            rows = self.scope.rows("view", form).filter(**{column.attname: self.record_id})
            if self.one_year and "year" in PERIOD_FIELDS[form.period]:
                rows = rows.filter(year=self.scope.year)
            label = distinct_label(form) + (f"（{column.label}）" if columns.count(form) > 1 else "")
            uses.append(Use(form, column, label, _module_of(form), rows))
        return uses

    @property
    def filled(self) -> list[Use]:
        """Those with rows."""
        return [use for use in self.uses if use.number]

    @property
    def missing(self) -> list[Use]:
        """Forms that should say something of every such record, are asked of the school this year, and do not.

        Nothing is said to those who see own rows only: somebody else may have entered what they do not see.
        """
        if access.sees_own_rows_only(self.scope.actor):
            return []
        return [use for use in self.uses if use.expected and self._lacks(use)]

    def _lacks(self, use: Use) -> bool:
        if any(tally.number for tally in use.tallies if tally.year in (0, self.scope.year)):
            return False
        obligation, _ = obligation_of(use.form.key, self.scope.school, self.scope.year)
        return obligation is not None and obligation.asked(filled=False)

    def modules(self) -> list[tuple[str, str, list[Use]]]:
        """Key and name of each module with its uses that have rows."""
        found: dict[str, list[Use]] = {}
        for use in self.filled:
            found.setdefault(use.form.module, []).append(use)
        return [(key, uses[0].module, uses) for key, uses in found.items()]

    def records(self) -> dict[str, QuerySet[Any]]:
        """By form, the rows concerned: the record itself, and all that name it. Queries, not read."""
        found: dict[str, QuerySet[Any]] = {
            self.scope.form.key: self.scope.rows("view").filter(pk=self.record_id)
        }
        for use in self.filled:
            known = found.get(use.form.key)
            found[use.form.key] = use.rows if known is None else known | use.rows
        return found


def _module_of(form: Form) -> str:
    place = next(iter(form.places), None)
    return place.path[0] if place else str(form.model._meta.app_config.verbose_name)


def _tallies(uses: Sequence[Use]) -> list[tuple[Tally, ...]]:
    """Numbers of all uses with one query."""
    counted = [
        use.rows.order_by()
        .annotate(_use=Value(place), _of=F("year") if use.dated else Value(0))
        .values("_use", "_of")
        .annotate(_n=Count("pk"), _g=Count("pk", filter=Q(gaps__gt=0)), _at=Max("updated_at"))
        .values_list("_use", "_of", "_n", "_g", "_at")
        for place, use in enumerate(uses)
    ]
    found: dict[int, list[Tally]] = {}
    if counted:
        for place, year, number, gappy, last in counted[0].union(*counted[1:], all=True):
            if number:
                found.setdefault(place, []).append(Tally(year, number, gappy, last))
    return [tuple(sorted(found.get(place, ()), key=lambda tally: -tally.year)) for place in range(len(uses))]


# Rows -------------------------------------------------------------------------------------------------------------


def newest(scope: FormScope, use: Use, most: int) -> ShownRows:
    """The newest rows of a use, the latest year first; one query."""
    columns = [column for column in use.form.listing_columns if column is not use.column][:MOST_COLUMNS]
    rows = use.rows.order_by(*(["-year"] if use.dated else []), "-pk")[:most]
    fetched = use.form.fetch(rows, columns, ("pk", "gaps"))
    return ShownRows(
        [column.label for column in columns],
        [
            (pk, gaps, [_cell(scope, column, value) for column, value in zip(columns, values, strict=True)])
            for (pk, gaps), values in fetched
        ],
    )


def _cell(scope: FormScope, column: Column, value: Any) -> ShownCell:
    if column.target and value is not None:
        return ShownCell(column.shown(value), column.target, value.id)
    return ShownCell(said(scope, column, value))


def said(scope: FormScope, column: Column, value: Any) -> str:
    """A value as text, a private one masked."""
    hidden = column.private_source
    if hidden is None:
        return column.shown(value)
    return row_reader.mask_token(hidden, for_school(scope.school.pk), value) or ""


# What happened when -----------------------------------------------------------------------------------------------


def events(dossier: Dossier) -> list[Event]:
    """Days and months that the record and its rows tell of, the latest first; one query per form with dates."""
    scope, form = dossier.scope, dossier.scope.record_form
    moments = _moments(form)
    fetched = form.fetch(scope.rows("view").filter(pk=dossier.record_id), moments)
    found = [
        Event(column.text(value), f"{form.label}·{column.label}", "", form, pk)
        for (pk,), values in fetched
        for column, value in zip(moments, values, strict=True)
        if value
    ]
    for use in dossier.filled:
        found += _events_of(scope, use)
    return sorted(found, key=lambda event: event.when, reverse=True)


def _moments(form: RecordForm) -> list[Column]:
    """Items that tell a day or month; the first of a form is what its rows are about."""
    return [column for column in form.stored if column.tells_when and not column.private]


def _events_of(scope: FormScope, use: Use) -> list[Event]:
    form, moment = use.form, next(iter(_moments(use.form)), None)
    if moment is None:
        return []
    rows = use.rows.exclude(**{f"{moment.name}__isnull": True}).order_by(f"-{moment.name}", "-pk")
    most = MOST_DATES if use.column in form.key_columns else FEW_DATES
    found = []
    for (pk,), (value, *named) in form.fetch(rows[:most], [moment, *form.title_columns]):
        texts = (said(scope, column, each) for column, each in zip(form.title_columns, named, strict=True))
        title = " ".join(filter(None, texts))
        found.append(Event(moment.text(value), f"{use.label}·{moment.label}", title, form, pk))
    return found


def changes(dossier: Dossier, form_of: Callable[[str], RecordForm]) -> list[tuple[Change, RecordForm, str]]:
    """The last changes of the record and its rows, with the form and the names of the items changed; one query.

    Values are not told here: the history of the record does, item by item.
    """
    wanted = Q(pk__in=[])
    for key, rows in dossier.records().items():
        wanted |= Q(form=key, record_id__in=rows.order_by().values("pk"))
    # Ordered by time, not by number: no database may then walk the whole log backwards to find fifty.
    found = Change.objects.filter(wanted, school=dossier.scope.school).order_by("-at", "-id")[:MOST_CHANGES]
    told = []
    for change in found:
        form = form_of(change.form)
        diff = change.diff or {} if change.action == Change.Action.CHANGE else {}
        names = [column.label for name, column in form.columns.items() if name in diff]
        told.append((change, form, "、".join(names)))
    return told

"""What a rule reads: records of the schools it is to judge, of this round's periods and of those before.

Everything is set-wise: a query reads all schools at once, and what several rules want is read once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from zhijiao.catalogue.matrix import Round
from zhijiao.filing.schema.columns.base import RecordForm
from zhijiao.filing.schema.registry import registry
from zhijiao.filing.schema.summaries import Reader
from zhijiao.kit.moments import Moment
from zhijiao.kit.periods import Period
from zhijiao.orgs.paths import path_ids
from zhijiao.quality import thresholds

NAMED_ONE_BY_ONE = 100
"""Up to so many schools are named in a query by number, which the database plans best; more by a query of their own."""


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """A school as far as rules depend on it: its kind, its 学校标识码, and its region (six digits, or none)."""

    school_type: str
    code: str
    region: str
    #: Id of the province above; none where the tree has none.
    province_id: int | None

    @property
    def province(self) -> str:
        """The code of the province: two digits."""
        return self.region[:2]


class RuleData:
    """Records of some schools in a round.

    Attributes:
        schools: query of the schools.
        round: the filing round.
    """

    def __init__(self, schools: QuerySet, filing: Round) -> None:
        self.schools = schools
        self.round = filing
        few: Any = (
            list(self.facts) if len(self.facts) <= NAMED_ONE_BY_ONE else schools.order_by().values("pk")
        )
        self._reader = Reader(registry(), few, filing.academic_year)
        self._known: dict[Any, Any] = {}

    # Who and when ----------------------------------------------------------------------------------------------------

    @property
    def year(self) -> int:
        """School year of the round."""
        return self.round.academic_year

    @property
    def day(self) -> date:
        """Last day of the round's school year: the day by which ages are counted and thresholds must hold."""
        return self.round.academic_to

    @property
    def count_day(self) -> date:
        """The round's 时点: people and classes of the year are counted on 学年初9月1日, as statistics do."""
        return self.on(Moment.YEAR_BEGINS)

    @property
    def filing_day(self) -> date:
        """The day of filing: who is there now, or was when a former round closed."""
        return self.on(Moment.FILING)

    @property
    def school_year(self) -> tuple[date, date]:
        """First and last day of the school year, for asking who was there at any time in it."""
        return self.round.academic_from, self.round.academic_to

    def on(self, moment: Moment) -> date:
        """The day that a 时点 means in the round."""
        return self.round.day_of(moment, timezone.localdate())

    def day_of(self, label: str, column: str) -> date:
        """The day by which an item of a form is counted: what is set against it is counted as of the same day."""
        return self.on(self.form(label).columns[column].facts.moment or Moment.FILING)

    @cached_property
    def facts(self) -> dict[int, RecordFacts]:
        """What rules may ask of the schools, by id."""
        rows = self.schools.order_by().values_list("pk", "school_type", "code", "region", "path")
        return {
            pk: RecordFacts(kind, code, region, next(iter(path_ids(path)[1:]), None))
            for pk, kind, code, region, path in rows
        }

    def limit(self, key: str, school_id: int) -> Decimal | None:
        """The threshold that holds for a school; None where there is none for its kind."""
        own = self._own_figures.get(school_id, {})
        if key in own:
            return own[key]
        facts = self.facts[school_id]
        memo = ("limit", key, facts.school_type, facts.province)
        if memo not in self._known:
            self._known[memo] = thresholds.limit(key, facts.school_type, facts.province, self.day)
        return self._known[memo]

    @cached_property
    def _own_figures(self) -> thresholds.Own:
        """Figures that provinces have set in place of the national ones."""
        return thresholds.own_figures(self)

    # Records ---------------------------------------------------------------------------------------------------------

    def form(self, label: str) -> RecordForm:
        """A form by label (``general.Teacher``)."""
        return self._reader.form(label)

    def rows(self, label: str) -> QuerySet:
        """Records of a form, of all periods."""
        return self._prepared(("rows", label), lambda: self._reader.rows(label))

    def _prepared(self, memo: tuple[Any, ...], make: Callable[[], QuerySet]) -> QuerySet:
        """A query that many rules begin with, made once: to make one costs more than to run it over a small school."""
        if memo not in self._known:
            self._known[memo] = make()
        return self._known[memo].all()

    def there(self, label: str, at: date | tuple[date, date]) -> QuerySet:
        """Records that were there on a day, or at any time between two: students enrolled, teachers at work."""
        first, last = at if isinstance(at, tuple) else (at, at)
        return self._prepared(("there", label, first, last), lambda: self._reader.there(label, first, last))

    def of_year(self, label: str, back: int = 0) -> QuerySet:
        """Records of a form in the round's year, or so many years ``back``."""
        calendar = self.form(label).period is Period.CALENDAR_YEAR
        return self.rows(label).filter(year=(self.round.calendar_from.year if calendar else self.year) - back)

    def single(self, label: str, *names: str, back: int = 0) -> dict[int, dict[str, Any]]:
        """Items of the one record of each school in a form (in the round's year, where it has one), by school.

        ``id`` is always among them. Items that are empty count as nothing: numbers read 0.
        """
        wanted = ("id", *names)
        return {
            school: {name: 0 if row[name] is None else row[name] for name in wanted}
            for school, row in self._whole(label, back).items()
        }

    def _whole(self, label: str, back: int) -> dict[int, dict[str, Any]]:
        """The one record of each school, whole but for what is private: many rules ask for an item or two of it."""
        form, memo = self.form(label), ("whole", label, back)
        if memo not in self._known:
            rows = self.rows(label) if form.period is Period.STANDING else self.of_year(label, back)
            names = [column.attname for column in form.stored if not column.private]
            self._known[memo] = {row["school_id"]: row for row in rows.values("school_id", "id", *names)}
        return self._known[memo]

    def filled(self, label: str) -> set[int]:
        """Schools that have records of a form (in the round's year, where it has one)."""
        memo = ("filled", label)
        if memo not in self._known:
            form = self.form(label)
            rows = self.rows(label) if form.period is Period.STANDING else self.of_year(label)
            self._known[memo] = set(rows.order_by().values_list("school_id", flat=True).distinct())
        return self._known[memo]

    # Figures ---------------------------------------------------------------------------------------------------------

    def tally(
        self, label: str, *by: str, at: date | tuple[date, date] | None = None, **where: Any
    ) -> dict[Any, int]:
        """How many records meet the conditions: by school id, or by (school id, value, …) of further items.

        ``at`` counts those that were :meth:`there` on a day or between two.
        """
        return self._figure(Count("pk"), label, by, where, at)

    def parts(self, label: str, at: date, items: tuple[str, ...], *by: str, **where: Any) -> dict[Any, int]:
        """The same as :meth:`tally`, added up from one count by ``items``: for many rules that count alike.

        ``by`` and ``where`` name some of the items; a condition is a value, or a tuple of those that do.
        """
        wanted = {
            items.index(name): value if isinstance(value, tuple) else (value,)
            for name, value in where.items()
        }
        places = [items.index(name) for name in by]
        found: dict[Any, int] = {}
        for (school, *values), number in self.tally(label, *items, at=at).items():
            if all(values[place] in allowed for place, allowed in wanted.items()):
                key = (school, *(values[place] for place in places)) if by else school
                found[key] = found.get(key, 0) + number
        return found

    def total(self, label: str, item: str, *by: str, **where: Any) -> dict[Any, Any]:
        """Sum of an item over the records that meet the conditions; grouped as in :meth:`tally`."""
        return self._figure(Sum(item), label, by, where)

    def _figure(
        self,
        figure: Any,
        label: str,
        by: tuple[str, ...],
        where: dict[str, Any],
        at: date | tuple[date, date] | None = None,
    ) -> dict[Any, Any]:
        memo = (str(figure), label, by, repr(sorted(where.items())), at)
        if memo not in self._known:
            rows = self.rows(label) if at is None else self.there(label, at)
            rows = rows.filter(**where).order_by().values_list("school_id", *by)
            grouped = rows.annotate(figure=figure)
            self._known[memo] = {
                (tuple(key) if by else key[0]): value or 0 for *key, value in grouped.values_list(*_names(by))
            }
        return self._known[memo]


def _names(by: Iterable[str]) -> tuple[str, ...]:
    return ("school_id", *by, "figure")

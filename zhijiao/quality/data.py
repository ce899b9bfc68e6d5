"""What a rule reads: records of the schools it is to judge, of this round's periods and of those before.

Everything is set-wise: a query reads all schools at once, and what several rules want is read once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet, Sum

from zhijiao.catalogue.matrix import Round
from zhijiao.filing.registry import Form, registry
from zhijiao.filing.summaries import Reader
from zhijiao.kit.periods import Period
from zhijiao.quality import thresholds

NAMED_ONE_BY_ONE = 100
"""Up to so many schools are named in a query by number, which the database plans best; more by a query of their own."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A school as far as rules depend on it: its kind, and the code of its province (two digits)."""

    school_type: str
    province: str


class Data:
    """Records of some schools in a round.

    Attributes:
        schools: query of the schools.
        round: the filing round.
    """

    def __init__(self, schools: QuerySet, filing: Round) -> None:
        self.schools = schools
        self.round = filing
        few = list(self.facts) if len(self.facts) <= NAMED_ONE_BY_ONE else schools.order_by().values("pk")
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

    @cached_property
    def facts(self) -> dict[int, Facts]:
        """The schools by id."""
        rows = self.schools.order_by().values_list("pk", "school_type", "region")
        return {pk: Facts(school_type, region[:2]) for pk, school_type, region in rows}

    def limit(self, key: str, school_id: int) -> Decimal | None:
        """The threshold that holds for a school; None where there is none for its kind."""
        facts = self.facts[school_id]
        memo = ("limit", key, facts)
        if memo not in self._known:
            self._known[memo] = thresholds.limit(key, facts.school_type, facts.province, self.day)
        return self._known[memo]

    # Records ---------------------------------------------------------------------------------------------------------

    def form(self, label: str) -> Form:
        """A form by label (``general.Teacher``)."""
        return self._reader.form(label)

    def rows(self, label: str) -> QuerySet:
        """Records of a form, of all periods."""
        return self._reader.rows(label)

    def of_year(self, label: str, back: int = 0) -> QuerySet:
        """Records of a form in the round's year, or so many years ``back``."""
        calendar = self.form(label).period is Period.CALENDAR_YEAR
        return self.rows(label).filter(year=(self.round.calendar_from.year if calendar else self.year) - back)

    def single(self, label: str, *names: str, back: int = 0) -> dict[int, dict[str, Any]]:
        """Items of the one record of each school in a form (in the round's year, where it has one), by school.

        ``id`` is always among them. Items that are empty count as nothing: numbers read 0.
        """
        form = self.form(label)
        rows = self.rows(label) if form.period is Period.STANDING else self.of_year(label, back)
        return {
            row.pop("school_id"): {name: 0 if value is None else value for name, value in row.items()}
            for row in rows.values("school_id", "id", *names)
        }

    # Figures ---------------------------------------------------------------------------------------------------------

    def tally(self, label: str, *by: str, **where: Any) -> dict[Any, int]:
        """How many records meet the conditions: by school id, or by (school id, value, …) of further items."""
        return self._figure(Count("pk"), label, by, where)

    def total(self, label: str, item: str, *by: str, **where: Any) -> dict[Any, Any]:
        """Sum of an item over the records that meet the conditions; grouped as in :meth:`tally`."""
        return self._figure(Sum(item), label, by, where)

    def _figure(self, figure: Any, label: str, by: tuple[str, ...], where: dict[str, Any]) -> dict[Any, Any]:
        memo = (str(figure), label, by, repr(sorted(where.items())))
        if memo not in self._known:
            rows = self.rows(label).filter(**where).order_by().values_list("school_id", *by)
            grouped = rows.annotate(figure=figure)
            self._known[memo] = {
                (tuple(key) if by else key[0]): value or 0 for *key, value in grouped.values_list(*_names(by))
            }
        return self._known[memo]


def _names(by: Iterable[str]) -> tuple[str, ...]:
    return ("school_id", *by, "figure")

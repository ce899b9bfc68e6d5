"""Who was there on a day, as the dates of coming and leaving tell: students enrolled, teachers at work, classes taught.

The state of a record is that of today; figures of a round are of its 时点. A form declares which of its items tell.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import In


@dataclass(frozen=True, slots=True)
class Turns:
    """The form that holds the changes of state of another form's records (学籍异动).

    Attributes:
        label: the form (``general.StudentEnrolmentChange``).
        of: its reference to the record that has changed.
        day: its day of the change.
        kind: its kind of change.
        back: kinds by which somebody has come back: who comes back next is away until then, who changes otherwise next
            is there until then.
    """

    label: str
    of: str
    day: str
    kind: str
    back: tuple[str, ...]

    def next_back(self, day: date) -> In:
        """Records whose next change after a day is that they come back."""
        return In(self._next(day), self.back)

    def next_away(self, day: date) -> Q:
        """Records whose next change after a day is another one."""
        return ~Q(In(self._next(day), ("", *self.back)))

    def _next(self, day: date) -> Coalesce:
        """The kind of the next change after a day, empty if there is none."""
        later = apps.get_model(self.label).unscoped.filter(
            **{"school": OuterRef("school"), self.of: OuterRef("pk"), f"{self.day}__gt": day}
        )
        return Coalesce(Subquery(later.order_by(self.day, "pk").values(self.kind)[:1]), Value(""))


@dataclass(frozen=True, slots=True)
class Presence:
    """The items of a form that tell whether a record counts on a day.

    Attributes:
        since: month of coming (YYYY-MM); a record without one counts as there from the first.
        until: month of leaving; who leaves in a month is there until the day before its last.
        state: the state of today.
        here: states of those who are there today.
        never: states of those who never came.
        away: month since when somebody who has not left is away (长病假); empty where the form has no such item.
        turns: changes of state; they tell since when somebody without a month of leaving is away, and how long somebody
            who is there today was away before.
    """

    since: str
    until: str
    state: str
    here: tuple[str, ...]
    never: tuple[str, ...] = ()
    away: str = ""
    turns: Turns | None = None

    def on(self, day: date) -> Q:
        """Records that were there on a day."""
        return self.during(day, day)

    def during(self, first: date, last: date) -> Q:
        """Records that were there at any time between two days, both included."""
        came = Q(**{f"{self.since}__isnull": True}) | Q(**{f"{self.since}__lte": f"{last:%Y-%m}"})
        here = Q(**{f"{self.state}__in": self.here})
        if self.turns:
            here &= ~Q(self.turns.next_back(last))
        gone = ~Q(**{f"{self.state}__in": (*self.here, *self.never)}) & self._left_after(first)
        return came & (here | gone)

    def _left_after(self, day: date) -> Q:
        """Of those who are away today: who left after a day."""
        month = f"{day + timedelta(days=1):%Y-%m}"
        left, stayed = Q(**{f"{self.until}__gte": month}), Q(**{f"{self.until}__isnull": True})
        if self.away:
            left |= stayed & Q(**{f"{self.away}__gte": month})
        if self.turns:
            left |= stayed & self.turns.next_away(day)
        return left

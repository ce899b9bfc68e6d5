"""What a filing round is: its days, its places in the menu, and what each kind of school owes at each of them."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from zhijiao.catalogue.obligations import Obligation
from zhijiao.kit.moments import Moment

SCHOOL_TYPES = ("continuing", "resumed", "attached", "other")
LEVELS = ("school", "county", "city", "province", "ministry")
"""Those who have a deadline in a round, in the order in which one waits for the other."""
OPEN, CLOSED = "open", "closed"


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the menu. ``path`` holds the labels from the module down; ``form`` is the key of its form."""

    order: int
    module: str
    path: tuple[str, ...]
    slug: str
    form: str
    obligations: dict[str, Obligation]
    daily_from: date | None
    import_order: int | None

    @property
    def label(self) -> str:
        """The text of the menu item itself."""
        return self.path[-1]


@dataclass(frozen=True)
class Round:
    """A filing round with its days and its places; ``required`` says how many forms each school type must fill.

    ``deadlines`` names the last day of a level where it is not the day the round closes. ``closed_on`` is the day
    somebody closed it; ``followed`` says that a later round has been opened. ``province`` is set in a round as the
    schools of one province meet it
    (:func:`zhijiao.catalogue.matrix.round_for`).
    """

    key: str
    title: str
    academic_year: int
    academic_from: date
    academic_to: date
    calendar_from: date
    calendar_to: date
    opens: date
    closes: date
    required: dict[str, int]
    source: str
    note: str
    places: tuple[Place, ...]
    deadlines: dict[str, date] = field(default_factory=dict)
    state: str = OPEN
    closed_on: date | None = None
    followed: bool = False
    province: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still being filled in and signed off."""
        return self.state == OPEN

    def deadline(self, level: str) -> date:
        """The last day of a level of the tree (:data:`LEVELS`), extensions of single schools not counted."""
        return self.deadlines.get(level, self.closes)

    def day_of(self, moment: Moment, today: date) -> date:
        """The day that a 时点 means in this round.

        Daily running goes on after the last day of the latest round, so there 填报时 is today. A round that another
        one has followed, or that has been closed, is counted as of the day it ended.
        """
        days = {
            Moment.YEAR_BEGINS: self.academic_from,
            Moment.YEAR_ENDS: self.academic_to,
            Moment.CALENDAR_YEAR_ENDS: self.calendar_to,
            Moment.FILING: self._filing_day(today),
        }
        return days[moment]

    def _filing_day(self, today: date) -> date:
        """The day 填报时 means."""
        if self.is_open and not self.followed:
            return today
        return min(day for day in (today, self.closes, self.closed_on) if day is not None)

    def obligations(self, form: str, school_type: str) -> list[Obligation]:
        """What a kind of school owes for a form, at each of its places; none for forms outside the round."""
        return [place.obligations[school_type] for place in self._by_form.get(form, ())]

    @cached_property
    def _by_form(self) -> dict[str, list[Place]]:
        """Places by the form that stands there."""
        found: dict[str, list[Place]] = {}
        for place in self.places:
            found.setdefault(place.form, []).append(place)
        return found

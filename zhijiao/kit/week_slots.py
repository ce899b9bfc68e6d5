"""Places of a timetable in the week, and which of them meet: the rules of 数据校验 and the week grid agree by this.

A place takes periods of one weekday in some teaching weeks; two places meet if they share a period of a week. Weeks are
held as bits (bit 1 is the first week), so that 单周 and 双周 never meet and ranges need no cases of their own.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

EVERY_WEEK, ODD_WEEKS, EVEN_WEEKS = "1", "2", "3"
MOST_WEEKS = 30
_ODD = sum(1 << week for week in range(1, MOST_WEEKS + 2, 2))
_KINDS = {EVERY_WEEK: -1, ODD_WEEKS: _ODD, EVEN_WEEKS: ~_ODD}


@dataclass(frozen=True, slots=True)
class Slot:
    """When a lesson is given: weekday (1 to 7), first period and number of periods, kind and range of weeks."""

    weekday: str
    first_period: int
    periods: int
    week_kind: str
    first_week: int
    last_week: int

    @property
    def weeks(self) -> int:
        """The weeks it is given in, as bits."""
        span = (
            (1 << (self.last_week + 1)) - (1 << self.first_week) if self.last_week >= self.first_week else 0
        )
        return span & _KINDS.get(self.week_kind, -1)

    @property
    def last_period(self) -> int:
        """The last period of the day that it takes."""
        return self.first_period + self.periods - 1

    def given_in(self, week: int) -> bool:
        """Whether it is given in a teaching week."""
        return bool(self.weeks >> week & 1)


def meetings(places: Iterable[tuple[Hashable, Slot]]) -> Iterator[tuple[int, int]]:
    """Pairs of places, by their numbers in the order given, where one teacher, class or room is wanted twice at once.

    Each pair comes once, the later place first. The work grows with the periods taken, not with the square of places.
    """
    taken: dict[Hashable, list[tuple[int, int]]] = {}
    for number, (who, slot) in enumerate(places):
        weeks, met = slot.weeks, set()
        for period in range(slot.first_period, slot.first_period + slot.periods):
            there = taken.setdefault((who, slot.weekday, period), [])
            for other, other_weeks in there:
                if weeks & other_weeks and other not in met:
                    met.add(other)
                    yield number, other
            there.append((number, weeks))

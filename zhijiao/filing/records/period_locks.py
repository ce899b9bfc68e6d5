"""Locks on what a school has signed: the records of a round's years, while they are submitted.

Filing knows no rounds. Whoever signs rounds off keeps the row of a school up to date (:func:`keep`); the one writer
reads it (:func:`enter`) and refuses. The row is a turnstile as well: writers hold it in common until they have
committed, who closes or freezes holds it alone. So a save is in what was signed, or refused; never in between.

Standing records go on: they have no year that could be closed.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from django.db.models import QuerySet

from zhijiao.filing.models import PeriodLock
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.gate import Denied
from zhijiao.kit.periods import Period
from zhijiao.kit.statements import statement
from zhijiao.orgs.models import Org


class PeriodLocked(Denied):
    """The record belongs to a period that is closed; says why and what to do."""


@dataclass(frozen=True)
class Lock:
    """A round whose years are closed for a school. ``open`` are forms that may be changed all the same.

    A ``whole`` one is of no round: nothing of the school is changed here, because another installation keeps it.
    """

    round: str
    academic_year: int
    calendar_year: int
    why: str
    remedy: str
    open: tuple[str, ...] = ()
    whole: bool = False

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        """A lock as it is kept in the school's row."""
        return cls(**{**kept, "open": tuple(kept.get("open", ()))})

    def covers(self, form: FormLike, year: int) -> bool:
        """Whether records of the form in that year are closed."""
        if self.whole:
            return True
        if form.key in self.open or form.period is Period.STANDING:
            return False
        return year == (self.calendar_year if form.period is Period.CALENDAR_YEAR else self.academic_year)

    def refusal(self, form: FormLike) -> PeriodLocked:
        """The refusal to raise."""
        return PeriodLocked(f"{self.why}，“{form.label}”没有改动。", remedy=self.remedy)


def schools_with(round_key: str) -> int:
    """How many schools have something closed that they have signed in a round."""
    kept = PeriodLock.objects.exclude(locks=[]).values_list("locks", flat=True)
    return sum(any(lock["round"] == round_key for lock in locks) for locks in kept.iterator())


def whole_of(schools: Collection[int]) -> set[int]:
    """Of some schools, by id, those of which nothing may be changed here."""
    kept = PeriodLock.objects.filter(school__in=schools).exclude(locks=[]).values_list("school_id", "locks")
    return {school for school, locks in kept if any(lock.get("whole") for lock in locks)}


FurtherLock = Callable[[Org, int | None], Collection[Lock]]
Exemption = Callable[[Org, str], Collection[str]]
EVERY = ""
"""In place of a form's key, where an exemption is for all forms of the school."""
_further: list[FurtherLock] = []
_exemptions: list[Exemption] = []


def further_lock(ask: FurtherLock) -> FurtherLock:
    """Register a function of school and year that knows of locks which no row tells of (rounds that were closed).

    No year asks for the locks of every year.
    """
    _further.append(ask)
    return ask


def exemption(ask: Exemption) -> Exemption:
    """Register a function of school and round that names the forms whose lock is lifted for the moment (解锁)."""
    _exemptions.append(ask)
    return ask


def enter(school: Org) -> list[Lock]:
    """The locks of a school, kept from changing until the transaction ends; one statement.

    Call it first in the transaction of a write, before anything else is locked.
    """
    rows = _of_school.held(school.pk)
    if not rows:
        PeriodLock.objects.bulk_create([PeriodLock(school=school)], ignore_conflicts=True)
        rows = _of_school.held(school.pk)
    return _locks(rows)


@statement
def _of_school(school: int) -> QuerySet[Any]:
    return PeriodLock.objects.filter(school_id=school)


def locks_of(school: Org) -> list[Lock]:
    """The locks of a school as a page shows them; one statement."""
    return _locks(_of_school(school.pk))


def _locks(rows: Iterable[PeriodLock]) -> list[Lock]:
    return [Lock.read(kept) for row in rows for kept in row.locks]


def closed(locks: Sequence[Lock], school: Org, form: FormLike, year: int) -> Lock | None:
    """The lock that closes a form in a year, unless somebody has lifted it."""
    if (whole := _whole(locks)) is not None:
        return whole
    if form.period is Period.STANDING:
        return None
    found = [lock for lock in [*_of_year(school, year), *locks] if lock.covers(form, year)]
    return next((lock for lock in found if not _lifts(school, lock, form)), None)


def _whole(locks: Sequence[Lock]) -> Lock | None:
    """The lock on everything of a school, which nobody lifts."""
    return next((lock for lock in locks if lock.whole), None)


def locks_now(school: Org, years: Collection[int]) -> list[Lock]:
    """All locks of a school in some years as they hold now, for pages about many forms: ask each what it `covers`."""
    found = [*locks_of(school), *(lock for year in sorted(years) for lock in _of_year(school, year))]
    return [
        replace(lock, open=(*lock.open, *lifted))
        for lock in dict.fromkeys(found)
        if EVERY not in (lifted := _lifted(school, lock))
    ]


def _of_year(school: Org, year: int | None) -> list[Lock]:
    return [lock for ask in _further for lock in ask(school, year)]


def _lifted(school: Org, lock: Lock) -> set[str]:
    """Forms that are open all the same."""
    return {key for ask in _exemptions for key in ask(school, lock.round)}


def _lifts(school: Org, lock: Lock, form: FormLike) -> bool:
    return not _lifted(school, lock).isdisjoint((form.key, EVERY))


def check(locks: Sequence[Lock], school: Org, form: FormLike, years: Collection[int]) -> None:
    """Refuse a write that touches a closed year.

    Raises:
        PeriodLocked: one of the years is closed for the form, or everything of the school is.
    """
    if (whole := _whole(locks)) is not None:
        raise whole.refusal(form)
    for year in sorted(years):
        if lock := closed(locks, school, form, year):
            raise lock.refusal(form)


def check_round(locks: Sequence[Lock], round_key: str, form: FormLike, school: Org) -> None:
    """Refuse what is said of a form for a whole round (本校无此项), standing forms included.

    Raises:
        PeriodLocked: the round is closed for the form.
    """
    for lock in (*locks, *_of_year(school, None)):
        here = lock.round == round_key and form.key not in lock.open
        if lock.whole or here and not _lifts(school, lock, form):
            raise lock.refusal(form)


def dated(form: FormLike) -> bool:
    """Whether records of the form have a year."""
    return "year" in PERIOD_FIELDS[form.period]


# For whoever closes ---------------------------------------------------------------------------------------------------


def hold(school: Org) -> None:
    """Wait for the writers of a school, and keep others out until the transaction ends."""
    PeriodLock.objects.bulk_create([PeriodLock(school=school)], ignore_conflicts=True)
    list(PeriodLock.objects.select_for_update().filter(school=school).values_list("pk", flat=True))


def keep(school: Org, round_key: str, lock: Lock | None) -> None:
    """Set or remove the lock of a round; call it after :func:`hold`, in its transaction."""
    row = PeriodLock.objects.get(school=school)
    row.locks = [kept for kept in row.locks if kept["round"] != round_key]
    if lock is not None:
        row.locks.append(asdict(lock))
    row.save(update_fields=["locks"])

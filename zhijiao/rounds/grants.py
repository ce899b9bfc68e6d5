"""Which extensions and unlocks a school has in a round. Granting them is :mod:`zhijiao.rounds.granting`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from zhijiao.catalogue.matrix import Round
from zhijiao.kit.statements import statement
from zhijiao.orgs.models import Org
from zhijiao.rounds.models import Grant

WHOLE_SCHOOL = ""
"""In place of a form's key: all forms of the school."""


@dataclass(frozen=True)
class Granted:
    """What a school is granted in a round: the last day of each extension and unlock by form key."""

    extensions: dict[str, date] = field(default_factory=dict)
    unlocks: dict[str, date] = field(default_factory=dict)

    def extended_to(self, form: str | None = None) -> date | None:
        """The day to which a form is extended, or the whole school; None where nothing is."""
        return _latest(self.extensions, form)

    def unlocked_until(self, form: str | None = None) -> date | None:
        """The last day on which a form, or the whole school, is unlocked; None where it is not."""
        return _latest(self.unlocks, form)

    @property
    def unlocked_forms(self) -> frozenset[str]:
        """Keys of the forms that are unlocked one by one; :data:`WHOLE_SCHOOL` among them stands for all."""
        return frozenset(self.unlocks)


NOTHING = Granted()


def granted(school: Org, filing: Round, today: date | None = None) -> Granted:
    """What a school is granted; one query."""
    return granted_to([school], filing, today).get(school.pk, NOTHING)


def granted_to(
    schools: Sequence[Org] | Sequence[int], filing: Round, today: date | None = None
) -> dict[int, Granted]:
    """What several schools are granted, by school; those without anything are left out. One query.

    Extensions are told even when they have run out, because they say what was the last day; unlocks only while they
    hold.
    """
    today = today or timezone.localdate()
    found: dict[int, Granted] = {}
    for school_id, form, kind, until in _rows(schools, filing):
        if kind == Grant.Kind.UNLOCK and until < today:
            continue
        mine = found.setdefault(school_id, Granted())
        days = mine.unlocks if kind == Grant.Kind.UNLOCK else mine.extensions
        days[form] = max(until, days.get(form, until))
    return found


def _rows(schools: Sequence[Org] | Sequence[int], filing: Round) -> Iterable[tuple[int, str, str, date]]:
    """Grants of schools: school, form, kind, last day. Of a single school every page of it asks."""
    if len(schools) == 1:
        return _of_school(getattr(schools[0], "pk", schools[0]), filing.key)
    return _granted(Grant.objects.filter(school__in=schools, round=filing.key))


@statement
def _of_school(school: int, filing: str) -> QuerySet[Any]:
    return _granted(Grant.objects.filter(school_id=school, round=filing))


def _granted(found: QuerySet[Any]) -> QuerySet[Any]:
    held = found.filter(state=Grant.State.GRANTED)
    return held.values_list("school_id", "form", "kind", "until")


def unlocked_until(school: Org, filing: Round, form_key: str, today: date | None = None) -> date | None:
    """The last day on which a form of a school is unlocked; None where it is not. One query."""
    return granted(school, filing, today).unlocked_until(form_key)


def _latest(days: dict[str, date], form: str | None) -> date | None:
    """The later of what holds for a form and for the whole school."""
    asked = (days.get(WHOLE_SCHOOL), days.get(form) if form else None)
    return max((day for day in asked if day is not None), default=None)

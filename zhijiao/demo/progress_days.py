"""When the schools of the demo province filed: spread over the round, so that its boards have a past to show.

The first schools begin early and are done in time; the last begin late and run over the end of the round.
"""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from zhijiao.catalogue.matrix import Round, current_round
from zhijiao.filing.models import FilingCount
from zhijiao.filing.schema import registry
from zhijiao.orgs.models import Org
from zhijiao.orgs.paths import path_ids
from zhijiao.oversight import refresh
from zhijiao.oversight.figures import SUMS, Sums
from zhijiao.oversight.models import AreaDay, FormStanding, SchoolStanding

LASTS = 24
"""Days from the first form of a school to its last."""
OVER = 4
"""Days by which the last school comes too late."""


def plant() -> None:
    """Date what was filed, work the figures out, and write the days of the round from them."""
    filing = current_round()
    _date(filing)
    refresh.follow()
    _write_days(filing)


def _date(filing: Round) -> None:
    """Give every counter a day of the round, by school and by the form's place in the menu."""
    keys = list(registry.forms())
    order = {key: number for number, key in enumerate(keys)}
    schools = list(Org.objects.schools().filter(pk__in=FilingCount.objects.values("school")).order_by("pk"))
    span = (filing.closes - filing.opens).days + OVER - LASTS
    counts = []
    for number, school in enumerate(schools):
        first = filing.opens + timedelta(days=span * number // max(1, len(schools) - 1))
        for count in FilingCount.objects.filter(school=school):
            day = first + timedelta(days=LASTS * order.get(count.form, 0) // len(keys))
            count.updated_at = timezone.make_aware(datetime.combine(day, time(9 + count.pk % 8)))
            counts.append(count)
    FilingCount.objects.bulk_update(counts, ["updated_at"], batch_size=500)


def _write_days(filing: Round) -> None:
    """The days of the round as the counters date them; what the load itself has moved is of its last day."""
    schools = {each.school_id: each for each in SchoolStanding.objects.filter(round=filing.key)}
    done: dict[int, list[date]] = defaultdict(list)
    for school_id, at in FormStanding.objects.filter(
        round=filing.key, required=True, done_at__isnull=False
    ).values_list("school_id", "done_at"):
        done[school_id].append(timezone.localdate(at))
    last = max((day for days in done.values() for day in days), default=filing.closes)
    AreaDay.objects.filter(round=filing.key).delete()
    rows = []
    for number in range((last - filing.opens).days + 1):
        rows += _day(filing, filing.opens + timedelta(days=number), schools, done)
    AreaDay.objects.bulk_create(rows, batch_size=500)


def _day(
    filing: Round, day: date, schools: dict[int, SchoolStanding], done: dict[int, list[date]]
) -> list[AreaDay]:
    """All areas at the end of a day."""
    areas: dict[tuple[int, str], Sums] = {}
    for school_id, standing in schools.items():
        for org_id in path_ids(standing.path)[:-1]:
            numbers = areas.setdefault((org_id, standing.school_type), Sums()).numbers
            for name, number in _of_school(standing, done[school_id], day).items():
                numbers[name] += number
    return [
        AreaDay(org_id=org_id, round=filing.key, school_type=kind, day=day, **sums.numbers)
        for (org_id, kind), sums in areas.items()
    ]


def _of_school(standing: SchoolStanding, done: list[date], day: date) -> dict[str, int]:
    """What a school adds to its areas on a day."""
    finished = standing.finished_at is not None and timezone.localdate(standing.finished_at) <= day
    begun = standing.first_at is not None and timezone.localdate(standing.first_at) <= day
    kept = dict.fromkeys(SUMS, 0) | {
        "schools": 1,
        "required": standing.required,
        "done": sum(each <= day for each in done),
        "started": int(begun),
        "finished": int(finished),
        "overdue": int(not finished and day > standing.due),
    }
    if begun:
        kept |= {name: getattr(standing, name) for name in ("logic", "experience")}
    return kept

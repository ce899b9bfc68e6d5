"""Do the counters tell the truth? Counts the tables anew and compares, form by form."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from zhijiao.filing.models import FilingCount
from zhijiao.filing.records import access, counters
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org

Place = tuple[int, str, int, str]
"""School id, form key, year, term."""


@dataclass(frozen=True)
class CountDifference:
    """A counter that is wrong: where it stands, (rows, gaps) as counted, and as the table has them."""

    place: Place
    counted: tuple[int, int]
    true: tuple[int, int]


def differences(org: Org, forms: Iterable[Form] = ()) -> list[CountDifference]:
    """Wrong counters of the schools at and below a node, of all forms or of some; two queries per form."""
    actor = Actor.system(org)
    schools = access.schools(actor)
    found = []
    for form in forms or registry.registry().records:
        true, counted = _true(access.rows(actor, form, "view"), form), _counted(schools, form)
        found += [
            CountDifference(place, counted.get(place, (0, 0)), true.get(place, (0, 0)))
            for place in sorted(true.keys() | counted.keys())
            if counted.get(place, (0, 0)) != true.get(place, (0, 0))
        ]
    return found


@transaction.atomic
def repair(found: list[CountDifference]) -> None:
    """Set the wrong counters right."""
    for difference in found:
        school_id, form, year, term = difference.place
        rows, gaps = difference.true
        FilingCount.objects.update_or_create(
            school_id=school_id,
            form=form,
            year=year,
            term=term,
            defaults={"rows": rows, "gaps": gaps, "updated_at": timezone.now()},
        )
    counters.mark_moved(difference.place[0] for difference in found)


def _true(rows: QuerySet, form: Form) -> dict[Place, tuple[int, int]]:
    """What stands in the form's table."""
    names = PERIOD_FIELDS[form.period]
    counted = (
        rows.order_by()
        .values_list("school_id", *names)
        .annotate(number=Count("pk"), incomplete=Count("pk", filter=Q(gaps__gt=0)))
    )
    places = {}
    for school_id, *period, number, incomplete in counted:
        year, term = period[0] if period else 0, period[1] if period[1:] else ""
        places[school_id, form.key, year, term] = (number, incomplete)
    return places


def _counted(schools: QuerySet, form: Form) -> dict[Place, tuple[int, int]]:
    """What the counters say; a counter of nothing says the same as none."""
    rows = FilingCount.objects.filter(school__in=schools, form=form.key)
    return {
        (school_id, form.key, year, term): (number, gaps)
        for school_id, year, term, number, gaps in rows.values_list(
            "school_id", "year", "term", "rows", "gaps"
        )
        if number or gaps
    }

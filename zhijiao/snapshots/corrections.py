"""更正: how many records were added, changed or deleted since a school's last snapshot of a round.

A background job follows the change log and compares the forms that were touched; boards read what it has found.
"""

from collections.abc import Iterable

from zhijiao.catalogue.matrix import Round
from zhijiao.orgs.models import Org
from zhijiao.snapshots.models import Correction, Snapshot

Counts = dict[int, dict[str, int]]
"""Records by school id and form key."""


def counts(schools: Iterable[Org | int], filing: Round) -> Counts:
    """Corrections of schools (a queryset, schools or ids) by form; nothing where there are none. One query."""
    found: Counts = {}
    rows = Correction.objects.filter(school__in=schools, round=filing.key)
    for school_id, form, number in rows.values_list("school_id", "form", "records"):
        found.setdefault(school_id, {})[form] = number
    return found


def begin_anew(snapshot: Snapshot) -> None:
    """Nothing is corrected yet since a snapshot that has just been taken."""
    Correction.objects.filter(school_id=snapshot.school_id, round=snapshot.round).delete()

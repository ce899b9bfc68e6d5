"""更正: how many records were added, changed or deleted since a school's last snapshot of a round.

A background job follows the change log and compares the forms that were touched; boards read what it has found.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from zhijiao.catalogue.matrix import Round
from zhijiao.filing.records import change_order
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org
from zhijiao.snapshots import comparing, manifest
from zhijiao.snapshots.models import Correction, CorrectionMark, Snapshot

AT_ONCE = 2_000

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


def follow() -> bool:
    """Count anew what has been written to since the last call; true if there may be more."""
    change_order.place_changes()
    return _follow_placed()


@transaction.atomic
def _follow_placed() -> bool:
    mark, _ = CorrectionMark.objects.select_for_update().get_or_create(pk=1)
    rows = change_order.changes_after(mark.place).values_list("place", "school_id", "form")
    piece = list(rows[:AT_ONCE])
    if not piece:
        return False
    touched: dict[int, set[str]] = {}
    for _, school_id, form in piece:
        touched.setdefault(school_id, set()).add(form)
    for snapshot, superseded in _latest(touched):
        for key in sorted(touched[snapshot.school_id]):
            recount(snapshot, key, dated_only=superseded)
    CorrectionMark.objects.filter(pk=mark.pk).update(place=piece[-1][0])
    return len(piece) == AT_ONCE


def _latest(schools: Iterable[int]) -> list[tuple[Snapshot, bool]]:
    """The last snapshot of each round of some schools, and whether that of another round has followed it."""
    rounds: dict[tuple[int, str], int] = {}
    newest: dict[int, int] = {}
    found = Snapshot.objects.filter(school__in=list(schools)).order_by("number")
    for pk, school_id, key in found.values_list("pk", "school_id", "round"):
        rounds[school_id, key] = newest[school_id] = pk
    last = Snapshot.objects.select_related("school").filter(pk__in=rounds.values()).order_by("pk")
    return [(each, each.pk != newest[each.school_id]) for each in last]


def recount(snapshot: Snapshot, key: str, *, dated_only: bool = False) -> None:
    """Count how many records of a form differ from a snapshot; ``dated_only`` leaves forms without a year as they are.

    Standing records are those of the round that was signed last.
    """
    form = registry.forms().get(key)
    entry = manifest.read_entries(snapshot.entries).get(key)
    if not isinstance(form, Form) or entry is None or (dated_only and entry.year is None):
        return
    number = comparing.with_now(Actor.system(snapshot.school), snapshot, form, entry.year).number
    place: dict[str, Any] = {"school_id": snapshot.school_id, "round": snapshot.round, "form": key}
    if number:
        Correction.objects.update_or_create(**place, defaults={"records": number})
    else:
        Correction.objects.filter(**place).delete()

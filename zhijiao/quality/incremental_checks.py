"""Keeping findings up to date in the background: whatever was changed is checked again, and nothing else.

The change log says which records of which schools changed. Numbers that changed are compared across schools at once;
the schools are marked and checked one after another. A nightly sweep looks for schools whose counters moved after
their last check, and for those never checked.
"""

import time
from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from zhijiao.catalogue.matrix import Round, current_round
from zhijiao.filing.models import FilingCount
from zhijiao.filing.records import change_order
from zhijiao.orgs.models import Org
from zhijiao.quality import cross_school, match_limits, rule_registry, school_checks
from zhijiao.quality.models import SchoolCheck, Watermark

CHANGES_AT_ONCE = 5_000
PATIENCE = 3.0
"""Seconds of checking before the worker turns to other work."""

OVERLAP = timedelta(minutes=10)
"""How long a write may take between noting its time and being committed."""

Changed = dict[int, dict[str, set[int]]]
"""Record ids by school id and form key."""


def follow_changes() -> bool:
    """Check what has changed since the last call; true while more is left."""
    filing = current_round()
    more = note_changes(filing)
    return check_pending(filing) or more


def sweep() -> bool:
    """Mark schools that were written to after their last check, or never checked though they have records."""
    filing = current_round()
    written = dict(FilingCount.objects.order_by().values_list("school_id").annotate(at=Max("updated_at")))
    checked: dict[int, Any] = dict(
        SchoolCheck.objects.filter(round=filing.key, checked_at__isnull=False).values_list(
            "school_id", "checked_at"
        )
    )
    mark(filing, {pk for pk, at in written.items() if pk not in checked or at > checked[pk] - OVERLAP})
    again = match_limits.due_again()
    for rule in cross_school.area_rules(rule_registry.in_force(filing)):
        links = set().union(*(cross_school.links_of_school(rule, school_id) for school_id in again))
        school_checks.compare(rule, filing, links)
    return False


def note_changes(filing: Round) -> bool:
    """Read a piece of the change log: mark schools, compare changed numbers. True if more may be left."""
    change_order.place_changes()
    return _note_placed(filing)


@transaction.atomic
def _note_placed(filing: Round) -> bool:
    done, _ = Watermark.objects.select_for_update().get_or_create(key="changes")
    rows = change_order.changes_after(done.place)
    piece = list(rows.values_list("place", "school_id", "form", "record_id")[:CHANGES_AT_ONCE])
    if not piece:
        return False
    changed: Changed = defaultdict(lambda: defaultdict(set))
    for _, school_id, form, record_id in piece:
        changed[school_id][form].add(record_id)
    mark(filing, changed)
    for rule in cross_school.area_rules(rule_registry.in_force(filing)):
        school_checks.compare(rule, filing, links(rule, changed))
    Watermark.objects.filter(pk=done.pk).update(place=piece[-1][0])
    return len(piece) == CHANGES_AT_ONCE


def links(rule: cross_school.Rule, changed: Changed) -> set[str]:
    """Numbers that the changes touch, as far as the rule reads the forms changed."""
    read = {cross_school.holder(rule).key, rule_registry.form_of(rule).key}
    touched = set()
    for school_id, forms in changed.items():
        if read & forms.keys():
            touched |= cross_school.links_of_changes(rule, school_id, forms)
    return touched


def mark(filing: Round, schools: set[int] | Changed) -> None:
    """Ask for a check of schools."""
    missing = [SchoolCheck(school_id=pk, round=filing.key) for pk in sorted(schools)]
    SchoolCheck.objects.bulk_create(missing, ignore_conflicts=True)
    SchoolCheck.objects.filter(round=filing.key, school__in=list(schools)).update(pending=True)


def check_pending(filing: Round) -> bool:
    """Check marked schools for a few seconds; true if some are left."""
    started = time.monotonic()
    waiting = SchoolCheck.objects.filter(round=filing.key, pending=True)
    while time.monotonic() - started < PATIENCE:
        due = waiting.order_by(F("checked_at").asc(nulls_first=True), "pk").values_list(
            "school_id", flat=True
        )
        school = Org.objects.filter(pk=due.first() or 0).first()
        if school is None:
            return False
        if waiting.filter(school=school).update(
            pending=False
        ):  # else another worker has taken it this moment
            school_checks.check_schools([school.pk], filing)
    return waiting.exists()

"""Keeping the figures up to date: schools that were marked, and those whose place in the tree or whose day has changed.

One piece is one transaction under the lock of the round: what a school added to its areas is taken out, what it adds
now is put in, and the marks that asked for it go. So a process killed at any moment loses and doubles nothing, and
nobody but the schools concerned is looked at, however many there are.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from zhijiao.catalogue.matrix import Round, current_round, filing_round, round_keys
from zhijiao.filing.models import StandingMark
from zhijiao.jobs import current_job
from zhijiao.kit import bulk
from zhijiao.kit.bulk import portions
from zhijiao.orgs.models import Org, Status
from zhijiao.orgs.paths import path_ids
from zhijiao.oversight import deadlines, matrix_digest
from zhijiao.oversight.figures import (
    SUMS,
    Beside,
    FormFacts,
    FormFigures,
    Known,
    SchoolFigures,
    Sums,
    figures_of,
    private_keys,
)
from zhijiao.oversight.models import AreaDay, AreaStanding, FormStanding, RollupTurn, SchoolStanding
from zhijiao.quality.models import SchoolCheck
from zhijiao.rounds.completeness import progress_of
from zhijiao.signoff.models import Submission
from zhijiao.signoff.workflow import State
from zhijiao.snapshots import corrections
from zhijiao.snapshots.models import Correction

SCHOOLS_AT_ONCE = 20
MARKS_AT_ONCE = 5_000
Moved = dict[tuple[int, str], Sums]
"""What is to be added to areas, by node and kind of school."""
FORM_NAMES = ("form", "state", "required", "rows", "gaps", "changed_at", "done_at")


def is_kept(filing: Round) -> bool:
    """Whether the figures of a round are kept up to date."""
    return filing.is_open or filing.key == current_round().key


def kept_rounds() -> list[Round]:
    """The rounds whose figures are kept up to date; those of earlier ones stay as they were."""
    return [filing for filing in map(filing_round, reversed(round_keys())) if is_kept(filing)]


def follow() -> None:
    """Bring the figures of all rounds up to date, in pieces."""
    follow_marks()
    for filing in kept_rounds():
        for piece in portions(drifted(filing), SCHOOLS_AT_ONCE):
            current_job.check()
            refresh(filing, piece)
        RollupTurn.objects.update_or_create(
            round=filing.key,
            defaults={"matrix": matrix_digest.of_round(filing), "refreshed_at": timezone.now()},
        )


def follow_marks() -> None:
    """Work out marked schools anew until no mark is left that was there at the beginning."""
    last = StandingMark.objects.order_by("-pk").values_list("pk", flat=True).first()
    while last is not None:
        current_job.check()
        rows = StandingMark.objects.filter(pk__lte=last).order_by("pk")
        found = list(rows.values_list("pk", "school_id")[:MARKS_AT_ONCE])
        if not found:
            return
        schools = list(dict.fromkeys(school_id for _, school_id in found))[:SCHOOLS_AT_ONCE]
        chosen = set(schools)
        _refresh_marked([pk for pk, school_id in found if school_id in chosen], schools)


def _refresh_marked(marks: Collection[int], schools: list[int]) -> None:
    """Refresh schools and take away the marks that were read; others of the same schools stay."""
    with current_job.fenced():
        for filing in kept_rounds():
            take_turn(filing)
        for piece in portions(marks, 500):
            StandingMark.objects.filter(pk__in=piece).delete()
        for filing in kept_rounds():
            _refresh(filing, schools, timezone.localdate())


def drifted(filing: Round) -> list[int]:
    """Schools that are not counted as they are: new, moved, of another kind, closed, overdue since last night.

    All of them where the obligations of the round have changed.
    """
    schools = Org.objects.schools().active()
    if RollupTurn.objects.filter(round=filing.key).exclude(matrix=matrix_digest.of_round(filing)).exists():
        return list(schools.order_by("path").values_list("pk", flat=True))
    counted = SchoolStanding.objects.filter(round=filing.key)
    elsewhere = (
        ~Q(path=F("school__path"))
        | ~Q(school_type=F("school__school_type"))
        | ~Q(school__status=Status.ACTIVE)
    )
    overdue = Q(timing="", due__lt=timezone.localdate())
    missing = schools.exclude(pk__in=counted.values("school"))
    found = set(missing.values_list("pk", flat=True))
    found |= set(counted.filter(elsewhere).values_list("school_id", flat=True))
    found |= set(counted.filter(overdue).values_list("school_id", flat=True))
    return sorted(found | _corrected(filing) | _signed(filing))


def _signed(filing: Round) -> set[int]:
    """Schools whose sign-off is further, or less far, than was counted."""
    rows = Submission.objects.filter(round=filing.key, school=OuterRef("school"))
    counted = SchoolStanding.objects.filter(round=filing.key).annotate(
        state=Coalesce(Subquery(rows.values("state")), Value(State.OPEN)),
        accepted=Coalesce(Subquery(rows.values("accepted_level")), Value("")),
    )
    elsewhere = ~Q(signoff=F("state")) | ~Q(accepted_level=F("accepted"))
    return set(counted.filter(elsewhere).values_list("school_id", flat=True))


def _corrected(filing: Round) -> set[int]:
    """Schools whose number of corrections is another one than was counted."""
    rows = Correction.objects.filter(round=filing.key).exclude(form__in=private_keys()).order_by()
    summed: Any = rows.values_list("school_id").annotate(number=Sum("records"))
    now: dict[int, int] = dict(summed)
    counted = SchoolStanding.objects.filter(round=filing.key)
    known = (
        counted.filter(Q(corrections__gt=0) | Q(school__in=now)) if now else counted.filter(corrections__gt=0)
    )
    return {pk for pk, number in known.values_list("school_id", "corrections") if now.get(pk, 0) != number}


def refresh(filing: Round, schools: Collection[int]) -> None:
    """Work out the figures of schools, and of the areas above them, anew."""
    with current_job.fenced():
        take_turn(filing)
        _refresh(filing, schools, timezone.localdate())


def take_turn(filing: Round) -> None:
    """Wait until nobody else changes the figures of the round, and hold them until the end of the transaction."""
    RollupTurn.objects.get_or_create(round=filing.key, defaults={"matrix": matrix_digest.of_round(filing)})
    RollupTurn.objects.select_for_update().get(round=filing.key)


def _refresh(filing: Round, ids: Collection[int], today: date) -> None:
    known = known_of(filing, ids)
    now = figures(filing, ids, known, today)
    moved: Moved = {}
    for school_id in ids:
        before, after = known.get(school_id), now.get(school_id)
        if before is not None and before.school is not None:
            count_school(moved, vars(before.school), rows_of(before.forms.values()), -1)
        if after is not None:
            count_school(moved, after.kept, rows_of(after.forms), 1)
    write_schools(filing, known, now)
    _write_areas(filing, {key: sums for key, sums in moved.items() if sums.moved}, today)


def figures(
    filing: Round, ids: Collection[int], known: Mapping[int, Known], today: date
) -> dict[int, SchoolFigures]:
    """What active schools stand for today, by id; a handful of queries, however many schools."""
    schools = list(Org.objects.schools().active().filter(pk__in=ids))
    counted = SchoolCheck.objects.filter(round=filing.key, school__in=schools)
    checks = {check.school_id: check for check in counted}
    dues, corrected = deadlines.of_schools(filing, schools), corrections.counts(schools, filing)
    rows = Submission.objects.filter(round=filing.key, school__in=schools)
    signed = {pk: facts for pk, *facts in rows.values_list("school_id", "state", "accepted_level")}
    found, private = {}, private_keys()
    for each in progress_of(schools, filing):
        pk = each.school.pk
        late = sum(n for key, n in corrected.get(pk, {}).items() if key not in private)
        beside = Beside(checks.get(pk), late, *signed.get(pk, ()))
        found[pk] = figures_of(each, beside, known.get(pk, Known()), dues[pk], today)
    return found


def known_of(filing: Round, ids: Collection[int]) -> dict[int, Known]:
    """What is kept of schools: two queries."""
    forms: dict[int, dict[str, FormStanding]] = {}
    for each in FormStanding.objects.filter(round=filing.key, school__in=ids):
        forms.setdefault(each.school_id, {})[each.place] = each
    schools = {
        each.school_id: each for each in SchoolStanding.objects.filter(round=filing.key, school__in=ids)
    }
    return {pk: Known(schools.get(pk), forms.get(pk, {})) for pk in schools.keys() | forms.keys()}


def rows_of(forms: Iterable[FormFigures | FormStanding]) -> list[FormFacts]:
    """What an area keeps of forms."""
    return [(each.place, each.state, each.rows, each.required) for each in forms]


def count_school(moved: Moved, kept: dict[str, Any], forms: list[FormFacts], sign: int) -> None:
    """Add a school to every node above it, or take it out."""
    for org_id in path_ids(kept["path"])[:-1]:
        moved.setdefault((org_id, kept["school_type"]), Sums()).add(kept, forms, sign)


def write_schools(filing: Round, known: Mapping[int, Known], now: Mapping[int, SchoolFigures]) -> None:
    """Keep what is different; forget schools that no longer work, and places that the round no longer has."""
    gone = known.keys() - now.keys()
    SchoolStanding.objects.filter(round=filing.key, school__in=gone).delete()
    FormStanding.objects.filter(round=filing.key, school__in=gone).delete()
    schools, fresh, changed, outside = [], [], [], set()
    for pk, true in now.items():
        before = known.get(pk, Known())
        if any(getattr(before.school, name, None) != value for name, value in true.kept.items()):
            schools.append(SchoolStanding(school_id=pk, round=filing.key, **true.kept))
        for each in true.forms:
            stored = before.forms.get(each.place)
            if stored is None:
                fresh.append((pk, filing.key, *each.values().values()))
            elif any(getattr(stored, name) != getattr(each, name) for name in FORM_NAMES):
                changed.append(FormStanding(school_id=pk, round=filing.key, **each.values()))
        outside |= before.forms.keys() - {each.place for each in true.forms}
    if outside:
        FormStanding.objects.filter(round=filing.key, school__in=now, place__in=outside).delete()
    names = list(next(iter(now.values())).kept) if now else []
    _upsert(SchoolStanding, schools, ("school", "round"), names)
    bulk.insert_rows(FormStanding, ["school_id", "round", "place", *FORM_NAMES], fresh)
    _upsert(FormStanding, changed, ("school", "round", "place"), FORM_NAMES)


def _write_areas(filing: Round, moved: Moved, today: date) -> None:
    """Add what has moved to the areas, and note it for the day."""
    nodes = {org_id for org_id, _ in moved}
    for stored in AreaStanding.objects.filter(round=filing.key, org__in=nodes):
        sums = moved.get((stored.org_id, stored.school_type))
        if sums is not None:
            sums.merge({name: getattr(stored, name) for name in SUMS}, stored.forms)
    write_areas(filing, moved, today)


def write_areas(filing: Round, areas: Moved, today: date) -> None:
    """Set the figures of areas, and those of the day."""
    standings, days = [], []
    for (org_id, school_type), sums in areas.items():
        place = {"org_id": org_id, "round": filing.key, "school_type": school_type}
        standings.append(AreaStanding(**place, **sums.numbers, forms=sums.written()))
        days.append(AreaDay(**place, **sums.numbers, day=today))
    _upsert(AreaStanding, standings, ("org", "round", "school_type"), (*SUMS, "forms"))
    _upsert(AreaDay, days, ("org", "round", "day", "school_type"), SUMS)


@transaction.atomic
def _upsert(model: Any, rows: list[Any], key: Collection[str], names: Collection[str]) -> None:
    """Insert rows, or set the named columns of those that are there."""
    model.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=list(key), update_fields=list(names), batch_size=1000
    )

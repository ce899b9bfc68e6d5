"""What was reckoned is kept per school and round, so that pages of areas add up rows instead of reading forms.

The change log says which schools changed; they are marked, and reckoned again one piece after another. Only the
latest round is reckoned: figures of a round that another one has followed do not move.
"""

import time
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from zhijiao.catalogue.matrix import Round, current_round
from zhijiao.filing.models import FilingCount
from zhijiao.filing.records import change_order
from zhijiao.filing.schema.registry import registry
from zhijiao.indicators import judging
from zhijiao.indicators.amounts import Amount
from zhijiao.indicators.book import INDICATORS, forms_of
from zhijiao.indicators.declare import Condition
from zhijiao.indicators.limits import PROFILE, Limits
from zhijiao.indicators.models import IndicatorCheck, IndicatorValue, Verdict
from zhijiao.orgs.models import Org
from zhijiao.quality.models import Watermark
from zhijiao.quality.rule_data import RuleData

WATERMARK = "indicators"
CHANGES_AT_ONCE = 5_000
SCHOOLS_AT_ONCE = 20
PATIENCE = 3.0
"""Seconds of reckoning before the worker turns to other work."""
OVERLAP = timedelta(minutes=10)
"""How long a write may take between noting its time and being committed."""
_KEPT = ("numerator", "denominator", "value", "bound", "verdict", "gap", "needed", "computed_at")
_STANDING = ("computed_at", "in_project", "passed", "short", "incomplete", "project_short")


def read_forms() -> set[str]:
    """Keys of the forms whose changes matter."""
    labels = {label for each in INDICATORS.values() for label in forms_of(each)} | {PROFILE}
    return {registry().by_model(label).key for label in labels}


# Which schools -------------------------------------------------------------------------------------------------------


def follow_changes() -> bool:
    """Reckon again what has changed since the last call; true while more is left."""
    filing = current_round()
    more = note_changes(filing)
    return reckon_pending(filing) or more


def note_changes(filing: Round) -> bool:
    """Read a piece of the change log and mark its schools. True if more may be left."""
    change_order.place_changes()
    return _note_placed(filing)


@transaction.atomic
def _note_placed(filing: Round) -> bool:
    done, _ = Watermark.objects.select_for_update().get_or_create(key=WATERMARK)
    rows = change_order.changes_after(done.place)
    piece = list(rows.values_list("place", "school_id", "form")[:CHANGES_AT_ONCE])
    if not piece:
        return False
    forms = read_forms()
    mark(filing, {school for _, school, form in piece if form in forms})
    Watermark.objects.filter(pk=done.pk).update(place=piece[-1][0])
    return len(piece) == CHANGES_AT_ONCE


def mark(filing: Round, schools: Collection[int]) -> None:
    """Ask for a reckoning of schools."""
    missing = [IndicatorCheck(school_id=pk, round=filing.key) for pk in sorted(schools)]
    IndicatorCheck.objects.bulk_create(missing, ignore_conflicts=True)
    IndicatorCheck.objects.filter(round=filing.key, school__in=list(schools)).update(pending=True)


def mark_area(filing: Round, path: str) -> None:
    """Ask for a reckoning of every school of an area that has been reckoned: its figures have changed."""
    IndicatorCheck.objects.filter(round=filing.key, school__path__under=path).update(pending=True)


def sweep() -> None:
    """Mark schools that were written to after their last reckoning, or never reckoned though they have records."""
    filing = current_round()
    counted = FilingCount.objects.filter(form__in=read_forms()).order_by()
    written = dict(counted.values_list("school_id").annotate(at=Max("updated_at")))
    checks = IndicatorCheck.objects.filter(round=filing.key, computed_at__isnull=False)
    reckoned: dict[int, datetime | None] = dict(checks.values_list("school_id", "computed_at"))
    late = {pk for pk, at in written.items() if (before := reckoned.get(pk)) is None or at > before - OVERLAP}
    mark(filing, late)


def reckon_pending(filing: Round) -> bool:
    """Reckon marked schools for a few seconds; true if some are left."""
    started = time.monotonic()
    waiting = IndicatorCheck.objects.filter(round=filing.key, pending=True)
    while time.monotonic() - started < PATIENCE:
        due = waiting.order_by(F("computed_at").asc(nulls_first=True), "pk")
        ids = list(due.values_list("school_id", flat=True)[:SCHOOLS_AT_ONCE])
        if not ids:
            return False
        reckon(ids, filing)
    return waiting.exists()


# Reckoning -----------------------------------------------------------------------------------------------------------


def reckon_area(schools: Iterable[int], filing: Round) -> None:
    """Reckon schools some at a time."""
    ids = list(schools)
    for start in range(0, len(ids), SCHOOLS_AT_ONCE):
        reckon(ids[start : start + SCHOOLS_AT_ONCE], filing)


@transaction.atomic
def reckon(ids: Collection[int], filing: Round) -> None:
    """Reckon schools and keep the result; twice does no harm.

    Marks are taken off first: what is changed meanwhile marks a school again, and who is killed takes none off.
    """
    now = timezone.now()
    IndicatorCheck.objects.filter(round=filing.key, school__in=ids).update(pending=False)
    found = judging.sheets(RuleData(Org.objects.filter(pk__in=ids), filing))
    values = [row for school, sheet in sorted(found.items()) for row in _rows(school, sheet, filing, now)]
    checks = [_check(school, sheet, filing, now) for school, sheet in sorted(found.items())]
    IndicatorCheck.objects.bulk_create(
        checks, update_conflicts=True, update_fields=_STANDING, unique_fields=("school", "round")
    )
    IndicatorValue.objects.bulk_create(
        values, update_conflicts=True, update_fields=_KEPT, unique_fields=("school", "round", "key")
    )
    gone = ~Q(key__in=list(INDICATORS))
    IndicatorValue.objects.filter(gone, school__in=list(found), round=filing.key).delete()


def sheet_of(school: Org, filing: Round) -> judging.Sheet:
    """The indicators of a school: live; of a round that another one has followed as they were kept, if they were."""
    data = RuleData(Org.objects.filter(pk=school.pk), filing)
    rows = {}
    if filing.key != current_round().key:
        kept = IndicatorValue.objects.filter(school=school, round=filing.key)
        rows = {row.key: row for row in kept}
    if not rows:
        return judging.of_school(data, school.pk)
    limits = Limits(data)
    results = {
        key: _kept(INDICATORS[key], row, limits, school.pk) for key, row in rows.items() if key in INDICATORS
    }
    return judging.Sheet(limits.scopes[school.pk], results)


def _kept(indicator: Condition, row: IndicatorValue, limits: Limits, school: int) -> judging.Result:
    """A result as it was kept; the documents behind its standard are those of the round's last day."""
    verdict = Verdict(row.verdict)
    lacking = ("保存结果时数据不全",) if verdict == Verdict.INCOMPLETE else ()
    return judging.Result(
        indicator,
        Amount(row.numerator),
        Amount(row.denominator) if indicator.under else None,
        row.value,
        row.bound,
        tuple(filter(None, (limits.of(key, school) for key in indicator.figures))),
        verdict,
        row.gap,
        row.needed,
        lacking,
    )


def _rows(school: int, sheet: judging.Sheet, filing: Round, now: datetime) -> Iterable[IndicatorValue]:
    for key, result in sheet.results.items():
        yield IndicatorValue(
            school_id=school,
            round=filing.key,
            key=key,
            numerator=result.over.value,
            denominator=result.under.value if result.under else None,
            value=result.value,
            bound=result.bound,
            verdict=result.verdict,
            gap=result.gap,
            needed=result.needed,
            computed_at=now,
        )


def _check(school: int, sheet: judging.Sheet, filing: Round, now: datetime) -> IndicatorCheck:
    return IndicatorCheck(
        school_id=school,
        round=filing.key,
        computed_at=now,
        in_project=not sheet.scope.outside,
        passed=sheet.count(Verdict.PASS),
        short=sheet.count(Verdict.SHORT),
        incomplete=sheet.count(Verdict.INCOMPLETE),
        project_short=sheet.project_short,
    )


def met_project() -> Q:
    """Schools, by their check, that meet all indicators that 达标工程 monitors and for which there are standards."""
    return Q(in_project=True, project_short=0, passed__gt=0)

"""The ledger of findings: what rules have found becomes rows, and rows that no longer hold are closed.

One transaction, in bulk: a school with thousands of findings costs a handful of statements.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, F, Q, Sum, Value, When
from django.utils import timezone

from zhijiao.catalogue.matrix import Round
from zhijiao.filing.records import counters
from zhijiao.kit import bulk
from zhijiao.kit.machines import held
from zhijiao.quality import rule_registry
from zhijiao.quality.evaluate import Break
from zhijiao.quality.models import (
    SETTLED,
    WAITING,
    Finding,
    FindingEvent,
    FindingState,
    RuleCount,
    SchoolCheck,
)
from zhijiao.quality.rule import RuleKind, Severity

Step = FindingEvent.Step
PIECE = 10_000
"""Ids in one statement."""

Stored = dict[tuple[int, str, int], dict[str, Any]]
"""Findings as they are kept, by school, rule and record."""

KNOWN = ("id", "school_id", "rule", "record_id", "values", "others", "link", "referred_to_id", "state")


@transaction.atomic
def settle(filing: Round, judged: Q, found: Iterable[Break], schools: Collection[int]) -> set[int]:
    """Bring the ledger in line with what was found, and return the schools whose findings it touched.

    Args:
        filing: the round.
        judged: which findings were judged anew: those of them that were not found again are resolved.
        found: what was found.
        schools: schools that were checked; their time of checking and counters are set.
    """
    now = timezone.now()
    by_key = {each.key: each for each in found}
    _lock(filing, {*schools, *(each.school_id for each in by_key.values())})
    stored: Stored = {
        (row["school_id"], row["rule"], row["record_id"]): row
        for row in Finding.objects.filter(judged, round=filing.key).values(*KNOWN)
    }
    fresh = [each for key, each in by_key.items() if key not in stored]
    if fresh:  # a finding of another link or year of the same record may be there already
        stored |= _stored(filing, fresh)
        fresh = [each for each in fresh if each.key not in stored]
    _add(filing, fresh, now)
    kept = [(row, by_key[key]) for key, row in stored.items() if key in by_key]
    gone = [row for key, row in stored.items() if key not in by_key and row["state"] != FindingState.RESOLVED]
    _keep(kept, now)
    _resolve(gone, now)
    touched = {*schools, *(key[0] for key in stored), *(each.school_id for each in fresh)}
    count(filing, touched)
    SchoolCheck.objects.filter(round=filing.key, school__in=schools).update(checked_at=now)
    return touched


def _lock(filing: Round, schools: Collection[int]) -> None:
    """One check of a school at a time; its row is made when missing."""
    missing = [SchoolCheck(school_id=pk, round=filing.key) for pk in sorted(schools)]
    SchoolCheck.objects.bulk_create(missing, ignore_conflicts=True)
    rows = held(SchoolCheck.objects.filter(round=filing.key, school__in=schools))
    list(rows.order_by("school_id").values_list("pk", flat=True))


def _stored(filing: Round, fresh: Sequence[Break]) -> Stored:
    """Findings of the same school, rule and record that were not among those judged."""
    wanted = {each.key for each in fresh}
    found: Stored = {}
    for start in range(0, len(fresh), PIECE):
        piece = fresh[start : start + PIECE]
        rows = Finding.objects.filter(
            round=filing.key,
            school__in={each.school_id for each in piece},
            rule__in={each.rule.key for each in piece},
            record_id__in={each.record_id for each in piece},
        ).values(*KNOWN)
        found |= {(row["school_id"], row["rule"], row["record_id"]): row for row in rows}
    return {key: row for key, row in found.items() if key in wanted}


def _add(filing: Round, fresh: Sequence[Break], now: datetime) -> None:
    """New findings with the first entry of their history."""
    if not fresh:
        return
    ids = bulk.allocate_ids(Finding, len(fresh))
    names = (
        "id", "school_id", "round", "rule", "level", "form", "record_id", "values", "others", "link", "state",
        "version", "first_seen", "last_seen", "explanation", "explainer", "explained_at", "told", "referred_to_id",
    )  # fmt: skip
    rows = [
        (
            pk, each.school_id, filing.key, each.rule.key, each.rule.level.value, rule_registry.form_of(each.rule).key,
            each.record_id, each.values, [list(other) for other in each.others], each.link, _first_state(each),
            1, now, now, "", "", None, not _across(each), each.referred_to,
        )
        for pk, each in zip(ids, fresh, strict=True)
    ]  # fmt: skip
    bulk.insert_rows(Finding, names, rows)
    numbered = zip(ids, fresh, strict=True)
    _tell([(each.school_id, pk, Step.FOUND, each.rule.say(each.values)) for pk, each in numbered], now)


def _across(each: Break) -> bool:
    """Whether the finding is a match between schools, which the department above sees first."""
    return each.rule.kind is RuleKind.AREA


def _first_state(each: Break) -> str:
    """For whom a new finding waits."""
    return (FindingState.REFERRED if _across(each) else FindingState.OPEN).value


def _keep(kept: Sequence[tuple[dict[str, Any], Break]], now: datetime) -> None:
    """Findings that still hold: new values make what was settled void, and one that was resolved is back."""
    changed = [(row, each) for row, each in kept if _differs(row, each)]
    back = [row for row, _ in kept if row["state"] == FindingState.RESOLVED]
    again = {row["id"] for row, each in kept if row in back and _across(each)}
    _rewrite(changed)
    _update(
        [row["id"] for row in back if row["id"] not in again],
        state=FindingState.OPEN,
        version=F("version") + 1,
    )
    _update(list(again), state=FindingState.REFERRED, told=False, version=F("version") + 1)
    _update([row["id"] for row, _ in kept], last_seen=now)
    steps = [(row["school_id"], row["id"], Step.AGAIN, "") for row in back]
    steps += [
        (row["school_id"], row["id"], Step.CHANGED, each.rule.say(each.values))
        for row, each in changed
        if row not in back
    ]
    _tell(steps, now)


def _differs(row: dict[str, Any], each: Break) -> bool:
    others = sorted(map(list, each.others))
    return (
        row["values"] != each.values
        or sorted(row["others"]) != others
        or row["link"] != each.link
        or row["referred_to_id"] != each.referred_to
    )


def _rewrite(changed: Sequence[tuple[dict[str, Any], Break]]) -> None:
    """Put the new values in; an explanation spoke of the old ones, so the finding waits again.

    One that a department has looked at waits for the department, if what it has seen is no longer so.
    """
    if not changed:
        return
    rows = [
        (row["id"], each.values, [list(other) for other in each.others], each.link, each.referred_to)
        for row, each in changed
    ]
    bulk.update_rows(Finding, ("id", "values", "others", "link", "referred_to_id"), rows, key=("id",))
    void = When(state__in=SETTLED, then=Value(FindingState.OPEN.value))
    cleared = When(state=FindingState.CLEARED, then=Value(FindingState.REFERRED.value))
    told = Case(When(state=FindingState.CLEARED, then=Value(False)), default=F("told"))
    ids = [row["id"] for row, _ in changed]
    _update(ids, version=F("version") + 1, state=Case(cleared, void, default=F("state")), told=told)


def _resolve(gone: Sequence[dict[str, Any]], now: datetime) -> None:
    """Findings that hold no longer."""
    ids = [row["id"] for row in gone]
    _update(ids, state=FindingState.RESOLVED, version=F("version") + 1)
    _tell([(row["school_id"], row["id"], Step.RESOLVED, "") for row in gone], now)


def _update(ids: Sequence[int], **change: Any) -> None:
    """Change findings, in pieces that fit into one statement."""
    for start in range(0, len(ids), PIECE):
        Finding.objects.filter(pk__in=ids[start : start + PIECE]).update(**change)


def _tell(steps: Sequence[tuple[int, int, str, str]], now: datetime) -> None:
    """Entries of histories (school, finding, step, text), by the program itself."""
    names = ("school_id", "finding_id", "step", "text", "at", "actor_id", "actor_name")
    rows = [
        (school_id, pk, Step(step).value, text[:500], now, None, "系统")
        for school_id, pk, step, text in steps
    ]
    bulk.insert_rows(FindingEvent, names, rows)


def count(filing: Round, schools: Collection[int]) -> None:
    """Set the counters of schools anew from what they are told of; two queries for reading, whatever their number."""
    findings = Finding.objects.filter(round=filing.key, school__in=schools, told=True).exclude(
        state__in=(FindingState.RESOLVED, FindingState.REFERRED, FindingState.CLEARED)
    )
    counted = findings.order_by().values("school_id", "rule", "level", "form").annotate(
        waiting=Count("pk", filter=Q(state__in=WAITING)),
        explained=Count("pk", filter=Q(state=FindingState.EXPLAINED)),
        accepted=Count("pk", filter=Q(state__in=(FindingState.ACCEPTED, FindingState.DISMISSED))),
    )  # fmt: skip
    RuleCount.objects.filter(round=filing.key, school__in=schools).delete()
    RuleCount.objects.bulk_create([RuleCount(round=filing.key, **row) for row in counted])
    _sum_up(filing, schools)


def _sum_up(filing: Round, schools: Collection[int]) -> None:
    """The counts of each school by class."""
    by_level = {level.value: Sum("waiting", filter=Q(level=level), default=0) for level in Severity}
    rows = RuleCount.objects.filter(round=filing.key, school__in=schools).order_by().values("school_id")
    summed: Iterable[dict[str, Any]] = rows.annotate(**by_level, all_explained=Sum("explained"))  # type: ignore[assignment]  # rows are plain dicts
    sums = {row.pop("school_id"): row for row in summed}
    nothing = dict.fromkeys((*by_level, "all_explained"), 0)
    names = ("logic", "experience", "hint", "explained")
    changed = []
    for check in SchoolCheck.objects.filter(round=filing.key, school__in=schools):
        row, before = sums.get(check.school_id, nothing), [getattr(check, name) for name in names]
        check.logic, check.experience, check.hint = (row[level.value] for level in Severity)
        check.explained = row["all_explained"]
        if before != [getattr(check, name) for name in names]:
            changed.append(check)
    SchoolCheck.objects.bulk_update(changed, names, batch_size=500)
    counters.mark_moved(check.school_id for check in changed)

"""Carrying records from one school to another: rows, private values, change log, counters, search.

The one place where a record changes its school. Ids stay, so references between records that go together hold. What
is encrypted for one school opens in no other: private columns and the private parts of the change log are encrypted
anew, column by column. Every function runs inside the caller's transaction.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from zhijiao.cases import following
from zhijiao.catalogue.matrix import current_round
from zhijiao.filing.models import Change, CopiedRecord, SyncedRecord
from zhijiao.filing.records import attached, change_log, counters
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.columns.refs import RefColumn
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actor import Actor
from zhijiao.kit import bulk
from zhijiao.kit.machines import to_school
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.quality import cross_school, incremental_checks, rule_registry, school_checks
from zhijiao.quality.models import Finding, FindingEvent, MatchVerdict
from zhijiao.search import finder

PIECE = 5000
"""Ids that go into one statement."""
Slots = dict[tuple[int, str], list[int]]
"""Rows and rows with gaps by year and term."""


@dataclass(frozen=True)
class Act:
    """Who carries, from which school to which, when."""

    actor: Actor
    source: Org
    target: Org
    now: datetime = field(default_factory=timezone.now)

    def context(self, school: Org, form: Form) -> change_log.WriteContext:
        """The writer's context at one of the two schools."""
        return change_log.WriteContext(self.actor, school, form, None, self.now)


def transfer_records(act: Act, form: Form, ids: Collection[int] | None = None) -> Slots:
    """Bring records of a form (all of them, or those named) to the target; returns what was carried, by period.

    Natural keys must be free there (`renumber_records` makes them so), and what the records refer to must come along.
    """
    slots: Slots = {}
    for piece in pieces(ids):
        rows = _rows(form, act.source, piece)
        _count(form, rows, slots)
        leaving = list(rows.order_by("pk").values_list("pk", "version"))
        attached.carry(form, act.source.pk, act.target.pk, rows, _changes(act, form, piece))
        _rows_to_target(act, form, rows)
        _log_to_target(act, form, piece)
        _note_leaving(act, form, leaving)
        _findings_to_target(act, form, piece)
        _copies_to_target(act, form, piece)
        _synced_to_target(act, form, piece)
        following.follow(form.key, act.source, act.target, piece)
    finder.follow_transfer(form.key, act.source, act.target, ids)
    if slots:
        counters.add_to_counts(act.context(act.target, form), slots)
        taken = {slot: [-rows, -gaps] for slot, (rows, gaps) in slots.items()}
        counters.add_to_counts(act.context(act.source, form), taken)
    return slots


def renumber_records(act: Act, form: Form, numbers: Mapping[int, str]) -> None:
    """Give records of the source other numbers, as a change that their history tells."""
    (column,) = form.key_columns[-1:]
    for piece in pieces(numbers):
        rows = form.model.unscoped.filter(school_id=act.source.pk, pk__in=piece)
        found = list(rows.order_by("pk").values_list("pk", "version", column.attname))
        entries = [
            (row_id, version + 1, Change.Action.CHANGE.value, {column.name: [old, numbers[row_id]]})
            for row_id, version, old in found
        ]
        values = [
            (row_id, version + 1, act.now, act.actor.user_id, numbers[row_id]) for row_id, version, _ in found
        ]
        names = ["id", "version", "updated_at", "updated_by", column.attname]
        bulk.update_rows(form.model, names, values, key=("id",))
        change_log.append_changes(act.context(act.source, form), entries)


def clear_references(act: Act, school: Org, form: Form, column: RefColumn, ids: Collection[int]) -> None:
    """Empty a reference of records of `school` to something that is at the other school; their history keeps it."""
    missing = int(column.required_for(school.school_type))
    for piece in pieces(ids):
        rows = form.model.unscoped.filter(school_id=school.pk, pk__in=piece)
        slots: Slots = {}
        if missing:
            _count(form, rows.filter(gaps=0), slots)
        fetched = rows.order_by("pk").values_list("pk", "version", column.attname)
        entries = [
            (row_id, version + 1, Change.Action.CHANGE.value, {column.name: [referred, None]})
            for row_id, version, referred in fetched
        ]
        rows.update(
            **{column.attname: None},
            gaps=F("gaps") + missing,
            version=F("version") + 1,
            updated_at=act.now,
            updated_by=act.actor.user_id,
        )
        change_log.append_changes(act.context(school, form), entries)
        if slots:
            opened = {slot: [0, number] for slot, (number, _) in slots.items()}
            counters.add_to_counts(act.context(school, form), opened)


def pieces(ids: Collection[int] | None) -> Sequence[list[int] | None]:
    """Ids in portions; None, meaning all, is one portion."""
    if ids is None:
        return [None]
    return bulk.portions(sorted(ids), PIECE)


def _copies_to_target(act: Act, form: Form, piece: list[int] | None) -> None:
    """What nobody has confirmed yet of copied records goes along with them."""
    marks = CopiedRecord.objects.filter(school=act.source, form=form.key)
    to_school(marks if piece is None else marks.filter(record_id__in=piece), act.target.pk)


def _synced_to_target(act: Act, form: Form, piece: list[int] | None) -> None:
    """What a source system delivers stays its own at the other school."""
    if not act.source.is_synced:
        return
    marks = SyncedRecord.objects.filter(school=act.source, form=form.key)
    to_school(marks if piece is None else marks.filter(record_id__in=piece), act.target.pk)
    Org.objects.filter(pk=act.target.pk).update(is_synced=True)


def _rows(form: Form, school: Org, piece: list[int] | None) -> QuerySet:
    rows = form.model.unscoped.filter(school_id=school.pk)
    return rows if piece is None else rows.filter(pk__in=piece)


def _count(form: Form, rows: QuerySet, slots: Slots) -> None:
    names = PERIOD_FIELDS[form.period]
    for gaps, *period in rows.values_list("gaps", *names):
        slot = slots.setdefault(counters.period_slot(form, dict(zip(names, period, strict=True))), [0, 0])
        slot[0] += 1
        slot[1] += gaps > 0


def _rows_to_target(act: Act, form: Form, rows: QuerySet) -> None:
    names = [column.attname for column in form.private_columns]
    fetched = list(rows.order_by("pk").values_list("pk", *names)) if names else []
    if fetched:
        ids, *columns = zip(*fetched, strict=True)
        resealed = [reseal(act, tokens) for tokens in columns]
        values = [(row_id, act.source.pk, *tokens) for row_id, *tokens in zip(ids, *resealed, strict=True)]
        bulk.update_rows(form.model, ["id", "school_id", *names], values)
    to_school(rows, act.target.pk)


def reseal(act: Act, tokens: Sequence[str | None]) -> list[str | None]:
    """A column of encrypted values, encrypted for the target."""
    return for_school(act.target.pk).encrypt_many(for_school(act.source.pk).decrypt_many(tokens))


def _changes(act: Act, form: Form, piece: list[int] | None) -> QuerySet[Change]:
    changes = Change.objects.filter(school=act.source, form=form.key)
    return changes if piece is None else changes.filter(record_id__in=piece)


def _log_to_target(act: Act, form: Form, piece: list[int] | None) -> None:
    """The change log of the records follows, private values encrypted anew; who follows the target finds it."""
    changes = _changes(act, form, piece)
    names = [column.name for column in form.private_columns]
    if names:
        _reseal_log(act, changes.exclude(diff=None), names)
    changes.update(place=None)
    to_school(changes, act.target.pk)


def _note_leaving(act: Act, form: Form, leaving: Sequence[tuple[int, int]]) -> None:
    """Whoever follows the source learns that the records are gone from there."""
    entries = [(row_id, version, Change.Action.LEAVE.value, None) for row_id, version in leaving]
    for piece in bulk.portions(entries, PIECE):
        change_log.append_changes(act.context(act.source, form), piece)


def _findings_to_target(act: Act, form: Form, piece: list[int] | None) -> None:
    """What 数据校验 has found about the records, with what was said of it."""
    findings = Finding.objects.filter(school=act.source, form=form.key, record_id__gt=0)
    if piece is not None:
        findings = findings.filter(record_id__in=piece)
    _verdicts_to_target(act, set(findings.exclude(link="").values_list("link", flat=True)))
    to_school(FindingEvent.objects.filter(school=act.source, finding__in=findings), act.target.pk)
    to_school(findings, act.target.pk)


def _verdicts_to_target(act: Act, links: set[str]) -> None:
    """What a department has said of whose number is in doubt goes with the record."""
    mine = MatchVerdict.objects.filter(school=act.source, link__in=links)
    said = set(MatchVerdict.objects.filter(school=act.target, link__in=links).values_list("rule", "link"))
    for verdict in mine:
        if (verdict.rule, verdict.link) in said:
            verdict.delete()
        else:
            to_school(mine.filter(pk=verdict.pk), act.target.pk)


def check_again(act: Act) -> None:
    """Have 数据校验 look at both schools soon, and at once at numbers that several schools hold."""
    filing = current_round()
    schools = {act.source.pk, act.target.pk}
    incremental_checks.mark(filing, schools)
    for rule in cross_school.area_rules(rule_registry.in_force(filing)):
        links = set().union(*(cross_school.links_of_school(rule, school_id) for school_id in schools))
        school_checks.compare(rule, filing, links)


def _reseal_log(act: Act, changes: QuerySet, names: list[str]) -> None:
    entries = [
        (change_id, diff)
        for change_id, diff in changes.values_list("pk", "diff").iterator(chunk_size=PIECE)
        if any(name in diff for name in names)
    ]
    places: list[tuple[dict[str, Any], str]] = [
        (diff, name) for _, diff in entries for name in names if name in diff
    ]
    tokens = iter(reseal(act, [token for diff, name in places for token in diff[name]]))
    for diff, name in places:
        diff[name] = [next(tokens) for _ in diff[name]]
    bulk.update_rows(Change, ["id", "diff"], entries, key=("id",))

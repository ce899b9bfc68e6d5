"""Making and changing rounds. Each change is one transaction, after the others, and known to the audit log.

What schools may see of it changes the edition (`catalogue.kept_rounds`): opening, closing, and whatever is edited in a
round that is not a draft.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.catalogue import kept_rounds
from zhijiao.catalogue.made_rounds import facts_of, texts_of
from zhijiao.catalogue.matrix import Round, filing_round, round_keys
from zhijiao.catalogue.models import MadeRound, RoundsEdition, RoundState
from zhijiao.catalogue.obligations import LEVEL_OF_WORDS
from zhijiao.catalogue.overlays import renumbered, required_of
from zhijiao.catalogue.round_facts import Place
from zhijiao.catalogue.round_files import DAYS
from zhijiao.filing.records import period_locks
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org
from zhijiao.rounds.announcing import announce
from zhijiao.rounds.deadlines import days_in_words
from zhijiao.rounds.round_checks import RoundRefused, check, one_line
from zhijiao.rounds.round_rights import require_make

FIRST_YEAR = 2000


class Overtaken(RoundRefused):
    """Somebody else has changed the round meanwhile; nothing was done."""

    def __init__(self, row: MadeRound) -> None:
        super().__init__(
            f"“{row.title}”刚由 {row.changed_by} 修改，本次没有保存：请刷新页面，在最新内容上重新修改。"
        )


@transaction.atomic
def copy(actor: Actor, source: Round, year: int) -> MadeRound:
    """A draft for a school year, with the matrix of a round and its days moved on by as many years.

    Raises:
        RoundRefused: the year has a round, or is none.
    """
    require_make(actor)
    _turn()
    last = (
        timezone.localdate().year + 1
    )  # a mistyped year, once opened, would stay the current one for decades
    if not FIRST_YEAR <= year <= last:
        raise RoundRefused(f"学年应在 {FIRST_YEAR} 与 {last}（明年）之间，不能是 {year}。")
    if str(year) in round_keys() or MadeRound.objects.filter(academic_year=year).exists():
        raise RoundRefused(f"{year}学年已有填报轮次，请直接修改它，或另选学年。")
    made = _moved(source, year)
    row = MadeRound(key=made.key, copied_from=source.key, made_by_id=actor.org_id, **facts_of(made))
    return save(actor, row, f"复制“{source.title}”建立")


@transaction.atomic
def edit_head(actor: Actor, key: str, version: int, facts: Mapping[str, Any]) -> MadeRound:
    """Change title, days, deadlines, source and note.

    Raises:
        Overtaken: the version is not the present one.
        RoundRefused: with everything that is wrong.
    """
    row = held(actor, key, version)
    before = kept_rounds.round_of(row)
    wanted = replace(before, **facts)
    check(wanted)
    _require_same_year(before, wanted)
    for name in ("title", *DAYS, "source", "note"):
        setattr(row, name, getattr(wanted, name))
    row.deadlines = texts_of({level: day for level, day in wanted.deadlines.items() if day != wanted.closes})
    if not row.is_draft and days_in_words(wanted) != days_in_words(before):
        top = Org.objects.get(parent=None)
        announce(row.key, top.path, f"“{row.title}”的日期有变动", days_in_words(wanted))
    return save(actor, row, "修改名称和日期")


@transaction.atomic
def edit_matrix(
    actor: Actor, key: str, version: int, cells: Mapping[str, Mapping[str, tuple[str, str]]]
) -> MadeRound:
    """Change words and qualifiers of cells, by place and school type; required forms are numbered anew.

    Raises:
        Overtaken: the version is not the present one.
        RoundRefused: with everything that is wrong.
    """
    row = held(actor, key, version)
    filing = kept_rounds.round_of(row)
    places = renumbered(_with_cells(place, cells.get(place.slug, {})) for place in filing.places)
    return _take(actor, row, replace(filing, places=places, required=required_of(places)), "修改填报要求")


@transaction.atomic
def take_file(actor: Actor, key: str, version: int, read: Round) -> MadeRound:
    """Replace head and matrix by those of a file that was read for this round (`round_checks.read`).

    Raises:
        Overtaken: the version is not the present one.
        RoundRefused: with everything that is wrong.
    """
    row = held(actor, key, version)
    if read.academic_year != row.academic_year:
        raise RoundRefused(
            f"文件的学年是 {read.academic_year}，本轮次是 {row.academic_year}，请更正 academic_year。"
        )
    return _take(actor, row, read, "导入填报要求")


@transaction.atomic
def delete_draft(actor: Actor, key: str, version: int) -> None:
    """Throw a draft away; nobody but its makers has known of it."""
    row = held(actor, key, version)
    if not row.is_draft:
        raise RoundRefused(f"“{row.title}”已经开启过，不能删除，只能关闭。")
    _record(actor, row, "删除草稿")
    row.delete()


def _take(actor: Actor, row: MadeRound, filing: Round, done: str) -> MadeRound:
    """Put a whole round into its row."""
    if not row.body:
        raise RoundRefused(f"“{row.title}”的填报要求随系统发布，不能修改；请复制为新轮次后修改。")
    check(filing)
    _require_same_year(kept_rounds.round_of(row), filing)
    for name, value in facts_of(filing).items():
        setattr(row, name, value)
    return save(actor, row, done)


def _require_same_year(before: Round, wanted: Round) -> None:
    """What a school has signed is of one calendar year; while it stands, the round stays in that year."""
    was, year = before.calendar_from.year, wanted.calendar_from.year
    signed = period_locks.schools_with(before.key) if year != was else 0
    if signed:
        raise RoundRefused(
            f"已有 {signed} 所学校签字上报，自然年 {was} 不能改为 {year}；确需更改的，请先退回各校的上报。"
        )


def _with_cells(place: Place, cells: Mapping[str, tuple[str, str]]) -> Place:
    """A place with other words and qualifiers."""
    owed = dict(place.obligations)
    for kind, (words, note) in cells.items():
        if kind not in owed or words not in LEVEL_OF_WORDS:
            raise RoundRefused(
                f"第 {place.order} 行“{place.label}”：“{words}”不是约定的填报要求，请从列表中选择。"
            )
        note = one_line(f"第 {place.order} 行“{place.label}”的限定", note)
        owed[kind] = replace(owed[kind], words=words, level=LEVEL_OF_WORDS[words], note=note)
    return replace(place, obligations=owed)


def _moved(source: Round, year: int) -> Round:
    """A round with its days moved on to another school year."""
    by = year - source.academic_year
    days: dict[str, Any] = {name: _years_on(getattr(source, name), by) for name in DAYS}
    return replace(
        source,
        key=str(year),
        title=f"{year}学年填报",
        academic_year=year,
        **days,
        deadlines={level: _years_on(day, by) for level, day in source.deadlines.items()},
        source="",
        note="",
        state=RoundState.DRAFT,
        closed_on=None,
    )


def _years_on(day: date, years: int) -> date:
    """The same day some years on; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def held(actor: Actor, key: str, version: int) -> MadeRound:
    """The row of a round, held until the end of the transaction; of a shipped one it is made when first needed.

    Raises:
        Overtaken: the version is not the present one.
    """
    require_make(actor)
    _turn()
    row = row_of(key) or _shipped_row(actor, key)
    if row.version != version:
        raise Overtaken(row)
    return row


def row_of(key: str) -> MadeRound | None:
    """The row of a round, of a draft too; None for a shipped one with which nothing was done here."""
    return MadeRound.objects.filter(key=key).first() if key.isprintable() else None


def _shipped_row(actor: Actor, key: str) -> MadeRound:
    """A row, not saved yet, for a round that ships."""
    if key not in kept_rounds.shipped():
        raise RoundRefused("这个填报轮次刚被删除，请返回列表。")
    filing = filing_round(key)
    facts = facts_of(filing) | {"body": "", "state": RoundState.OPEN, "opened_on": filing.opens}
    return MadeRound(key=key, made_by_id=actor.org_id, version=0, **facts)


def _turn() -> None:
    """Wait until nobody else changes rounds."""
    RoundsEdition.objects.get_or_create(pk=1, defaults={"stamp": secrets.randbelow(2**62) + 1})
    RoundsEdition.objects.select_for_update().get(pk=1)


def save(actor: Actor, row: MadeRound, done: str) -> MadeRound:
    """Keep a row, with who has changed it; tell the audit log, and everybody if it is no draft."""
    row.version += 0 if row._state.adding and row.body else 1
    row.changed_at, row.changed_by = timezone.now(), actor.name
    kept_rounds.round_of(row)  # what could not be read again must not be kept: every page reads it
    row.save()
    _record(actor, row, done)
    if not row.is_draft:
        kept_rounds.changed()
    return row


def _record(actor: Actor, row: MadeRound, done: str) -> None:
    record(Event.ROUND, org=actor.org_id, subject=row.title, detail={"done": done, "round": row.key})


def take_over(row: MadeRound, by: str) -> None:
    """Keep a round as the ministry's installation has it, which was read before; call it in a transaction."""
    _turn()
    row.version += 1
    row.changed_at, row.changed_by = timezone.now(), by
    row.save()
    record(Event.ROUND, subject=row.title, detail={"done": f"接收（{by}）", "round": row.key})
    kept_rounds.changed()

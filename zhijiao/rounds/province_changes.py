"""What a province adds to a round for its schools."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.catalogue import kept_rounds
from zhijiao.catalogue.made_rounds import texts_of
from zhijiao.catalogue.matrix import Round
from zhijiao.catalogue.models import ProvinceRound
from zhijiao.catalogue.obligations import LEVEL_OF_WORDS, raises
from zhijiao.catalogue.overlays import Overlay, overlaid
from zhijiao.catalogue.round_facts import LEVELS, SCHOOL_TYPES
from zhijiao.catalogue.round_files import short
from zhijiao.identity import gate
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Level, Org
from zhijiao.rounds.announcing import announce
from zhijiao.rounds.deadlines import days_in_words
from zhijiao.rounds.round_checks import RoundRefused
from zhijiao.rounds.round_rights import may_add

OWN_LEVELS = LEVELS[:-1]
"""Levels for which a province may set days of its own."""


def words_offered(words: str) -> list[str]:
    """What a province may ask for instead of the ministry's words."""
    level = LEVEL_OF_WORDS[words]
    return [each for each in ("应该填", "有则必填", "必填") if raises(level, LEVEL_OF_WORDS[each])]


@transaction.atomic
def set_additions(
    actor: Actor,
    filing: Round,
    version: int,
    words: Mapping[str, Mapping[str, str]],
    deadlines: Mapping[str, date],
    note: str = "",
) -> ProvinceRound:
    """Keep what the actor's province asks for in a round, by place and school type; it replaces what it asked before.

    Raises:
        gate.Denied: the actor administers no province.
        RoundRefused: something asks for less than the ministry, or somebody was faster.
    """
    if not may_add(actor):
        raise gate.Denied("只有省级系统管理员能为本省学校增加填报要求，没有做任何改动。")
    Org.objects.select_for_update().get(pk=actor.org_id)
    row = ProvinceRound.objects.filter(round=filing.key, province_id=actor.org_id).first()
    row = row or ProvinceRound(round=filing.key, province_id=actor.org_id, version=0)
    if row.version != version:
        raise RoundRefused(f"刚由 {row.changed_by} 修改，本次没有保存：请刷新页面，在最新内容上重新修改。")
    if not filing.is_open:
        raise RoundRefused(f"“{filing.title}”已关闭，不能再增加要求。")
    if wrong := [*_lowering(filing, words), *_late(filing, deadlines), *_note(note)]:
        raise RoundRefused(*wrong)
    before = overlaid(filing, Overlay(actor.org_id, row.words, row.days))
    row.words = {slug: dict(cells) for slug, cells in words.items() if cells}
    row.deadlines, row.note = texts_of(dict(deadlines)), note.strip()
    row.version, row.changed_at, row.changed_by = version + 1, timezone.now(), actor.name
    row.save()
    detail = {"done": "增加省级要求", "round": filing.key, "rows": sum(map(len, row.words.values()))}
    record(Event.ROUND, org=actor.org_id, subject=filing.title, detail=detail)
    after = overlaid(filing, Overlay(actor.org_id, row.words, row.days))
    told = [] if after.places == before.places else ["本省增加了填报要求，请在工作台查看。"]
    told += [] if after.deadlines == before.deadlines else [days_in_words(after)]
    if told:
        announce(filing.key, actor.org_path, f"“{filing.title}”的本省要求有变动", "".join(told))
    kept_rounds.changed()
    return row


def still_raising(filing: Round, words: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Of words that were kept those that still ask for more, after the ministry may have changed the round."""
    owed = {(place.slug, kind): cell for place in filing.places for kind, cell in place.obligations.items()}
    return {
        slug: {
            kind: word
            for kind, word in cells.items()
            if (slug, kind) in owed and raises(owed[slug, kind].level, LEVEL_OF_WORDS[word])
        }
        for slug, cells in words.items()
    }


def _lowering(filing: Round, words: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Cells that would not ask for more than the ministry does."""
    known, wrong = {place.slug: place for place in filing.places}, []
    for slug, cells in words.items():
        place = known.get(slug)
        for kind, word in cells.items():
            if place is None or kind not in SCHOOL_TYPES or word not in LEVEL_OF_WORDS:
                wrong.append(
                    f"“{slug}”“{kind}”“{word}”不是本轮次的栏目、学校类型或填报要求，请从页面上选择。"
                )
            elif not raises(place.obligations[kind].level, LEVEL_OF_WORDS[word]):
                asked = place.obligations[kind].words
                wrong.append(f"“{place.label}”：部级要求为“{asked}”，省级只能提高，不能改为“{word}”。")
    return wrong


def _late(filing: Round, deadlines: Mapping[str, date]) -> list[str]:
    """Days that are later than the ministry's, or stand the wrong way round."""
    wrong = []
    for level, day in deadlines.items():
        if level not in OWN_LEVELS:
            wrong.append(f"“{level}”不是省级可以规定截止日期的级别。")
        elif not filing.opens <= day <= filing.deadline(level):
            wrong.append(
                f"{Level(level).label}：截止日期 {day} 应在 {filing.opens} "
                f"与部级规定的 {filing.deadline(level)} 之间。"
            )
    days = [min(deadlines.get(level, filing.deadline(level)), filing.deadline(level)) for level in LEVELS]
    if not wrong and days != sorted(days):
        wrong.append("各级截止日期应自学校起逐级不早于下一级，请更正。")
    return wrong


def _note(note: str) -> list[str]:
    try:
        short(note.strip())
    except ValueError as error:
        return [f"说明：{error}。"]
    return []

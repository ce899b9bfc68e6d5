"""Opening, closing and reopening a round."""

from django.db import transaction
from django.utils import timezone

from zhijiao.catalogue import kept_rounds
from zhijiao.catalogue.models import MadeRound, RoundState
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org
from zhijiao.rounds.announcing import announce
from zhijiao.rounds.deadlines import days_in_words
from zhijiao.rounds.round_changes import held, save
from zhijiao.rounds.round_checks import RoundRefused, check


@transaction.atomic
def open_round(actor: Actor, key: str, version: int) -> MadeRound:
    """Open a draft: from now on it is the round that schools see, if it is the latest.

    Raises:
        Overtaken, RoundRefused: somebody was faster; it is no draft, or something is wrong with it.
    """
    row = held(actor, key, version)
    if not row.is_draft:
        raise RoundRefused(f"“{row.title}”{row.get_state_display()}，不能再次开启；已关闭的请用“重新开启”。")
    check(kept_rounds.round_of(row))
    row.state, row.opened_on = RoundState.OPEN, timezone.localdate()
    _announce(row, "开始填报", days_in_words(kept_rounds.round_of(row)))
    return save(actor, row, "开启")


@transaction.atomic
def close_round(actor: Actor, key: str, version: int) -> MadeRound:
    """Close an open round: it keeps its figures as of today, or of its last day if that is past."""
    row = held(actor, key, version)
    if row.state != RoundState.OPEN:
        raise RoundRefused(f"“{row.title}”{row.get_state_display()}，不用关闭。")
    row.state, row.closed_on = RoundState.CLOSED, timezone.localdate()
    _announce(row, "已关闭", "统计数据以今天为准；需要补正的，请申请解锁。")
    return save(actor, row, "关闭")


@transaction.atomic
def reopen_round(actor: Actor, key: str, version: int) -> MadeRound:
    """Open a closed round again, for corrections by all."""
    row = held(actor, key, version)
    if row.state != RoundState.CLOSED:
        raise RoundRefused(f"“{row.title}”{row.get_state_display()}，不用重新开启。")
    row.state, row.closed_on = RoundState.OPEN, None
    _announce(row, "重新开启", days_in_words(kept_rounds.round_of(row)))
    return save(actor, row, "重新开启")


def _announce(row: MadeRound, done: str, text: str) -> None:
    """Have it told to all nodes of the tree."""
    top = Org.objects.get(parent=None)
    announce(row.key, top.path, f"“{row.title}”{done}", text)

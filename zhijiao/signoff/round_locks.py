"""Locks that follow from rounds instead of signatures, and grants that lift a lock for the moment."""

from collections.abc import Collection

from django.utils import timezone

from zhijiao.catalogue.matrix import Round, filing_round, round_keys
from zhijiao.filing.records.period_locks import Lock, exemption, further_lock
from zhijiao.orgs.models import Org
from zhijiao.rounds.grants import WHOLE_SCHOOL, granted
from zhijiao.signoff.standing import named

REMEDY = "确需修改的，请向主管部门申请为这张表单解锁。"


@further_lock
def closed_rounds(school: Org, year: int | None) -> list[Lock]:
    """Locks of closed rounds, but for what has been granted more time; no query while rounds are open.

    A year may be the school year of one round and the calendar year of another, so that both have to be told.
    """
    found = []
    for filing in map(filing_round, round_keys()):
        if filing.is_open or year not in (None, filing.academic_year, filing.calendar_from.year):
            continue
        today, extensions = timezone.localdate(), granted(school, filing).extensions
        extended = {form for form, until in extensions.items() if until >= today}
        if WHOLE_SCHOOL not in extended:
            found.append(_closed(filing, tuple(sorted(extended))))
    return found


def _closed(filing: Round, extended: tuple[str, ...]) -> Lock:
    """The lock of a closed round."""
    why = f"{named(filing)}已经关闭"
    return Lock(filing.key, filing.academic_year, filing.calendar_from.year, why, REMEDY, extended)


def is_extended(school: Org, filing: Round) -> bool:
    """Whether a school has been granted more time that has not run out; one query."""
    until = granted(school, filing).extended_to()
    return until is not None and until >= timezone.localdate()


def is_over(school: Org, filing: Round) -> bool:
    """Whether the school can hand in nothing more in a round, so that nothing may be taken back from it either."""
    return not filing.is_open and not is_extended(school, filing)


@exemption
def unlocked(school: Org, round_key: str) -> Collection[str]:
    """Forms that an authority has unlocked; one query, sent only where something is locked."""
    return granted(school, filing_round(round_key)).unlocked_forms

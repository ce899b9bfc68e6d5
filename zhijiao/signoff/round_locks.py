"""Locks that follow from rounds instead of signatures, and grants that lift a lock for the moment."""

from django.utils import timezone

from zhijiao.catalogue.matrix import Round, filing_round, round_keys
from zhijiao.filing.records.period_locks import Lock, exemption, further_lock
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.orgs.models import Org
from zhijiao.rounds.grants import granted, unlocked_until

REMEDY = "确需修改的，请向主管部门申请延期，或为这张表单解锁。"


@further_lock
def closed_round(school: Org, form: FormLike, year: int) -> Lock | None:
    """The lock of a closed round, unless school or form are granted more time; no query while rounds are open."""
    for filing in map(filing_round, round_keys()):
        if filing.is_open:
            continue
        lock = Lock(
            filing.key,
            filing.academic_year,
            filing.calendar_from.year,
            f"{filing.academic_year}学年{filing.title}已经关闭",
            REMEDY,
        )
        if lock.covers(form, year) and not is_extended(school, filing, form):
            return lock
    return None


def is_extended(school: Org, filing: Round, form: FormLike | None = None) -> bool:
    """Whether a school, or one of its forms, has been granted more time that has not run out; one query."""
    until = granted(school, filing).extended_to(form.key if form else None)
    return until is not None and until >= timezone.localdate()


@exemption
def unlocked(school: Org, round_key: str, form: FormLike) -> bool:
    """Whether an authority has unlocked the form; one query, sent only where something is locked."""
    return unlocked_until(school, filing_round(round_key), form.key) is not None

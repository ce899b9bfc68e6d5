"""Checking in the background: what was changed, and once a day what was missed."""

from datetime import timedelta

from zhijiao.catalogue.matrix import current_round
from zhijiao.jobs.current_job import RunAgain
from zhijiao.jobs.declare import NORMAL, SWEEP, job
from zhijiao.quality import incremental_checks


@job("校验有变动的学校", every=timedelta(minutes=1), priority=SWEEP)
def follow_changes() -> RunAgain | None:
    """Check a piece of what has changed."""
    return RunAgain() if incremental_checks.follow_changes() else None


@job("按学校的要求重新校验", priority=NORMAL)
def check_asked() -> RunAgain | None:
    """Check marked schools for a few seconds; somebody waits for one of them."""
    return RunAgain() if incremental_checks.check_pending(current_round()) else None


@job("查找漏校验的学校", every=timedelta(days=1), priority=SWEEP)
def sweep() -> None:
    """Mark schools whose last check is older than their records."""
    incremental_checks.sweep()

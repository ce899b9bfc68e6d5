"""Reckoning in the background: what was changed, and once a day what was missed."""

from datetime import timedelta

from zhijiao.indicators import storing
from zhijiao.jobs.current_job import RunAgain
from zhijiao.jobs.declare import SWEEP, job


@job("计算有变动学校的办学条件", every=timedelta(minutes=2), priority=SWEEP)
def follow_changes() -> RunAgain | None:
    """Reckon a piece of what has changed."""
    return RunAgain() if storing.follow_changes() else None


@job("查找漏算办学条件的学校", every=timedelta(days=1), priority=SWEEP)
def sweep() -> None:
    """Mark schools whose last reckoning is older than their records."""
    storing.sweep()

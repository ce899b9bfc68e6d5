"""Tidying after the opening of schools in bulk."""

from datetime import timedelta

from zhijiao.jobs.declare import SWEEP, job
from zhijiao.restructure import opening


@job("清理过期的开通名单", every=timedelta(days=1), priority=SWEEP)
def forget_old_sheets() -> None:
    """Throw away sheets that nobody came back to."""
    opening.forget_old()

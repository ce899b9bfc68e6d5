"""Keeping the figures of schools and areas up to date."""

from datetime import timedelta

from zhijiao.jobs.declare import SWEEP, job
from zhijiao.oversight import refresh


@job("更新填报进度", every=timedelta(minutes=1), priority=SWEEP)
def follow() -> None:
    """Work out schools whose figures have changed, and the areas above them."""
    refresh.follow()

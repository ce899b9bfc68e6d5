"""Counting corrections in the background."""

from datetime import timedelta

from zhijiao.jobs.current_job import RunAgain
from zhijiao.jobs.declare import SWEEP, job
from zhijiao.snapshots import corrections


@job("统计封存后的更正", every=timedelta(minutes=1), priority=SWEEP)
def count_corrections() -> RunAgain | None:
    """Count anew the forms that were written to since they were frozen."""
    return RunAgain() if corrections.follow() else None

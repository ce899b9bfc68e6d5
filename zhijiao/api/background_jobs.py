"""Throwing away answers that nobody may ask for any more."""

from datetime import timedelta

from zhijiao.api.repeats import forget_old
from zhijiao.jobs.declare import SWEEP, job


@job("清理接口请求的回答", every=timedelta(hours=1), priority=SWEEP)
def forget_old_answers() -> None:
    """Forget answers older than a day."""
    forget_old()

"""The nightly self-check of rights, in pieces."""

from datetime import timedelta

from zhijiao.jobs.current_job import RunAgain
from zhijiao.jobs.declare import SWEEP, job
from zhijiao.selfcheck import nightly


@job("夜间权限自检", every=timedelta(minutes=30), priority=SWEEP)
def check_rights() -> RunAgain | None:
    """One piece of tonight's check, if it is night."""
    return RunAgain() if nightly.nightly() else None

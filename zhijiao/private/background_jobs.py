"""The background part of changing data keys."""

from datetime import timedelta

from zhijiao.jobs.current_job import RunAgain
from zhijiao.jobs.declare import SWEEP, job
from zhijiao.private import key_rotation


@job("更换数据密钥", every=timedelta(minutes=5), priority=SWEEP)
def go_on() -> RunAgain | None:
    """A piece of the change that is under way."""
    return RunAgain() if key_rotation.go_on() else None

"""Keeping the figures of schools and areas up to date."""

from datetime import timedelta

from zhijiao.jobs.current_job import RunAgain
from zhijiao.jobs.declare import REPORT, SWEEP, job
from zhijiao.oversight import refresh, reminders


@job("更新填报进度", every=timedelta(minutes=1), priority=SWEEP)
def follow() -> None:
    """Work out schools whose figures have changed, and the areas above them."""
    refresh.follow()


@job("发送催报消息", retry_after=(30, 300), priority=REPORT)
def tell_reminded() -> RunAgain | None:
    """Put reminders into inboxes, a piece at a time."""
    return RunAgain() if reminders.tell_pending() else None

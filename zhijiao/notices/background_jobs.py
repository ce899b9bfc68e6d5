"""What the worker does for the inbox: letters, and throwing away what is old."""

from datetime import timedelta

from zhijiao.jobs.current_job import RunAgain
from zhijiao.jobs.declare import MAIL, SWEEP, job
from zhijiao.notices import keeping


@job("邮件提醒新消息", every=timedelta(minutes=1), priority=MAIL)
def mail_messages() -> RunAgain | None:
    """Write to those with a mailbox about what has come since; at most a minute after it was told."""
    return RunAgain() if keeping.send_waiting() else None


@job("清理到期的消息", every=timedelta(days=1), priority=SWEEP)
def forget_old_messages() -> RunAgain | None:
    """Throw away messages after half a year, read or not."""
    return RunAgain() if keeping.forget_old() else None
